//! The newest preflight of two hosts, with all that was given to it.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ipnet::IpNet;

use crate::db::FixedText;
use crate::db::ids::HostId;
use crate::db::schema::{hosts, preflights};
use crate::migrations::Side;
use crate::migrations::path_mtu::{ConclusionKind, End, Evidence, Piece, Wanted};
use crate::migrations::preflight::standing::Item;
use crate::migrations::queries::link_mtu;

/// A row of `preflights`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = preflights, check_for_backend(diesel::pg::Pg))]
pub struct Preflight {
    pub id: i64,
    pub source_host_id: HostId,
    pub target_host_id: HostId,
    /// Bytes of the IP packets that must get through.
    pub mtu: i32,
    pub conclusion: ConclusionKind,
    /// What hosts and link were like when it was last added to.
    pub fingerprint: String,
    pub began_at: DateTime<Utc>,
    pub valid_until: DateTime<Utc>,
}

/// What of a host matters to its interconnect.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct PairHost {
    pub id: HostId,
    pub name: String,
    pub interconnect_address: Option<IpNet>,
    pub interconnect_address6: Option<IpNet>,
    /// Cards, drivers and kernel, as it last said.
    pub limits: String,
    pub limits_changed_at: Option<DateTime<Utc>>,
}

impl PairHost {
    fn end(&self) -> End {
        let addresses = [self.interconnect_address, self.interconnect_address6];
        End {
            name: self.name.clone(),
            addresses: addresses.into_iter().flatten().map(|net| net.addr()).collect(),
        }
    }

    fn fingerprint(&self) -> String {
        let address = |net: Option<IpNet>| net.map(|net| net.addr().to_string()).unwrap_or_default();
        let changed = self.limits_changed_at.map(|at| at.to_rfc3339()).unwrap_or_default();
        format!(
            "{}: {} {}; {}; {changed}",
            self.id,
            address(self.interconnect_address),
            address(self.interconnect_address6),
            self.limits,
        )
    }
}

#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Paste {
    #[diesel(sql_type = Nullable<Text>)]
    pub side: Option<Side>,
    #[diesel(sql_type = Text)]
    pub body: String,
    #[diesel(sql_type = Timestamptz)]
    pub at: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Text>)]
    pub by: Option<String>,
}

/// The newest word about an item.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Tick {
    #[diesel(sql_type = Text)]
    pub item: Item,
    #[diesel(sql_type = Bool)]
    pub is_good: bool,
    #[diesel(sql_type = Text)]
    pub note: String,
    #[diesel(sql_type = Timestamptz)]
    pub at: DateTime<Utc>,
    /// A person or a dom0.
    #[diesel(sql_type = Nullable<Text>)]
    pub by: Option<String>,
    #[diesel(sql_type = Bool)]
    pub is_by_host: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct TrialCopy {
    #[diesel(sql_type = BigInt)]
    pub bytes: i64,
    #[diesel(sql_type = Integer)]
    pub seconds: i32,
    #[diesel(sql_type = Timestamptz)]
    pub at: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Text>)]
    pub by: Option<String>,
}

/// Two hosts, the link between them, and the newest preflight from one to the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub source: PairHost,
    pub target: PairHost,
    /// What the link is expected to carry.
    pub link_mtu: i32,
    pub preflight: Option<Preflight>,
    pub pastes: Vec<Paste>,
    pub ticks: Vec<Tick>,
    pub trial: Option<TrialCopy>,
}

impl Found {
    /// What the two hosts and their link are like now.
    pub fn fingerprint(&self) -> String {
        format!("{}\n{}\n{}", self.source.fingerprint(), self.target.fingerprint(), self.link_mtu)
    }

    /// What was pasted. Of the same command the output of the newest paste counts, and what cannot be
    /// read counts only while it was pasted last: then it can be pasted again, whole.
    pub fn pieces(&self) -> Vec<Piece> {
        let wanted = self.wanted();
        let mut answered = HashSet::new();
        let mut kept = Vec::new();
        for (age, paste) in self.pastes.iter().rev().enumerate() {
            let mut pieces = Piece::all(paste.body.as_bytes(), paste.side);
            let asked = |piece: &Piece| {
                let tool = std::mem::discriminant(&piece.output.reading);
                (tool, piece.side_in(&wanted), piece.judgement.to, piece.judgement.payload)
            };
            pieces.retain(|piece| {
                let is_unread = piece.judgement.evidence == Evidence::Damaged && piece.judgement.to.is_none();
                if is_unread { age == 0 } else { !answered.contains(&asked(piece)) }
            });
            answered.extend(pieces.iter().map(asked));
            pieces.append(&mut kept);
            kept = pieces;
        }
        kept
    }

    /// What the probes have to prove.
    pub fn wanted(&self) -> Wanted {
        let mtu = self.preflight.as_ref().map_or(self.link_mtu, |preflight| preflight.mtu);
        Wanted {
            mtu: u32::try_from(mtu).unwrap_or(1500),
            source: self.source.end(),
            target: self.target.end(),
        }
    }
}

/// All queries leave at once. `None` when a host is gone.
pub async fn found(conn: &AsyncPgConnection, source: HostId, target: HostId) -> QueryResult<Option<Found>> {
    let (hosts, link_mtu, preflight, pastes, ticks, trial) = tokio::try_join!(
        pair(conn, source, target),
        link_mtu(conn, source, target),
        newest(conn, source, target),
        pastes(conn, source, target),
        ticks(conn, source, target),
        last_trial(conn, source, target),
    )?;
    let host = |id: HostId| hosts.iter().find(|host| host.id == id).cloned();
    let (Some(source), Some(target)) = (host(source), host(target)) else { return Ok(None) };
    Ok(Some(Found { source, target, link_mtu: link_mtu.unwrap_or(1500), preflight, pastes, ticks, trial }))
}

async fn pair(mut conn: &AsyncPgConnection, source: HostId, target: HostId) -> QueryResult<Vec<PairHost>> {
    hosts::table
        .filter(hosts::id.eq_any([source, target]))
        .select((
            hosts::id,
            hosts::name,
            hosts::interconnect_address,
            hosts::interconnect_address6,
            hosts::limits,
            hosts::limits_changed_at,
        ))
        .load(&mut conn)
        .await
}

async fn newest(
    mut conn: &AsyncPgConnection,
    source: HostId,
    target: HostId,
) -> QueryResult<Option<Preflight>> {
    preflights::table
        .filter(preflights::source_host_id.eq(source).and(preflights::target_host_id.eq(target)))
        .order(preflights::id.desc())
        .select(Preflight::as_select())
        .first(&mut conn)
        .await
        .optional()
}

/// `of` is everything given to the newest preflight of the pair.
macro_rules! of_newest {
    ($select:literal, $rest:literal) => {
        concat!(
            $select,
            " WHERE x.preflight_id = (SELECT id FROM preflights
                WHERE source_host_id = $1 AND target_host_id = $2 ORDER BY id DESC LIMIT 1) ",
            $rest
        )
    };
}

async fn pastes(mut conn: &AsyncPgConnection, source: HostId, target: HostId) -> QueryResult<Vec<Paste>> {
    diesel::sql_query(of_newest!(
        "SELECT x.side, x.body, x.at, coalesce(m.name, h.name) AS by FROM preflight_pastes x
         LEFT JOIN members m ON m.id = x.pasted_by LEFT JOIN hosts h ON h.id = x.host_id",
        "ORDER BY x.id"
    ))
    .bind::<BigInt, _>(source)
    .bind::<BigInt, _>(target)
    .fixed()
    .load(&mut conn)
    .await
}

async fn ticks(mut conn: &AsyncPgConnection, source: HostId, target: HostId) -> QueryResult<Vec<Tick>> {
    diesel::sql_query(of_newest!(
        "SELECT DISTINCT ON (x.item) x.item, x.is_good, x.note, x.at, coalesce(m.name, h.name) AS by,
             x.host_id IS NOT NULL AS is_by_host
         FROM preflight_ticks x LEFT JOIN members m ON m.id = x.ticked_by LEFT JOIN hosts h ON h.id = x.host_id",
        "ORDER BY x.item, x.id DESC"
    ))
    .bind::<BigInt, _>(source)
    .bind::<BigInt, _>(target)
    .fixed()
    .load(&mut conn)
    .await
}

async fn last_trial(
    mut conn: &AsyncPgConnection,
    source: HostId,
    target: HostId,
) -> QueryResult<Option<TrialCopy>> {
    diesel::sql_query(of_newest!(
        "SELECT x.bytes, x.seconds, x.at, m.name AS by FROM trial_copies x LEFT JOIN members m ON m.id = x.noted_by",
        "ORDER BY x.id DESC LIMIT 1"
    ))
    .bind::<BigInt, _>(source)
    .bind::<BigInt, _>(target)
    .fixed()
    .get_result(&mut conn)
    .await
    .optional()
}
