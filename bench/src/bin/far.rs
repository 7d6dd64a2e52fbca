//! Puts PostgreSQL far away: `far ADDRESS SOCKET DELAY_MS` passes bytes on, the answers that much
//! later. What a page then takes longer, divided by the delay, is how often it waited.

use std::path::PathBuf;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::mpsc::unbounded_channel;
use tokio::time::{Instant, sleep_until};

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, socket, delay] = arguments.as_slice() else {
        return Err(std::io::Error::other("far ADDRESS SOCKET DELAY_MS"));
    };
    let delay = Duration::from_millis(delay.parse().map_err(std::io::Error::other)?);
    let listener = TcpListener::bind(address).await?;
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(pass_on(stream, PathBuf::from(socket), delay));
    }
}

async fn pass_on(client: TcpStream, socket: PathBuf, delay: Duration) -> std::io::Result<()> {
    client.set_nodelay(true)?;
    let (mut asked, mut answered) = client.into_split();
    let (mut answers, mut questions) = UnixStream::connect(socket).await?.into_split();
    tokio::spawn(async move { copy(&mut asked, &mut questions).await });
    let (later, mut due) = unbounded_channel();
    tokio::spawn(async move {
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(n @ 1..) = answers.read(&mut buffer).await {
            let _ = later.send((Instant::now() + delay, buffer[..n].to_vec()));
        }
    });
    while let Some((at, bytes)) = due.recv().await {
        sleep_until(at).await;
        answered.write_all(&bytes).await?;
    }
    Ok(())
}
