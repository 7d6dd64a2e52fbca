//! When the names of a domU are looked at next.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Timestamptz};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::FixedText;
use crate::db::ids::DomuId;
use crate::db::schema::name_watches;
use crate::live::hint;

/// Has them looked at as soon as the transaction is committed and somebody told the job.
pub(super) async fn look_soon(
    conn: &mut AsyncPgConnection,
    domu: DomuId,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(name_watches::table)
        .values((name_watches::domu_id.eq(domu), name_watches::due_at.eq(now)))
        .on_conflict(name_watches::domu_id)
        .do_update()
        .set(name_watches::due_at.eq(now))
        .execute(conn)
        .await?;
    Ok(())
}

/// Somebody wants them looked at now. Within a minute after the last who asked nothing changes.
pub async fn ask_for_look(conn: &mut AsyncPgConnection, domu: DomuId, now: DateTime<Utc>) -> QueryResult<()> {
    conn.transaction(async |conn| {
        diesel::sql_query(
            "INSERT INTO name_watches (domu_id, due_at, asked_at) VALUES ($1, $2, $2)
             ON CONFLICT (domu_id) DO UPDATE SET due_at = $2, asked_at = $2
             WHERE name_watches.asked_at IS NULL OR name_watches.asked_at <= $2 - interval '1 minute'",
        )
        .bind::<BigInt, _>(domu)
        .bind::<Timestamptz, _>(now)
        .fixed()
        .execute(conn)
        .await?;
        hint::notify(conn, domu).await
    })
    .await
}
