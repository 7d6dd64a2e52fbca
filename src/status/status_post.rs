//! A public topic: an outage, planned work, or news.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::Serialize;

use crate::db::ids::{MemberId, StatusPostId};
use crate::db::schema::status_posts;
use crate::text_enum;

text_enum! {
    pub enum Kind {
        Outage = "outage",
        Maintenance = "maintenance",
        News = "news",
    }
}

text_enum! {
    /// How much of what it touches is down: some of it slow or partly, some of it down, all of it.
    pub enum Severity {
        Minor = "minor",
        Major = "major",
        Critical = "critical",
    }
}

text_enum! {
    /// Where a post stands; `state::choices` says which of these its kind knows.
    pub enum PostState {
        Investigating = "investigating",
        Identified = "identified",
        Watching = "watching",
        Resolved = "resolved",
        Planned = "planned",
        InProgress = "in_progress",
        Verifying = "verifying",
        Completed = "completed",
        Cancelled = "cancelled",
        Published = "published",
    }
}

impl PostState {
    /// Whether nothing more is expected to happen.
    pub fn is_over(self) -> bool {
        use PostState::*;
        matches!(self, Resolved | Completed | Cancelled | Published)
    }
}

/// A row of `status_posts`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable, Serialize)]
#[diesel(table_name = status_posts, check_for_backend(diesel::pg::Pg))]
pub struct StatusPost {
    pub id: StatusPostId,
    pub kind: Kind,
    pub title: String,
    pub severity: Severity,
    pub state: PostState,
    pub starts_at: DateTime<Utc>,
    pub ends_at: Option<DateTime<Utc>>,
    pub zone: String,
    pub created_by: Option<MemberId>,
    pub created_at: DateTime<Utc>,
}

impl StatusPost {
    /// Planned work whose time has passed without anybody saying that it is done. The clock alone
    /// never ends it.
    pub fn is_overdue(&self, now: DateTime<Utc>) -> bool {
        self.kind == Kind::Maintenance && !self.state.is_over() && self.ends_at.is_some_and(|end| end <= now)
    }

    /// Whether it is about something that is still to come, and so says nothing about now.
    pub fn is_ahead(&self, now: DateTime<Utc>) -> bool {
        self.starts_at > now && (self.state == PostState::Planned || self.kind == Kind::News)
    }
}
