//! What always holds, asked of the database. The numbers are those of `docs/migration-states.md`.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domovoi::db::FixedText;
use domovoi::db::ids::MigrationId;
use domovoi::db::schema::{attempts, migrations as rows, outbox_mails};
use domovoi::members::Member;
use domovoi::migrations::{MigrationState, queries};

/// What of an attempt, or a migration, may never change once it has ended: as text.
pub type Ended = String;

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// Everything that is not as it must be.
pub async fn broken(conn: &mut AsyncPgConnection, id: MigrationId, has_owner: bool) -> Vec<String> {
    let lines: Vec<Line> = diesel::sql_query(include_str!("invariants.sql"))
        .bind::<BigInt, _>(id.0)
        .bind::<Bool, _>(has_owner)
        .fixed()
        .load(conn)
        .await
        .expect("an answer");
    lines.into_iter().map(|line| line.line).collect()
}

/// The state and the start of this migration; and what has ended: its attempts, and the moves before
/// it.
pub async fn standing(
    conn: &mut AsyncPgConnection,
    id: MigrationId,
    before: &[MigrationId],
) -> ((MigrationState, DateTime<Utc>), BTreeMap<i64, Ended>) {
    type Said = (Option<String>, Option<String>, Option<String>);
    type Attempt = (i64, Option<String>, Option<DateTime<Utc>>, Option<String>, Said);
    let attempts: Vec<Attempt> = attempts::table
        .filter(attempts::migration_id.eq(id).and(attempts::result.is_not_null()))
        .select((
            attempts::id,
            attempts::result,
            attempts::ended_at,
            attempts::agreement,
            (attempts::cause_code, attempts::cause, attempts::fix),
        ))
        .load(conn)
        .await
        .expect("attempts");
    let last: Vec<MigrationId> = before.iter().rev().take(5).chain([&id]).copied().collect();
    let moves: Vec<(i64, MigrationState, i32, DateTime<Utc>)> = rows::table
        .filter(rows::id.eq_any(last))
        .select((rows::id, rows::state, rows::revision, rows::starts_at))
        .load(conn)
        .await
        .expect("moves");
    let attempts = attempts
        .into_iter()
        .map(|(id, result, at, agreed, said)| (id, format!("{result:?} {at:?} {agreed:?} {said:?}")));
    let now = moves.iter().find(|(row, ..)| *row == id.0).expect("it is there");
    let now = (now.1, now.3);
    let moves = moves.into_iter().filter(|(row, ..)| *row != id.0);
    // Moves beside attempts: told apart by the sign.
    let moves = moves.map(|(id, state, revision, _)| (-id, format!("{state} {revision}")));
    (now, attempts.chain(moves).collect())
}

/// Whether the page of it is not there for this member.
pub async fn is_hidden_from(conn: &mut AsyncPgConnection, member: &Member, id: MigrationId) -> bool {
    queries::shown(conn, member, id).await.expect("an answer").is_none()
}

/// The moves that lists and counts show to somebody who has no domU, and who is told of them.
pub async fn seen_by_a_stranger(conn: &mut AsyncPgConnection, member: &Member) -> Vec<String> {
    let mut seen = Vec::new();
    for is_ended in [false, true] {
        let listed = queries::listed(conn, member, is_ended, None).await.expect("an answer");
        seen.extend(listed.rows.iter().map(|row| row.id.to_string()));
    }
    let counted = queries::open_count(conn, member).await.expect("an answer");
    let arrivals = queries::arrivals_of_member(conn, member.id).await.expect("an answer");
    seen.extend((counted > 0).then(|| format!("{counted} open ones")));
    seen.extend(arrivals.iter().map(|arrival| format!("{} has arrived", arrival.migration_id)));
    seen
}

/// All that a word may change for people: where the move stands, and how many mails are owed about it.
pub async fn counted(conn: &mut AsyncPgConnection, id: MigrationId) -> String {
    let row: (MigrationState, String, i32, DateTime<Utc>) = rows::table
        .find(id)
        .select((rows::state, rows::live_side, rows::revision, rows::starts_at))
        .first(conn)
        .await
        .expect("the move");
    let mails: i64 = outbox_mails::table
        .filter(outbox_mails::migration_id.eq(id))
        .count()
        .get_result(conn)
        .await
        .expect("a count");
    format!("{row:?} with {mails} mails")
}
