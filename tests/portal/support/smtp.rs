//! A mail server on loopback that does what a script says and remembers what it took.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

/// Where a conversation stands: what was said last, and not answered yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Greeting,
    Ehlo,
    Mail,
    Rcpt,
    Data,
    /// The whole mail is here, final dot and all.
    Dot,
}

/// What the server does then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// As a server should.
    Go,
    /// Says this instead, and goes on.
    Say(&'static str),
    /// Says nothing more.
    Hang,
    /// Ends the connection without a word.
    HangUp,
    /// Keeps the mail, and ends the connection without a word.
    KeepAndHangUp,
    /// Keeps the mail, and says nothing more.
    KeepAndHang,
}

/// A mail that the server took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    pub from: String,
    pub to: Vec<String>,
    pub raw: Vec<u8>,
    pub connection: u32,
}

type Script = Box<dyn Fn(Phase, u32) -> Act + Send + Sync>;

struct Shared {
    script: Mutex<Script>,
    taken: Mutex<Vec<Taken>>,
    said: Mutex<Vec<String>>,
    connections: AtomicU32,
    tls: Option<TlsAcceptor>,
}

pub struct SmtpSink {
    pub address: SocketAddr,
    shared: Arc<Shared>,
    accepting: JoinHandle<()>,
}

impl SmtpSink {
    /// A server that takes everything.
    pub async fn start() -> SmtpSink {
        SmtpSink::start_at("127.0.0.1:0").await
    }

    pub async fn start_at(address: &str) -> SmtpSink {
        SmtpSink::listen(address, None).await
    }

    /// It offers STARTTLS, with a certificate for `localhost` by an authority nobody knows.
    pub async fn with_tls() -> SmtpSink {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/portal/support/tls");
        let chain = CertificateDer::pem_file_iter(format!("{folder}/server.pem")).unwrap();
        let key = PrivateKeyDer::from_pem_file(format!("{folder}/server.key")).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain.map(Result::unwrap).collect(), key)
            .unwrap();
        SmtpSink::listen("127.0.0.1:0", Some(TlsAcceptor::from(Arc::new(config)))).await
    }

    async fn listen(address: &str, tls: Option<TlsAcceptor>) -> SmtpSink {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            script: Mutex::new(Box::new(|_, _| Act::Go)),
            taken: Mutex::new(Vec::new()),
            said: Mutex::new(Vec::new()),
            connections: AtomicU32::new(0),
            tls,
        });
        let accepting = tokio::spawn(accept(listener, shared.clone()));
        SmtpSink { address, shared, accepting }
    }

    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// From now on: what to do at a phase, given how many mails were taken so far.
    pub fn script(&self, script: impl Fn(Phase, u32) -> Act + Send + Sync + 'static) {
        *self.shared.script.lock().unwrap() = Box::new(script);
    }

    pub fn taken(&self) -> Vec<Taken> {
        self.shared.taken.lock().unwrap().clone()
    }

    pub fn count(&self) -> usize {
        self.shared.taken.lock().unwrap().len()
    }

    /// The commands of all connections.
    pub fn said(&self) -> Vec<String> {
        self.shared.said.lock().unwrap().clone()
    }

    pub fn connections(&self) -> u32 {
        self.shared.connections.load(Ordering::SeqCst)
    }
}

impl Drop for SmtpSink {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let mut conversations = tokio::task::JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let number = shared.connections.fetch_add(1, Ordering::SeqCst) + 1;
        conversations.spawn(plain(stream, shared.clone(), number));
    }
}

async fn plain(stream: TcpStream, shared: Arc<Shared>, number: u32) {
    stream.set_nodelay(true).unwrap();
    let mut talk = Talk { stream: BufReader::new(stream), shared, number, is_secure: false };
    if talk.answer(Phase::Greeting, "220 sink ready").await.is_none() {
        return;
    }
    if talk.converse().await == Some(End::StartTls) {
        let acceptor = talk.shared.tls.clone().expect("it was offered");
        if let Ok(stream) = acceptor.accept(talk.stream.into_inner()).await {
            let stream = BufReader::new(stream);
            Talk { stream, shared: talk.shared, number, is_secure: true }.converse().await;
        }
    }
}

#[derive(PartialEq, Eq)]
enum End {
    StartTls,
}

struct Talk<S> {
    stream: BufReader<S>,
    shared: Arc<Shared>,
    number: u32,
    is_secure: bool,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Talk<S> {
    /// Until the connection ends, or changes to TLS.
    async fn converse(&mut self) -> Option<End> {
        let (mut from, mut to) = (String::new(), Vec::new());
        loop {
            let mut line = String::new();
            if self.stream.read_line(&mut line).await.ok()? == 0 {
                return None;
            }
            let line = line.trim_end();
            self.shared.said.lock().unwrap().push(line.to_owned());
            let upper = line.to_ascii_uppercase();
            let address = || line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
            match upper.split([' ', ':']).next().unwrap_or_default() {
                "EHLO" => {
                    let offer =
                        if self.shared.tls.is_some() && !self.is_secure { "STARTTLS" } else { "PIPELINING" };
                    self.answer(Phase::Ehlo, &format!("250-sink\r\n250-8BITMIME\r\n250 {offer}")).await?;
                }
                "STARTTLS" => {
                    self.say("220 go ahead").await?;
                    return Some(End::StartTls);
                }
                "MAIL" => {
                    to.clear();
                    from = address();
                    self.answer(Phase::Mail, "250 2.1.0 ok").await?;
                }
                "RCPT" => {
                    if self.answer(Phase::Rcpt, "250 2.1.5 ok").await? == Act::Go {
                        to.push(address());
                    }
                }
                "DATA" => {
                    if self.answer(Phase::Data, "354 end with a dot").await? == Act::Go {
                        self.take(&from, &to).await?;
                    }
                }
                "QUIT" => {
                    self.say("221 bye").await?;
                    return None;
                }
                _ => self.say("250 ok").await?,
            }
        }
    }

    async fn take(&mut self, from: &str, to: &[String]) -> Option<()> {
        let mut raw = Vec::new();
        loop {
            let start = raw.len();
            if self.stream.read_until(b'\n', &mut raw).await.ok()? == 0 {
                return None;
            }
            if &raw[start..] == b".\r\n" {
                raw.truncate(start);
                break;
            }
            if raw[start] == b'.' {
                raw.remove(start);
            }
        }
        let act = self.act(Phase::Dot);
        if matches!(act, Act::Go | Act::KeepAndHangUp | Act::KeepAndHang) {
            let taken = Taken { from: from.to_owned(), to: to.to_vec(), raw, connection: self.number };
            self.shared.taken.lock().unwrap().push(taken);
        }
        self.perform(act, &format!("250 2.0.0 queued as {}", self.number)).await.map(|_| ())
    }

    fn act(&self, phase: Phase) -> Act {
        let taken = self.shared.taken.lock().unwrap().len() as u32;
        (self.shared.script.lock().unwrap())(phase, taken)
    }

    /// `None` ends the connection.
    async fn answer(&mut self, phase: Phase, usual: &str) -> Option<Act> {
        let act = self.act(phase);
        self.perform(act, usual).await
    }

    async fn perform(&mut self, act: Act, usual: &str) -> Option<Act> {
        match act {
            Act::Go => self.say(usual).await?,
            Act::Say(words) => self.say(words).await?,
            Act::Hang | Act::KeepAndHang => std::future::pending().await,
            Act::HangUp | Act::KeepAndHangUp => return None,
        }
        Some(act)
    }

    async fn say(&mut self, words: &str) -> Option<()> {
        self.stream.get_mut().write_all(format!("{words}\r\n").as_bytes()).await.ok()?;
        self.stream.get_mut().flush().await.ok()
    }
}
