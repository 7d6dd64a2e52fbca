//! Who may send which mail, and what became of it. A mail is claimed under a lease, marked as
//! being sent before its DATA, and settled only by whoever holds the lease; when a holder dies, the
//! lease runs out and somebody else takes over. So no mail is lost, and one is sent twice only if
//! the fault falls between the final dot and the settling: then with the very same bytes.
//!
//! Leases count on the database's clock, which all instances share. What the club means by time
//! (not before, expires) counts on `now`.

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::FixedText;
use crate::db::token::random_bytes;
use crate::mail::smtp::Answer;

/// How long a holder may be silent: it calls `prolong` well within it while it waits for the server.
pub const LEASE_SECONDS: i32 = 90;

/// A mail that this worker may send.
#[derive(Debug, Clone, QueryableByName)]
pub struct Claimed {
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    lease_token: Uuid,
    #[diesel(sql_type = Text)]
    pub to_address: String,
    #[diesel(sql_type = diesel::sql_types::Binary)]
    pub raw: Vec<u8>,
    #[diesel(sql_type = Integer)]
    attempts: i32,
    #[diesel(sql_type = Integer)]
    max_attempts: i32,
    #[diesel(sql_type = diesel::sql_types::SmallInt)]
    priority: i16,
    #[diesel(sql_type = Timestamptz)]
    not_before: DateTime<Utc>,
}

/// Takes up to `limit` mails that are due, urgent ones first, and of each stream only the first
/// that is unfinished.
pub async fn claim(
    conn: &mut AsyncPgConnection,
    limit: i32,
    now: DateTime<Utc>,
) -> QueryResult<Vec<Claimed>> {
    let mut claimed: Vec<Claimed> = diesel::sql_query(
        "UPDATE outbox_mails AS mail
            SET state = 'leased', lease_token = $1, attempts = attempts + 1,
                lease_until = clock_timestamp() + make_interval(secs => $2)
          WHERE id IN (
                SELECT id FROM outbox_mails AS due
                 WHERE state = 'queued' AND not_before <= $3 AND expires_at > $3
                   AND NOT EXISTS (SELECT FROM outbox_mails AS earlier
                                    WHERE earlier.stream_key = due.stream_key
                                      AND earlier.stream_seq < due.stream_seq
                                      AND earlier.state IN ('queued', 'leased', 'sending'))
                 ORDER BY priority, not_before, id
                   FOR UPDATE SKIP LOCKED LIMIT $4)
         RETURNING id, lease_token, to_address, raw, attempts, max_attempts, priority, not_before",
    )
    .bind::<SqlUuid, _>(fresh_lease())
    .bind::<Integer, _>(LEASE_SECONDS)
    .bind::<Timestamptz, _>(now)
    .bind::<Integer, _>(limit)
    .fixed()
    .get_results(conn)
    .await?;
    claimed.sort_by_key(|mail| (mail.priority, mail.not_before, mail.id));
    Ok(claimed)
}

/// Takes this one mail if it is due, whatever else waits.
pub async fn claim_one(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    now: DateTime<Utc>,
) -> QueryResult<Option<Claimed>> {
    diesel::sql_query(
        "UPDATE outbox_mails
            SET state = 'leased', lease_token = $1, attempts = attempts + 1,
                lease_until = clock_timestamp() + make_interval(secs => $2)
          WHERE id = $3 AND state = 'queued' AND not_before <= $4 AND expires_at > $4
         RETURNING id, lease_token, to_address, raw, attempts, max_attempts, priority, not_before",
    )
    .bind::<SqlUuid, _>(fresh_lease())
    .bind::<Integer, _>(LEASE_SECONDS)
    .bind::<SqlUuid, _>(id)
    .bind::<Timestamptz, _>(now)
    .fixed()
    .get_result(conn)
    .await
    .optional()
}

/// A version 4 UUID: a lease is only ever compared.
fn fresh_lease() -> Uuid {
    uuid::Builder::from_random_bytes(random_bytes()).into_uuid()
}

/// Marks the mail as being sent, right before the conversation about it. `false` when it isn't
/// ours any more or has expired meanwhile: then it must not be sent.
pub async fn begin(conn: &mut AsyncPgConnection, mail: &Claimed, now: DateTime<Utc>) -> QueryResult<bool> {
    // The mark alone needn't survive a crash of the database: losing it loses a count of doubts, not
    // the mail. That halves the waits for the disk.
    let marked = diesel::sql_query(
        "UPDATE outbox_mails
            SET state = 'sending', last_tried_at = $3,
                lease_until = clock_timestamp() + make_interval(secs => $4)
          WHERE id = $1 AND lease_token = $2 AND state = 'leased' AND expires_at > $3
         RETURNING set_config('synchronous_commit', 'off', true)",
    )
    .bind::<SqlUuid, _>(mail.id)
    .bind::<SqlUuid, _>(mail.lease_token)
    .bind::<Timestamptz, _>(now)
    .bind::<Integer, _>(LEASE_SECONDS)
    .fixed()
    .execute(conn)
    .await?;
    Ok(marked == 1)
}

/// Keeps the lease while the server takes its time with the final answer. `false` when it is lost.
pub async fn prolong(conn: &mut AsyncPgConnection, mail: &Claimed) -> QueryResult<bool> {
    let prolonged = diesel::sql_query(
        "UPDATE outbox_mails SET lease_until = clock_timestamp() + make_interval(secs => $3)
          WHERE id = $1 AND lease_token = $2 AND state = 'sending'",
    )
    .bind::<SqlUuid, _>(mail.id)
    .bind::<SqlUuid, _>(mail.lease_token)
    .bind::<Integer, _>(LEASE_SECONDS)
    .fixed()
    .execute(conn)
    .await?;
    Ok(prolonged == 1)
}

/// Writes down what the server answered. `false` when the lease was lost meanwhile, and whoever
/// holds the mail now decides.
pub async fn settle(
    conn: &mut AsyncPgConnection,
    mail: &Claimed,
    answer: &Answer,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let is_last_try = mail.attempts >= mail.max_attempts;
    let (state, words, doubt) = match answer {
        Answer::Accepted(words) => ("sent", words, 0),
        Answer::Never(words) => ("dead", words, 0),
        Answer::Unknown(words) => (if is_last_try { "dead" } else { "queued" }, words, 1),
        Answer::Later(words) | Answer::NotFromUs(words) | Answer::Lost(words) => {
            (if is_last_try { "dead" } else { "queued" }, words, 0)
        }
    };
    let settled = diesel::sql_query(
        "UPDATE outbox_mails
            SET state = $3, last_reply = $4, in_doubt = in_doubt + $5, lease_token = NULL, lease_until = NULL,
                sent_at = CASE WHEN $3 = 'sent' THEN $6 END,
                not_before = CASE WHEN $3 = 'queued' THEN $7 ELSE not_before END
          WHERE id = $1 AND lease_token = $2 AND state = 'sending'",
    )
    .bind::<SqlUuid, _>(mail.id)
    .bind::<SqlUuid, _>(mail.lease_token)
    .bind::<Text, _>(state)
    .bind::<Text, _>(words)
    .bind::<Integer, _>(doubt)
    .bind::<Timestamptz, _>(now)
    .bind::<Timestamptz, _>(now + pause(mail.attempts))
    .fixed()
    .execute(conn)
    .await?;
    Ok(settled == 1)
}

/// 60 s, doubled with each attempt up to 4,000 s, a fifth more or less so that mails which failed
/// together don't come back together.
fn pause(attempts: i32) -> Duration {
    let doublings = (attempts - 1).clamp(0, 7) as u32;
    let seconds = (60_i64 << doublings).min(4000);
    let [chance] = random_bytes::<1>();
    Duration::milliseconds(seconds * (800 + i64::from(chance) * 400 / 255))
}

/// Gives mails back that were never offered, with the attempt: the server was away or the portal
/// stops. `words` says what stood in the way.
pub async fn give_back(conn: &mut AsyncPgConnection, mails: &[Claimed], words: &str) -> QueryResult<()> {
    let Some(first) = mails.first() else { return Ok(()) };
    let ids: Vec<Uuid> = mails.iter().map(|mail| mail.id).collect();
    diesel::sql_query(
        "UPDATE outbox_mails
            SET state = 'queued', lease_token = NULL, lease_until = NULL, attempts = attempts - 1,
                last_reply = CASE WHEN $3 = '' THEN last_reply ELSE $3 END
          WHERE id = ANY ($1) AND lease_token = $2 AND state = 'leased'",
    )
    .bind::<diesel::sql_types::Array<SqlUuid>, _>(ids)
    .bind::<SqlUuid, _>(first.lease_token)
    .bind::<Text, _>(words)
    .fixed()
    .execute(conn)
    .await?;
    Ok(())
}

/// What the turn of `tidy` found.
#[derive(Debug, Default, QueryableByName)]
pub struct Tidied {
    /// Mails whose holder is gone, back in the queue.
    #[diesel(sql_type = BigInt)]
    pub reaped: i64,
    /// Mails that would only confuse by now.
    #[diesel(sql_type = BigInt)]
    pub expired: i64,
}

/// Takes mails back from holders that are gone, and lets those go that have expired. Any instance
/// may do it at any time.
pub async fn tidy(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> QueryResult<Tidied> {
    diesel::sql_query(
        "WITH reaped AS (
            UPDATE outbox_mails
               SET state = CASE WHEN state = 'sending' AND attempts >= max_attempts THEN 'dead' ELSE 'queued' END,
                   attempts = attempts - CASE WHEN state = 'leased' THEN 1 ELSE 0 END,
                   in_doubt = in_doubt + CASE WHEN state = 'sending' THEN 1 ELSE 0 END,
                   lease_token = NULL, lease_until = NULL
             WHERE state IN ('leased', 'sending') AND lease_until < clock_timestamp()
            RETURNING id),
         expired AS (
            UPDATE outbox_mails SET state = 'expired'
             WHERE state = 'queued' AND expires_at <= $1
            RETURNING id)
         SELECT (SELECT count(*) FROM reaped) AS reaped, (SELECT count(*) FROM expired) AS expired",
    )
    .bind::<Timestamptz, _>(now)
    .fixed()
    .get_result(conn)
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_doubles_and_stays_within_a_fifth() {
        for (attempts, seconds) in [(1, 60), (2, 120), (3, 240), (7, 3840), (8, 4000), (100, 4000)] {
            for _ in 0..50 {
                let pause = pause(attempts).num_milliseconds();
                assert!((seconds * 800..=seconds * 1200).contains(&pause), "{attempts}: {pause}");
            }
        }
    }
}
