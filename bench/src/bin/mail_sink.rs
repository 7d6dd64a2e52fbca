//! A mail server that takes so many mails, throws them away, and says how fast they came:
//! `mail_sink ADDRESS COUNT`. It answers every command by itself, as a server without PIPELINING.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Mutex;

/// When the mails of one connection came.
struct Came {
    first: Instant,
    last: Instant,
    mails: u32,
}

type Log = Arc<Mutex<Vec<Came>>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, count] = arguments.as_slice() else {
        return Err(std::io::Error::other("mail_sink ADDRESS COUNT"));
    };
    let count: u32 = count.parse().map_err(std::io::Error::other)?;
    let log = Log::default();
    let listener = TcpListener::bind(address).await?;
    tokio::spawn(accept(listener, log.clone()));
    while log.lock().await.iter().map(|came| came.mails).sum::<u32>() < count {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let log = log.lock().await;
    // Of each connection: mails a second from its first answer to its last.
    for came in log.iter().filter(|came| came.mails > 1) {
        let seconds = (came.last - came.first).as_secs_f64();
        println!("{} {:.0}", came.mails, f64::from(came.mails - 1) / seconds);
    }
    Ok(())
}

async fn accept(listener: TcpListener, log: Log) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(converse(stream, log.clone()));
    }
}

async fn converse(stream: TcpStream, log: Log) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 sink\r\n").await?;
    let place = {
        let mut log = log.lock().await;
        let now = Instant::now();
        log.push(Came { first: now, last: now, mails: 0 });
        log.len() - 1
    };
    let mut line = Vec::new();
    let mut is_in_mail = false;
    loop {
        line.clear();
        if stream.read_until(b'\n', &mut line).await? == 0 {
            return Ok(());
        }
        let answer: &[u8] = match line.as_slice() {
            b".\r\n" if is_in_mail => {
                is_in_mail = false;
                note(&log, place).await;
                b"250 2.0.0 taken\r\n"
            }
            _ if is_in_mail => continue,
            b"DATA\r\n" => {
                is_in_mail = true;
                b"354 end with a dot\r\n"
            }
            b"QUIT\r\n" => b"221 bye\r\n",
            line if line.starts_with(b"EHLO") => b"250-sink\r\n250 8BITMIME\r\n",
            _ => b"250 2.0.0 ok\r\n",
        };
        stream.write_all(answer).await?;
    }
}

async fn note(log: &Log, place: usize) {
    let came = &mut log.lock().await[place];
    let now = Instant::now();
    if came.mails == 0 {
        came.first = now;
    }
    came.last = now;
    came.mails += 1;
}
