//! Hosts.

use std::net::{IpAddr, Ipv6Addr};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use ipnet::IpNet;
use serde_json::json;

use super::constraint;
use crate::db::ids::{HostId, SiteId};
use crate::db::schema::{host_rooms, hosts};
use crate::fleet::Bytes;
use crate::fleet::host::{Host, HostState, is_bridge_name, is_host_name, is_volume_group_name};
use crate::fleet::ip_network::nobody_answers;
use crate::fleet::queries::Room;
use crate::live::hint::{self, Hint};
use crate::members::{Actor, audit};
use crate::words::{Message, Sentence};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostInput {
    pub site_id: SiteId,
    pub name: String,
    pub memory: Bytes,
    pub disk: Bytes,
    pub state: HostState,
    pub volume_group: String,
    pub bridge: String,
    pub interconnect_address: Option<IpAddr>,
    pub interconnect_address6: Option<Ipv6Addr>,
    pub note: String,
}

/// What both write; without an address on the interconnect there is none.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = hosts, treat_none_as_null = true)]
struct Columns<'a> {
    site_id: SiteId,
    name: &'a str,
    memory_bytes: Bytes,
    disk_bytes: Bytes,
    state: HostState,
    volume_group: &'a str,
    bridge: &'a str,
    interconnect_address: Option<IpNet>,
    interconnect_address6: Option<IpNet>,
    note: &'a str,
}

impl HostInput {
    fn columns(&self) -> Columns<'_> {
        Columns {
            site_id: self.site_id,
            name: &self.name,
            memory_bytes: self.memory,
            disk_bytes: self.disk,
            state: self.state,
            volume_group: &self.volume_group,
            bridge: &self.bridge,
            interconnect_address: self.interconnect_address.map(IpNet::from),
            interconnect_address6: self.interconnect_address6.map(|a| IpNet::from(IpAddr::V6(a))),
            note: &self.note,
        }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum HostError {
    #[error("{0:?} is no name for a host")]
    NameShape(String),
    #[error("another host has this name")]
    NameTaken,
    #[error("there is no such site")]
    NoSite,
    #[error("not the name of a volume group")]
    VolumeGroupShape,
    #[error("not the name of a bridge")]
    BridgeShape,
    #[error("no machine answers at {0}")]
    NobodyThere(IpAddr),
    #[error("another host has this address on the interconnect")]
    InterconnectTaken,
    #[error("another host has this IPv6 address on the interconnect")]
    Interconnect6Taken,
    #[error("less memory than is in use or held: {0}")]
    MemoryInUse(Bytes),
    #[error("less disk than is in use or held: {0}")]
    DiskInUse(Bytes),
    #[error("{0} domUs live here or are on their way")]
    Inhabited(i64),
    #[error("somebody else has edited it")]
    Conflict,
    #[error("there is no such host")]
    NotFound,
    #[error(transparent)]
    Database(diesel::result::Error),
}

impl From<diesel::result::Error> for HostError {
    fn from(error: diesel::result::Error) -> HostError {
        match constraint(&error) {
            "hosts_name_unique" | "hosts_name_in_any_case" => HostError::NameTaken,
            "hosts_site_id_fkey" => HostError::NoSite,
            "hosts_interconnect_address_unique" => HostError::InterconnectTaken,
            "hosts_interconnect_address6_unique" => HostError::Interconnect6Taken,
            _ => HostError::Database(error),
        }
    }
}

impl Sentence for HostError {
    fn sentence(&self) -> Message {
        match self {
            HostError::NameShape(name) => Message::new("fleet-host-name-shape").with("name", name.as_str()),
            HostError::NameTaken => Message::new("fleet-host-name-taken"),
            HostError::NoSite => Message::new("fleet-no-site"),
            HostError::VolumeGroupShape => Message::new("fleet-host-volume-group-shape"),
            HostError::BridgeShape => Message::new("fleet-host-bridge-shape"),
            HostError::NobodyThere(address) => {
                Message::new("fleet-host-nobody-there").with("address", address.to_string())
            }
            HostError::InterconnectTaken | HostError::Interconnect6Taken => {
                Message::new("fleet-host-interconnect-taken")
            }
            HostError::MemoryInUse(used) => {
                Message::new("fleet-host-memory-in-use").with("used", used.exactly())
            }
            HostError::DiskInUse(used) => Message::new("fleet-host-disk-in-use").with("used", used.exactly()),
            HostError::Inhabited(domus) => Message::new("fleet-host-inhabited").with("domus", *domus),
            HostError::Conflict => Message::new("fleet-edited-meanwhile"),
            HostError::NotFound => Message::new("fleet-gone"),
            HostError::Database(_) => Message::new("fleet-database-away"),
        }
    }
}

pub async fn add_host(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    input: &HostInput,
    now: DateTime<Utc>,
) -> Result<HostId, HostError> {
    check(input)?;
    conn.transaction(async |conn| {
        check_addresses_free(conn, None, input).await?;
        let id = diesel::insert_into(hosts::table)
            .values((input.columns(), hosts::created_at.eq(now)))
            .returning(hosts::id)
            .get_result(conn)
            .await?;
        record(conn, actor, "host.added", input, now).await?;
        Ok(id)
    })
    .await
}

/// `revision` is the one that the editor saw. Capacity never falls below what lives and is held
/// there, and only an empty host is retired.
pub async fn edit_host(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: HostId,
    revision: i32,
    input: &HostInput,
    now: DateTime<Utc>,
) -> Result<(), HostError> {
    check(input)?;
    conn.transaction(async |conn| {
        let host: Host = hosts::table
            .find(id)
            .select(Host::as_select())
            .for_update()
            .first(conn)
            .await
            .optional()?
            .ok_or(HostError::NotFound)?;
        if host.revision != revision {
            return Err(HostError::Conflict);
        }
        let room = host_rooms::table
            .filter(host_rooms::host_id.eq(id))
            .select(Room::as_select())
            .first(conn)
            .await?;
        check_room(&host, room, input)?;
        check_addresses_free(conn, Some(id), input).await?;
        diesel::update(hosts::table.find(id))
            .set((input.columns(), hosts::revision.eq(hosts::revision + 1)))
            .execute(conn)
            .await?;
        record(conn, actor, "host.edited", input, now).await?;
        Ok(())
    })
    .await
}

/// From now on it takes nobody in; those who live there stay, and keep their dates.
pub async fn drain_host(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: HostId,
    now: DateTime<Utc>,
) -> Result<(), HostError> {
    turn(conn, actor, id, [HostState::Active, HostState::Drained], "host.drained", now).await
}

/// It takes domUs in again.
pub async fn open_host(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: HostId,
    now: DateTime<Utc>,
) -> Result<(), HostError> {
    turn(conn, actor, id, [HostState::Drained, HostState::Active], "host.opened", now).await
}

/// A host that is not what it was when its page was drawn is left as it is.
async fn turn(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: HostId,
    [from, to]: [HostState; 2],
    action: &str,
    now: DateTime<Utc>,
) -> Result<(), HostError> {
    conn.transaction(async |conn| {
        let name: String = diesel::update(hosts::table.find(id).filter(hosts::state.eq(from)))
            .set((hosts::state.eq(to), hosts::revision.eq(hosts::revision + 1)))
            .returning(hosts::name)
            .get_result(conn)
            .await
            .optional()?
            .ok_or(HostError::Conflict)?;
        audit::record(conn, actor, action, &format!("host {name}"), json!({ "state": to }), now).await?;
        hint::notify(conn, Hint::Status).await?;
        Ok(())
    })
    .await
}

fn check(input: &HostInput) -> Result<(), HostError> {
    check_host_name(&input.name)?;
    check_volume_group(&input.volume_group)?;
    check_bridge(&input.bridge)?;
    check_interconnect(input.interconnect_address)?;
    check_interconnect(input.interconnect_address6.map(IpAddr::V6))
}

pub fn check_host_name(name: &str) -> Result<(), HostError> {
    let is_good = is_host_name(name) && name != "new";
    if is_good { Ok(()) } else { Err(HostError::NameShape(name.to_owned())) }
}

pub fn check_volume_group(name: &str) -> Result<(), HostError> {
    if is_volume_group_name(name) { Ok(()) } else { Err(HostError::VolumeGroupShape) }
}

pub fn check_bridge(name: &str) -> Result<(), HostError> {
    if is_bridge_name(name) { Ok(()) } else { Err(HostError::BridgeShape) }
}

/// The copy of a disk goes to this address.
pub fn check_interconnect(address: Option<IpAddr>) -> Result<(), HostError> {
    let nobody = address.filter(|address| nobody_answers(*address).is_some());
    nobody.map_or(Ok(()), |address| Err(HostError::NobodyThere(address)))
}

/// An IPv6 address may stand in either field, which two constraints of one column each can't compare.
async fn check_addresses_free(
    conn: &mut AsyncPgConnection,
    own: Option<HostId>,
    input: &HostInput,
) -> Result<(), HostError> {
    let Columns { interconnect_address: address, interconnect_address6: address6, .. } = input.columns();
    let wanted: Vec<IpNet> = address.into_iter().chain(address6).collect();
    let held: Vec<(Option<IpNet>, Option<IpNet>)> = hosts::table
        .filter(hosts::id.ne(own.unwrap_or(HostId(0))))
        .filter(hosts::interconnect_address.eq_any(&wanted).or(hosts::interconnect_address6.eq_any(&wanted)))
        .select((hosts::interconnect_address, hosts::interconnect_address6))
        .load(conn)
        .await?;
    let is_held = |address: Option<IpNet>| {
        address.is_some() && held.iter().any(|(one, other)| *one == address || *other == address)
    };
    if is_held(address) {
        return Err(HostError::InterconnectTaken);
    }
    if is_held(address6) { Err(HostError::Interconnect6Taken) } else { Ok(()) }
}

/// A host that an import found fuller than it is recorded to be may still be edited, as long as
/// it does not get smaller.
fn check_room(host: &Host, room: Room, input: &HostInput) -> Result<(), HostError> {
    let memory_used = host.memory_bytes - room.memory_free;
    let disk_used = host.disk_bytes - room.disk_free;
    if input.memory < memory_used && input.memory < host.memory_bytes {
        return Err(HostError::MemoryInUse(memory_used));
    }
    if input.disk < disk_used && input.disk < host.disk_bytes {
        return Err(HostError::DiskInUse(disk_used));
    }
    let is_held = room.memory_held > Bytes(0);
    if input.state == HostState::Retired && host.state != HostState::Retired && (room.domus > 0 || is_held) {
        return Err(HostError::Inhabited(room.domus));
    }
    Ok(())
}

async fn record(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    action: &str,
    input: &HostInput,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let detail = json!({ "memory": input.memory, "disk": input.disk, "state": input.state });
    audit::record(conn, actor, action, &format!("host {}", input.name), detail, now).await?;
    hint::notify(conn, Hint::Status).await
}
