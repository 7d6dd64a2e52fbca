//! Posts, what they touch, and their updates.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;

use crate::db::ids::{HostId, MigrationId, SiteId, StatusPostId};
use crate::db::schema::{
    hosts, members, sites, status_post_hosts, status_post_migrations, status_post_sites, status_posts,
    status_updates,
};
use crate::status::{Kind, PostState, Severity, StatusPost};

/// The posts that say something about now, what is ahead, and what began or ended since `since`;
/// the newest first.
pub async fn posts_since(mut conn: &AsyncPgConnection, since: DateTime<Utc>) -> QueryResult<Vec<StatusPost>> {
    let over = PostState::ALL.iter().copied().filter(|state| state.is_over());
    status_posts::table
        .filter(
            status_posts::state
                .ne_all(over.collect::<Vec<_>>())
                .or(status_posts::starts_at.ge(since))
                .or(status_posts::ends_at.ge(since).assume_not_null()),
        )
        .order((status_posts::starts_at.desc(), status_posts::id.desc()))
        .select(StatusPost::as_select())
        .limit(200)
        .load(&mut conn)
        .await
}

pub async fn post(mut conn: &AsyncPgConnection, id: StatusPostId) -> QueryResult<Option<StatusPost>> {
    status_posts::table.find(id).select(StatusPost::as_select()).first(&mut conn).await.optional()
}

/// One entry of a post. `author` is for the core team's eyes.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Update {
    pub id: i64,
    pub post_id: StatusPostId,
    pub state: PostState,
    pub body: String,
    pub at: DateTime<Utc>,
    pub mailed_to: i32,
    pub author: Option<String>,
}

/// The updates of these posts, the newest first.
pub async fn updates_of(mut conn: &AsyncPgConnection, posts: &[StatusPostId]) -> QueryResult<Vec<Update>> {
    status_updates::table
        .left_join(members::table)
        .filter(status_updates::post_id.eq_any(posts))
        .order(status_updates::id.desc())
        .select((
            status_updates::id,
            status_updates::post_id,
            status_updates::state,
            status_updates::body,
            status_updates::at,
            status_updates::mailed_to,
            members::name.nullable(),
        ))
        .limit(1000)
        .load(&mut conn)
        .await
}

/// The codes of the sites that each post touches.
pub async fn sites_of(
    mut conn: &AsyncPgConnection,
    posts: &[StatusPostId],
) -> QueryResult<Vec<(StatusPostId, SiteId, String)>> {
    status_post_sites::table
        .inner_join(sites::table)
        .filter(status_post_sites::post_id.eq_any(posts))
        .order(sites::code)
        .select((status_post_sites::post_id, sites::id, sites::code))
        .load(&mut conn)
        .await
}

/// The names of the hosts that each post touches.
pub async fn hosts_of(
    mut conn: &AsyncPgConnection,
    posts: &[StatusPostId],
) -> QueryResult<Vec<(StatusPostId, HostId, String)>> {
    status_post_hosts::table
        .inner_join(hosts::table)
        .filter(status_post_hosts::post_id.eq_any(posts))
        .order(hosts::name)
        .select((status_post_hosts::post_id, hosts::id, hosts::name))
        .load(&mut conn)
        .await
}

/// The migrations that each post touches; only their number is public.
pub async fn migrations_of(
    mut conn: &AsyncPgConnection,
    posts: &[StatusPostId],
) -> QueryResult<Vec<(StatusPostId, MigrationId)>> {
    status_post_migrations::table
        .filter(status_post_migrations::post_id.eq_any(posts))
        .select((status_post_migrations::post_id, status_post_migrations::migration_id))
        .load(&mut conn)
        .await
}

/// One line of the list of all posts.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Serialize)]
pub struct Line {
    pub id: StatusPostId,
    pub kind: Kind,
    pub title: String,
    pub severity: Severity,
    pub state: PostState,
    pub starts_at: DateTime<Utc>,
}

/// The posts that are not over, for the core team's home page; the newest first.
pub async fn open_posts(mut conn: &AsyncPgConnection) -> QueryResult<Vec<Line>> {
    let over = PostState::ALL.iter().copied().filter(|state| state.is_over());
    status_posts::table
        .filter(status_posts::state.ne_all(over.collect::<Vec<_>>()))
        .order((status_posts::starts_at.desc(), status_posts::id.desc()))
        .select((
            status_posts::id,
            status_posts::kind,
            status_posts::title,
            status_posts::severity,
            status_posts::state,
            status_posts::starts_at,
        ))
        .limit(50)
        .load(&mut conn)
        .await
}
