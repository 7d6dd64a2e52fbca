//! What the core team's page about a member shows.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::db::ids::MemberId;
use crate::db::schema::{audit_entries, domu_members, domus, invitations, members, outbox_mails};
use crate::mail::MailKind;
use crate::mail::queries::Pile;
use crate::members::invitation::{Invitation, InvitationState};
use crate::members::{Member, audit};

/// The member, for the core team's page about them.
pub async fn find(mut conn: &AsyncPgConnection, id: MemberId) -> QueryResult<Option<Member>> {
    members::table.find(id).select(Member::as_select()).first(&mut conn).await.optional()
}

/// The names of the member's domUs.
pub async fn domus_of(mut conn: &AsyncPgConnection, id: MemberId) -> QueryResult<Vec<String>> {
    domu_members::table
        .inner_join(domus::table)
        .filter(domu_members::member_id.eq(id))
        .order(domus::name)
        .select(domus::name)
        .limit(200)
        .load(&mut conn)
        .await
}

/// An invitation, and the mail that carries its link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailed {
    pub invitation: Invitation,
    pub mail: Option<InvitationMail>,
}

/// A mail as far as the page about its reader tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct InvitationMail {
    pub id: Uuid,
    state: String,
    attempts: i32,
    pub sent_at: Option<DateTime<Utc>>,
}

impl InvitationMail {
    pub fn pile(&self) -> Pile {
        Pile::of(&self.state, self.attempts, false)
    }
}

impl Mailed {
    pub fn state(&self, now: DateTime<Utc>) -> InvitationState {
        self.invitation.state(self.mail.as_ref().map(InvitationMail::pile), now)
    }
}

/// The member's latest invitation.
pub async fn latest_invitation_of(mut conn: &AsyncPgConnection, id: MemberId) -> QueryResult<Option<Mailed>> {
    // Owed in the transaction in which the invitation was made, each replacing those before it.
    let its_mail = outbox_mails::member_id
        .eq(invitations::member_id.nullable())
        .and(outbox_mails::kind.eq(MailKind::Invitation.as_str()))
        .and(outbox_mails::created_at.eq(invitations::created_at));
    let found: Option<(Invitation, Option<InvitationMail>)> = invitations::table
        .left_join(outbox_mails::table.on(its_mail))
        .filter(invitations::member_id.eq(id))
        .order((invitations::id.desc(), outbox_mails::id.desc()))
        .select((
            Invitation::as_select(),
            (outbox_mails::id, outbox_mails::state, outbox_mails::attempts, outbox_mails::sent_at).nullable(),
        ))
        .first(&mut conn)
        .await
        .optional()?;
    Ok(found.map(|(invitation, mail)| Mailed { invitation, mail }))
}

/// One line of what was done to a member's account.
#[derive(Debug, Clone, PartialEq, Queryable, Serialize)]
pub struct TrailRow {
    pub at: DateTime<Utc>,
    pub action: String,
    pub actor_kind: String,
    /// Who did it, if it was a member.
    pub actor: Option<String>,
    pub detail: Value,
}

/// What was done to the member's account, the latest first.
pub async fn trail_of(mut conn: &AsyncPgConnection, id: MemberId) -> QueryResult<Vec<TrailRow>> {
    let by_member =
        audit_entries::actor_kind.eq("member").and(audit_entries::actor_id.eq(members::id.nullable()));
    audit_entries::table
        .left_join(members::table.on(by_member))
        .filter(audit_entries::subject.eq(audit::subject(id)))
        .order(audit_entries::id.desc())
        .select((
            audit_entries::at,
            audit_entries::action,
            audit_entries::actor_kind,
            members::name.nullable(),
            audit_entries::detail,
        ))
        .limit(30)
        .load(&mut conn)
        .await
}
