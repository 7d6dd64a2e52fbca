//! One network: which addresses are in use and by whom, and the next free ones.

use std::net::IpAddr;

use actix_web::{HttpResponse, web};
use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use crate::db::ids::IpNetworkId;
use crate::fleet::ip_address::free_addresses_in;
use crate::fleet::queries::{NetworkAddress, addresses_in, network};
use crate::paths;
use crate::web::{CoreMember, Error};

/// A page of addresses.
const FEW: i64 = 100;

#[derive(Deserialize)]
pub struct Query {
    after: Option<String>,
}

#[derive(Serialize)]
struct Page {
    cidr: IpNet,
    gateway: Option<String>,
    note: String,
    edit_href: String,
    addresses: Vec<Row>,
    free: Vec<String>,
    next: Option<String>,
}

#[derive(Serialize)]
struct Row {
    domu_href: Option<String>,
    migration_href: Option<String>,
    #[serde(flatten)]
    row: NetworkAddress,
}

pub async fn show(
    member: CoreMember,
    id: web::Path<String>,
    query: web::Query<Query>,
) -> Result<HttpResponse, Error> {
    let id: IpNetworkId = id.parse().map_err(|_| Error::NotFound)?;
    let after = match query.after.as_deref().filter(|after| !after.is_empty()) {
        Some(after) => Some(IpNet::from(after.parse::<IpAddr>().map_err(|_| Error::NotFound)?)),
        None => None,
    };
    let conn = member.conn().await?;
    let (found, mut addresses) =
        tokio::try_join!(network(&conn, id), addresses_in(&conn, id, after, FEW + 1))?;
    let found = found.ok_or(Error::NotFound)?;
    let free = free_addresses_in(&conn, &found, 5).await?;
    let has_more = addresses.len() as i64 > FEW;
    addresses.truncate(FEW as usize);
    let next = addresses
        .last()
        .filter(|_| has_more)
        .map(|last| format!("{}?after={}", paths::network(id), paths::segment(&last.address)));
    let page = Page {
        cidr: found.cidr,
        gateway: found.gateway.map(|net| net.addr().to_string()),
        note: found.note,
        edit_href: format!("{}/edit", paths::network(id)),
        addresses: addresses.into_iter().map(row).collect(),
        free: free.iter().map(ToString::to_string).collect(),
        next,
    };
    member.render("networks/show", "nav-hosts", &page)
}

fn row(row: NetworkAddress) -> Row {
    Row {
        domu_href: row.domu.as_deref().map(paths::domu),
        migration_href: row.migration_id.map(paths::migration),
        row,
    }
}
