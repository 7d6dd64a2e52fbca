//! The core team adds to a topic, and ends it.

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::StatusPostId;
use crate::db::schema::{
    members, status_post_hosts, status_post_migrations, status_post_sites, status_posts, status_updates,
};
use crate::live::{Hint, hint};
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::status::publish::{said, write_update};
use crate::status::{Audience, Kind, PostState, Scope, StatusPost, audience, notices, state};
use crate::words::{Message, Sentence};

/// The next words about a post.
#[derive(Debug, Clone)]
pub struct NewUpdate {
    pub body: String,
    /// Where the post stands from now on; `None` where it stood.
    pub state: Option<PostState>,
    pub audience: Audience,
    /// The newest update that was on the page when the person began to write.
    pub seen: Option<i64>,
}

#[derive(Debug, thiserror::Error)]
pub enum UpdateError {
    #[error("no such post")]
    NoSuchPost,
    #[error("nothing was said, or too much")]
    NothingSaid,
    #[error("it is over already")]
    IsOver,
    #[error("it can't go from {from} to {to}")]
    WrongState { from: PostState, to: PostState },
    #[error("{by} wrote in the meantime")]
    WrittenMeanwhile { by: String },
    #[error("it touches nothing, so nobody is affected")]
    NothingChosen,
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for UpdateError {
    fn sentence(&self) -> Message {
        match self {
            UpdateError::NoSuchPost => Message::new("status-error-no-such-post"),
            UpdateError::NothingSaid => Message::new("status-error-nothing-said"),
            UpdateError::IsOver => Message::new("status-error-is-over"),
            UpdateError::WrongState { .. } => Message::new("status-error-wrong-state"),
            UpdateError::WrittenMeanwhile { by } => {
                Message::new("status-error-written-meanwhile").with("by", by.as_str())
            }
            UpdateError::NothingChosen => Message::new("status-error-nothing-chosen"),
            UpdateError::Database(_) => Message::new("error-500-text"),
        }
    }
}

/// Adds an update and owes the mails. What is over takes afterwords, but no other state.
pub async fn update(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    id: StatusPostId,
    new: NewUpdate,
    now: DateTime<Utc>,
) -> Result<i64, UpdateError> {
    if !actor.is_core() {
        return Err(UpdateError::NoSuchPost);
    }
    let body = said(&new.body).ok_or(UpdateError::NothingSaid)?;
    conn.transaction(async |conn| {
        let mut post = locked(conn, id).await?.ok_or(UpdateError::NoSuchPost)?;
        if let Some(same) = said_just_now(conn, actor, &post, body, now).await? {
            return Ok(same);
        }
        nobody_was_faster(conn, actor, &post, new.seen).await?;
        if let Some(to) = new.state.filter(|&to| to != post.state || to.is_over()) {
            post = move_to(conn, post, to, now).await?;
        }
        let scope = scope_of(conn, post.id).await?;
        if new.audience == Audience::Affected && scope == Scope::default() {
            return Err(UpdateError::NothingChosen);
        }
        let to = audience::addressees(conn, new.audience, &scope).await?;
        let update = write_update(conn, actor, &post, body, to.len(), now).await?;
        notices::tell(conn, letterhead, &post, (update, body), to, now).await?;
        hint::notify(conn, Hint::Status).await?;
        Ok(update)
    })
    .await
}

/// Ends the post well: an outage is solved, planned work is done. Only once.
pub async fn resolve(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    id: StatusPostId,
    (body, audience): (String, Audience),
    now: DateTime<Utc>,
) -> Result<i64, UpdateError> {
    let kind: Option<Kind> =
        status_posts::table.find(id).select(status_posts::kind).first(conn).await.optional()?;
    let end = state::last(kind.ok_or(UpdateError::NoSuchPost)?).ok_or(UpdateError::IsOver)?;
    let new = NewUpdate { body, state: Some(end), audience, seen: None };
    update(conn, letterhead, actor, id, new, now).await
}

async fn locked(conn: &mut AsyncPgConnection, id: StatusPostId) -> QueryResult<Option<StatusPost>> {
    status_posts::table.find(id).select(StatusPost::as_select()).for_update().first(conn).await.optional()
}

async fn said_just_now(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    post: &StatusPost,
    body: &str,
    now: DateTime<Utc>,
) -> QueryResult<Option<i64>> {
    status_updates::table
        .filter(status_updates::post_id.eq(post.id))
        .filter(status_updates::written_by.is_not_distinct_from(actor.member_id()))
        .filter(status_updates::body.eq(body))
        .filter(status_updates::at.gt(now - Duration::minutes(2)))
        .select(status_updates::id)
        .first(conn)
        .await
        .optional()
}

/// Two voices at once confuse everybody; the post's row is locked, so one sees the other.
async fn nobody_was_faster(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    post: &StatusPost,
    seen: Option<i64>,
) -> Result<(), UpdateError> {
    let Some(seen) = seen else { return Ok(()) };
    let faster: Option<Option<String>> = status_updates::table
        .left_join(members::table)
        .filter(status_updates::post_id.eq(post.id))
        .filter(status_updates::id.gt(seen))
        .filter(status_updates::written_by.is_distinct_from(actor.member_id()))
        .order(status_updates::id.desc())
        .select(members::name.nullable())
        .first(conn)
        .await
        .optional()?;
    match faster {
        Some(by) => Err(UpdateError::WrittenMeanwhile { by: by.unwrap_or_default() }),
        None => Ok(()),
    }
}

async fn move_to(
    conn: &mut AsyncPgConnection,
    post: StatusPost,
    to: PostState,
    now: DateTime<Utc>,
) -> Result<StatusPost, UpdateError> {
    if post.state.is_over() {
        return Err(UpdateError::IsOver);
    }
    if !state::choices(post.state).contains(&to) {
        return Err(UpdateError::WrongState { from: post.state, to });
    }
    // An outage ends when it is solved; planned work keeps the end that was promised. The
    // database wants an end after the start, also when both fall into one second.
    let ends_at = match to {
        PostState::Resolved => Some(now.max(post.starts_at + Duration::seconds(1))),
        _ => post.ends_at,
    };
    Ok(diesel::update(status_posts::table.find(post.id))
        .set((status_posts::state.eq(to), status_posts::ends_at.eq(ends_at)))
        .returning(StatusPost::as_returning())
        .get_result(conn)
        .await?)
}

pub(super) async fn scope_of(conn: &mut AsyncPgConnection, post: StatusPostId) -> QueryResult<Scope> {
    Ok(Scope {
        sites: status_post_sites::table
            .filter(status_post_sites::post_id.eq(post))
            .select(status_post_sites::site_id)
            .load(conn)
            .await?,
        hosts: status_post_hosts::table
            .filter(status_post_hosts::post_id.eq(post))
            .select(status_post_hosts::host_id)
            .load(conn)
            .await?,
        migrations: status_post_migrations::table
            .filter(status_post_migrations::post_id.eq(post))
            .select(status_post_migrations::migration_id)
            .load(conn)
            .await?,
    })
}
