//! What went through the hosts up to now: the usual, and the copies of the story.

use crate::db::script;
use crate::demo::club::Club;

/// A year of it, as it would have been kept had every host reported.
pub async fn went_through(club: &mut Club<'_>, now: String) -> anyhow::Result<()> {
    Ok(script::run(club.conn, include_str!("traffic.sql"), &[("now", now)]).await?)
}
