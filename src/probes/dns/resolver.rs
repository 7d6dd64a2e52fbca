//! The resolver, over UDP, and over TCP where an answer does not fit (RFC 7766).

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use simple_dns::TYPE;
use simple_dns::rdata::RData;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpStream, UdpSocket};
use tokio::time::timeout;

use super::answer::{Answer, Exchange, Unanswered};
use super::query::{Query, reverse_name};
use super::reply::{Reply, written};

/// Each server is asked twice before nobody could tell: a datagram can be lost.
const ROUNDS: usize = 2;

/// Asks these servers, the first one first, and keeps nothing: what it says is what they say now.
#[derive(Debug, Clone)]
pub struct Resolver {
    servers: Vec<SocketAddr>,
    deadline: Duration,
}

impl Resolver {
    /// A lookup may take five seconds.
    pub fn new(servers: Vec<SocketAddr>) -> Resolver {
        Resolver { servers, deadline: Duration::from_secs(5) }
    }

    /// Those of `/etc/resolv.conf`; without any, the one on this machine, as the C library has it.
    pub fn of_system() -> Resolver {
        let file = std::fs::read_to_string("/etc/resolv.conf").unwrap_or_default();
        Resolver::new(servers_in(&file))
    }

    pub fn with_deadline(self, deadline: Duration) -> Resolver {
        Resolver { deadline, ..self }
    }

    pub async fn ipv4(&self, name: &str) -> Answer<IpAddr> {
        let value = |data: &RData<'_>| match data {
            RData::A(data) => Some(Ipv4Addr::from_bits(data.address).into()),
            _ => None,
        };
        self.look_up(name, TYPE::A, value).await
    }

    pub async fn ipv6(&self, name: &str) -> Answer<IpAddr> {
        let value = |data: &RData<'_>| match data {
            RData::AAAA(data) => Some(Ipv6Addr::from_bits(data.address).into()),
            _ => None,
        };
        self.look_up(name, TYPE::AAAA, value).await
    }

    /// The names of an address, in small letters.
    pub async fn names_of(&self, address: IpAddr) -> Answer<String> {
        let value = |data: &RData<'_>| match data {
            RData::PTR(name) => Some(written(&name.0)),
            _ => None,
        };
        self.look_up(&reverse_name(address), TYPE::PTR, value).await
    }

    pub async fn exchanges_of(&self, domain: &str) -> Answer<Exchange> {
        let value = |data: &RData<'_>| match data {
            RData::MX(data) => Some(Exchange { preference: data.preference, host: written(&data.exchange) }),
            _ => None,
        };
        self.look_up(domain, TYPE::MX, value).await
    }

    /// Ends by the deadline. The next server is asked when one fails or keeps silent.
    async fn look_up<T>(&self, name: &str, kind: TYPE, value: impl Fn(&RData<'_>) -> Option<T>) -> Answer<T> {
        let asked = Query::new(name, kind).and_then(|query| Some((query.bytes()?, query)));
        let Some((bytes, query)) = asked else { return Answer::Unknown { why: Unanswered::NoName } };
        let times = self.servers.len() * ROUNDS;
        let each = self.deadline / u32::try_from(times.max(1)).unwrap_or(u32::MAX);
        let mut why = Unanswered::TimedOut;
        for &server in self.servers.iter().cycle().take(times) {
            match timeout(each, ask(server, &bytes, &query, &value)).await {
                Ok(Ok(Answer::Unknown { why: reason })) => why = reason,
                Ok(Ok(answer)) => return answer,
                Ok(Err(error)) => why = reason_of(&error),
                Err(_) => {}
            }
        }
        Answer::Unknown { why }
    }
}

async fn ask<T>(
    server: SocketAddr,
    bytes: &[u8],
    query: &Query,
    value: &impl Fn(&RData<'_>) -> Option<T>,
) -> io::Result<Answer<T>> {
    let own =
        if server.is_ipv4() { IpAddr::from(Ipv4Addr::UNSPECIFIED) } else { Ipv6Addr::UNSPECIFIED.into() };
    let socket = UdpSocket::bind((own, 0)).await?;
    socket.connect(server).await?;
    socket.send(bytes).await?;
    let mut datagram = [0; 4096];
    loop {
        let length = socket.recv(&mut datagram).await?;
        match Reply::read(&datagram[..length], query, value) {
            Reply::Foreign => {}
            Reply::Cut => return ask_again(server, bytes, query, value).await,
            Reply::Answer(answer) => return Ok(answer),
        }
    }
}

/// Over TCP, each message after its length (RFC 1035 §4.2.2).
async fn ask_again<T>(
    server: SocketAddr,
    bytes: &[u8],
    query: &Query,
    value: &impl Fn(&RData<'_>) -> Option<T>,
) -> io::Result<Answer<T>> {
    let mut stream = TcpStream::connect(server).await?;
    let length = u16::try_from(bytes.len()).expect("a question is short");
    stream.write_all(&[&length.to_be_bytes()[..], bytes].concat()).await?;
    let mut message = vec![0; stream.read_u16().await?.into()];
    stream.read_exact(&mut message).await?;
    match Reply::read(&message, query, value) {
        Reply::Answer(answer) => Ok(answer),
        Reply::Foreign | Reply::Cut => Ok(Answer::Unknown { why: Unanswered::Nonsense }),
    }
}

fn reason_of(error: &io::Error) -> Unanswered {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Unanswered::Nonsense,
        _ => Unanswered::Unreachable,
    }
}

/// The lines `nameserver …` of resolv.conf(5). Addresses with a zone cannot be asked.
fn servers_in(file: &str) -> Vec<SocketAddr> {
    let server = |line: &str| {
        let mut words = line.split_whitespace();
        (words.next() == Some("nameserver")).then(|| words.next()?.parse().ok()).flatten()
    };
    let servers: Vec<IpAddr> = file.lines().filter_map(server).take(3).collect();
    let servers = if servers.is_empty() { vec![Ipv4Addr::LOCALHOST.into()] } else { servers };
    servers.into_iter().map(|address| SocketAddr::new(address, 53)).collect()
}

#[cfg(test)]
mod tests {
    use super::servers_in;

    #[test]
    fn the_systems_servers_are_asked_in_their_order() {
        let read = |file: &str| servers_in(file).iter().map(ToString::to_string).collect::<Vec<_>>();
        let file = "# nameserver 192.0.2.9\nsearch club.example\n nameserver\t192.0.2.1 # one\n\
                    nameserver fe80::1%eth0\nnameserver 2001:db8::1\nnameserver 192.0.2.2\nnameserver 192.0.2.3\n";
        assert_eq!(read(file), ["192.0.2.1:53", "[2001:db8::1]:53", "192.0.2.2:53"]);
        assert_eq!(read("options edns0"), ["127.0.0.1:53"]);
    }
}
