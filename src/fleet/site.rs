//! A data centre.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::Serialize;

use crate::db::ids::SiteId;
use crate::db::schema::sites;

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable, Serialize)]
#[diesel(table_name = sites, check_for_backend(diesel::pg::Pg))]
pub struct Site {
    pub id: SiteId,
    /// Short, as people say it: `DC2`.
    pub code: String,
    /// In full: `DC2 Haarlem`.
    pub name: String,
    pub created_at: DateTime<Utc>,
}

/// Whether the database takes this as the code of a site.
pub fn is_site_code(code: &str) -> bool {
    let mut chars = code.chars();
    code.len() <= 32
        && code != "new"
        && chars.next().is_some_and(|first| first.is_ascii_alphanumeric())
        && chars.all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
}
