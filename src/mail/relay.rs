//! Where mails are handed over: the club's own mail server, written as one URL.

use std::fmt;
use std::net::IpAddr;
use std::num::NonZeroU16;
use std::str::FromStr;

/// How the conversation is kept private. Certificates are always verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte: `smtps://`, port 465.
    Tls,
    /// `smtp://`, port 587; a server that doesn't offer STARTTLS gets no mail.
    StartTls,
    /// Only on this machine: `smtp://localhost`, port 25. `?tls=required` asks for STARTTLS there too.
    None,
}

#[derive(Clone, PartialEq, Eq)]
pub struct Login {
    pub name: String,
    pub password: String,
}

/// The mail server: `smtp://name:password@host:port`, or `smtps://…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relay {
    pub host: String,
    pub port: u16,
    pub security: Security,
    pub login: Option<Login>,
}

/// The text is no address of a mail server that Domovoi would talk to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotARelay(&'static str);

impl FromStr for Relay {
    type Err = NotARelay;

    fn from_str(text: &str) -> Result<Relay, NotARelay> {
        let (scheme, rest) = text.split_once("://").ok_or(NotARelay("it starts with smtp:// or smtps://"))?;
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        let (login, place) = match authority.rsplit_once('@') {
            Some((login, place)) => (Some(login.parse()?), place),
            None => (None, authority),
        };
        if place.contains('/') {
            return Err(NotARelay("nothing may follow the host and the port, such as a path"));
        }
        let (host, port) = host_and_port(place)?;
        let is_here = is_loopback(&host);
        let security = match (scheme, query) {
            ("smtps", "") => Security::Tls,
            ("smtp", "tls=required") => Security::StartTls,
            ("smtp", "") if is_here => Security::None,
            ("smtp", "") => Security::StartTls,
            ("smtp" | "smtps", _) => return Err(NotARelay("after the ? only tls=required is known")),
            _ => return Err(NotARelay("it starts with smtp:// or smtps://")),
        };
        let usual = match security {
            Security::Tls => 465,
            Security::StartTls => 587,
            Security::None => 25,
        };
        Ok(Relay { host, port: port.unwrap_or(usual), security, login })
    }
}

fn host_and_port(place: &str) -> Result<(String, Option<u16>), NotARelay> {
    let (host, port_text) = match place.strip_prefix('[') {
        Some(rest) => {
            let (host, after) = rest.split_once(']').ok_or(NotARelay("the [ has no ]"))?;
            (host, after.strip_prefix(':').or((!after.is_empty()).then_some("wrong")))
        }
        None => match place.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (place, None),
        },
    };
    let is_host = has_whole_labels(host)
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b':'));
    if !is_host {
        return Err(NotARelay("it names no host"));
    }
    let port = |text: &str| {
        text.parse::<NonZeroU16>().map_err(|_| NotARelay("the port is no number from 1 to 65535"))
    };
    Ok((host.to_owned(), port_text.map(port).transpose()?.map(NonZeroU16::get)))
}

/// Whether each part between the dots can stand in a name (RFC 1123 §2.1): not empty, no dash at
/// either end, 63 letters at most. One that ends in a number is an address (WHATWG URL §3.5), and must be
/// a whole one.
pub fn has_whole_labels(host: &str) -> bool {
    let is_whole =
        |label: &str| (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-');
    let ends_in_number =
        host.rsplit('.').next().is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()));
    host.split('.').all(is_whole) && (!ends_in_number || host.parse::<IpAddr>().is_ok())
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

impl FromStr for Login {
    type Err = NotARelay;

    fn from_str(text: &str) -> Result<Login, NotARelay> {
        let (name, password) = text.split_once(':').ok_or(NotARelay("a name comes with a password"))?;
        Ok(Login { name: decoded(name)?, password: decoded(password)? })
    }
}

/// `%40` and the like, for names and passwords with an `@` in them.
fn decoded(text: &str) -> Result<String, NotARelay> {
    const WRONG: NotARelay = NotARelay("a % in the name or password is written %25");
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let digits = rest.get(..2).and_then(|two| std::str::from_utf8(two).ok()).ok_or(WRONG)?;
        bytes.push(u8::from_str_radix(digits, 16).map_err(|_| WRONG)?);
        rest = &rest[2..];
    }
    String::from_utf8(bytes).map_err(|_| WRONG)
}

/// Host and port, as people name it.
impl fmt::Display for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

/// A password never shows up in a log.
impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Login({}, …)", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_leaves_the_machine_only_over_tls() {
        for (text, host, port, security) in [
            ("smtp://localhost", "localhost", 25, Security::None),
            ("smtp://127.0.0.1:2525", "127.0.0.1", 2525, Security::None),
            ("smtp://[::1]:2525/", "::1", 2525, Security::None),
            ("smtp://localhost:2525?tls=required", "localhost", 2525, Security::StartTls),
            ("smtp://mail.club.example", "mail.club.example", 587, Security::StartTls),
            ("smtp://192.0.2.1:25", "192.0.2.1", 25, Security::StartTls),
            ("smtp://[::ffff:192.0.2.1]", "::ffff:192.0.2.1", 587, Security::StartTls),
            ("smtps://mail.club.example", "mail.club.example", 465, Security::Tls),
        ] {
            let relay: Relay = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(relay, Relay { host: host.to_owned(), port, security, login: None }, "{text}");
        }
    }

    #[test]
    fn a_login_may_have_any_character() {
        let relay: Relay =
            "smtps://club%40example:p%25%3a%C3%A9@mail.example:465".parse().expect("it is right");
        let login = relay.login.expect("it has one");
        assert_eq!((login.name.as_str(), login.password.as_str()), ("club@example", "p%:é"));
        assert!(!format!("{login:?}").contains("p%"));
    }

    #[test]
    fn a_path_is_what_is_wrong_with_a_path() {
        let said = |text: &str| text.parse::<Relay>().expect_err(text).to_string();
        for text in ["smtp://mail.example/path", "smtps://name:pass@mail.example:465/a/b?tls=required"] {
            assert!(said(text).contains("such as a path"), "{text}: {}", said(text));
        }
        assert_eq!(said("smtp:///path"), said("smtp://a/b"));
        assert_eq!(said("smtp://"), "it names no host");
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "mail.example",
            "http://mail.example",
            "smtp://",
            "smtp://:25",
            "smtp://a b",
            "smtp://a:x",
            "smtp://a:70000",
            "smtp://a:0",
            "smtp://..",
            "smtp://-a",
            "smtp://192.0.2.300",
            "smtp://mail.1",
            "smtp://a-.b",
            "smtp://[::1",
            "smtp://[::1]25",
            "smtp://a?tls=no",
            "smtps://a?tls=required",
            "smtp://name@a",
            "smtp://n:%@a",
            "smtp://n:%zz@a",
            "smtp://a/b",
        ] {
            assert!(text.parse::<Relay>().is_err(), "{text}");
        }
    }
}
