//! The whole story, in order.

use chrono::{DateTime, Utc};

use crate::db::{AsyncPgConnection, script};
use crate::demo::club::Club;
use crate::demo::{moves, reports, status_posts, traffic};
use crate::mail::Letterhead;

/// Accounts that a visitor is told of; everybody else in the club has the same password.
pub const CORE: &str = "core@demo.example";
pub const ADMIN: &str = "admin@demo.example";
pub const MEMBER: &str = "member@demo.example";
pub const PASSWORD: &str = "domovoi-demo-2009";

/// Fills an empty database with the club as it is `now`. `password_hash` is the hash of `PASSWORD`.
pub async fn fill(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    password_hash: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let values = [("now", now.to_rfc3339()), ("password_hash", password_hash.to_owned())];
    script::run(conn, include_str!("members.sql"), &values).await?;
    script::run(conn, include_str!("fleet.sql"), &values).await?;
    let mut club = Club::meet(conn, letterhead, now).await?;
    let moved = moves::happen(&mut club).await?;
    status_posts::appear(&mut club, &moved).await?;
    reports::come_in(&mut club).await?;
    traffic::went_through(&mut club, now.to_rfc3339()).await?;
    script::run(conn, include_str!("looks.sql"), &values).await?;
    script::run(conn, LAST_SEEN, &values).await?;
    Ok(())
}

/// Somebody read in the lists of all hosts a while ago.
const LAST_SEEN: &str = "
    UPDATE domus SET state_known_at = :'now'::timestamptz - interval '12 minutes'
    WHERE state_known_at < :'now'::timestamptz - interval '12 minutes'";
