//! The parts of what the page of one migration shows, a query each; they leave together.

use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ipnet::IpNet;

use super::shown::{Place, PlanWords, ShownDisk, ShownEvent, ShownMail, ShownStep};
use super::told::IsToldTo;
use crate::db::ids::{IssueId, MemberId, MigrationId};
use crate::db::schema::{
    attempts, attestations, disks, domu_members, domus, hosts, issues, members, migration_addresses,
    migration_events, migration_plans, migrations, outbox_mails, sites, steps,
};
use crate::members::Member;
use crate::migrations::history::SEEN_WITHOUT_WORDS;
use crate::migrations::{Attempt, Attestation, Event, Migration, MigrationState};

#[diesel::declare_sql_function]
extern "SQL" {
    fn coalesce(first: Nullable<Text>, second: Nullable<Text>) -> Nullable<Text>;
}

diesel::alias!(
    hosts as source_hosts: SourceHosts,
    hosts as target_hosts: TargetHosts,
    sites as source_sites: SourceSites,
    sites as target_sites: TargetSites
);

/// `bool`: whether it is started at its new place.
pub(super) type Row = (Migration, (String, bool), Place, Place, Option<String>);

pub(super) async fn row(
    mut conn: &AsyncPgConnection,
    viewer: &Member,
    id: MigrationId,
) -> QueryResult<Option<Row>> {
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
        .select((
            Migration::as_select(),
            (domus::name, domus::boot_after_migration),
            source,
            target,
            members::name.nullable(),
        ))
        .into_boxed();
    if !viewer.role.is_core() {
        query =
            query.filter(migrations::domu_id.eq_any(own)).filter(migrations::state.ne(MigrationState::Draft));
    }
    query.first(&mut conn).await.optional()
}

pub(super) async fn attempts_of(
    mut conn: &AsyncPgConnection,
    id: MigrationId,
) -> QueryResult<Vec<(Attempt, String)>> {
    attempts::table
        .inner_join(members::table.on(members::id.eq(attempts::operator_id)))
        .filter(attempts::migration_id.eq(id))
        .order(attempts::n)
        .select((Attempt::as_select(), members::name))
        .load(&mut conn)
        .await
}

pub(super) async fn attestations_of(
    mut conn: &AsyncPgConnection,
    id: MigrationId,
) -> QueryResult<Vec<(Attestation, String)>> {
    attestations::table
        .inner_join(members::table)
        .filter(attestations::migration_id.eq(id))
        .order(attestations::id)
        .select((Attestation::as_select(), members::name))
        .load(&mut conn)
        .await
}

pub(super) async fn plan_of(mut conn: &AsyncPgConnection, id: MigrationId) -> QueryResult<Option<PlanWords>> {
    migration_plans::table
        .inner_join(migrations::table)
        .filter(migrations::id.eq(id))
        .select((migration_plans::title, migration_plans::public_text))
        .first(&mut conn)
        .await
        .optional()
}

pub(super) async fn steps_of(
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
            steps::said_at,
        ))
        .load(&mut conn)
        .await?;
    if !is_core {
        steps.iter_mut().for_each(|step| step.note.clear());
    }
    Ok(steps)
}

pub(super) async fn events_of(
    mut conn: &AsyncPgConnection,
    id: MigrationId,
    only: Option<MemberId>,
) -> QueryResult<Vec<ShownEvent>> {
    let by = |kind: &'static str| migration_events::actor_kind.eq(kind);
    let mut query = migration_events::table
        .left_join(members::table.on(members::id.nullable().eq(migration_events::actor_id).and(by("member"))))
        .left_join(hosts::table.on(hosts::id.nullable().eq(migration_events::actor_id).and(by("host"))))
        .filter(migration_events::migration_id.eq(id))
        .order(migration_events::id)
        .select((
            migration_events::at,
            migration_events::event,
            coalesce(members::name.nullable(), hosts::name.nullable()),
            members::id.nullable(),
            migration_events::note,
            migration_events::is_internal,
            migration_events::issue_id,
        ))
        .into_boxed();
    if let Some(member) = only {
        let is_seen = migration_events::event.eq_any(SEEN_WITHOUT_WORDS.map(Event::as_str));
        query = query.filter(migration_events::is_internal.eq(false).or(is_seen)).filter(IsToldTo(member));
    }
    let mut events: Vec<ShownEvent> = query.load(&mut conn).await?;
    if only.is_some() {
        events.iter_mut().filter(|event| event.is_internal).for_each(without_words);
    }
    Ok(events)
}

fn without_words(event: &mut ShownEvent) {
    event.note.clear();
    event.is_internal = false;
}

pub(super) async fn addresses_of(
    mut conn: &AsyncPgConnection,
    id: MigrationId,
) -> QueryResult<Vec<(IpNet, IpNet)>> {
    migration_addresses::table
        .filter(migration_addresses::migration_id.eq(id))
        .order(migration_addresses::id)
        .select((migration_addresses::old_address, migration_addresses::new_address))
        .load(&mut conn)
        .await
}

pub(super) async fn mails_of(
    mut conn: &AsyncPgConnection,
    id: MigrationId,
    only: Option<MemberId>,
) -> QueryResult<Vec<ShownMail>> {
    let mut query = outbox_mails::table
        .left_join(members::table)
        .filter(outbox_mails::migration_id.eq(id))
        .order((outbox_mails::created_at.desc(), outbox_mails::id.desc()))
        .limit(100)
        .select((
            outbox_mails::id,
            outbox_mails::created_at,
            outbox_mails::headline,
            outbox_mails::state,
            members::name.nullable(),
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

pub(super) async fn people_of(
    mut conn: &AsyncPgConnection,
    id: MigrationId,
) -> QueryResult<Vec<(MemberId, String)>> {
    domu_members::table
        .inner_join(members::table)
        .filter(domu_members::domu_id.eq_any(domu_of(id)))
        .order((domu_members::role, members::name))
        .select((members::id, members::name))
        .load(&mut conn)
        .await
}

pub(super) async fn disks_of(mut conn: &AsyncPgConnection, id: MigrationId) -> QueryResult<Vec<ShownDisk>> {
    disks::table
        .filter(disks::domu_id.eq_any(domu_of(id)))
        .order(disks::name)
        .select((disks::name, disks::path, disks::format, disks::bytes))
        .load(&mut conn)
        .await
}

pub(super) async fn issues_of(
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
