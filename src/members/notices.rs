//! The mails about accounts. None of them can be switched off, and each stands alone: nothing is
//! threaded, and what a newer one replaces is not sent any more.

use chrono::{DateTime, Duration, Utc};
use diesel::QueryResult;
use diesel_async::AsyncPgConnection;
use serde_json::{Value, json};

use crate::db::token::Token;
use crate::mail::{About, Letterhead, MailKind, NewMail, enqueue};
use crate::members::invitation::Invitation;
use crate::members::{Actor, Member};
use crate::paths;

/// Owes the invitation, and gives its link.
pub async fn invitation(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    member: &Member,
    invitation: &Invitation,
    token: &Token,
    now: DateTime<Utc>,
) -> QueryResult<String> {
    let link = letterhead.url(&paths::invitation(token.as_str()));
    let inviter = match actor {
        Actor::Member { name, .. } => name.as_str(),
        _ => &letterhead.club_name,
    };
    let data = json!({ "url": link, "expires_at": invitation.expires_at, "inviter": inviter });
    let revision = format!("invitation-{}", invitation.id);
    let mail = about_account(member, MailKind::Invitation, revision, data, invitation.expires_at);
    enqueue(conn, letterhead, mail, now).await?;
    Ok(link)
}

/// Owes the link with which a new password is chosen.
pub async fn password_reset(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    member: &Member,
    revision: String,
    token: &Token,
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let link = letterhead.url(&paths::password_reset(token.as_str()));
    let data = json!({ "url": link, "expires_at": expires_at });
    let mail = about_account(member, MailKind::PasswordReset, revision, data, expires_at);
    enqueue(conn, letterhead, mail, now).await
}

/// Owes the word that the password was changed, to both addresses of the member.
pub async fn password_changed(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    member: &Member,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let data = json!({ "changed_at": now, "reset_url": letterhead.url(paths::PASSWORD_RESET) });
    let revision = format!("password-{}", now.timestamp_micros());
    let until = now + Duration::days(5);
    let mail = about_account(member, MailKind::PasswordChanged, revision, data, until);
    if let Some(second) = &member.second_email {
        let mut copy = mail.clone();
        copy.to.address = second.clone();
        copy.revision.push_str("-second");
        copy.stream.push_str(":second");
        enqueue(conn, letterhead, copy, now).await?;
    }
    enqueue(conn, letterhead, mail, now).await
}

fn about_account(
    member: &Member,
    kind: MailKind,
    revision: String,
    data: Value,
    expires_at: DateTime<Utc>,
) -> NewMail {
    NewMail {
        kind,
        object: format!("member-{}", member.id),
        revision,
        stream: format!("{kind}:member-{}", member.id),
        to: member.recipient(),
        about: About::default(),
        data,
        calendar: None,
        supersedes: vec![kind],
        expires_at,
    }
}
