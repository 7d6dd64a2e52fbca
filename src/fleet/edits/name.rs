//! The names that live on a domU, as its people say.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use super::history::record;
use super::name_watch::look_soon;
use crate::db::ids::DomuId;
use crate::db::schema::{domu_names, domus};
use crate::fleet::domu_name::dns_name;
use crate::members::Actor;
use crate::words::{Message, Sentence};

#[derive(Debug, thiserror::Error)]
pub enum NameError {
    #[error("not a name of DNS")]
    Shape,
    #[error("this name is in the list already")]
    Twice,
    #[error("there are {MOST} names already")]
    TooMany,
    #[error("there is no such name")]
    NotFound,
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for NameError {
    fn sentence(&self) -> Message {
        Message::new(match self {
            NameError::Shape => "fleet-name-shape",
            NameError::Twice => "fleet-name-twice",
            NameError::TooMany => "fleet-name-too-many",
            NameError::NotFound => "fleet-gone",
            NameError::Database(_) => "fleet-database-away",
        })
    }
}

/// More than anybody has to change after a move.
const MOST: i64 = 50;

/// Lists a name, and has it looked at soon.
pub async fn add_name(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    domu: DomuId,
    typed: &str,
    now: DateTime<Utc>,
) -> Result<(), NameError> {
    let name = dns_name(typed).ok_or(NameError::Shape)?;
    conn.transaction(async |conn| {
        // Of two who add at once, the second counts what the first added.
        domus::table.find(domu).select(domus::id).for_no_key_update().first::<DomuId>(conn).await?;
        let there: i64 =
            domu_names::table.filter(domu_names::domu_id.eq(domu)).count().get_result(conn).await?;
        if there >= MOST {
            return Err(NameError::TooMany);
        }
        let added = diesel::insert_into(domu_names::table)
            .values((
                domu_names::domu_id.eq(domu),
                domu_names::name.eq(&name),
                domu_names::created_at.eq(now),
            ))
            .on_conflict_do_nothing()
            .execute(conn)
            .await?;
        if added == 0 {
            return Err(NameError::Twice);
        }
        look_soon(conn, domu, now).await?;
        record(conn, actor, "domu.name_added", domu, json!({ "name": name }), now).await?;
        Ok(())
    })
    .await
}

pub async fn remove_name(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    domu: DomuId,
    name: &str,
    now: DateTime<Utc>,
) -> Result<(), NameError> {
    conn.transaction(async |conn| {
        let gone = domu_names::table.filter(domu_names::domu_id.eq(domu)).filter(domu_names::name.eq(name));
        let gone = diesel::delete(gone).execute(conn).await?;
        if gone == 0 {
            return Err(NameError::NotFound);
        }
        look_soon(conn, domu, now).await?;
        record(conn, actor, "domu.name_removed", domu, json!({ "name": name }), now).await?;
        Ok(())
    })
    .await
}
