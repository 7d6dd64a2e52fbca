//! The only reader of the environment. A wrong value ends the start, naming the variable.

mod values;

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;

use ipnet::IpNet;
use lettre::Address;

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
    /// `TMPDIR`: where the sample club is kept while it is shown.
    pub temporary_folder: PathBuf,
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
        Config::from(|name| std::env::var_os(name))
    }

    /// Reads from whatever answers a variable's name with its value.
    pub fn from(variable: impl Fn(&str) -> Option<OsString>) -> Result<Config, ConfigError> {
        let read = Reader(&variable);
        let listen =
            read.or("DOMOVOI_LISTEN", SocketAddr::from(([127, 0, 0, 1], 8080)), values::listen_address)?;
        let public_url = read.or("DOMOVOI_PUBLIC_URL", values::local_url(listen), values::public_url)?;
        let mail_from = read.or("DOMOVOI_MAIL_FROM", values::usual_sender(&public_url), values::sender)?;
        Ok(Config {
            database: Database {
                url: read.optional("DATABASE_URL", values::database_url)?,
                folder: read.or("DOMOVOI_DATA_DIR", PathBuf::from("data"), values::folder)?,
                places: Places {
                    configured: read.optional("DOMOVOI_POSTGRES_BIN", values::existing_folder)?,
                    path: values::search_path(variable("PATH")),
                },
            },
            web: Web {
                listen,
                public_url,
                trusted_proxies: read.or("DOMOVOI_TRUSTED_PROXIES", Vec::new(), values::networks)?,
            },
            club: Club {
                name: read.or("DOMOVOI_CLUB_NAME", "Our hosting club".to_owned(), values::club_name)?,
                mail_from,
                relay: read.optional("DOMOVOI_SMTP_URL", values::relay)?,
            },
            dns: Dns { resolvers: read.optional("DOMOVOI_RESOLVER", values::resolvers)? },
            log: read.or("DOMOVOI_LOG", Log("info,actix_server=warn".to_owned()), values::log_filter)?,
            temporary_folder: values::temporary_folder(variable("TMPDIR")),
        })
    }
}

impl Web {
    /// Whether browsers come over TLS, which a proxy ends.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// It listens here now; port 0 had the system choose one. An address that nobody gave follows it.
    pub fn listens_on(&mut self, address: SocketAddr) {
        if self.public_url == values::local_url(self.listen) {
            self.public_url = values::local_url(address);
        }
        self.listen = address;
    }

    /// Refuses to write links that lead nowhere: which port a portal was given that was to take any, another
    /// process can't know.
    pub fn check_has_address(&self) -> Result<(), ConfigError> {
        if self.listen.port() == 0 && self.public_url == values::local_url(self.listen) {
            let problem = "is not set, and DOMOVOI_LISTEN has port 0, so no link would lead to the portal";
            return Err(ConfigError { name: "DOMOVOI_PUBLIC_URL", problem: problem.to_owned() });
        }
        Ok(())
    }

    /// Whether nobody on the way can read along: TLS, or a browser on this very machine.
    pub fn is_private(&self) -> bool {
        let host = self.public_url.trim_start_matches("http://");
        self.is_https() || ["localhost", "127.", "[::1]"].iter().any(|local| host.starts_with(local))
    }
}

/// Reads variables and says which one a problem is about.
struct Reader<'a>(&'a dyn Fn(&str) -> Option<OsString>);

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
        let wrong = |problem: &str| ConfigError { name, problem: problem.to_owned() };
        let text = text.into_string().map_err(|_| wrong("is no text in UTF-8"))?;
        if text.trim().is_empty() {
            return Err(wrong("is empty; give it a value, or leave the variable out"));
        }
        parse(&text).map(Some).map_err(|problem| ConfigError { name, problem })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let found =
            |name: &str| variables.iter().find(|(n, _)| *n == name).map(|(_, value)| OsString::from(*value));
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
    fn the_sender_may_have_a_domain_in_other_letters() {
        let config = with(&[("DOMOVOI_MAIL_FROM", "portal@bücher.example")]).expect("it may");
        assert_eq!(config.club.mail_from.to_string(), "portal@xn--bcher-kva.example");
    }

    #[test]
    fn plain_http_beyond_this_machine_is_not_private() {
        let config = with(&[("DOMOVOI_PUBLIC_URL", "http://portal.club.example")]).expect("it may be");
        assert!(!config.web.is_private());
    }

    #[test]
    fn links_name_the_port_that_the_system_chose() {
        let chosen = SocketAddr::from(([0, 0, 0, 0], 40123));
        let mut web = with(&[("DOMOVOI_LISTEN", "0.0.0.0:0")]).expect("a free port may be asked for").web;
        let refused = web.check_has_address().expect_err("nobody knows the port yet");
        assert_eq!(refused.name, "DOMOVOI_PUBLIC_URL");
        web.listens_on(chosen);
        assert_eq!((web.public_url.as_str(), web.check_has_address()), ("http://127.0.0.1:40123", Ok(())));

        let named = [("DOMOVOI_LISTEN", "0.0.0.0:0"), ("DOMOVOI_PUBLIC_URL", "https://portal.club.example")];
        let mut web = with(&named).expect("it is right").web;
        assert_eq!(web.check_has_address(), Ok(()));
        web.listens_on(chosen);
        assert_eq!(web.public_url, "https://portal.club.example");
    }

    #[test]
    fn every_wrong_value_is_refused_by_name() {
        for (name, value) in WRONG {
            let error = with(&[(name, value)]).expect_err(&format!("{name}={value}"));
            assert_eq!(error.name, *name, "{value}");
        }
    }

    #[test]
    fn a_value_that_is_no_text_is_refused_by_name() {
        use std::os::unix::ffi::OsStringExt;
        for name in ["DOMOVOI_DATA_DIR", "DOMOVOI_CLUB_NAME", "DATABASE_URL"] {
            let no_text = |asked: &str| (asked == name).then(|| OsString::from_vec(b"/tmp/\xff".to_vec()));
            assert_eq!(
                Config::from(no_text).expect_err(name).to_string(),
                format!("{name}: is no text in UTF-8")
            );
        }
        let path = |asked: &str| (asked == "PATH").then(|| OsString::from_vec(b"/\xff:/bin".to_vec()));
        assert_eq!(Config::from(path).expect("folders may be called anything").database.places.path.len(), 2);
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
        ("DOMOVOI_PUBLIC_URL", "https://a:0"),
        ("DOMOVOI_PUBLIC_URL", "https://.."),
        ("DOMOVOI_PUBLIC_URL", "https://-.-"),
        ("DOMOVOI_PUBLIC_URL", "https://club-.example"),
        ("DOMOVOI_PUBLIC_URL", "https://club..example"),
        ("DOMOVOI_PUBLIC_URL", "https://1.2.3.400"),
        ("DOMOVOI_PUBLIC_URL", "https://club.example.1:8443"),
        ("DOMOVOI_DATA_DIR", "/dev/null"),
        ("DOMOVOI_POSTGRES_BIN", "/nowhere/at/all"),
        ("DOMOVOI_CLUB_NAME", "two\nlines"),
        ("DOMOVOI_CLUB_NAME", "\u{202e}bulc ruO"),
        ("DOMOVOI_MAIL_FROM", "portal"),
        ("DOMOVOI_MAIL_FROM", "Portal <portal@club.example>"),
        ("DOMOVOI_MAIL_FROM", "übel@club.example"),
        ("DOMOVOI_MAIL_FROM", "portal@[192.0.2.1]"),
        ("DOMOVOI_SMTP_URL", "mail.club.example"),
        ("DOMOVOI_SMTP_URL", "http://mail.club.example"),
        ("DOMOVOI_SMTP_URL", "smtp://mail.club.example:0"),
        ("DOMOVOI_SMTP_URL", "smtp://.."),
        ("DOMOVOI_SMTP_URL", "smtp://1.2.3.400"),
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
