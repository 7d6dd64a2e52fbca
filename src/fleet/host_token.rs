//! What a dom0 reports with: made and revoked on its host's page, shown once, kept as a hash.

use chrono::{DateTime, Duration, Utc};
use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde::Serialize;
use serde_json::json;

use crate::db::AtMostRows;
use crate::db::ids::{HostId, HostTokenId};
use crate::db::schema::{host_tokens, hosts, members};
use crate::db::token::Token;
use crate::fleet::host::HostState;
use crate::members::{Actor, audit};
use crate::words::{Message, Sentence};

/// How many of a host open at the same time: the one in use, its successor, and some air.
pub const MOST_OPEN: i64 = 4;

/// How exactly the last use is known; who reports every second need not be written down so often.
const KNOWN_TO: Duration = Duration::minutes(1);

/// A row of `host_tokens` without the hash, and who made it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Serialize)]
pub struct HostToken {
    pub id: HostTokenId,
    /// Its last characters.
    pub ends_in: String,
    pub made_by: Option<String>,
    pub made_at: DateTime<Utc>,
    pub last_used_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
}

#[derive(Debug, thiserror::Error)]
pub enum HostTokenError {
    #[error("there is no such host, or no such token of it")]
    NotFound,
    #[error("the host has {MOST_OPEN} tokens already")]
    TooMany,
    #[error("nobody lives on a retired host")]
    Retired,
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for HostTokenError {
    fn sentence(&self) -> Message {
        match self {
            HostTokenError::NotFound => Message::new("fleet-gone"),
            HostTokenError::TooMany => Message::new("host-token-too-many").with("most", MOST_OPEN),
            HostTokenError::Retired => Message::new("host-token-retired"),
            HostTokenError::Database(_) => Message::new("fleet-database-away"),
        }
    }
}

/// A new token of the host; what is returned is the only time that it can be read.
pub async fn make_token(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    host: HostId,
    now: DateTime<Utc>,
) -> Result<Token, HostTokenError> {
    if !actor.is_core() {
        return Err(HostTokenError::NotFound);
    }
    conn.transaction(async |conn| {
        let (name, state) = locked(conn, host).await?;
        if state == HostState::Retired {
            return Err(HostTokenError::Retired);
        }
        let open = host_tokens::table.filter(host_tokens::host_id.eq(host));
        let open = open.filter(host_tokens::revoked_at.is_null()).select(count_star());
        if open.get_result::<i64>(conn).await? >= MOST_OPEN {
            return Err(HostTokenError::TooMany);
        }
        let token = Token::random();
        let ends_in = &token.as_str()[token.as_str().len() - 4..];
        diesel::insert_into(host_tokens::table)
            .values((
                host_tokens::host_id.eq(host),
                host_tokens::token_hash.eq(token.hash()),
                host_tokens::ends_in.eq(ends_in),
                host_tokens::made_by.eq(actor.member_id()),
                host_tokens::made_at.eq(now),
            ))
            .execute(conn)
            .await?;
        let detail = json!({ "ends_in": ends_in });
        audit::record(conn, actor, "host.token_made", &format!("host {name}"), detail, now).await?;
        Ok(token)
    })
    .await
}

/// From now on it opens nothing. Revoking it twice is as good as once.
pub async fn revoke_token(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    host: HostId,
    id: HostTokenId,
    now: DateTime<Utc>,
) -> Result<(), HostTokenError> {
    if !actor.is_core() {
        return Err(HostTokenError::NotFound);
    }
    conn.transaction(async |conn| {
        let (name, _) = locked(conn, host).await?;
        let of_host = host_tokens::table.find(id).filter(host_tokens::host_id.eq(host));
        let ends_in = of_host.select(host_tokens::ends_in).first::<String>(conn).await.optional()?;
        let ends_in = ends_in.ok_or(HostTokenError::NotFound)?;
        let revoked = diesel::update(host_tokens::table.find(id))
            .filter(host_tokens::revoked_at.is_null())
            .set(host_tokens::revoked_at.eq(now))
            .execute(conn)
            .await?;
        if revoked == 1 {
            let detail = json!({ "ends_in": ends_in });
            audit::record(conn, actor, "host.token_revoked", &format!("host {name}"), detail, now).await?;
        }
        Ok(())
    })
    .await
}

/// The host's name and state; the lock makes those who make tokens queue up.
async fn locked(conn: &mut AsyncPgConnection, host: HostId) -> Result<(String, HostState), HostTokenError> {
    let found = hosts::table.find(host).select((hosts::name, hosts::state)).for_no_key_update();
    found.first(conn).await.optional()?.ok_or(HostTokenError::NotFound)
}

/// The host's tokens, the newest first: those that open something, and the last ones revoked.
pub async fn tokens_of(mut conn: &AsyncPgConnection, host: &str) -> QueryResult<Vec<HostToken>> {
    host_tokens::table
        .inner_join(hosts::table)
        .left_join(members::table)
        .filter(hosts::name.eq(host))
        .order((host_tokens::revoked_at.is_not_null(), host_tokens::id.desc()))
        .select((
            host_tokens::id,
            host_tokens::ends_in,
            members::name.nullable(),
            host_tokens::made_at,
            host_tokens::last_used_at,
            host_tokens::revoked_at,
        ))
        .at_most(8)
        .load(&mut conn)
        .await
}

/// Whose token this is; `None` for one that is revoked or was never made. Its use is written down.
pub async fn host_of(
    conn: &mut AsyncPgConnection,
    token: &Token,
    now: DateTime<Utc>,
) -> QueryResult<Option<HostId>> {
    let found: Option<(HostTokenId, HostId, Option<DateTime<Utc>>)> = host_tokens::table
        .filter(host_tokens::token_hash.eq(token.hash()).and(host_tokens::revoked_at.is_null()))
        .select((host_tokens::id, host_tokens::host_id, host_tokens::last_used_at))
        .first(conn)
        .await
        .optional()?;
    let Some((id, host, last_used_at)) = found else { return Ok(None) };
    if last_used_at.is_none_or(|at| now - at >= KNOWN_TO) {
        diesel::update(host_tokens::table.find(id))
            .set(host_tokens::last_used_at.eq(now))
            .execute(conn)
            .await?;
        diesel::update(hosts::table.find(host)).set(hosts::last_report_at.eq(now)).execute(conn).await?;
    }
    Ok(Some(host))
}
