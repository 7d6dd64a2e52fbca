//! Inviting somebody: a mailed link that works once, within three days.

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error as QueryError};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use crate::db::ids::{InvitationId, MemberId};
use crate::db::schema::{invitations, members};
use crate::db::token::Token;
use crate::mail::queries::Pile;
use crate::mail::{self, Letterhead, MailKind};
use crate::members::{Actor, EmailAddress, Member, MemberState, Role, audit, notices};
use crate::text_enum;
use crate::words::unseen::{self, NotALine};
use crate::words::{Message, Sentence};

/// How long the link works.
pub const WORKS_FOR: Duration = Duration::hours(72);

/// Whom to invite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMember {
    pub email: EmailAddress,
    pub name: String,
    pub role: Role,
}

/// The new member, and the link that was mailed to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    pub member: MemberId,
    pub link: String,
}

#[derive(Debug, thiserror::Error)]
pub enum InviteError {
    #[error("only the core team invites, and only an administrator invites into it")]
    NotAllowed,
    #[error("this address belongs to a member already")]
    AddressTaken,
    #[error("the name has to have between 1 and 100 characters")]
    Name,
    #[error("the name: {0}")]
    NotALine(NotALine),
    /// Resending and withdrawing only make sense until somebody has come in.
    #[error("the member is not waiting for an invitation")]
    NotInvited,
    #[error(transparent)]
    Database(QueryError),
}

impl From<QueryError> for InviteError {
    fn from(error: QueryError) -> InviteError {
        match &error {
            QueryError::DatabaseError(DatabaseErrorKind::UniqueViolation, info)
                if info.constraint_name() == Some("members_email_unique") =>
            {
                InviteError::AddressTaken
            }
            QueryError::DatabaseError(DatabaseErrorKind::CheckViolation, info)
                if info.constraint_name() == Some("members_name_length") =>
            {
                InviteError::Name
            }
            _ => InviteError::Database(error),
        }
    }
}

impl Sentence for InviteError {
    fn sentence(&self) -> Message {
        Message::new(match self {
            InviteError::NotALine(why) => return why.sentence(),
            InviteError::NotAllowed => "invite-not-allowed",
            InviteError::AddressTaken => "invite-address-taken",
            InviteError::Name => "member-name-length",
            InviteError::NotInvited => "invite-not-invited",
            InviteError::Database(_) => "invite-failed",
        })
    }
}

text_enum! {
    /// What became of an invitation. Until its link was opened, that is what became of its mail.
    pub enum InvitationState {
        Owed = "owed",
        Sent = "sent",
        /// No mail arrives: whoever sees it finds out why in the outbox.
        Failed = "failed",
        Opened = "opened",
        Expired = "expired",
        Accepted = "accepted",
        Withdrawn = "withdrawn",
    }
}

/// A row of `invitations`, without the token's hash.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = invitations, check_for_backend(diesel::pg::Pg))]
pub struct Invitation {
    pub id: InvitationId,
    pub member_id: MemberId,
    pub invited_by: Option<MemberId>,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub opened_at: Option<DateTime<Utc>>,
    pub used_at: Option<DateTime<Utc>>,
    pub withdrawn_at: Option<DateTime<Utc>>,
}

impl Invitation {
    /// `mail` is how its mail fares; one that nobody knows of any more was sent.
    pub fn state(&self, mail: Option<Pile>, now: DateTime<Utc>) -> InvitationState {
        if self.used_at.is_some() {
            InvitationState::Accepted
        } else if self.withdrawn_at.is_some() {
            InvitationState::Withdrawn
        } else if self.expires_at <= now {
            InvitationState::Expired
        } else if self.opened_at.is_some() {
            InvitationState::Opened
        } else {
            match mail {
                Some(Pile::Owed | Pile::Again) => InvitationState::Owed,
                Some(Pile::Sent) | None => InvitationState::Sent,
                Some(Pile::Failed | Pile::Dropped) => InvitationState::Failed,
            }
        }
    }
}

/// Adds the member and owes them the mail with the link. The core team invites members; into the
/// core team only an administrator invites, or whoever has the server's command line.
pub async fn invite(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    new: NewMember,
    now: DateTime<Utc>,
) -> Result<Invited, InviteError> {
    if !may_grant(actor, new.role) {
        return Err(InviteError::NotAllowed);
    }
    if unseen::is_blank(&new.name) {
        return Err(InviteError::Name);
    }
    unseen::check_line(new.name.trim()).map_err(InviteError::NotALine)?;
    conn.transaction(async |conn| {
        let member: Member = diesel::insert_into(members::table)
            .values((
                members::email.eq(new.email.as_str()),
                members::name.eq(new.name.trim()),
                members::role.eq(new.role),
                members::state.eq(MemberState::Invited),
                members::created_at.eq(now),
            ))
            .returning(Member::as_select())
            .get_result(conn)
            .await?;
        let detail = json!({ "role": member.role });
        audit::record(conn, actor, "member.invited", &audit::subject(member.id), detail, now).await?;
        let link = send(conn, letterhead, actor, &member, now).await?;
        Ok(Invited { member: member.id, link })
    })
    .await
}

/// Sends a fresh link; the old one is dead.
pub async fn resend(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    member: MemberId,
    now: DateTime<Utc>,
) -> Result<Invited, InviteError> {
    conn.transaction(async |conn| {
        let member = waiting(conn, actor, member).await?;
        end_open(conn, member.id, now).await?;
        audit::record(conn, actor, "member.invited_again", &audit::subject(member.id), json!({}), now)
            .await?;
        let link = send(conn, letterhead, actor, &member, now).await?;
        Ok(Invited { member: member.id, link })
    })
    .await
}

/// Makes the link worthless, and a mail with it that has not left. The member stays listed, so that they
/// can be invited again.
pub async fn withdraw(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    member: MemberId,
    now: DateTime<Utc>,
) -> Result<(), InviteError> {
    conn.transaction(async |conn| {
        let member = waiting(conn, actor, member).await?;
        if end_open(conn, member.id, now).await? == 0 {
            return Err(InviteError::NotInvited);
        }
        mail::expire(conn, member.id, MailKind::Invitation, now).await?;
        let subject = audit::subject(member.id);
        Ok(audit::record(conn, actor, "member.invitation_withdrawn", &subject, json!({}), now).await?)
    })
    .await
}

fn may_grant(actor: &Actor, role: Role) -> bool {
    match actor {
        Actor::Member { role: own, .. } => *own == Role::Admin || (own.is_core() && role == Role::Member),
        Actor::Command => true,
        Actor::Host(_) | Actor::Clock | Actor::Nobody => false,
    }
}

/// The member if they have not come in yet, held until the transaction ends.
async fn waiting(conn: &mut AsyncPgConnection, actor: &Actor, id: MemberId) -> Result<Member, InviteError> {
    let member = members::table
        .find(id)
        .select(Member::as_select())
        .for_no_key_update()
        .first(conn)
        .await
        .optional()?
        .filter(|member| member.state == MemberState::Invited)
        .ok_or(InviteError::NotInvited)?;
    if may_grant(actor, member.role) { Ok(member) } else { Err(InviteError::NotAllowed) }
}

async fn end_open(conn: &mut AsyncPgConnection, member: MemberId, now: DateTime<Utc>) -> QueryResult<usize> {
    let open = invitations::table
        .filter(invitations::member_id.eq(member))
        .filter(invitations::used_at.is_null())
        .filter(invitations::withdrawn_at.is_null());
    diesel::update(open).set(invitations::withdrawn_at.eq(now)).execute(conn).await
}

async fn send(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    member: &Member,
    now: DateTime<Utc>,
) -> QueryResult<String> {
    let token = Token::random();
    let invitation: Invitation = diesel::insert_into(invitations::table)
        .values((
            invitations::member_id.eq(member.id),
            invitations::token_hash.eq(token.hash()),
            invitations::invited_by.eq(actor.member_id()),
            invitations::created_at.eq(now),
            invitations::expires_at.eq(now + WORKS_FOR),
        ))
        .returning(Invitation::as_select())
        .get_result(conn)
        .await?;
    notices::invitation(conn, letterhead, actor, member, &invitation, &token, now).await
}
