//! Whose names are to be looked at, and what came of it. What is taken here is due again only after
//! a while, so that each is looked at once however many instances there are, and none is lost.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Timestamptz};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::Value;

use crate::db::FixedText;
use crate::db::ids::DomuId;
use crate::db::schema::name_looks;
use crate::probes::mailbox::MailRecords;
use crate::probes::names::Records;

/// Looks that are kept of a domU, the last one among them.
const KEPT: i64 = 5;

#[derive(QueryableByName)]
struct Due {
    #[diesel(sql_type = BigInt)]
    domu_id: DomuId,
}

/// Sees to it that every domU that is to move, or has just moved, is looked at.
pub async fn begin(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::sql_query(
        "INSERT INTO name_watches (domu_id, due_at)
         SELECT m.domu_id, $1 FROM migrations m LEFT JOIN name_watches w ON w.domu_id = m.domu_id
         WHERE m.state NOT IN ('closed', 'cancelled') AND m.state <> 'draft' AND w.due_at IS NULL
         ORDER BY m.domu_id
         ON CONFLICT (domu_id) DO UPDATE SET due_at = excluded.due_at WHERE name_watches.due_at IS NULL",
    )
    .bind::<Timestamptz, _>(now)
    .fixed()
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes up to `most` domUs that are due, those that wait longest first.
pub async fn claim(conn: &mut AsyncPgConnection, most: i64, now: DateTime<Utc>) -> QueryResult<Vec<DomuId>> {
    let due: Vec<Due> = diesel::sql_query(
        "UPDATE name_watches w SET due_at = CASE WHEN EXISTS (
             SELECT FROM migrations m WHERE m.domu_id = w.domu_id
             AND m.state NOT IN ('closed', 'cancelled') AND m.state <> 'draft') THEN $1 + interval '15 minutes' END
         WHERE w.domu_id IN (
             SELECT domu_id FROM name_watches WHERE due_at <= $1 ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED)
         RETURNING w.domu_id",
    )
    .bind::<Timestamptz, _>(now)
    .bind::<BigInt, _>(most)
    .fixed()
    .load(conn)
    .await?;
    Ok(due.into_iter().map(|due| due.domu_id).collect())
}

/// Keeps what was seen, and forgets what is long gone.
pub async fn keep(
    conn: &mut AsyncPgConnection,
    domu: DomuId,
    records: &Records,
    mail: &[MailRecords],
    at: DateTime<Utc>,
) -> QueryResult<()> {
    conn.transaction(async |conn| {
        diesel::insert_into(name_looks::table)
            .values((
                name_looks::domu_id.eq(domu),
                name_looks::at.eq(at),
                name_looks::records.eq(value(records)),
                name_looks::mail.eq(value(mail)),
            ))
            .execute(conn)
            .await?;
        let kept = name_looks::table
            .filter(name_looks::domu_id.eq(domu))
            .order(name_looks::id.desc())
            .limit(KEPT)
            .select(name_looks::id);
        let kept: Vec<i64> = kept.load(conn).await?;
        let gone = name_looks::table.filter(name_looks::domu_id.eq(domu)).filter(name_looks::id.ne_all(kept));
        diesel::delete(gone).execute(conn).await?;
        Ok(())
    })
    .await
}

fn value(seen: &(impl serde::Serialize + ?Sized)) -> Value {
    serde_json::to_value(seen).expect("what a resolver said is plain JSON")
}
