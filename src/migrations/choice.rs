//! What the members of a migration may choose, and what they have asked for.

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::ids::{MemberId, MigrationId};
use crate::db::schema::migration_choices;
use crate::migrations::slots::Offer;
use crate::migrations::{Migration, Window};

/// How often its members may take another window without asking.
pub const FREE_CHANGES: i32 = 2;

/// So long before the window that was proposed, it is booked for those who chose none.
pub const CHOOSE_UNTIL: Duration = Duration::hours(72);

/// A row of `migration_choices`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = migration_choices, check_for_backend(diesel::pg::Pg))]
pub struct Choice {
    pub offers_windows: bool,
    pub default_starts_at: DateTime<Utc>,
    pub default_ends_at: DateTime<Utc>,
    /// How often its members took another window since it was booked.
    pub changes: i32,
    /// When somebody asked to be moved at once, and got no answer yet.
    pub now_asked_at: Option<DateTime<Utc>>,
    pub now_asked_by: Option<MemberId>,
}

impl Choice {
    /// Until when its members choose; then the window that was proposed is booked.
    pub fn until(&self) -> DateTime<Utc> {
        self.default_starts_at - CHOOSE_UNTIL
    }

    /// The windows that it offers; `None` where the core team has fixed the time.
    pub fn offer(&self, migration: &Migration) -> Option<Offer> {
        self.offers_windows.then(|| Offer {
            proposed: Window {
                starts_at: self.default_starts_at,
                ends_at: self.default_ends_at,
                ..Window::of(migration)
            },
            deadline: migration.deadline,
        })
    }
}

/// `None` for a migration that is older than choices.
pub async fn of(mut conn: &AsyncPgConnection, id: MigrationId) -> QueryResult<Option<Choice>> {
    migration_choices::table.find(id).select(Choice::as_select()).first(&mut conn).await.optional()
}

/// The migration's window is the one that is proposed; all that was chosen before is forgotten.
pub(super) async fn propose(
    conn: &mut AsyncPgConnection,
    migration: &Migration,
    offers_windows: bool,
) -> QueryResult<()> {
    let values = (
        migration_choices::offers_windows.eq(offers_windows),
        migration_choices::default_starts_at.eq(migration.starts_at),
        migration_choices::default_ends_at.eq(migration.ends_at),
        migration_choices::changes.eq(0),
        migration_choices::now_asked_at.eq(None::<DateTime<Utc>>),
        migration_choices::now_asked_by.eq(None::<MemberId>),
    );
    diesel::insert_into(migration_choices::table)
        .values((migration_choices::migration_id.eq(migration.id), values))
        .on_conflict(migration_choices::migration_id)
        .do_update()
        .set(values)
        .execute(conn)
        .await?;
    Ok(())
}

/// One more of the free changes is used.
pub(super) async fn count_change(conn: &mut AsyncPgConnection, id: MigrationId) -> QueryResult<()> {
    diesel::update(migration_choices::table.find(id))
        .set(migration_choices::changes.eq(migration_choices::changes + 1))
        .execute(conn)
        .await?;
    Ok(())
}

/// Somebody asks to be moved at once.
pub(super) async fn note_now(
    conn: &mut AsyncPgConnection,
    migration: &Migration,
    by: MemberId,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let asked = (migration_choices::now_asked_at.eq(now), migration_choices::now_asked_by.eq(by));
    diesel::insert_into(migration_choices::table)
        .values((
            migration_choices::migration_id.eq(migration.id),
            migration_choices::offers_windows.eq(false),
            migration_choices::default_starts_at.eq(migration.starts_at),
            migration_choices::default_ends_at.eq(migration.ends_at),
            asked,
        ))
        .on_conflict(migration_choices::migration_id)
        .do_update()
        .set(asked)
        .execute(conn)
        .await?;
    Ok(())
}

/// That question is answered, or makes no sense any more.
pub(super) async fn forget_now(conn: &mut AsyncPgConnection, id: MigrationId) -> QueryResult<()> {
    diesel::update(migration_choices::table.find(id))
        .set((
            migration_choices::now_asked_at.eq(None::<DateTime<Utc>>),
            migration_choices::now_asked_by.eq(None::<MemberId>),
        ))
        .execute(conn)
        .await?;
    Ok(())
}
