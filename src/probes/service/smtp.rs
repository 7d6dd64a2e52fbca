//! The first words of a mail server (RFC 5321 §3.1).

use std::io;
use std::net::IpAddr;

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};

use super::certificate::Certificate;
use super::outcome::{Facts, Failure};
use crate::probes::plain_text::readable;

/// Where TLS comes first (RFC 8314 §3.3).
pub(super) const TLS_PORT: u16 = 465;

/// The greeting is the answer. Some servers keep strangers waiting after its first line, longer
/// than a look may take, so whether STARTTLS is offered can stay unknown.
pub(super) async fn greet(
    stream: impl AsyncRead + AsyncWrite + Unpin,
    own: IpAddr,
    certificate: Option<Certificate>,
    so_far: &mut Option<Facts>,
) -> Result<Facts, Failure> {
    let mut stream = BufReader::new(stream);
    let first = line(&mut stream).await?;
    if first.code != "220" {
        return Err(Failure::Nonsense(first.whole()));
    }
    let banner = first.text.clone();
    let facts = |starttls| Facts::Smtp { banner, starttls, certificate };
    *so_far = Some(facts.clone()(None));
    rest_of(&mut stream, first).await?;
    let offers = hello(&mut stream, own).await?;
    stream.write_all(b"QUIT\r\n").await?;
    stream.flush().await?;
    Ok(facts(Some(offers.iter().any(|offer| offer.eq_ignore_ascii_case("STARTTLS")))))
}

/// What the server offers, by keyword; nothing if it does not know `EHLO`.
async fn hello(
    stream: &mut BufReader<impl AsyncRead + AsyncWrite + Unpin>,
    own: IpAddr,
) -> Result<Vec<String>, Failure> {
    let own = match own {
        IpAddr::V4(address) => format!("[{address}]"),
        IpAddr::V6(address) => format!("[IPv6:{address}]"),
    };
    stream.write_all(format!("EHLO {own}\r\n").as_bytes()).await?;
    stream.flush().await?;
    let first = line(stream).await?;
    let is_known = first.code == "250";
    let offers = rest_of(stream, first).await?;
    Ok(if is_known { offers } else { Vec::new() })
}

/// The texts of the lines that follow in the same reply.
async fn rest_of(
    stream: &mut BufReader<impl AsyncRead + Unpin>,
    first: Line,
) -> Result<Vec<String>, Failure> {
    let mut texts = Vec::new();
    let mut is_last = first.is_last;
    while !is_last {
        let next = line(stream).await?;
        is_last = next.is_last;
        texts.push(next.text);
    }
    Ok(texts)
}

/// One line of a reply (RFC 5321 §4.2).
struct Line {
    code: String,
    is_last: bool,
    text: String,
}

impl Line {
    fn whole(&self) -> String {
        format!("{} {}", self.code, self.text)
    }
}

async fn line(stream: &mut BufReader<impl AsyncRead + Unpin>) -> Result<Line, Failure> {
    let mut raw = Vec::new();
    stream.read_until(b'\n', &mut raw).await?;
    if raw.last() != Some(&b'\n') {
        return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
    }
    let is_code = raw.len() > 3 && raw[..3].iter().all(u8::is_ascii_digit);
    if !is_code || !b" -\r\n".contains(&raw[3]) {
        return Err(Failure::Nonsense(format!("no SMTP: {}", readable(&raw, 100))));
    }
    let text = readable(&raw[4..], 200);
    Ok(Line { code: readable(&raw[..3], 3), is_last: raw[3] != b'-', text })
}
