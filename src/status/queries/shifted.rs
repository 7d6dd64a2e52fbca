//! Planned work that begins at another local time by now than was meant.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::clock_shift::Planned;
use crate::db::ids::StatusPostId;
use crate::db::schema::status_posts;
use crate::db::{AtMostRows, condition};

/// What has not begun.
pub const PLANNED: Planned =
    Planned { table: "status_posts", is_ahead: condition("status_posts.state = 'planned'") };

/// A post whose zone was another way from UTC when its time was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct ShiftedPost {
    pub id: StatusPostId,
    pub title: String,
    pub starts_at: DateTime<Utc>,
    pub zone: String,
    /// Of that zone at the start, as it was meant.
    pub offset_seconds: i32,
    pub found_at: DateTime<Utc>,
}

/// Those that are still to come, by when it was found.
pub async fn shifted(
    mut conn: &AsyncPgConnection,
    now: DateTime<Utc>,
    most: i64,
) -> QueryResult<Vec<ShiftedPost>> {
    status_posts::table
        .filter(condition("status_posts.clock_shifted_at IS NOT NULL"))
        .filter(PLANNED.is_ahead)
        .filter(status_posts::starts_at.gt(now))
        .order((status_posts::clock_shifted_at, status_posts::id))
        .select((
            status_posts::id,
            status_posts::title,
            status_posts::starts_at,
            status_posts::zone,
            status_posts::zone_offset_seconds.assume_not_null(),
            status_posts::clock_shifted_at.assume_not_null(),
        ))
        .at_most(most)
        .load(&mut conn)
        .await
}
