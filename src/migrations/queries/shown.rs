//! One migration with all that its page shows.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ipnet::IpNet;

use crate::db::ids::{AttemptId, IssueId, MemberId, MigrationId};
use crate::db::schema::{
    attempts, disks, domu_members, domus, hosts, issues, members, migration_addresses, migration_events,
    migrations, outbox_mails, sites, steps,
};
use crate::members::Member;
use crate::migrations::{Attempt, Migration, MigrationState, StepCode, StepState};

diesel::alias!(
    hosts as source_hosts: SourceHosts,
    hosts as target_hosts: TargetHosts,
    sites as source_sites: SourceSites,
    sites as target_sites: TargetSites
);

/// A migration, where it leads from and to, its attempts, its history, and who was told.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    pub migration: Migration,
    pub domu: String,
    pub source: Place,
    pub target: Place,
    /// Who runs it, or is to run it.
    pub operator: Option<String>,
    /// In the order in which they were made.
    pub attempts: Vec<ShownAttempt>,
    pub events: Vec<ShownEvent>,
    /// Old and new, one pair for each address that changes.
    pub addresses: Vec<(IpNet, IpNet)>,
    pub mails: Vec<ShownMail>,
    /// Names of its owners and technical contacts.
    pub people: Vec<String>,
    pub disks: Vec<ShownDisk>,
    pub issues: Vec<(IssueId, String)>,
}

/// A host as it stands on the page and in the runbook.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Place {
    pub host: String,
    pub volume_group: String,
    pub bridge: String,
    pub interconnect_address: Option<IpNet>,
    pub site_code: String,
    pub site: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ShownAttempt {
    pub attempt: Attempt,
    pub operator: String,
    pub steps: Vec<ShownStep>,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct ShownStep {
    pub attempt_id: AttemptId,
    pub code: StepCode,
    pub state: StepState,
    pub started_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    pub done_by: Option<String>,
    /// Empty for members: notes are the core team's.
    pub note: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct ShownEvent {
    pub at: DateTime<Utc>,
    pub event: String,
    pub who: Option<String>,
    pub note: String,
    pub is_internal: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct ShownMail {
    pub created_at: DateTime<Utc>,
    /// What it is about; the subjects of a thread are all the same.
    pub headline: String,
    pub state: String,
    pub to_address: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct ShownDisk {
    pub name: String,
    pub path: String,
    pub format: String,
    pub bytes: Option<i64>,
}

/// The migration as this member may see it: the core team everything, others those of their own
/// domUs once announced, without internal notes and with their own mails only. One trip.
pub async fn shown(conn: &AsyncPgConnection, viewer: &Member, id: MigrationId) -> QueryResult<Option<Shown>> {
    // All queries leave at once; what the viewer may not see is dropped with the missing row.
    let is_core = viewer.role.is_core();
    let (row, attempts, steps, events, addresses, mails, people, disks, issues) = tokio::try_join!(
        row(conn, viewer, id),
        attempts_of(conn, id),
        steps_of(conn, id, is_core),
        events_of(conn, id, is_core),
        addresses_of(conn, id),
        mails_of(conn, id, (!is_core).then_some(viewer.id)),
        people_of(conn, id),
        disks_of(conn, id),
        issues_of(conn, id, (!is_core).then_some(viewer.id)),
    )?;
    let Some((migration, domu, source, target, operator)) = row else { return Ok(None) };
    let attempts = attempts
        .into_iter()
        .map(|(attempt, operator)| {
            let steps = steps.iter().filter(|step| step.attempt_id == attempt.id).cloned().collect();
            ShownAttempt { attempt, operator, steps }
        })
        .collect();
    Ok(Some(Shown {
        migration,
        domu,
        source,
        target,
        operator,
        attempts,
        events,
        addresses,
        mails,
        people,
        disks,
        issues,
    }))
}

type Row = (Migration, String, Place, Place, Option<String>);

async fn row(mut conn: &AsyncPgConnection, viewer: &Member, id: MigrationId) -> QueryResult<Option<Row>> {
    let source = (
        source_hosts.field(hosts::name),
        source_hosts.field(hosts::volume_group),
        source_hosts.field(hosts::bridge),
        source_hosts.field(hosts::interconnect_address),
        source_sites.field(sites::code),
        source_sites.field(sites::name),
    );
    let target = (
        target_hosts.field(hosts::name),
        target_hosts.field(hosts::volume_group),
        target_hosts.field(hosts::bridge),
        target_hosts.field(hosts::interconnect_address),
        target_sites.field(sites::code),
        target_sites.field(sites::name),
    );
    let own = domu_members::table.filter(domu_members::member_id.eq(viewer.id)).select(domu_members::domu_id);
    let mut query = migrations::table
        .inner_join(domus::table.on(domus::id.eq(migrations::domu_id)))
        .inner_join(source_hosts.on(source_hosts.field(hosts::id).eq(migrations::source_host_id)))
        .inner_join(source_sites.on(source_sites.field(sites::id).eq(source_hosts.field(hosts::site_id))))
        .inner_join(target_hosts.on(target_hosts.field(hosts::id).eq(migrations::target_host_id)))
        .inner_join(target_sites.on(target_sites.field(sites::id).eq(target_hosts.field(hosts::site_id))))
        .left_join(members::table.on(members::id.nullable().eq(migrations::operator_id)))
        .filter(migrations::id.eq(id))
        .select((Migration::as_select(), domus::name, source, target, members::name.nullable()))
        .into_boxed();
    if !viewer.role.is_core() {
        query =
            query.filter(migrations::domu_id.eq_any(own)).filter(migrations::state.ne(MigrationState::Draft));
    }
    query.first(&mut conn).await.optional()
}

async fn attempts_of(mut conn: &AsyncPgConnection, id: MigrationId) -> QueryResult<Vec<(Attempt, String)>> {
    attempts::table
        .inner_join(members::table.on(members::id.eq(attempts::operator_id)))
        .filter(attempts::migration_id.eq(id))
        .order(attempts::n)
        .select((Attempt::as_select(), members::name))
        .load(&mut conn)
        .await
}

async fn steps_of(
    mut conn: &AsyncPgConnection,
    id: MigrationId,
    is_core: bool,
) -> QueryResult<Vec<ShownStep>> {
    let mut steps: Vec<ShownStep> = steps::table
        .inner_join(attempts::table.on(attempts::id.eq(steps::attempt_id)))
        .left_join(members::table.on(members::id.nullable().eq(steps::done_by)))
        .filter(attempts::migration_id.eq(id))
        .order(steps::id)
        .select((
            steps::attempt_id,
            steps::code,
            steps::state,
            steps::started_at,
            steps::ended_at,
            members::name.nullable(),
            steps::note,
        ))
        .load(&mut conn)
        .await?;
    if !is_core {
        steps.iter_mut().for_each(|step| step.note.clear());
    }
    Ok(steps)
}

async fn events_of(
    mut conn: &AsyncPgConnection,
    id: MigrationId,
    is_core: bool,
) -> QueryResult<Vec<ShownEvent>> {
    let mut query = migration_events::table
        .left_join(
            members::table.on(members::id
                .nullable()
                .eq(migration_events::actor_id)
                .and(migration_events::actor_kind.eq("member"))),
        )
        .filter(migration_events::migration_id.eq(id))
        .order(migration_events::id)
        .select((
            migration_events::at,
            migration_events::event,
            members::name.nullable(),
            migration_events::note,
            migration_events::is_internal,
        ))
        .into_boxed();
    if !is_core {
        query = query.filter(migration_events::is_internal.eq(false));
    }
    query.load(&mut conn).await
}

async fn addresses_of(mut conn: &AsyncPgConnection, id: MigrationId) -> QueryResult<Vec<(IpNet, IpNet)>> {
    migration_addresses::table
        .filter(migration_addresses::migration_id.eq(id))
        .order(migration_addresses::id)
        .select((migration_addresses::old_address, migration_addresses::new_address))
        .load(&mut conn)
        .await
}

async fn mails_of(
    mut conn: &AsyncPgConnection,
    id: MigrationId,
    only: Option<MemberId>,
) -> QueryResult<Vec<ShownMail>> {
    let mut query = outbox_mails::table
        .filter(outbox_mails::migration_id.eq(id))
        .order((outbox_mails::created_at.desc(), outbox_mails::id.desc()))
        .limit(100)
        .select((
            outbox_mails::created_at,
            outbox_mails::headline,
            outbox_mails::state,
            outbox_mails::to_address,
        ))
        .into_boxed();
    if let Some(member) = only {
        query = query.filter(outbox_mails::member_id.eq(member));
    }
    query.load(&mut conn).await
}

fn domu_of(id: MigrationId) -> migrations::BoxedQuery<'static, diesel::pg::Pg, diesel::sql_types::BigInt> {
    migrations::table.filter(migrations::id.eq(id)).select(migrations::domu_id).into_boxed()
}

async fn people_of(mut conn: &AsyncPgConnection, id: MigrationId) -> QueryResult<Vec<String>> {
    domu_members::table
        .inner_join(members::table)
        .filter(domu_members::domu_id.eq_any(domu_of(id)))
        .order((domu_members::role, members::name))
        .select(members::name)
        .load(&mut conn)
        .await
}

async fn disks_of(mut conn: &AsyncPgConnection, id: MigrationId) -> QueryResult<Vec<ShownDisk>> {
    disks::table
        .filter(disks::domu_id.eq_any(domu_of(id)))
        .order(disks::name)
        .select((disks::name, disks::path, disks::format, disks::bytes))
        .load(&mut conn)
        .await
}

async fn issues_of(
    mut conn: &AsyncPgConnection,
    id: MigrationId,
    only: Option<MemberId>,
) -> QueryResult<Vec<(IssueId, String)>> {
    let mut query = issues::table
        .filter(issues::migration_id.eq(id))
        .order(issues::id)
        .limit(100)
        .select((issues::id, issues::state))
        .into_boxed();
    if let Some(member) = only {
        query = query.filter(issues::reporter_id.eq(member));
    }
    query.load(&mut conn).await
}

impl Shown {
    /// The attempt that is under way, or the last one.
    pub fn last_attempt(&self) -> Option<&ShownAttempt> {
        self.attempts.last()
    }

    /// The attempt that is under way.
    pub fn open_attempt(&self) -> Option<&ShownAttempt> {
        self.last_attempt().filter(|shown| shown.attempt.result.is_none())
    }

    /// Whether its attempt leads back to the source.
    pub fn is_turning_back(&self) -> bool {
        self.open_attempt().is_some_and(|shown| shown.attempt.turned_back_at.is_some())
    }

    /// Whether it should be over by now and is not: an end is never told by the clock alone.
    pub fn is_overdue(&self, now: DateTime<Utc>) -> bool {
        let waits = matches!(
            self.migration.state,
            MigrationState::Announced
                | MigrationState::Booked
                | MigrationState::Running
                | MigrationState::Unclear
        );
        waits && self.migration.ends_at < now
    }

    /// All disks together; `None` if the size of one is unknown.
    pub fn bytes(&self) -> Option<i64> {
        self.disks.iter().map(|disk| disk.bytes).sum()
    }
}
