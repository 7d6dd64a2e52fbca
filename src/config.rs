//! The only reader of the environment. A wrong value ends the start, naming the variable.

use std::fmt::Display;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use ipnet::IpNet;
use lettre::Address;
use tracing_subscriber::EnvFilter;

use crate::db::DatabaseUrl;
use crate::db::private_postgres::Places;
use crate::mail::relay::Relay;

/// What the person who runs the portal decided.
#[derive(Debug, Clone)]
pub struct Config {
    pub database: Database,
    pub web: Web,
    pub club: Club,
    pub dns: Dns,
    pub log: Log,
}

/// Where the club's data is.
#[derive(Debug, Clone)]
pub struct Database {
    /// `DATABASE_URL`; without it the portal runs a private PostgreSQL in `folder`.
    pub url: Option<String>,
    /// `DOMOVOI_DATA_DIR`.
    pub folder: PathBuf,
    /// `DOMOVOI_POSTGRES_BIN` and `PATH`.
    pub places: Places,
}

/// How browsers reach the portal.
#[derive(Debug, Clone)]
pub struct Web {
    /// `DOMOVOI_LISTEN`.
    pub listen: SocketAddr,
    /// `DOMOVOI_PUBLIC_URL`: scheme and host, without a slash at the end.
    pub public_url: String,
    /// `DOMOVOI_TRUSTED_PROXIES`: whose word on the client's address is taken.
    pub trusted_proxies: Vec<IpNet>,
}

/// Who writes to the members, and through which server.
#[derive(Debug, Clone)]
pub struct Club {
    /// `DOMOVOI_CLUB_NAME`.
    pub name: String,
    /// `DOMOVOI_MAIL_FROM`.
    pub mail_from: Address,
    /// `DOMOVOI_SMTP_URL`; without it mails stay owed.
    pub relay: Option<Relay>,
}

/// Whom the portal asks where names point.
#[derive(Debug, Clone)]
pub struct Dns {
    /// `DOMOVOI_RESOLVER`; without it those of the machine are asked.
    pub resolvers: Option<Vec<SocketAddr>>,
}

/// `DOMOVOI_LOG`, in the notation of `tracing`: `info`, `warn,domovoi=debug`.
#[derive(Debug, Clone)]
pub struct Log(pub String);

/// A variable whose value cannot be meant. Secrets are not repeated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {problem}")]
pub struct ConfigError {
    pub name: &'static str,
    pub problem: String,
}

impl Config {
    /// Reads the environment of the process.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
    pub fn from_env() -> Result<Config, ConfigError> {
        Config::from(|name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()))
    }

    /// Reads from whatever answers a variable's name with its value.
    pub fn from(variable: impl Fn(&str) -> Option<String>) -> Result<Config, ConfigError> {
        let read = Reader(&variable);
        let listen = read.or("DOMOVOI_LISTEN", SocketAddr::from(([127, 0, 0, 1], 8080)), listen_address)?;
        let public_url = read.or("DOMOVOI_PUBLIC_URL", local_url(listen), public_url)?;
        let mail_from = read.or("DOMOVOI_MAIL_FROM", usual_sender(&public_url), sender)?;
        Ok(Config {
            database: Database {
                url: read.optional("DATABASE_URL", database_url)?,
                folder: read.or("DOMOVOI_DATA_DIR", PathBuf::from("data"), folder)?,
                places: Places {
                    configured: read.optional("DOMOVOI_POSTGRES_BIN", existing_folder)?,
                    path: search_path(variable("PATH")),
                },
            },
            web: Web {
                listen,
                public_url,
                trusted_proxies: read.or("DOMOVOI_TRUSTED_PROXIES", Vec::new(), networks)?,
            },
            club: Club {
                name: read.or("DOMOVOI_CLUB_NAME", "Our hosting club".to_owned(), club_name)?,
                mail_from,
                relay: read.optional("DOMOVOI_SMTP_URL", |text| text.parse().map_err(said))?,
            },
            dns: Dns { resolvers: read.optional("DOMOVOI_RESOLVER", resolvers)? },
            log: read.or("DOMOVOI_LOG", Log("info,actix_server=warn".to_owned()), log_filter)?,
        })
    }
}

impl Web {
    /// Whether browsers come over TLS, which a proxy ends.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// Whether nobody on the way can read along: TLS, or a browser on this very machine.
    pub fn is_private(&self) -> bool {
        let host = self.public_url.trim_start_matches("http://");
        self.is_https() || ["localhost", "127.", "[::1]"].iter().any(|local| host.starts_with(local))
    }
}

/// Reads variables and says which one a problem is about.
struct Reader<'a>(&'a dyn Fn(&str) -> Option<String>);

impl Reader<'_> {
    fn or<T>(
        &self,
        name: &'static str,
        usual: T,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Result<T, ConfigError> {
        Ok(self.optional(name, parse)?.unwrap_or(usual))
    }

    fn optional<T>(
        &self,
        name: &'static str,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Option<T>, ConfigError> {
        let Some(text) = (self.0)(name) else { return Ok(None) };
        if text.trim().is_empty() {
            let problem = "is empty; give it a value, or leave the variable out".to_owned();
            return Err(ConfigError { name, problem });
        }
        parse(&text).map(Some).map_err(|problem| ConfigError { name, problem })
    }
}

fn said(error: impl Display) -> String {
    error.to_string()
}

fn database_url(text: &str) -> Result<String, String> {
    let url: DatabaseUrl = text.parse().map_err(|error: tokio_postgres::Error| {
        let cause = std::error::Error::source(&error).map_or_else(|| error.to_string(), ToString::to_string);
        format!("is no database address such as postgres://domovoi@db.example/domovoi ({cause})")
    })?;
    if !url.has_host() {
        return Err("names no host, as in postgres://domovoi@db.example/domovoi".to_owned());
    }
    Ok(text.to_owned())
}

fn listen_address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| format!("{text:?} is no address and port, such as 127.0.0.1:8080 or [::1]:8080"))
}

/// Where a browser on this machine finds what listens there.
fn local_url(listen: SocketAddr) -> String {
    match listen.ip() {
        ip if ip.is_unspecified() => format!("http://127.0.0.1:{}", listen.port()),
        _ => format!("http://{listen}"),
    }
}

fn public_url(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("https://").or(text.strip_prefix("http://"));
    let Some(rest) = rest else { return Err(format!("{text:?} does not start with https://")) };
    let authority = rest.strip_suffix('/').unwrap_or(rest);
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let is_host_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let inner = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let is_host = match inner {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => !host.is_empty() && host.chars().all(is_host_letter),
    };
    if is_host && port.is_none_or(|port| port.parse::<u16>().is_ok()) {
        return Ok(text.strip_suffix('/').unwrap_or(text).to_owned());
    }
    Err(format!("{text:?} is not https:// with a host and maybe a port; the portal needs a host of its own"))
}

fn usual_sender(public_url: &str) -> Address {
    let host = public_url.split("://").nth(1).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let is_address = name.starts_with('[') || name.parse::<IpAddr>().is_ok();
    let domain = if is_address { "localhost" } else { name };
    Address::new("portal", domain)
        .or_else(|_| Address::new("portal", "localhost"))
        .expect("this is an address")
}

fn sender(text: &str) -> Result<Address, String> {
    text.parse()
        .map_err(|_| format!("{text:?} is no mail address, such as portal@club.example (without a name)"))
}

fn folder(text: &str) -> Result<PathBuf, String> {
    let folder = PathBuf::from(text);
    if folder.exists() && !folder.is_dir() {
        return Err(format!("{text} is a file, not a folder"));
    }
    Ok(folder)
}

fn existing_folder(text: &str) -> Result<PathBuf, String> {
    let folder = PathBuf::from(text);
    if folder.is_dir() { Ok(folder) } else { Err(format!("{text} is no folder")) }
}

fn search_path(path: Option<String>) -> Vec<PathBuf> {
    path.map(|text| std::env::split_paths(&text).collect()).unwrap_or_default()
}

fn networks(text: &str) -> Result<Vec<IpNet>, String> {
    let network = |part: &str| {
        let part = part.trim();
        let alone = part.parse::<IpAddr>().map(IpNet::from);
        part.parse().or(alone).map_err(|_| {
            format!(
                "{part:?} is no address or network; write them with commas, such as 127.0.0.1, 10.0.0.0/8"
            )
        })
    };
    text.split(',').map(network).collect()
}

fn resolvers(text: &str) -> Result<Vec<SocketAddr>, String> {
    let resolver = |part: &str| {
        let part = part.trim();
        let alone = part.parse().map(|address: IpAddr| SocketAddr::new(address, 53));
        let resolver = part.parse().or(alone).ok();
        resolver
            .filter(|it: &SocketAddr| it.port() != 0 && !it.ip().is_unspecified() && !it.ip().is_multicast())
            .ok_or_else(|| {
                format!(
                    "{part:?} is no address of a resolver; write them with commas, such as 192.0.2.53 or [2001:db8::53]:5353"
                )
            })
    };
    text.split(',').map(resolver).collect()
}

fn club_name(text: &str) -> Result<String, String> {
    let name = text.trim();
    if name.chars().count() > 100 || name.chars().any(|c| c.is_control() || c == '\u{fffd}') {
        return Err("is longer than 100 characters, or not plain text on one line".to_owned());
    }
    Ok(name.to_owned())
}

/// A bare word is a level here; `tracing` would take it for the name of a module.
fn log_filter(text: &str) -> Result<Log, String> {
    const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];
    let wrong = || format!("{text:?} is no log filter, such as info or warn,domovoi=debug");
    let is_level = |word: &str| LEVELS.contains(&word.trim().to_lowercase().as_str());
    if !text.split(',').all(|part| part.contains(['=', '[']) || is_level(part)) {
        return Err(wrong());
    }
    EnvFilter::try_new(text).map(|_| Log(text.to_owned())).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let found =
            |name: &str| variables.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned());
        Config::from(found)
    }

    #[test]
    fn nothing_at_all_is_a_portal_for_this_machine() {
        let config = with(&[]).expect("the defaults are right");
        assert_eq!(config.database.url, None);
        assert_eq!(config.database.folder, PathBuf::from("data"));
        assert_eq!(config.web.public_url, "http://127.0.0.1:8080");
        assert!(!config.web.is_https() && config.web.is_private());
        assert_eq!(config.club.mail_from.to_string(), "portal@localhost");
        assert!(config.club.relay.is_none());
        assert_eq!(config.dns.resolvers, None);
    }

    #[test]
    fn a_club_behind_a_proxy() {
        let config = with(&[
            ("DATABASE_URL", "postgres://domovoi:secret@a.example,b.example/domovoi?sslmode=verify-full"),
            ("DOMOVOI_LISTEN", "0.0.0.0:80"),
            ("DOMOVOI_PUBLIC_URL", "https://portal.club.example/"),
            ("DOMOVOI_CLUB_NAME", "Voorbeeld Hosting Club"),
            ("DOMOVOI_SMTP_URL", "smtps://portal:secret@mail.club.example"),
            ("DOMOVOI_TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8,2001:db8::/32"),
            ("DOMOVOI_RESOLVER", "192.0.2.53, 2001:db8::53,[2001:db8::54]:5353"),
            ("DOMOVOI_LOG", "warn,domovoi=debug"),
        ])
        .expect("all of it is right");
        assert_eq!(config.web.public_url, "https://portal.club.example");
        assert!(config.web.is_https() && config.web.is_private());
        assert_eq!(config.club.mail_from.to_string(), "portal@portal.club.example");
        assert_eq!(config.web.trusted_proxies.len(), 3);
        assert_eq!(config.club.relay.expect("one is named").host, "mail.club.example");
        let resolvers = config.dns.resolvers.expect("three are named");
        let resolvers: Vec<String> = resolvers.iter().map(ToString::to_string).collect();
        assert_eq!(resolvers, ["192.0.2.53:53", "[2001:db8::53]:53", "[2001:db8::54]:5353"]);
    }

    #[test]
    fn plain_http_beyond_this_machine_is_not_private() {
        let config = with(&[("DOMOVOI_PUBLIC_URL", "http://portal.club.example")]).expect("it may be");
        assert!(!config.web.is_private());
    }

    #[test]
    fn every_wrong_value_is_refused_by_name() {
        for (name, value) in WRONG {
            let error = with(&[(name, value)]).expect_err(&format!("{name}={value}"));
            assert_eq!(error.name, *name, "{value}");
        }
    }

    #[test]
    fn a_secret_is_not_repeated() {
        for (name, value) in [
            ("DATABASE_URL", "postgres://domovoi:s3cret@db.example:no/domovoi"),
            ("DOMOVOI_SMTP_URL", "smtp://portal:s3cret@mail.example:no"),
        ] {
            let error = with(&[(name, value)]).expect_err(name).to_string();
            assert!(error.starts_with(name) && !error.contains("s3cret"), "{error}");
        }
    }

    const WRONG: &[(&str, &str)] = &[
        ("DATABASE_URL", ""),
        ("DATABASE_URL", "mysql://db.example/domovoi"),
        ("DATABASE_URL", "postgres://db.example:port/domovoi"),
        ("DATABASE_URL", "postgres:///domovoi"),
        ("DATABASE_URL", "postgres://db.example/domovoi?sslmode=sometimes"),
        ("DOMOVOI_LISTEN", "8080"),
        ("DOMOVOI_LISTEN", "localhost"),
        ("DOMOVOI_LISTEN", "127.0.0.1:80800"),
        ("DOMOVOI_PUBLIC_URL", "portal.club.example"),
        ("DOMOVOI_PUBLIC_URL", "ftp://portal.club.example"),
        ("DOMOVOI_PUBLIC_URL", "https://"),
        ("DOMOVOI_PUBLIC_URL", "https://club.example/portal"),
        ("DOMOVOI_PUBLIC_URL", "https://me@club.example"),
        ("DOMOVOI_PUBLIC_URL", "https://club.example?x=1"),
        ("DOMOVOI_PUBLIC_URL", " "),
        ("DOMOVOI_DATA_DIR", "/dev/null"),
        ("DOMOVOI_POSTGRES_BIN", "/nowhere/at/all"),
        ("DOMOVOI_CLUB_NAME", "two\nlines"),
        ("DOMOVOI_MAIL_FROM", "portal"),
        ("DOMOVOI_MAIL_FROM", "Portal <portal@club.example>"),
        ("DOMOVOI_SMTP_URL", "mail.club.example"),
        ("DOMOVOI_SMTP_URL", "http://mail.club.example"),
        ("DOMOVOI_TRUSTED_PROXIES", "proxy.club.example"),
        ("DOMOVOI_TRUSTED_PROXIES", "10.0.0.0/40"),
        ("DOMOVOI_TRUSTED_PROXIES", "10.0.0.1,,"),
        ("DOMOVOI_RESOLVER", "resolver.club.example"),
        ("DOMOVOI_RESOLVER", "192.0.2.53:dns"),
        ("DOMOVOI_RESOLVER", "192.0.2.53:0"),
        ("DOMOVOI_RESOLVER", "0.0.0.0"),
        ("DOMOVOI_RESOLVER", "192.0.2.53,"),
        ("DOMOVOI_LOG", "loud"),
        ("DOMOVOI_LOG", "domovoi=loud"),
    ];
}
