//! An item that somebody looked at.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::HostId;
use crate::db::schema::preflight_ticks;
use crate::members::Actor;
use crate::migrations::preflight::begin::open;
use crate::migrations::preflight::{Item, PreflightError};

/// Writes down that it is as it should be or, with a word about it, that it is not. The newest counts.
pub async fn tick(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    pair: (HostId, HostId),
    (item, is_good): (Item, bool),
    note: &str,
    now: DateTime<Utc>,
) -> Result<(), PreflightError> {
    let note = note.trim();
    if note.chars().count() > 500 || (!is_good && note.is_empty()) {
        return Err(PreflightError::Note);
    }
    conn.transaction(async |conn| {
        let preflight = open(conn, actor, pair).await?;
        diesel::insert_into(preflight_ticks::table)
            .values((
                preflight_ticks::preflight_id.eq(preflight.id),
                preflight_ticks::item.eq(item),
                preflight_ticks::is_good.eq(is_good),
                preflight_ticks::note.eq(note),
                preflight_ticks::at.eq(now),
                preflight_ticks::ticked_by.eq(actor.member_id()),
                preflight_ticks::host_id.eq(actor.host_id()),
            ))
            .execute(conn)
            .await?;
        Ok(())
    })
    .await
}
