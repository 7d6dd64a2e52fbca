//! What each variable may say. A problem is the rest of a sentence that begins with the variable's name.

use std::ffi::OsString;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU16;
use std::path::PathBuf;

use ipnet::IpNet;
use lettre::Address;
use tracing_subscriber::EnvFilter;

use super::Log;
use crate::db::DatabaseUrl;
use crate::mail::address::{NotAnAddress, address};
use crate::mail::relay::{NotARelay, Relay, has_whole_labels};
use crate::words::unseen;

pub fn database_url(text: &str) -> Result<String, String> {
    let url: DatabaseUrl = text.parse().map_err(|error: tokio_postgres::Error| {
        let cause = std::error::Error::source(&error).map_or_else(|| error.to_string(), ToString::to_string);
        format!("is no database address such as postgres://domovoi@db.example/domovoi ({cause})")
    })?;
    if !url.has_host() {
        return Err("names no host, as in postgres://domovoi@db.example/domovoi".to_owned());
    }
    Ok(text.to_owned())
}

pub fn listen_address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| format!("{text:?} is no address and port, such as 127.0.0.1:8080 or [::1]:8080"))
}

/// Where a browser on this machine finds what listens there.
pub fn local_url(listen: SocketAddr) -> String {
    match listen.ip() {
        ip if ip.is_unspecified() => format!("http://127.0.0.1:{}", listen.port()),
        _ => format!("http://{listen}"),
    }
}

pub fn public_url(text: &str) -> Result<String, String> {
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
        None => has_whole_labels(host) && host.chars().all(is_host_letter),
    };
    if is_host && port.is_none_or(|port| port.parse::<NonZeroU16>().is_ok()) {
        return Ok(text.strip_suffix('/').unwrap_or(text).to_owned());
    }
    Err(format!("{text:?} is not https:// with a host and maybe a port; the portal needs a host of its own"))
}

pub fn usual_sender(public_url: &str) -> Address {
    let host = public_url.split("://").nth(1).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let is_address = name.starts_with('[') || name.parse::<IpAddr>().is_ok();
    let domain = if is_address { "localhost" } else { name };
    Address::new("portal", domain)
        .or_else(|_| Address::new("portal", "localhost"))
        .expect("this is an address")
}

pub fn sender(text: &str) -> Result<Address, String> {
    address(text).map_err(|problem| match problem {
        NotAnAddress::Shape => {
            format!("{text:?} is no mail address, such as portal@club.example (without a name)")
        }
        problem => format!("{text:?} writes no mail: {problem}"),
    })
}

pub fn relay(text: &str) -> Result<Relay, String> {
    text.parse().map_err(|error: NotARelay| error.to_string())
}

pub fn folder(text: &str) -> Result<PathBuf, String> {
    let folder = PathBuf::from(text);
    if folder.exists() && !folder.is_dir() {
        return Err(format!("{text} is a file, not a folder"));
    }
    Ok(folder)
}

pub fn existing_folder(text: &str) -> Result<PathBuf, String> {
    let folder = PathBuf::from(text);
    if folder.is_dir() { Ok(folder) } else { Err(format!("{text} is no folder")) }
}

/// Not a variable of ours: whoever sets it has other programs in mind.
pub fn temporary_folder(folder: Option<OsString>) -> PathBuf {
    folder.filter(|folder| !folder.is_empty()).map_or_else(|| PathBuf::from("/tmp"), PathBuf::from)
}

pub fn search_path(path: Option<OsString>) -> Vec<PathBuf> {
    path.map(|folders| std::env::split_paths(&folders).collect()).unwrap_or_default()
}

pub fn networks(text: &str) -> Result<Vec<IpNet>, String> {
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

pub fn resolvers(text: &str) -> Result<Vec<SocketAddr>, String> {
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

pub fn club_name(text: &str) -> Result<String, String> {
    let name = text.trim();
    if name.chars().count() > 100 || unseen::check_line(name).is_err() || name.contains(['\t', '\u{fffd}']) {
        return Err("is longer than 100 characters, or not plain text on one line".to_owned());
    }
    Ok(name.to_owned())
}

/// A bare word is a level here; `tracing` would take it for the name of a module.
pub fn log_filter(text: &str) -> Result<Log, String> {
    const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];
    let wrong = || format!("{text:?} is no log filter, such as info or warn,domovoi=debug");
    let is_level = |word: &str| LEVELS.contains(&word.trim().to_lowercase().as_str());
    if !text.split(',').all(|part| part.contains(['=', '[']) || is_level(part)) {
        return Err(wrong());
    }
    EnvFilter::try_new(text).map(|_| Log(text.to_owned())).map_err(|_| wrong())
}
