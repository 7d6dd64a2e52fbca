//! What an administrator decides about a member: their role, and whether they may come in. Each
//! change ends the member's sessions, so that it counts at once.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::{Value, json};

use crate::db::ids::MemberId;
use crate::db::schema::members;
use crate::mail::{Letterhead, MailKind};
use crate::members::{
    Actor, Member, MemberState, Role, address_change, audit, notices, password_reset, session,
};
use crate::words::{Message, Sentence};

#[derive(Debug, thiserror::Error)]
pub enum StandingError {
    #[error("only an administrator decides this")]
    NotAllowed,
    #[error("this is the last administrator who can come in")]
    LastAdmin,
    #[error("the member is {state}")]
    NotNow { state: MemberState },
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for StandingError {
    fn sentence(&self) -> Message {
        match self {
            StandingError::NotAllowed => Message::new("standing-not-allowed"),
            StandingError::LastAdmin => Message::new("standing-last-admin"),
            StandingError::NotNow { state } => Message::new(format!("standing-not-now-{state}")),
            StandingError::Database(_) => Message::new("account-not-saved"),
        }
    }
}

/// Gives the member another role.
pub async fn change_role(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    member: MemberId,
    role: Role,
    now: DateTime<Utc>,
) -> Result<(), StandingError> {
    let change = Change {
        action: "member.role_changed",
        told_as: MailKind::RoleChanged,
        from: &[MemberState::Invited, MemberState::Active],
    };
    decide(conn, (letterhead, actor), member, change, now, |member| Member { role, ..member.clone() }).await
}

/// Keeps the member out until they are reinstated.
pub async fn suspend(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    member: MemberId,
    now: DateTime<Utc>,
) -> Result<(), StandingError> {
    let change =
        Change { action: "member.suspended", told_as: MailKind::Suspended, from: &[MemberState::Active] };
    decide(conn, (letterhead, actor), member, change, now, |member| Member {
        state: MemberState::Suspended,
        ..member.clone()
    })
    .await
}

/// Lets the member in again, with the password that they had.
pub async fn reinstate(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    member: MemberId,
    now: DateTime<Utc>,
) -> Result<(), StandingError> {
    let change = Change {
        action: "member.reinstated",
        told_as: MailKind::Reinstated,
        from: &[MemberState::Suspended],
    };
    decide(conn, (letterhead, actor), member, change, now, |member| Member {
        state: MemberState::Active,
        ..member.clone()
    })
    .await
}

/// Ends every session of the member, and says how many there were.
pub async fn end_sessions(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    member: MemberId,
    now: DateTime<Utc>,
) -> Result<usize, StandingError> {
    if !may_decide(actor) {
        return Err(StandingError::NotAllowed);
    }
    conn.transaction(async |conn| {
        let ended = session::end_all(conn, member).await?;
        let detail = json!({ "sessions": ended });
        audit::record(conn, actor, "member.sessions_ended", &audit::subject(member), detail, now).await?;
        if ended > 0 {
            let member = members::table.find(member).select(Member::as_select()).first(conn).await?;
            notices::standing(conn, letterhead, actor, &member, MailKind::SessionsEnded, now).await?;
        }
        Ok(ended)
    })
    .await
}

struct Change {
    action: &'static str,
    told_as: MailKind,
    from: &'static [MemberState],
}

async fn decide(
    conn: &mut AsyncPgConnection,
    (letterhead, actor): (&Letterhead, &Actor),
    id: MemberId,
    change: Change,
    now: DateTime<Utc>,
    after: impl Fn(&Member) -> Member + Send + Sync,
) -> Result<(), StandingError> {
    if !may_decide(actor) {
        return Err(StandingError::NotAllowed);
    }
    conn.transaction(async |conn| {
        let admins = hold_admins(conn).await?;
        let before: Member =
            members::table.find(id).select(Member::as_select()).for_no_key_update().first(conn).await?;
        if !change.from.contains(&before.state) {
            return Err(StandingError::NotNow { state: before.state });
        }
        let after = after(&before);
        if after == before {
            return Ok(());
        }
        if admins == [id] && !is_acting_admin(&after) {
            return Err(StandingError::LastAdmin);
        }
        diesel::update(members::table.find(id))
            .set((members::role.eq(after.role), members::state.eq(after.state)))
            .execute(conn)
            .await?;
        session::end_all(conn, id).await?;
        password_reset::end_links(conn, id, now).await?;
        address_change::end_open(conn, id, now).await?;
        let (subject, detail) = (audit::subject(id), difference(&before, &after));
        audit::record(conn, actor, change.action, &subject, detail, now).await?;
        // Who was only invited has no account yet that anything could have happened to.
        if before.state != MemberState::Invited {
            notices::standing(conn, letterhead, actor, &after, change.told_as, now).await?;
        }
        Ok(())
    })
    .await
}

fn may_decide(actor: &Actor) -> bool {
    matches!(actor, Actor::Member { role: Role::Admin, .. } | Actor::Command)
}

/// The administrators who can come in, held until the transaction ends: two who demote each other
/// at once would otherwise leave none.
async fn hold_admins(conn: &mut AsyncPgConnection) -> QueryResult<Vec<MemberId>> {
    members::table
        .filter(members::role.eq(Role::Admin))
        .filter(members::state.eq(MemberState::Active))
        .order(members::id)
        .select(members::id)
        .for_no_key_update()
        .load(conn)
        .await
}

fn is_acting_admin(member: &Member) -> bool {
    member.role == Role::Admin && member.state == MemberState::Active
}

fn difference(before: &Member, after: &Member) -> Value {
    json!({
        "role": { "before": before.role, "after": after.role },
        "state": { "before": before.state, "after": after.state },
    })
}
