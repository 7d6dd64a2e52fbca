//! The names of a domU: what its people listed, what was seen of them last, and what that means for
//! its move.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Inet, Jsonb, Nullable, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::db::FixedText;
use crate::db::ids::{DomuId, MemberId, MigrationId};
use crate::migrations::queries::nearest;
use crate::migrations::{LiveSide, MigrationState};
use crate::probes::dns::{Answer, Unanswered};
use crate::probes::mailbox::{self, MailRecords, Mailbox};
use crate::probes::names::{self, Advice, NameAdvice, RecordType, Records, Verdict};

/// Who may know of the domU is not asked here: pages join it with what does.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownNames {
    pub domu_id: DomuId,
    pub domu: String,
    /// By its people.
    pub listed: Vec<String>,
    /// Host names of its services.
    pub of_services: Vec<String>,
    /// The addresses that it holds.
    pub own: Vec<IpAddr>,
    /// Its move that was announced and has not ended, else the last that ended.
    pub last_move: Option<LastMove>,
    pub owners: Vec<Owner>,
    /// When it is looked at next.
    pub due_at: Option<DateTime<Utc>>,
    pub seen: Option<Seen>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct LastMove {
    pub id: MigrationId,
    pub state: MigrationState,
    pub live_side: LiveSide,
    /// Old and new.
    pub pairs: Vec<(IpAddr, IpAddr)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Owner {
    pub id: MemberId,
    pub name: String,
    /// One or two.
    pub addresses: Vec<String>,
}

/// What a resolver said.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    pub at: DateTime<Utc>,
    pub records: Records,
    pub mail: Vec<MailRecords>,
}

/// Where the domU stands with its addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// None of them changes.
    Stays,
    Before,
    After,
}

/// One record that still leads to an address which the domU leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordChange {
    /// Where the record is kept: for an alias the name that it stands for.
    pub name: String,
    pub record: RecordType,
    pub from: Vec<IpAddr>,
    /// With none the old ones are to be taken out.
    pub to: Vec<IpAddr>,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    domu_id: DomuId,
    #[diesel(sql_type = Text)]
    domu: String,
    #[diesel(sql_type = Array<Text>)]
    listed: Vec<String>,
    #[diesel(sql_type = Array<Text>)]
    of_services: Vec<String>,
    #[diesel(sql_type = Array<Inet>)]
    own: Vec<IpNet>,
    #[diesel(sql_type = Nullable<BigInt>)]
    migration_id: Option<MigrationId>,
    #[diesel(sql_type = Nullable<Text>)]
    state: Option<MigrationState>,
    #[diesel(sql_type = Nullable<Text>)]
    live_side: Option<LiveSide>,
    #[diesel(sql_type = Array<Inet>)]
    old: Vec<IpNet>,
    #[diesel(sql_type = Array<Inet>)]
    new: Vec<IpNet>,
    #[diesel(sql_type = Jsonb)]
    owners: Value,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    due_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    seen_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Jsonb>)]
    records: Option<Value>,
    #[diesel(sql_type = Nullable<Jsonb>)]
    mail: Option<Value>,
}

/// All of it in one row, of the domUs that the rest of the statement picks.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT d.id AS domu_id, d.name AS domu,
                 ARRAY(SELECT n.name::text FROM domu_names n WHERE n.domu_id = d.id ORDER BY n.name) AS listed,
                 ARRAY(SELECT DISTINCT lower(s.hostname) FROM domu_services s WHERE s.domu_id = d.id ORDER BY 1) AS of_services,
                 ARRAY(SELECT a.address FROM ip_addresses a WHERE a.domu_id = d.id ORDER BY a.address) AS own,
                 m.id AS migration_id, m.state, m.live_side,
                 ARRAY(SELECT c.old_address FROM migration_addresses c WHERE c.migration_id = m.id ORDER BY c.id) AS old,
                 ARRAY(SELECT c.new_address FROM migration_addresses c WHERE c.migration_id = m.id ORDER BY c.id) AS new,
                 (SELECT COALESCE(jsonb_agg(jsonb_build_object(
                      'id', p.id, 'name', p.name,
                      'addresses', to_jsonb(array_remove(ARRAY[p.email::text, p.second_email::text], NULL))) ORDER BY p.id), '[]')
                  FROM domu_members o JOIN members p ON p.id = o.member_id
                  WHERE o.domu_id = d.id AND o.role = 'owner' AND p.state <> 'left') AS owners,
                 w.due_at, l.at AS seen_at, l.records, l.mail
             FROM domus d
             LEFT JOIN LATERAL (
                 SELECT * FROM migrations o WHERE o.domu_id = d.id AND o.state NOT IN ('draft', 'cancelled')
                 ORDER BY o.state = 'closed', o.starts_at DESC, o.id DESC LIMIT 1) m ON true
             LEFT JOIN name_watches w ON w.domu_id = d.id
             LEFT JOIN LATERAL (
                 SELECT * FROM name_looks o WHERE o.domu_id = d.id ORDER BY o.id DESC LIMIT 1) l ON true
             WHERE ",
            $rest
        )
    };
}

/// Of the domU of this name.
pub async fn of_domu(mut conn: &AsyncPgConnection, name: &str) -> QueryResult<Option<KnownNames>> {
    let query = diesel::sql_query(select!("d.name = $1")).bind::<Text, _>(name).fixed();
    query.get_result::<Row>(&mut conn).await.optional().map(known)
}

/// Of the domU that this migration moves.
pub async fn of_migration(mut conn: &AsyncPgConnection, id: MigrationId) -> QueryResult<Option<KnownNames>> {
    let query = diesel::sql_query(select!("d.id = (SELECT domu_id FROM migrations WHERE id = $1)"))
        .bind::<BigInt, _>(id)
        .fixed();
    query.get_result::<Row>(&mut conn).await.optional().map(known)
}

/// Of the domU with this id.
pub async fn of(mut conn: &AsyncPgConnection, domu: DomuId) -> QueryResult<Option<KnownNames>> {
    let query = diesel::sql_query(select!("d.id = $1")).bind::<BigInt, _>(domu).fixed();
    query.get_result::<Row>(&mut conn).await.optional().map(known)
}

/// Of the domU that the nearest of the member's open moves is about.
pub async fn of_nearest(mut conn: &AsyncPgConnection, member: MemberId) -> QueryResult<Option<KnownNames>> {
    let of_nearest = format!("d.id = (SELECT domu_id FROM migrations WHERE id = {})", nearest());
    let query = diesel::sql_query(format!("{}{of_nearest}", select!(""))).bind::<BigInt, _>(member).fixed();
    query.get_result::<Row>(&mut conn).await.optional().map(known)
}

fn known(row: Option<Row>) -> Option<KnownNames> {
    row.map(KnownNames::from)
}

impl From<Row> for KnownNames {
    fn from(row: Row) -> KnownNames {
        let bare = |nets: Vec<IpNet>| nets.into_iter().map(|net| net.addr());
        let pairs = bare(row.old).zip(bare(row.new)).collect();
        let last_move = match (row.migration_id, row.state, row.live_side) {
            (Some(id), Some(state), Some(live_side)) => Some(LastMove { id, state, live_side, pairs }),
            _ => None,
        };
        KnownNames {
            domu_id: row.domu_id,
            domu: row.domu,
            listed: row.listed,
            of_services: row.of_services,
            own: bare(row.own).collect(),
            last_move,
            owners: read(row.owners).unwrap_or_default(),
            due_at: row.due_at,
            seen: seen(row.seen_at, row.records, row.mail),
        }
    }
}

/// What an older portal wrote in other words counts as not seen: the next look writes it anew.
fn seen(at: Option<DateTime<Utc>>, records: Option<Value>, mail: Option<Value>) -> Option<Seen> {
    Some(Seen { at: at?, records: read(records?)?, mail: read(mail?)? })
}

fn read<T: serde::de::DeserializeOwned>(value: Value) -> Option<T> {
    serde_json::from_value(value).ok()
}

impl KnownNames {
    /// Each once, and no addresses.
    pub fn all(&self) -> Vec<String> {
        let mut all = self.listed.clone();
        for name in &self.of_services {
            if !all.contains(name) && name.parse::<IpAddr>().is_err() {
                all.push(name.clone());
            }
        }
        all
    }

    fn pairs(&self) -> &[(IpAddr, IpAddr)] {
        self.last_move.as_ref().map_or(&[], |last| &last.pairs)
    }

    /// Those that it leaves or has left.
    pub fn old(&self) -> Vec<IpAddr> {
        self.pairs().iter().map(|(old, _)| *old).collect()
    }

    /// Those that it gets or has got.
    pub fn fresh(&self) -> Vec<IpAddr> {
        self.pairs().iter().map(|(_, new)| *new).collect()
    }

    /// Those that it has afterwards: the new ones, and what it keeps.
    pub fn after(&self) -> Vec<IpAddr> {
        let (old, mut new) = (self.old(), self.fresh());
        new.extend(self.own.iter().filter(|own| !old.contains(own)));
        new.sort_unstable();
        new.dedup();
        new
    }

    pub fn stand(&self) -> Stand {
        match &self.last_move {
            Some(last) if last.pairs.is_empty() => Stand::Stays,
            Some(_) if self.is_there() => Stand::After,
            Some(_) => Stand::Before,
            None => Stand::Stays,
        }
    }

    /// What was seen, judged for its move.
    pub fn advice(&self) -> Option<Advice> {
        let seen = self.seen.as_ref()?;
        let mut advice = names::advice(&seen.records, &self.old(), &self.after());
        let all = self.all();
        advice.names.retain(|row| all.contains(&row.name));
        Some(advice)
    }

    /// What its people have to change once it has moved, each record once.
    pub fn to_change(&self) -> Vec<RecordChange> {
        let mut changes: Vec<RecordChange> = Vec::new();
        for change in self.advice().iter().flat_map(|advice| &advice.names).filter_map(RecordChange::of) {
            if !changes.iter().any(|known| (&known.name, known.record) == (&change.name, change.record)) {
                changes.push(change);
            }
        }
        changes
    }

    /// The same as templates of mails see it, and whether all that is known points to the new addresses
    /// already. Neither, when nobody has looked: then there is nothing to list.
    pub fn told(&self) -> Value {
        let changes = if self.stand() == Stand::After { self.to_change() } else { Vec::new() };
        let line = |addresses: &[IpAddr]| {
            let all: Vec<String> = addresses.iter().map(IpAddr::to_string).collect();
            all.join(", ")
        };
        let told = |change: &RecordChange| {
            let (from, to) = (line(&change.from), line(&change.to));
            json!({ "name": change.name, "record": change.record, "from": from, "to": to })
        };
        json!({
            "to_change": changes.iter().map(told).collect::<Vec<Value>>(),
            "count": changes.len(),
            "is_done": self.stand() == Stand::After && self.all_right(),
        })
    }

    /// Whether every name of it was looked up and at least one points to a new address, none to an old one.
    fn all_right(&self) -> bool {
        let Some(advice) = self.advice() else { return false };
        let is_seen = |name: &String| advice.names.iter().any(|row| row.name == *name);
        let is_right = |row: &NameAdvice| row.verdict == Verdict::PointsToNew;
        let is_clear = |row: &NameAdvice| is_right(row) || row.verdict == Verdict::None;
        self.all().iter().all(is_seen)
            && advice.names.iter().any(is_right)
            && advice.names.iter().all(is_clear)
    }

    /// Whether its last move has handed it over.
    pub fn is_there(&self) -> bool {
        self.last_move.as_ref().is_some_and(|last| last.live_side == LiveSide::Target)
    }

    /// Its owners whose every address is read on this very domU: while it moves none of our mails
    /// reaches them. Of what nobody could look up nothing is said.
    pub fn stranded(&self) -> Vec<&Owner> {
        let is_here = |address: &String| self.is_read_here(address);
        let stranded = |owner: &&Owner| !owner.addresses.is_empty() && owner.addresses.iter().all(is_here);
        self.owners.iter().filter(stranded).collect()
    }

    /// Whether this owner is one of them, and the move is still ahead.
    pub fn strands(&self, owner: MemberId) -> bool {
        !self.is_there() && self.stranded().iter().any(|stranded| stranded.id == owner)
    }

    /// Their names in a line; empty when there is nobody.
    pub fn stranded_names(&self) -> String {
        let names: Vec<&str> = self.stranded().iter().map(|owner| owner.name.as_str()).collect();
        names.join(", ")
    }

    fn is_read_here(&self, address: &str) -> bool {
        let Some(domain) = mailbox::domain_of(address) else { return false };
        let seen = self.seen.iter().flat_map(|seen| &seen.mail).find(|mail| mail.domain == domain).cloned();
        let unseen = Answer::Unknown { why: Unanswered::TimedOut };
        let records = seen.unwrap_or(MailRecords { domain, exchanges: unseen, hosts: Vec::new() });
        let addresses = [self.own.clone(), self.old(), self.fresh()].concat();
        match mailbox::lives_on(&records, &self.all(), &addresses) {
            Mailbox::OwnName | Mailbox::OwnServer { .. } => true,
            Mailbox::Elsewhere | Mailbox::Unknown { .. } => false,
        }
    }
}

impl RecordChange {
    /// `None` for a record that leads to no old address.
    fn of(row: &NameAdvice) -> Option<RecordChange> {
        let (from, to) = match &row.verdict {
            Verdict::PointsToOld { from, to } => (from.clone(), to.clone()),
            Verdict::Both { from } => (from.clone(), Vec::new()),
            _ => return None,
        };
        let name = row.alias_of.as_ref().unwrap_or(&row.name).clone();
        Some(RecordChange { name, record: row.record, from, to })
    }
}
