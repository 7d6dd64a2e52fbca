//! Opens many pages' streams and waits for a change: `streams ADDRESS PATH COUNT COMMAND…` opens COUNT of PATH,
//! each as somebody else, says `open COUNT`, waits for a line on its input, runs the command that makes the
//! change, and says how long after it was made the first, the middle and the last were told.

use std::io::{BufRead, Error, Result};
use std::process::Command;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

const LONG: Duration = Duration::from_secs(30);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, path, count, command @ ..] = arguments.as_slice() else {
        return Err(Error::other("streams ADDRESS PATH COUNT COMMAND…"));
    };
    let count: usize = count.parse().map_err(Error::other)?;
    let (told, mut heard) = mpsc::unbounded_channel();
    for n in 0..count {
        let stream = open(address, path, n).await?;
        tokio::spawn(listen(stream, told.clone()));
    }
    println!("open {count}");
    spawn_blocking(|| std::io::stdin().lock().read_line(&mut String::new())).await??;

    let (program, words) = command.split_first().ok_or_else(|| Error::other("no command"))?;
    let mut change = Command::new(program);
    change.args(words);
    let made_at = spawn_blocking(move || change.status().map(|_| Instant::now())).await??;
    let mut waits = Vec::new();
    while waits.len() < count {
        let at: Instant =
            timeout(LONG, heard.recv()).await.map_err(Error::other)?.ok_or_else(|| Error::other("gone"))?;
        waits.push(at.saturating_duration_since(made_at).as_millis());
    }
    waits.sort_unstable();
    println!(
        "told {} first {} ms, middle {} ms, last {} ms",
        waits.len(),
        waits[0],
        waits[count / 2],
        waits[count - 1]
    );
    Ok(())
}

/// Open, with what comes first read: the head, and that it lives.
async fn open(address: &str, path: &str, n: usize) -> Result<TcpStream> {
    let mut stream = TcpStream::connect(address).await?;
    let visitor = format!("10.{}.{}.{}", n >> 16 & 255, n >> 8 & 255, n & 255);
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nX-Forwarded-For: {visitor}\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let (mut head, mut piece) = (Vec::new(), [0; 4096]);
    while !head.ends_with(b"\n\n\r\n") {
        let n = stream.read(&mut piece).await?;
        if n == 0 || !head.starts_with(b"HTTP/1.1 200") && head.len() > 12 {
            return Err(Error::other(String::from_utf8_lossy(&head).into_owned()));
        }
        head.extend_from_slice(&piece[..n]);
    }
    Ok(stream)
}

/// The first news of each.
async fn listen(mut stream: TcpStream, told: mpsc::UnboundedSender<Instant>) -> Result<()> {
    let mut piece = [0; 512];
    let mut is_told = false;
    loop {
        let n = stream.read(&mut piece).await?;
        if n == 0 {
            return Ok(());
        }
        if !is_told && piece[..n].windows(6).any(|bytes| bytes == b"data: ") {
            is_told = true;
            let _ = told.send(Instant::now());
        }
    }
}
