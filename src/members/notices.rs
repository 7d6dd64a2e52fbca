//! The mails about accounts. None of them can be switched off, and each stands alone: nothing is
//! threaded, and of links only the latest is worth sending. What was changed is told to both
//! addresses of the member.

use chrono::{DateTime, Duration, Utc};
use diesel::QueryResult;
use diesel_async::AsyncPgConnection;
use serde_json::{Value, json};

use crate::db::token::Token;
use crate::mail::{About, Letterhead, MailKind, NewMail, enqueue};
use crate::members::address_change::Place;
use crate::members::invitation::Invitation;
use crate::members::{Actor, EmailAddress, Member};
use crate::paths;

/// A link that is handed out by mail alone.
pub struct Link<'a> {
    pub token: &'a Token,
    pub revision: String,
    pub expires_at: DateTime<Utc>,
}

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
    let url = letterhead.url(&paths::invitation(token.as_str()));
    let data = json!({
        "url": url, "expires_at": invitation.expires_at, "inviter": named(actor),
    });
    let revision = format!("invitation-{}", invitation.id);
    let mail = link_mail(member, MailKind::Invitation, revision, data, invitation.expires_at);
    enqueue(conn, letterhead, mail, now).await?;
    Ok(url)
}

/// Owes the link with which a new password is chosen.
pub async fn password_reset(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    member: &Member,
    link: Link<'_>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let url = letterhead.url(&paths::password_reset(link.token.as_str()));
    let data = json!({ "url": url, "expires_at": link.expires_at });
    let mail = link_mail(member, MailKind::PasswordReset, link.revision, data, link.expires_at);
    enqueue(conn, letterhead, mail, now).await
}

/// Owes a new address the link that makes it count.
pub async fn address_confirm(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    member: &Member,
    (place, address): (Place, &EmailAddress),
    link: Link<'_>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let url = letterhead.url(&paths::address(link.token.as_str()));
    let is_first = place == Place::First;
    let data = json!({ "url": url, "expires_at": link.expires_at, "is_first": is_first });
    let mut mail = link_mail(member, MailKind::AddressConfirm, link.revision, data, link.expires_at);
    mail.to.address = address.to_string();
    enqueue(conn, letterhead, mail, now).await
}

/// Owes the word that the member asked to sign in with another address.
pub async fn address_asked(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    member: &Member,
    address: &EmailAddress,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let data = json!({
        "address": address.as_str(), "asked_at": now, "reset_url": letterhead.url(paths::PASSWORD_RESET),
    });
    tell(conn, letterhead, &[member], MailKind::AddressAsked, data, now).await
}

/// Owes the word that an address was changed, to all old and new ones.
pub async fn address_changed(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    (before, after): (&Member, &Member),
    place: Place,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let is_first = place == Place::First;
    let address = if is_first { Some(&after.email) } else { after.second_email.as_ref() };
    let data = json!({ "is_first": is_first, "address": address, "changed_at": now });
    tell(conn, letterhead, &[before, after], MailKind::AddressChanged, data, now).await
}

/// Owes the word that the password was changed.
pub async fn password_changed(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    member: &Member,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let data = json!({ "changed_at": now, "reset_url": letterhead.url(paths::PASSWORD_RESET) });
    tell(conn, letterhead, &[member], MailKind::PasswordChanged, data, now).await
}

/// Owes the word of what `actor` decided about the member, who now is as given.
pub async fn standing(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    member: &Member,
    kind: MailKind,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let role_label = format!("role-{}", member.role);
    let data = json!({
        "by": name_of(actor, letterhead), "at": now, "role_label": role_label,
        "sign_in_url": letterhead.url(paths::SIGN_IN),
    });
    tell(conn, letterhead, &[member], kind, data, now).await
}

/// Who did it in the eyes of the reader: the club, where it was no person.
fn name_of<'a>(actor: &'a Actor, letterhead: &'a Letterhead) -> &'a str {
    named(actor).unwrap_or(&letterhead.club_name)
}

/// The person who did it, if it was one.
fn named(actor: &Actor) -> Option<&str> {
    match actor {
        Actor::Member { name, .. } => Some(name),
        _ => None,
    }
}

/// Owes a notice to every address of the member as they were and as they are, each once.
async fn tell(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    member: &[&Member],
    kind: MailKind,
    data: Value,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let revision = format!("at-{}", now.timestamp_micros());
    for one in member {
        for address in [Some(&one.email), one.second_email.as_ref()].into_iter().flatten() {
            let until = now + Duration::days(5);
            let mut mail = about_account(one, kind, revision.clone(), data.clone(), until);
            mail.to.address.clone_from(address);
            // The same notice to the same address is owed once.
            enqueue(conn, letterhead, mail, now).await?;
        }
    }
    Ok(())
}

fn link_mail(
    member: &Member,
    kind: MailKind,
    revision: String,
    data: Value,
    expires_at: DateTime<Utc>,
) -> NewMail {
    NewMail { supersedes: vec![kind], ..about_account(member, kind, revision, data, expires_at) }
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
        supersedes: Vec::new(),
        expires_at,
    }
}
