//! A name server on loopback that answers as a test says. It writes its messages by hand, so that
//! it does not share the mistakes of what is tested.

use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UdpSocket};
use tokio::task::JoinHandle;

use super::listener::LOOPBACK;

pub const A: u16 = 1;
pub const CNAME: u16 = 5;
pub const PTR: u16 = 12;
pub const MX: u16 = 15;
pub const AAAA: u16 = 28;

pub const SERVFAIL: u8 = 2;
pub const NXDOMAIN: u8 = 3;
pub const REFUSED: u8 = 5;

const AUTHORITATIVE: u16 = 0x0400;
const TRUNCATED: u16 = 0x0200;
const RECURSIVE: u16 = 0x0080;

/// One record: owner, type, TTL, data.
#[derive(Debug, Clone)]
pub struct Record(String, u16, u32, Vec<u8>);

/// What the server does with a question.
#[derive(Debug, Clone)]
pub enum Act {
    Answer(Vec<Record>),
    /// No records, from a server that neither recurses nor owns the name.
    Referral,
    Fail(u8),
    Silence,
    /// Cut short over UDP; whole over TCP.
    Long(Vec<Record>),
    /// Cut short, wherever it is asked.
    AlwaysCut,
    /// Somebody else's answers first, then this one.
    AfterForeign(Vec<Record>),
    /// These very bytes behind the number of the question.
    Bytes(Vec<u8>),
}

type Script = Arc<dyn Fn(&str, u16) -> Act + Send + Sync>;

pub struct NameServer {
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    tasks: [JoinHandle<()>; 2],
}

impl NameServer {
    pub async fn start(script: impl Fn(&str, u16) -> Act + Send + Sync + 'static) -> NameServer {
        let (socket, listener) = both().await;
        let address = socket.local_addr().unwrap();
        let script: Script = Arc::new(script);
        let asked = Arc::default();
        let udp = tokio::spawn(over_udp(socket, script.clone(), Arc::clone(&asked)));
        let tcp = tokio::spawn(over_tcp(listener, script, Arc::clone(&asked)));
        NameServer { address, asked, tasks: [udp, tcp] }
    }

    /// The questions so far: `udp higgs.example 1`.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl Drop for NameServer {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

/// The same port for both.
async fn both() -> (UdpSocket, TcpListener) {
    loop {
        let listener = TcpListener::bind((LOOPBACK, 0)).await.unwrap();
        if let Ok(socket) = UdpSocket::bind(listener.local_addr().unwrap()).await {
            return (socket, listener);
        }
    }
}

async fn over_udp(socket: UdpSocket, script: Script, asked: Arc<Mutex<Vec<String>>>) {
    let mut buffer = [0; 512];
    while let Ok((length, from)) = socket.recv_from(&mut buffer).await {
        for message in replies(&buffer[..length], "udp", &script, &asked) {
            let _ = socket.send_to(&message, from).await;
        }
    }
}

async fn over_tcp(listener: TcpListener, script: Script, asked: Arc<Mutex<Vec<String>>>) {
    while let Ok((mut stream, _)) = listener.accept().await {
        let Ok(query) = read_message(&mut stream).await else { continue };
        for message in replies(&query, "tcp", &script, &asked) {
            let length = u16::try_from(message.len()).unwrap().to_be_bytes();
            let _ = stream.write_all(&[&length[..], &message].concat()).await;
        }
    }
}

async fn read_message(stream: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut message = vec![0; stream.read_u16().await?.into()];
    stream.read_exact(&mut message).await?;
    Ok(message)
}

fn replies(query: &[u8], over: &str, script: &Script, asked: &Mutex<Vec<String>>) -> Vec<Vec<u8>> {
    assert_eq!(query[2..6], [1, 0, 0, 1], "a question that wants recursion");
    let (name, kind) = question(query);
    asked.lock().unwrap().push(format!("{over} {name} {kind}"));
    let reply = |flags: u16, records: &[Record]| message(query, flags, records);
    match script(&name, kind) {
        Act::Answer(records) => vec![reply(RECURSIVE, &records)],
        Act::Referral => vec![reply(0, &[])],
        Act::Fail(code) => vec![reply(RECURSIVE | u16::from(code), &[])],
        Act::Silence => vec![],
        Act::Long(records) if over == "tcp" => vec![reply(RECURSIVE, &records)],
        Act::Long(records) => {
            let mut cut = reply(RECURSIVE | TRUNCATED, &records);
            cut.truncate(cut.len() - 3);
            vec![cut]
        }
        Act::AlwaysCut => vec![reply(RECURSIVE | TRUNCATED, &[])],
        Act::AfterForeign(records) => {
            let wrong = [record("higgs.example", A, 1, address("203.0.113.66"))];
            let mut other_number = reply(AUTHORITATIVE, &wrong);
            other_number[0] ^= 0xff;
            let mut other_question = reply(AUTHORITATIVE, &wrong);
            other_question[13] ^= 1;
            let mut a_question = reply(0, &wrong);
            a_question[2] = 1;
            vec![
                vec![],
                vec![0; 11],
                other_number,
                other_question,
                a_question,
                reply(AUTHORITATIVE, &records),
            ]
        }
        Act::Bytes(bytes) => vec![[&query[..2], &bytes].concat()],
    }
}

fn question(query: &[u8]) -> (String, u16) {
    let mut labels = Vec::new();
    let mut at = 12;
    while query[at] != 0 {
        let end = at + 1 + usize::from(query[at]);
        labels.push(String::from_utf8(query[at + 1..end].to_vec()).unwrap());
        at = end;
    }
    (labels.join(".").to_lowercase(), u16::from_be_bytes([query[at + 1], query[at + 2]]))
}

fn message(query: &[u8], flags: u16, records: &[Record]) -> Vec<u8> {
    let count = u16::try_from(records.len()).unwrap().to_be_bytes();
    let flags = (0x8100 | flags).to_be_bytes();
    let mut message = [&query[..2], &flags, &[0, 1], &count, &[0; 4], &query[12..]].concat();
    for Record(owner, kind, ttl, data) in records {
        message.extend(wire(owner));
        message.extend(kind.to_be_bytes());
        message.extend([0, 1]);
        message.extend(ttl.to_be_bytes());
        message.extend(u16::try_from(data.len()).unwrap().to_be_bytes());
        message.extend(data);
    }
    message
}

pub fn record(owner: &str, kind: u16, ttl: u32, data: Vec<u8>) -> Record {
    Record(owner.to_owned(), kind, ttl, data)
}

pub fn address(text: &str) -> Vec<u8> {
    match text.parse().unwrap() {
        IpAddr::V4(address) => address.octets().to_vec(),
        IpAddr::V6(address) => address.octets().to_vec(),
    }
}

pub fn exchange(preference: u16, host: &str) -> Vec<u8> {
    [&preference.to_be_bytes()[..], &wire(host)].concat()
}

pub fn wire(name: &str) -> Vec<u8> {
    let labels = name.split('.').filter(|label| !label.is_empty());
    let labels = labels.flat_map(|label| [&[label.len() as u8], label.as_bytes()].concat());
    labels.chain([0]).collect()
}
