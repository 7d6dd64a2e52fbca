//! One request to the portal over HTTP/1.1 (RFC 9112), over TLS unless the portal is on loopback or
//! the club says so. Blocking, with a limit on everything: nobody waits for it but the sender.

use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use serde::de::DeserializeOwned;

use super::Settings;
use crate::reports::Problem;

/// For connecting, and for each read and write.
const PATIENCE: Duration = Duration::from_secs(10);
/// An answer is never longer.
const MOST_BYTES: u64 = 1 << 20;

/// Why there is no answer to go by.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The portal is away, or something on the way to it.
    #[error("the portal does not answer: {0}")]
    Away(String),
    /// It answers, and says no.
    #[error("the portal says {}: {}", .0.status, .0.detail)]
    Refused(Problem),
    #[error("the portal answers in a way that makes no sense: {0}")]
    Nonsense(String),
}

/// Talks to one portal with one token.
pub struct Client {
    settings: Settings,
    tls: Option<Arc<ClientConfig>>,
}

impl Client {
    pub fn new(settings: Settings) -> anyhow::Result<Client> {
        let is_tls = settings.portal.starts_with("https://");
        let tls = if is_tls { Some(Arc::new(tls(&settings)?)) } else { None };
        Ok(Client { settings, tls })
    }

    pub fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Failure> {
        read(&self.exchange("GET", path, None)?)
    }

    pub fn post<T: DeserializeOwned>(&self, path: &str, body: &[u8]) -> Result<T, Failure> {
        read(&self.exchange("POST", path, Some(body))?)
    }

    fn exchange(&self, method: &str, path: &str, body: Option<&[u8]>) -> Result<Vec<u8>, Failure> {
        let authority = self.settings.portal.split_once("//").map_or("", |(_, authority)| authority);
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {authority}\r\nUser-Agent: domovoi/{}\r\nAuthorization: Bearer {}\r\n\
             Accept: application/json\r\nConnection: close\r\n",
            env!("CARGO_PKG_VERSION"),
            self.settings.token.as_str(),
        );
        if let Some(body) = body {
            request += &format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len());
        }
        request += "\r\n";
        let bytes = [request.as_bytes(), body.unwrap_or_default()].concat();
        self.ask(authority, &bytes).map_err(|error| Failure::Away(error.to_string()))
    }

    /// The whole answer, as the connection is closed after it.
    fn ask(&self, authority: &str, request: &[u8]) -> io::Result<Vec<u8>> {
        let (host, port) = host_and_port(authority, if self.tls.is_some() { 443 } else { 80 });
        let stream = connect(host, port)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        match &self.tls {
            None => converse(stream, request),
            Some(config) => {
                let name = ServerName::try_from(host.to_owned()).map_err(io::Error::other)?;
                let connection = ClientConnection::new(config.clone(), name).map_err(io::Error::other)?;
                converse(StreamOwned::new(connection, stream), request)
            }
        }
    }
}

fn tls(settings: &Settings) -> anyhow::Result<ClientConfig> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if let Some(file) = &settings.authority {
        for certificate in CertificateDer::pem_file_iter(file)? {
            roots.add(certificate?)?;
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

/// A host may be an IPv6 address in brackets (RFC 3986 §3.2.2).
fn host_and_port(authority: &str, usual: u16) -> (&str, u16) {
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, port.parse().unwrap_or(usual)),
        _ => (authority, usual),
    };
    (host.trim_start_matches('[').trim_end_matches(']'), port)
}

fn connect(host: &str, port: u16) -> io::Result<TcpStream> {
    let mut last = io::Error::new(io::ErrorKind::NotFound, format!("{host} has no address"));
    for address in (host, port).to_socket_addrs()? {
        match TcpStream::connect_timeout(&address, PATIENCE) {
            Ok(stream) => return Ok(stream),
            Err(error) => last = error,
        }
    }
    Err(last)
}

fn converse(mut stream: impl Read + Write, request: &[u8]) -> io::Result<Vec<u8>> {
    stream.write_all(request)?;
    stream.flush()?;
    let mut answer = Vec::new();
    match stream.take(MOST_BYTES).read_to_end(&mut answer) {
        // A proxy that closes without saying so in TLS; the length tells whether all is there.
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {}
        read => drop(read?),
    }
    Ok(answer)
}

fn read<T: DeserializeOwned>(answer: &[u8]) -> Result<T, Failure> {
    let (status, body) = parse(answer)?;
    if status == 200 {
        return serde_json::from_slice(&body).map_err(|error| Failure::Nonsense(error.to_string()));
    }
    let bare = || Problem { title: String::new(), status, detail: "without a word".to_owned(), item: None };
    match serde_json::from_slice(&body).unwrap_or_else(|_| bare()) {
        // Nothing of it was taken; it is as if nobody had answered.
        problem if status >= 500 || status == 429 => {
            Err(Failure::Away(format!("{status} {}", problem.detail)))
        }
        problem => Err(Failure::Refused(problem)),
    }
}

/// The status and the body, of which the whole must be there.
fn parse(answer: &[u8]) -> Result<(u16, Vec<u8>), Failure> {
    let nonsense = |what: &str| Failure::Nonsense(what.to_owned());
    let mut headers = [httparse::EMPTY_HEADER; 64];
    let mut response = httparse::Response::new(&mut headers);
    let head = match response.parse(answer) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Err(Failure::Away("the answer was cut off".to_owned())),
        Err(error) => return Err(nonsense(&error.to_string())),
    };
    let status = response.code.ok_or_else(|| nonsense("no status"))?;
    let header = |name: &str| {
        let found = response.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
        found.and_then(|header| std::str::from_utf8(header.value).ok())
    };
    let body = &answer[head..];
    if header("transfer-encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked")) {
        return Ok((status, unchunked(body)?));
    }
    match header("content-length").map(str::parse::<usize>) {
        Some(Ok(length)) if body.len() < length => Err(Failure::Away("the answer was cut off".to_owned())),
        Some(Ok(length)) => Ok((status, body[..length].to_vec())),
        Some(Err(_)) => Err(nonsense("a length that is none")),
        None => Ok((status, body.to_vec())),
    }
}

/// RFC 9112 §7.1; proxies are free to send so.
fn unchunked(mut rest: &[u8]) -> Result<Vec<u8>, Failure> {
    let cut = || Failure::Away("the answer was cut off".to_owned());
    let mut whole = Vec::new();
    loop {
        let (start, length) = match httparse::parse_chunk_size(rest) {
            Ok(httparse::Status::Complete((start, length))) => {
                (start, usize::try_from(length).map_err(|_| cut())?)
            }
            Ok(httparse::Status::Partial) => return Err(cut()),
            Err(_) => return Err(Failure::Nonsense("a chunk without a size".to_owned())),
        };
        if length == 0 {
            return Ok(whole);
        }
        let end = start.checked_add(length).ok_or_else(cut)?;
        whole.extend_from_slice(rest.get(start..end).ok_or_else(cut)?);
        rest = rest.get(end + 2..).ok_or_else(cut)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(answer: &str) -> Result<serde_json::Value, Failure> {
        read(answer.as_bytes())
    }

    #[test]
    fn an_answer_is_read_whole_or_not_at_all() {
        let whole = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
        assert!(said(whole).is_ok());
        let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n";
        assert!(said(chunked).is_ok());
        for cut in
            (0..whole.len()).map(|end| &whole[..end]).chain((0..chunked.len() - 4).map(|end| &chunked[..end]))
        {
            assert!(said(cut).is_err(), "{cut:?}");
        }
        assert!(matches!(said("SSH-2.0-x\r\n\r\n"), Err(Failure::Nonsense(_))));
        assert!(matches!(said("HTTP/1.1 503 Busy\r\n\r\n"), Err(Failure::Away(_))));
        assert!(matches!(said("HTTP/1.1 404 Not Found\r\n\r\nx"), Err(Failure::Refused(_))));
    }

    #[test]
    fn a_host_may_have_a_port_or_be_an_address() {
        assert_eq!(host_and_port("portal.example", 443), ("portal.example", 443));
        assert_eq!(host_and_port("portal.example:8443", 443), ("portal.example", 8443));
        assert_eq!(host_and_port("[2001:db8::1]", 443), ("2001:db8::1", 443));
        assert_eq!(host_and_port("[2001:db8::1]:8443", 443), ("2001:db8::1", 8443));
    }
}
