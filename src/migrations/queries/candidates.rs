//! Where a domU could move: every host, with its room, or why it is none.

use std::net::IpAddr;

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ipnet::IpNet;

use crate::db::ids::{DomuId, HostId, SiteId};
use crate::db::schema::{disks, domus, host_rooms, hosts, ip_addresses, sites};
use crate::words::{Message, Sentence};

/// A domU as the scheduling form shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mover {
    pub id: DomuId,
    pub name: String,
    pub host_id: HostId,
    pub host: String,
    pub site: String,
    pub memory_bytes: i64,
    /// The disks whose size is known.
    pub disk_bytes: i64,
    pub is_named_publicly: bool,
    pub blocked_by: Option<String>,
    pub addresses: Vec<IpAddr>,
}

/// A host, and whether it can take the domU.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub id: HostId,
    pub name: String,
    pub site_id: SiteId,
    pub site: String,
    pub memory_free: i64,
    pub disk_free: i64,
    pub why_not: Option<WhyNot>,
}

/// Why a host cannot take it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyNot {
    LivesThere,
    Drained,
    Retired,
    /// Bytes that are missing.
    NoMemory(i64),
    NoDisk(i64),
}

impl Sentence for WhyNot {
    fn sentence(&self) -> Message {
        let mebibytes =
            |id, missing: i64| Message::new(id).with("mebibytes", (missing + (1 << 20) - 1) >> 20);
        match self {
            WhyNot::LivesThere => Message::new("candidate-lives-there"),
            WhyNot::Drained => Message::new("candidate-drained"),
            WhyNot::Retired => Message::new("candidate-retired"),
            WhyNot::NoMemory(missing) => mebibytes("candidate-no-memory", *missing),
            WhyNot::NoDisk(missing) => mebibytes("candidate-no-disk", *missing),
        }
    }
}

/// The domU of this name, for the core team.
pub async fn mover(conn: &AsyncPgConnection, name: &str) -> QueryResult<Option<Mover>> {
    let (row, disk_bytes, addresses) =
        tokio::try_join!(mover_row(conn, name), known_disk_bytes(conn, name), addresses_of(conn, name))?;
    Ok(row.map(|(id, name, memory_bytes, is_named_publicly, blocked_by, host_id, host, site)| Mover {
        id,
        name,
        host_id,
        host,
        site,
        memory_bytes,
        disk_bytes,
        is_named_publicly,
        blocked_by,
        addresses: addresses.into_iter().map(|net| net.addr()).collect(),
    }))
}

type MoverRow = (DomuId, String, i64, bool, Option<String>, HostId, String, String);

async fn mover_row(mut conn: &AsyncPgConnection, name: &str) -> QueryResult<Option<MoverRow>> {
    domus::table
        .inner_join(hosts::table.inner_join(sites::table))
        .filter(domus::name.eq(name))
        .select((
            domus::id,
            domus::name,
            domus::memory_bytes,
            domus::is_named_publicly,
            domus::blocked_by,
            hosts::id,
            hosts::name,
            sites::name,
        ))
        .first(&mut conn)
        .await
        .optional()
}

async fn known_disk_bytes(mut conn: &AsyncPgConnection, name: &str) -> QueryResult<i64> {
    let sizes: Vec<Option<i64>> = disks::table
        .inner_join(domus::table)
        .filter(domus::name.eq(name))
        .select(disks::bytes)
        .load(&mut conn)
        .await?;
    Ok(sizes.into_iter().flatten().sum())
}

async fn addresses_of(mut conn: &AsyncPgConnection, name: &str) -> QueryResult<Vec<IpNet>> {
    ip_addresses::table
        .inner_join(domus::table)
        .filter(domus::name.eq(name))
        .order(ip_addresses::address)
        .select(ip_addresses::address)
        .load(&mut conn)
        .await
}

type HostRow = (HostId, String, SiteId, String, String, i64, i64);

/// All hosts: those that can take it first, the roomiest on top.
pub async fn candidates(mut conn: &AsyncPgConnection, mover: &Mover) -> QueryResult<Vec<Candidate>> {
    let rows: Vec<HostRow> = hosts::table
        .inner_join(sites::table)
        .inner_join(host_rooms::table.on(host_rooms::host_id.eq(hosts::id)))
        .order(hosts::name)
        .select((
            hosts::id,
            hosts::name,
            sites::id,
            sites::name,
            hosts::state,
            host_rooms::memory_free,
            host_rooms::disk_free,
        ))
        .load(&mut conn)
        .await?;
    let mut candidates: Vec<Candidate> = rows.into_iter().map(|row| candidate(row, mover)).collect();
    candidates
        .sort_by_key(|candidate| (candidate.why_not.is_some(), std::cmp::Reverse(candidate.memory_free)));
    Ok(candidates)
}

fn candidate((id, name, site_id, site, state, memory_free, disk_free): HostRow, mover: &Mover) -> Candidate {
    let why_not = if id == mover.host_id {
        Some(WhyNot::LivesThere)
    } else if state == "drained" {
        Some(WhyNot::Drained)
    } else if state == "retired" {
        Some(WhyNot::Retired)
    } else if memory_free < mover.memory_bytes {
        Some(WhyNot::NoMemory(mover.memory_bytes - memory_free))
    } else if disk_free < mover.disk_bytes {
        Some(WhyNot::NoDisk(mover.disk_bytes - disk_free))
    } else {
        None
    };
    Candidate { id, name, site_id, site, memory_free, disk_free, why_not }
}
