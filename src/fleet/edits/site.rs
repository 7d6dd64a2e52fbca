//! Sites.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use super::constraint;
use crate::db::ids::SiteId;
use crate::db::schema::sites;
use crate::fleet::site::is_site_code;
use crate::live::hint::{self, Hint};
use crate::members::{Actor, audit};
use crate::words::{Message, Sentence};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteInput {
    pub code: String,
    pub name: String,
}

#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    #[error("not a code")]
    CodeShape,
    #[error("another site has this code")]
    CodeTaken,
    #[error("there is no such site")]
    NotFound,
    #[error(transparent)]
    Database(diesel::result::Error),
}

impl From<diesel::result::Error> for SiteError {
    fn from(error: diesel::result::Error) -> SiteError {
        match constraint(&error) {
            "sites_code_unique" | "sites_code_in_any_case" => SiteError::CodeTaken,
            _ => SiteError::Database(error),
        }
    }
}

impl Sentence for SiteError {
    fn sentence(&self) -> Message {
        Message::new(match self {
            SiteError::CodeShape => "fleet-site-code-shape",
            SiteError::CodeTaken => "fleet-site-code-taken",
            SiteError::NotFound => "fleet-gone",
            SiteError::Database(_) => "fleet-database-away",
        })
    }
}

pub async fn add_site(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    input: &SiteInput,
    now: DateTime<Utc>,
) -> Result<SiteId, SiteError> {
    check_site_code(&input.code)?;
    conn.transaction(async |conn| {
        let id = diesel::insert_into(sites::table)
            .values((sites::code.eq(&input.code), sites::name.eq(&input.name), sites::created_at.eq(now)))
            .returning(sites::id)
            .get_result(conn)
            .await?;
        record(conn, actor, "site.added", input, now).await?;
        Ok(id)
    })
    .await
}

pub async fn edit_site(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: SiteId,
    input: &SiteInput,
    now: DateTime<Utc>,
) -> Result<(), SiteError> {
    check_site_code(&input.code)?;
    conn.transaction(async |conn| {
        let written = diesel::update(sites::table.find(id))
            .set((sites::code.eq(&input.code), sites::name.eq(&input.name)))
            .execute(conn)
            .await?;
        if written == 0 {
            return Err(SiteError::NotFound);
        }
        record(conn, actor, "site.edited", input, now).await?;
        Ok(())
    })
    .await
}

pub fn check_site_code(code: &str) -> Result<(), SiteError> {
    if is_site_code(code) { Ok(()) } else { Err(SiteError::CodeShape) }
}

async fn record(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    action: &str,
    input: &SiteInput,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let detail = json!({ "name": input.name });
    audit::record(conn, actor, action, &format!("site {}", input.code), detail, now).await?;
    hint::notify(conn, Hint::Status).await
}
