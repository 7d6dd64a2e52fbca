//! `domovoi health`: what a container's health check runs, so that the image needs no curl.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, ensure};

use crate::config::Config;

const PATIENCE: Duration = Duration::from_secs(3);

/// Asks the portal that listens where ours would.
pub async fn run(config: Config) -> anyhow::Result<()> {
    let address = reachable(config.web.listen);
    let answer = tokio::task::spawn_blocking(move || ask(address)).await??;
    let status = answer.lines().next().unwrap_or_default();
    let words = answer.split("\r\n\r\n").nth(1).unwrap_or_default().trim();
    ensure!(status.contains(" 200 "), "not ready: {words}");
    println!("{words}");
    Ok(())
}

/// What listens on every address is asked on loopback.
fn reachable(mut listen: SocketAddr) -> SocketAddr {
    if listen.ip().is_unspecified() {
        listen.set_ip(match listen.ip() {
            IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    listen
}

fn ask(address: SocketAddr) -> anyhow::Result<String> {
    let nobody = || format!("nobody answers at {address}");
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE).with_context(nobody)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(stream, "GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.take(64 * 1024).read_to_string(&mut answer).with_context(nobody)?;
    Ok(answer)
}
