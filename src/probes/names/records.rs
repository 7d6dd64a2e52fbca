//! What a resolver says of the names and addresses of a domU.

use std::net::IpAddr;

use futures_util::future::{join, join_all};
use serde::{Deserialize, Serialize};

use crate::probes::dns::{Answer, Resolver};

/// What a resolver said of the names and addresses of one domU.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Records {
    pub names: Vec<NameRecords>,
    pub reverse: Vec<ReverseRecords>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameRecords {
    pub name: String,
    pub ipv4: Answer<IpAddr>,
    pub ipv6: Answer<IpAddr>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReverseRecords {
    pub address: IpAddr,
    pub names: Answer<String>,
}

/// Asks for everything at once, so that it takes no longer than one lookup may. Each name is asked
/// once; an address in the place of a name is left out.
pub async fn look_up(resolver: &Resolver, names: &[String], addresses: &[IpAddr]) -> Records {
    let mut asked: Vec<String> = Vec::new();
    for name in names.iter().map(|name| plain(name)).filter(|name| name.parse::<IpAddr>().is_err()) {
        if !asked.contains(&name) {
            asked.push(name);
        }
    }
    let names = join_all(asked.into_iter().map(|name| of_name(resolver, name)));
    let reverse = join_all(
        addresses
            .iter()
            .map(async |&address| ReverseRecords { address, names: resolver.names_of(address).await }),
    );
    let (names, reverse) = join(names, reverse).await;
    Records { names, reverse }
}

/// The addresses of one name.
pub(in crate::probes) async fn of_name(resolver: &Resolver, name: String) -> NameRecords {
    let (ipv4, ipv6) = join(resolver.ipv4(&name), resolver.ipv6(&name)).await;
    NameRecords { name, ipv4, ipv6 }
}

/// As names are compared: in small letters, without the dot at the end.
pub(in crate::probes) fn plain(name: &str) -> String {
    name.trim_end_matches('.').to_ascii_lowercase()
}
