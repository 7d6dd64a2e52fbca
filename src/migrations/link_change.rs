//! What the link between two hosts is expected to carry changes as maintenance of its own: never while
//! a move over that path is in its window.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::{HostId, InterconnectId};
use crate::db::schema::{domus, migrations};
use crate::fleet::edits::{
    Ends, InterconnectError, LinkInput, add_interconnect, edit_interconnect, remove_interconnect,
};
use crate::members::Actor;
use crate::migrations::MigrationState;
use crate::migrations::queries::link_mtu;

/// What is done to a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkChange {
    Add(Ends, LinkInput),
    Edit(InterconnectId, LinkInput),
    Remove(InterconnectId),
}

#[derive(Debug, thiserror::Error)]
pub enum LinkChangeError {
    #[error(transparent)]
    Link(#[from] InterconnectError),
    #[error("{domu} moves over it, from {starts_at} to {ends_at}")]
    InsideAWindow { domu: String, starts_at: DateTime<Utc>, ends_at: DateTime<Utc> },
}

impl From<diesel::result::Error> for LinkChangeError {
    fn from(error: diesel::result::Error) -> LinkChangeError {
        LinkChangeError::Link(error.into())
    }
}

/// Changes it, unless a path that a move is on, or may begin on at any moment, would be expected to
/// carry another size then.
pub async fn change_link(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    change: LinkChange,
    now: DateTime<Utc>,
) -> Result<(), LinkChangeError> {
    conn.transaction(async |conn| {
        let on_their_way = in_their_windows(conn, now).await?;
        let before = sizes(conn, &on_their_way).await?;
        match change {
            LinkChange::Add(ends, input) => {
                add_interconnect(conn, actor, ends, input, now).await?;
            }
            LinkChange::Edit(id, input) => edit_interconnect(conn, actor, id, input, now).await?,
            LinkChange::Remove(id) => remove_interconnect(conn, actor, id, now).await?,
        }
        let after = sizes(conn, &on_their_way).await?;
        let changed = before.iter().zip(&after).position(|(before, after)| before != after);
        match changed.and_then(|at| on_their_way.into_iter().nth(at)) {
            None => Ok(()),
            Some(OnItsWay { domu, starts_at, ends_at, .. }) => {
                Err(LinkChangeError::InsideAWindow { domu, starts_at, ends_at })
            }
        }
    })
    .await
}

/// A move whose window is open, or which is under way beyond it.
#[derive(Queryable)]
struct OnItsWay {
    domu: String,
    source: HostId,
    target: HostId,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
}

async fn in_their_windows(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> QueryResult<Vec<OnItsWay>> {
    let is_open = migrations::state
        .eq(MigrationState::Booked)
        .and(migrations::starts_at.le(now))
        .and(migrations::ends_at.gt(now));
    migrations::table
        .inner_join(domus::table)
        .filter(migrations::state.eq_any([MigrationState::Running, MigrationState::Unclear]).or(is_open))
        .order((migrations::starts_at, migrations::id))
        .select((
            domus::name,
            migrations::source_host_id,
            migrations::target_host_id,
            migrations::starts_at,
            migrations::ends_at,
        ))
        .load(conn)
        .await
}

async fn sizes(conn: &AsyncPgConnection, moves: &[OnItsWay]) -> QueryResult<Vec<Option<i32>>> {
    let mut sizes = Vec::with_capacity(moves.len());
    for one in moves {
        sizes.push(link_mtu(conn, one.source, one.target).await?);
    }
    Ok(sizes)
}
