//! A member thanks the core team for a move that is done.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::{MemberId, MigrationId};
use crate::db::schema::{domus, members, migrations, thanks};
use crate::live::hint;
use crate::members::Actor;
use crate::migrations::turn::is_theirs;
use crate::migrations::{Migration, MigrationState, Refused};
use crate::words::{Message, Sentence};

/// Characters of a thank-you.
pub const MOST: usize = 500;

#[derive(Debug, thiserror::Error)]
pub enum ThankError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("the migration has not arrived")]
    NotDone,
    #[error("longer than {MOST} characters")]
    TooLong,
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for ThankError {
    fn sentence(&self) -> Message {
        match self {
            ThankError::Refused(refused) => refused.sentence(),
            ThankError::NotDone => Message::new("thanks-not-done"),
            ThankError::TooLong => Message::new("thanks-too-long").with("max", MOST as i64),
            ThankError::Database(_) => Message::new("migration-database"),
        }
    }
}

/// Keeps the thanks of one of the domU's members, or of somebody of the core team, once each: saying
/// it again changes the words. To anybody else there is no such migration.
pub async fn thank(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: MigrationId,
    words: &str,
    now: DateTime<Utc>,
) -> Result<(), ThankError> {
    let words = words.trim();
    if words.chars().count() > MOST {
        return Err(ThankError::TooLong);
    }
    let member = actor.member_id().ok_or(Refused::NotFound)?;
    conn.transaction(async |conn| {
        let found: Option<Migration> = migrations::table
            .find(id)
            .filter(migrations::state.ne(MigrationState::Draft))
            .select(Migration::as_select())
            .first(conn)
            .await
            .optional()?;
        let migration = found.ok_or(Refused::NotFound)?;
        if !actor.is_core() && !is_theirs(conn, actor, migration.domu_id).await? {
            return Err(Refused::NotFound.into());
        }
        if !migration.state.is_arrived() {
            return Err(ThankError::NotDone);
        }
        diesel::insert_into(thanks::table)
            .values((
                thanks::migration_id.eq(id),
                thanks::member_id.eq(member),
                thanks::words.eq(words),
                thanks::at.eq(now),
            ))
            .on_conflict((thanks::migration_id, thanks::member_id))
            .do_update()
            .set(thanks::words.eq(words))
            .execute(conn)
            .await?;
        hint::notify(conn, id).await?;
        Ok(())
    })
    .await
}

/// Thanks as pages show them.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Thanks {
    pub migration_id: MigrationId,
    pub domu: String,
    pub member_id: MemberId,
    pub name: String,
    pub words: String,
    pub at: DateTime<Utc>,
}

type Row = (thanks::migration_id, domus::name, thanks::member_id, members::name, thanks::words, thanks::at);

const ROW: Row =
    (thanks::migration_id, domus::name, thanks::member_id, members::name, thanks::words, thanks::at);

/// The newest thanks with words, for the core team.
pub async fn newest(mut conn: &AsyncPgConnection, most: i64) -> QueryResult<Vec<Thanks>> {
    thanks::table
        .inner_join(members::table)
        .inner_join(migrations::table.inner_join(domus::table))
        .filter(thanks::words.ne(""))
        .order((thanks::at.desc(), thanks::id.desc()))
        .limit(most)
        .select(ROW)
        .load(&mut conn)
        .await
}

/// Who thanked for this move.
pub async fn of(mut conn: &AsyncPgConnection, id: MigrationId) -> QueryResult<Vec<Thanks>> {
    thanks::table
        .inner_join(members::table)
        .inner_join(migrations::table.inner_join(domus::table))
        .filter(thanks::migration_id.eq(id))
        .order(thanks::id)
        .limit(20)
        .select(ROW)
        .load(&mut conn)
        .await
}
