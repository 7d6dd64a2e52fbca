//! What every verb does first: lock the migration and ask the table whether this can happen now.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::ids::{DomuId, MemberId, MigrationId};
use crate::db::schema::{domu_members, hosts, members, migration_events, migrations};
use crate::members::Actor;
use crate::migrations::{Event, Migration, MigrationState, state};
use crate::words::{Message, Sentence};

/// Something else happened in the meantime, and this is what.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{tried} is impossible, the migration is {state}: {last:?} came before")]
pub struct Conflict {
    pub state: MigrationState,
    pub tried: Event,
    /// The newest entry of its history: what happened, who did it (`None`: the clock), and when.
    pub last: Option<(Event, Option<String>, DateTime<Utc>)>,
    /// Which member that was, so that nobody reads of themselves as of somebody else.
    pub by: Option<MemberId>,
}

impl Conflict {
    /// What is no business of an attempt is impossible because there is one, not because of its last step.
    fn is_held_up_by_an_attempt(&self) -> bool {
        let (tried, last) = (self.tried, self.last.as_ref().map(|last| last.0));
        self.state == MigrationState::Running
            && matches!(
                tried,
                Event::Cancel | Event::Reschedule | Event::Rebook | Event::Hold | Event::PickSlot
            )
            && !matches!(last, Some(Event::Start | Event::MoveNow))
    }
}

/// The argument of a sentence that names the member of whom it tells.
pub const BY: &str = "by";

impl Sentence for Conflict {
    fn sentence(&self) -> Message {
        let state = self.state.as_str();
        if self.is_held_up_by_an_attempt() {
            return Message::new("migration-conflict-under-way").with("state", state);
        }
        match &self.last {
            Some((event, Some(who), _)) => Message::new(format!("migration-conflict-{event}"))
                .with("who", who.as_str())
                .with("state", state)
                .with(BY, self.by.map_or(0, |by| by.0)),
            Some((_, None, _)) => Message::new("migration-conflict-clock").with("state", state),
            None => Message::new("migration-conflict").with("state", state),
        }
    }
}

/// Why a verb does nothing at all, whatever its input.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("there is no such migration")]
    NotFound,
    #[error("only the core team may do this")]
    CoreOnly,
    #[error(transparent)]
    Conflict(#[from] Conflict),
    /// It could be done still, but the migration is not the one that was on the page any more.
    #[error("{0:?} came after the page was drawn")]
    Changed(Conflict),
}

/// A migration, and the revision that its page showed; none for who has looked in the same breath.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    pub id: MigrationId,
    pub revision: Option<i32>,
}

impl From<MigrationId> for Seen {
    fn from(id: MigrationId) -> Seen {
        Seen { id, revision: None }
    }
}

impl Sentence for Refused {
    fn sentence(&self) -> Message {
        match self {
            Refused::NotFound => Message::new("migration-not-found"),
            Refused::CoreOnly => Message::new("migration-core-only"),
            Refused::Conflict(conflict) | Refused::Changed(conflict) => conflict.sentence(),
        }
    }
}

/// For the verbs of the core team.
pub fn core_only(actor: &Actor) -> Result<(), Refused> {
    if actor.is_core() { Ok(()) } else { Err(Refused::CoreOnly) }
}

/// The migration, locked until the end of the transaction, and the state that the event leads to.
pub async fn lock_for<E>(
    conn: &mut AsyncPgConnection,
    id: MigrationId,
    event: Event,
) -> Result<(Migration, MigrationState), E>
where
    E: From<Refused> + From<diesel::result::Error>,
{
    let migration = lock::<E>(conn, id).await?;
    let next = next::<E>(conn, &migration, event).await?;
    Ok((migration, next))
}

/// As `lock_for`, for what somebody decided in view of a page: a migration that was changed since is
/// refused, and only the lock makes sure that it is not changed while this is asked.
pub async fn lock_seen<E>(
    conn: &mut AsyncPgConnection,
    seen: Seen,
    event: Event,
) -> Result<(Migration, MigrationState), E>
where
    E: From<Refused> + From<diesel::result::Error>,
{
    let (migration, next) = lock_for::<E>(conn, seen.id, event).await?;
    if seen.revision.is_some_and(|revision| revision != migration.revision) {
        return Err(Refused::Changed(last_change(conn, &migration, event).await?).into());
    }
    Ok((migration, next))
}

/// The migration, locked until the end of the transaction, for verbs that mean one event or another
/// by its state.
pub async fn lock<E>(conn: &mut AsyncPgConnection, id: MigrationId) -> Result<Migration, E>
where
    E: From<Refused> + From<diesel::result::Error>,
{
    let found = migrations::table
        .find(id)
        .select(Migration::as_select())
        .for_update()
        .first(conn)
        .await
        .optional()?;
    Ok(found.ok_or(Refused::NotFound)?)
}

/// The state that the event leads to.
pub async fn next<E>(
    conn: &mut AsyncPgConnection,
    migration: &Migration,
    event: Event,
) -> Result<MigrationState, E>
where
    E: From<Refused> + From<diesel::result::Error>,
{
    match state::after(migration.state, event) {
        Ok(next) => Ok(next),
        Err(_) => Err(Refused::from(conflict(conn, migration, event).await?).into()),
    }
}

/// The conflict to tell when the migration is not where the caller thought. What happened to an issue
/// on it is not everybody's business.
pub async fn conflict(
    conn: &mut AsyncPgConnection,
    migration: &Migration,
    tried: Event,
) -> QueryResult<Conflict> {
    told(conn, migration, tried, &[]).await
}

/// What made the migration another than it was: who runs it, or wishes what, does not.
pub async fn last_change(
    conn: &mut AsyncPgConnection,
    migration: &Migration,
    tried: Event,
) -> QueryResult<Conflict> {
    told(conn, migration, tried, &[Event::Take, Event::Overrule, Event::AskNow, Event::DeclineNow]).await
}

async fn told(
    conn: &mut AsyncPgConnection,
    migration: &Migration,
    tried: Event,
    but: &[Event],
) -> QueryResult<Conflict> {
    let but: Vec<&str> = but.iter().map(|event| event.as_str()).collect();
    let last = migration_events::table
        .left_join(
            members::table.on(migration_events::actor_kind
                .eq("member")
                .and(members::id.nullable().eq(migration_events::actor_id))),
        )
        .left_join(hosts::table.on(
            migration_events::actor_kind.eq("host").and(hosts::id.nullable().eq(migration_events::actor_id)),
        ))
        .filter(migration_events::migration_id.eq(migration.id))
        .filter(migration_events::issue_id.is_null())
        .filter(migration_events::event.ne_all(but))
        .order(migration_events::id.desc())
        .select((
            migration_events::event,
            (members::id.nullable(), members::name.nullable()),
            hosts::name.nullable(),
            migration_events::at,
        ))
        .first::<(String, (Option<MemberId>, Option<String>), Option<String>, DateTime<Utc>)>(conn)
        .await
        .optional()?;
    let by = last.as_ref().and_then(|(_, (id, _), _, _)| *id);
    let last =
        last.and_then(|(event, (_, member), host, at)| Some((event.parse().ok()?, member.or(host), at)));
    Ok(Conflict { state: migration.state, tried, last, by })
}

/// An UPDATE of a migration hit no row though the row is locked: it is as good as gone.
pub fn one_row(changed: usize) -> Result<(), Refused> {
    if changed == 1 { Ok(()) } else { Err(Refused::NotFound) }
}

/// For the verbs of its members and the core team; for anybody else, and for a draft, there is no
/// such migration.
pub async fn members_or_core<E>(conn: &mut AsyncPgConnection, actor: &Actor, id: MigrationId) -> Result<(), E>
where
    E: From<Refused> + From<diesel::result::Error>,
{
    if actor.is_core() {
        return Ok(());
    }
    let told = migrations::table.find(id).filter(migrations::state.ne(MigrationState::Draft));
    let domu = told.select(migrations::domu_id).first(conn).await.optional()?;
    let domu = domu.ok_or(Refused::NotFound)?;
    if is_theirs(conn, actor, domu).await? { Ok(()) } else { Err(Refused::NotFound.into()) }
}

/// Whether the actor is an owner or a technical contact of the domU.
pub async fn is_theirs(conn: &mut AsyncPgConnection, actor: &Actor, domu: DomuId) -> QueryResult<bool> {
    let Some(member) = actor.member_id() else { return Ok(false) };
    diesel::select(diesel::dsl::exists(domu_members::table.find((domu, member)))).get_result(conn).await
}
