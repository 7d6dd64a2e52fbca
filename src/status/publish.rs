//! The core team opens a topic.

use chrono::{DateTime, Duration, Utc};
use chrono_tz::Tz;
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::clock::offset_seconds;
use crate::db::ids::StatusPostId;
use crate::db::schema::{
    status_post_hosts, status_post_migrations, status_post_sites, status_posts, status_updates,
};
use crate::live::{Hint, hint};
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::status::{Audience, Kind, PostState, Scope, Severity, StatusPost, audience, notices, state};
use crate::words::{Message, Sentence};

/// What the core team wants to say.
#[derive(Debug, Clone)]
pub struct NewPost {
    pub kind: Kind,
    pub title: String,
    pub severity: Severity,
    pub state: PostState,
    pub body: String,
    pub scope: Scope,
    /// Since when, or from when; for planned work also until when.
    pub starts_at: DateTime<Utc>,
    pub ends_at: Option<DateTime<Utc>>,
    pub zone: Tz,
    pub audience: Audience,
}

#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    #[error("only the core team posts")]
    NotOfTheCoreTeam,
    #[error("no title, or too long a one")]
    BadTitle,
    #[error("nothing was said, or too much")]
    NothingSaid,
    #[error("{state} is no state in which {kind} begins")]
    WrongState { kind: Kind, state: PostState },
    #[error("an outage can't begin later than now")]
    OutageAhead,
    #[error("planned work needs an end after its start")]
    NoEnd,
    #[error("an outage ends when it is solved")]
    OutageWithEnd,
    #[error("nobody is affected: nothing was chosen")]
    NothingChosen,
    #[error("a site, host or migration is unknown")]
    UnknownScope,
    #[error(transparent)]
    Database(diesel::result::Error),
}

impl From<diesel::result::Error> for PublishError {
    fn from(error: diesel::result::Error) -> PublishError {
        use diesel::result::{DatabaseErrorKind, Error};
        match error {
            Error::DatabaseError(DatabaseErrorKind::ForeignKeyViolation, _) => PublishError::UnknownScope,
            other => PublishError::Database(other),
        }
    }
}

impl Sentence for PublishError {
    fn sentence(&self) -> Message {
        Message::new(match self {
            PublishError::NotOfTheCoreTeam => "status-error-not-of-the-core-team",
            PublishError::BadTitle => "status-error-bad-title",
            PublishError::NothingSaid => "status-error-nothing-said",
            PublishError::WrongState { .. } => "status-error-wrong-first-state",
            PublishError::OutageAhead => "status-error-outage-ahead",
            PublishError::NoEnd => "status-error-no-end",
            PublishError::OutageWithEnd => "status-error-outage-with-end",
            PublishError::NothingChosen => "status-error-nothing-chosen",
            PublishError::UnknownScope => "status-error-unknown-scope",
            PublishError::Database(_) => "error-500-text",
        })
    }
}

/// Publishes the post with its first words and owes the mails. The same person publishing the same
/// title and words within two minutes gets the post that is there.
pub async fn publish(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    new: NewPost,
    now: DateTime<Utc>,
) -> Result<StatusPostId, PublishError> {
    new.check(actor, now)?;
    conn.transaction(async |conn| {
        one_at_a_time(conn).await?;
        if let Some(same) = said_just_now(conn, actor, &new, now).await? {
            return Ok(same);
        }
        let post = insert(conn, actor, &new, now).await?;
        insert_scope(conn, post.id, &new.scope).await?;
        let to = audience::addressees(conn, new.audience, &new.scope).await?;
        let update = write_update(conn, actor, &post, new.body.trim(), to.len(), now).await?;
        notices::tell(conn, letterhead, &post, (update, new.body.trim()), to, now).await?;
        hint::notify(conn, Hint::Status).await?;
        Ok(post.id)
    })
    .await
}

impl NewPost {
    /// What can be said of it without asking the database: whoever previews a post learns it before
    /// they see a button to publish it.
    pub fn check(&self, actor: &Actor, now: DateTime<Utc>) -> Result<(), PublishError> {
        let has_end = self.ends_at.is_some_and(|end| end > self.starts_at);
        let refusal = if !actor.is_core() {
            PublishError::NotOfTheCoreTeam
        } else if !(1..=200).contains(&self.title.trim().chars().count()) {
            PublishError::BadTitle
        } else if said(&self.body).is_none() {
            PublishError::NothingSaid
        } else if !state::first(self.kind).contains(&self.state) {
            PublishError::WrongState { kind: self.kind, state: self.state }
        } else if self.kind == Kind::Outage && self.starts_at > now {
            PublishError::OutageAhead
        } else if self.kind == Kind::Outage && self.ends_at.is_some() {
            PublishError::OutageWithEnd
        } else if !has_end && (self.kind == Kind::Maintenance || self.ends_at.is_some()) {
            PublishError::NoEnd
        } else if self.audience == Audience::Affected && self.scope == Scope::default() {
            PublishError::NothingChosen
        } else {
            return Ok(());
        };
        Err(refusal)
    }
}

/// What was written, without the blank ends, when it says something and fits.
pub(super) fn said(body: &str) -> Option<&str> {
    let body = body.trim();
    (!body.is_empty() && body.chars().count() <= 20_000 && !body.contains('\0')).then_some(body)
}

/// Posts are rare; taking turns makes the second press of a button see the first.
async fn one_at_a_time(conn: &mut AsyncPgConnection) -> QueryResult<()> {
    diesel::sql_query("SELECT pg_advisory_xact_lock(hashtext('domovoi status posts'))").execute(conn).await?;
    Ok(())
}

async fn said_just_now(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    new: &NewPost,
    now: DateTime<Utc>,
) -> QueryResult<Option<StatusPostId>> {
    status_posts::table
        .inner_join(status_updates::table)
        .filter(status_posts::created_by.is_not_distinct_from(actor.member_id()))
        .filter(status_posts::created_at.gt(now - Duration::minutes(2)))
        .filter(status_posts::kind.eq(new.kind))
        .filter(status_posts::title.eq(new.title.trim()))
        .filter(status_updates::body.eq(new.body.trim()))
        .select(status_posts::id)
        .first(conn)
        .await
        .optional()
}

async fn insert(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    new: &NewPost,
    now: DateTime<Utc>,
) -> QueryResult<StatusPost> {
    diesel::insert_into(status_posts::table)
        .values((
            status_posts::kind.eq(new.kind),
            status_posts::title.eq(new.title.trim()),
            status_posts::severity.eq(new.severity),
            status_posts::state.eq(new.state),
            status_posts::starts_at.eq(new.starts_at),
            status_posts::ends_at.eq(new.ends_at),
            status_posts::zone.eq(new.zone.name()),
            status_posts::zone_offset_seconds.eq(offset_seconds(new.zone, new.starts_at)),
            status_posts::created_by.eq(actor.member_id()),
            status_posts::created_at.eq(now),
        ))
        .returning(StatusPost::as_returning())
        .get_result(conn)
        .await
}

async fn insert_scope(conn: &mut AsyncPgConnection, post: StatusPostId, scope: &Scope) -> QueryResult<()> {
    let sites: Vec<_> = scope
        .sites
        .iter()
        .map(|site| (status_post_sites::post_id.eq(post), status_post_sites::site_id.eq(*site)))
        .collect();
    diesel::insert_into(status_post_sites::table)
        .values(sites)
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    let hosts: Vec<_> = scope
        .hosts
        .iter()
        .map(|host| (status_post_hosts::post_id.eq(post), status_post_hosts::host_id.eq(*host)))
        .collect();
    diesel::insert_into(status_post_hosts::table)
        .values(hosts)
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    let migrations: Vec<_> = scope
        .migrations
        .iter()
        .map(|id| (status_post_migrations::post_id.eq(post), status_post_migrations::migration_id.eq(*id)))
        .collect();
    diesel::insert_into(status_post_migrations::table)
        .values(migrations)
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    Ok(())
}

/// Adds the words under the post's present state; gives the update's number.
pub(super) async fn write_update(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    post: &StatusPost,
    body: &str,
    mailed_to: usize,
    now: DateTime<Utc>,
) -> QueryResult<i64> {
    diesel::insert_into(status_updates::table)
        .values((
            status_updates::post_id.eq(post.id),
            status_updates::state.eq(post.state),
            status_updates::body.eq(body),
            status_updates::written_by.eq(actor.member_id()),
            status_updates::at.eq(now),
            status_updates::mailed_to.eq(i32::try_from(mailed_to).unwrap_or(i32::MAX)),
        ))
        .returning(status_updates::id)
        .get_result(conn)
        .await
}
