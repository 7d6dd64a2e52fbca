//! Links between two sites or two hosts, over which images are copied.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use super::constraint;
use crate::db::ids::{HostId, InterconnectId, SiteId};
use crate::db::schema::interconnects;
use crate::members::{Actor, audit};
use crate::words::{Message, Sentence};

/// Both ends are of one kind. A site may be linked with itself: that is its own network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    Sites(SiteId, SiteId),
    Hosts(HostId, HostId),
}

/// Which of the two ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    A,
    B,
}

/// What is known of a link's speed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkInput {
    pub nominal_bits_per_second: i64,
    pub measured_bytes_per_second: Option<i64>,
    pub expected_mtu: i32,
}

#[derive(Debug, thiserror::Error)]
pub enum InterconnectError {
    #[error("both ends are the same host")]
    SameHost,
    #[error("these two are linked already")]
    Taken,
    #[error("an end that does not exist")]
    NoEnd(End),
    #[error("there is no such link")]
    NotFound,
    #[error(transparent)]
    Database(diesel::result::Error),
}

impl From<diesel::result::Error> for InterconnectError {
    fn from(error: diesel::result::Error) -> InterconnectError {
        match constraint(&error) {
            "interconnects_pair_unique" => InterconnectError::Taken,
            "interconnects_a_site_id_fkey" | "interconnects_a_host_id_fkey" => {
                InterconnectError::NoEnd(End::A)
            }
            "interconnects_b_site_id_fkey" | "interconnects_b_host_id_fkey" => {
                InterconnectError::NoEnd(End::B)
            }
            _ => InterconnectError::Database(error),
        }
    }
}

impl InterconnectError {
    /// About the ends as they were given; the table has the smaller one first.
    fn given(self, ends: Ends) -> InterconnectError {
        let is_turned = match ends {
            Ends::Sites(a, b) => a > b,
            Ends::Hosts(a, b) => a > b,
        };
        match self {
            InterconnectError::NoEnd(End::A) if is_turned => InterconnectError::NoEnd(End::B),
            InterconnectError::NoEnd(End::B) if is_turned => InterconnectError::NoEnd(End::A),
            other => other,
        }
    }
}

impl Sentence for InterconnectError {
    fn sentence(&self) -> Message {
        Message::new(match self {
            InterconnectError::SameHost => "fleet-interconnect-same-host",
            InterconnectError::Taken => "fleet-interconnect-taken",
            InterconnectError::NoEnd(_) | InterconnectError::NotFound => "fleet-gone",
            InterconnectError::Database(_) => "fleet-database-away",
        })
    }
}

pub async fn add_interconnect(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    ends: Ends,
    input: LinkInput,
    now: DateTime<Utc>,
) -> Result<InterconnectId, InterconnectError> {
    let (sites, hosts) = match ends {
        Ends::Hosts(a, b) if a == b => return Err(InterconnectError::SameHost),
        Ends::Hosts(a, b) => (None, Some((a.min(b), a.max(b)))),
        Ends::Sites(a, b) => (Some((a.min(b), a.max(b))), None),
    };
    let added: Result<_, InterconnectError> = conn
        .transaction(async |conn| {
            let id: InterconnectId = diesel::insert_into(interconnects::table)
                .values((
                    interconnects::a_site_id.eq(sites.map(|(a, _)| a)),
                    interconnects::b_site_id.eq(sites.map(|(_, b)| b)),
                    interconnects::a_host_id.eq(hosts.map(|(a, _)| a)),
                    interconnects::b_host_id.eq(hosts.map(|(_, b)| b)),
                    interconnects::nominal_bits_per_second.eq(input.nominal_bits_per_second),
                    interconnects::measured_bytes_per_second.eq(input.measured_bytes_per_second),
                    interconnects::expected_mtu.eq(input.expected_mtu),
                    interconnects::created_at.eq(now),
                ))
                .returning(interconnects::id)
                .get_result(conn)
                .await?;
            record(conn, actor, "interconnect.added", id, Some(input), now).await?;
            Ok(id)
        })
        .await;
    added.map_err(|refusal| refusal.given(ends))
}

/// The ends of a link stay; only what is known of it changes.
pub async fn edit_interconnect(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: InterconnectId,
    input: LinkInput,
    now: DateTime<Utc>,
) -> Result<(), InterconnectError> {
    conn.transaction(async |conn| {
        let written = diesel::update(interconnects::table.find(id))
            .set((
                interconnects::nominal_bits_per_second.eq(input.nominal_bits_per_second),
                interconnects::measured_bytes_per_second.eq(input.measured_bytes_per_second),
                interconnects::expected_mtu.eq(input.expected_mtu),
            ))
            .execute(conn)
            .await?;
        if written == 0 {
            return Err(InterconnectError::NotFound);
        }
        record(conn, actor, "interconnect.edited", id, Some(input), now).await?;
        Ok(())
    })
    .await
}

pub async fn remove_interconnect(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: InterconnectId,
    now: DateTime<Utc>,
) -> Result<(), InterconnectError> {
    conn.transaction(async |conn| {
        let gone = diesel::delete(interconnects::table.find(id)).execute(conn).await?;
        if gone == 0 {
            return Err(InterconnectError::NotFound);
        }
        record(conn, actor, "interconnect.removed", id, None, now).await?;
        Ok(())
    })
    .await
}

async fn record(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    action: &str,
    id: InterconnectId,
    input: Option<LinkInput>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let detail = match input {
        Some(input) => json!({
            "nominal_bits_per_second": input.nominal_bits_per_second,
            "measured_bytes_per_second": input.measured_bytes_per_second,
            "expected_mtu": input.expected_mtu,
        }),
        None => json!({}),
    };
    audit::record(conn, actor, action, &format!("interconnect {id}"), detail, now).await
}
