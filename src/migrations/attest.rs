//! Finding out where the domU runs: one side is down and fenced, then the other runs. Each is seen
//! and said by a person, the second better by another one.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::{MemberId, MigrationId};
use crate::db::schema::{attempts, attestations};
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::migrations::attestation::{Attestation, Claim, Claims, NotNow};
use crate::migrations::history::{self, Entry};
use crate::migrations::notices::LeftBehind;
use crate::migrations::settle::settle;
use crate::migrations::turn::{conflict, core_only, lock_for};
use crate::migrations::under_way::domu_is;
use crate::migrations::{Attempt, AttemptResult, Event, Migration, MigrationState, Refused, Side, arrive};
use crate::words::{Message, Sentence};

/// What somebody saw on one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attest {
    pub side: Side,
    pub claim: Claim,
    /// How it was seen.
    pub seen: String,
    /// Why nobody else can look at the second side.
    pub alone_because: Option<String>,
}

#[derive(Debug, thiserror::Error)]
pub enum AttestError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("only a person can have seen it")]
    NeedsAPerson,
    #[error("nobody says how it was seen")]
    Seen,
    #[error("nobody has said yet that the other side is down and fenced")]
    OtherSideFirst,
    #[error("nobody has said what is taken back")]
    NothingToTakeBack,
    #[error("the same person looked at both sides and does not say why")]
    Alone,
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl From<NotNow> for AttestError {
    fn from(why: NotNow) -> AttestError {
        match why {
            NotNow::OtherSideFirst => AttestError::OtherSideFirst,
            NotNow::NothingToTakeBack => AttestError::NothingToTakeBack,
        }
    }
}

impl Sentence for AttestError {
    fn sentence(&self) -> Message {
        match self {
            AttestError::Refused(refused) => refused.sentence(),
            AttestError::NeedsAPerson => Message::new("attest-needs-a-person"),
            AttestError::Seen => Message::new("attest-seen"),
            AttestError::OtherSideFirst => Message::new("attest-other-side-first"),
            AttestError::NothingToTakeBack => Message::new("attest-nothing-to-take-back"),
            AttestError::Alone => Message::new("attest-alone"),
            AttestError::Database(_) => Message::new("migration-database"),
        }
    }
}

/// Writes down what was seen, and tells where the migration stands then. Saying the same again
/// changes nothing.
pub async fn attest(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    id: MigrationId,
    input: &Attest,
    now: DateTime<Utc>,
) -> Result<MigrationState, AttestError> {
    core_only(actor)?;
    let member = actor.member_id().ok_or(AttestError::NeedsAPerson)?;
    let seen = input.seen.trim();
    if seen.is_empty() {
        return Err(AttestError::Seen);
    }
    conn.transaction(async |conn| {
        let (migration, unclear) = lock_for::<AttestError>(conn, id, Event::Attest).await?;
        let Some(attempt) = lost_attempt(conn, id).await? else {
            return Err(Refused::from(conflict(conn, &migration, Event::Attest).await?).into());
        };
        let said = said_so_far(conn, &attempt).await?;
        let last = said.iter().rev().find(|row| row.side == input.side);
        if last.is_some_and(|last| (last.claim, last.member_id) == (input.claim, member)) {
            return Ok(unclear);
        }
        let event = Claims::of(&said).meaning(input.side, input.claim)?;
        let alone_because = alone(&said, member, event, input)?;
        write_down(conn, &attempt, member, input, alone_because, now).await?;
        let state = if event == Event::Attest {
            let entry = Entry::new(event, migration.state, unclear).attempt(attempt.id).note(seen);
            history::record(conn, id, actor, entry, now).await?;
            unclear
        } else {
            found(conn, letterhead, actor, &migration, &attempt, (event, input), now).await?
        };
        history::tell_pages(conn, &migration).await?;
        Ok(state)
    })
    .await
}

async fn lost_attempt(conn: &mut AsyncPgConnection, id: MigrationId) -> QueryResult<Option<Attempt>> {
    attempts::table
        .filter(attempts::migration_id.eq(id).and(attempts::result.eq(AttemptResult::Unclear)))
        .order(attempts::n.desc())
        .select(Attempt::as_select())
        .first(conn)
        .await
        .optional()
}

async fn said_so_far(conn: &mut AsyncPgConnection, attempt: &Attempt) -> QueryResult<Vec<Attestation>> {
    attestations::table
        .filter(attestations::attempt_id.eq(attempt.id))
        .order(attestations::id)
        .select(Attestation::as_select())
        .load(conn)
        .await
}

/// The reason to keep, if the claim decides and the same person made the first one too.
fn alone<'a>(
    said: &[Attestation],
    member: MemberId,
    event: Event,
    input: &'a Attest,
) -> Result<Option<&'a str>, AttestError> {
    let first = said.iter().rev().find(|row| row.side == input.side.other());
    if event == Event::Attest || first.is_none_or(|first| first.member_id != member) {
        return Ok(None);
    }
    let why = input.alone_because.as_deref().map(str::trim).filter(|why| !why.is_empty());
    why.map(Some).ok_or(AttestError::Alone)
}

async fn write_down(
    conn: &mut AsyncPgConnection,
    attempt: &Attempt,
    member: MemberId,
    input: &Attest,
    alone_because: Option<&str>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(attestations::table)
        .values((
            attestations::migration_id.eq(attempt.migration_id),
            attestations::attempt_id.eq(attempt.id),
            attestations::side.eq(input.side),
            attestations::claim.eq(input.claim),
            attestations::member_id.eq(member),
            attestations::at.eq(now),
            attestations::seen.eq(input.seen.trim()),
            attestations::alone_because.eq(alone_because),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Both sides are known: the domU lives where it runs, and was down until this moment as far as
/// anybody can tell.
async fn found(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    migration: &Migration,
    attempt: &Attempt,
    (event, input): (Event, &Attest),
    now: DateTime<Utc>,
) -> QueryResult<MigrationState> {
    let attempt = diesel::update(attempts::table.find(attempt.id))
        .set(attempts::up_at.eq(now))
        .returning(Attempt::as_returning())
        .get_result(conn)
        .await?;
    let was_elsewhere = settle(conn, migration, input.side, now).await?;
    domu_is(conn, migration, "running", now).await?;
    let told = (event, input.seen.trim());
    match input.side {
        Side::Target => {
            arrive::at_target(conn, letterhead, actor, migration, &attempt, told, now).await?;
            Ok(MigrationState::Verifying)
        }
        Side::Source => {
            let left = LeftBehind::by_lost(&attempt, was_elsewhere);
            arrive::at_source(conn, letterhead, actor, migration, (&attempt, left), told, now).await?;
            Ok(MigrationState::Returned)
        }
    }
}
