//! The page about one member: their invitation, what they may do, what was done to their account.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::db::ids::MemberId;
use crate::mail::queries::Pile;
use crate::members::invitation::InvitationState;
use crate::members::queries::{self, InvitationMail, Mailed, TrailRow};
use crate::members::{Member, MemberState, Role, session};
use crate::paths;
use crate::web::choice::Choice;
use crate::web::outbox::pile_pill;
use crate::web::{CoreMember, Error, Form, FormErrors, FormView, Pill};
use crate::words::Message;

#[derive(Serialize)]
struct Page {
    form: FormView,
    person: Member,
    role_label: String,
    state_label: String,
    mark: &'static str,
    icon: &'static str,
    domus: Vec<DomuLink>,
    invitation: Option<InvitationView>,
    sessions: i64,
    roles: Vec<Choice>,
    trail: Vec<TrailLine>,
    here: String,
    is_self: bool,
    may_decide: bool,
    can_change_role: bool,
    can_suspend: bool,
    can_reinstate: bool,
}

#[derive(Serialize)]
struct DomuLink {
    name: String,
    href: String,
}

#[derive(Serialize)]
struct InvitationView {
    state_label: String,
    mark: &'static str,
    icon: &'static str,
    created_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    opened_at: Option<DateTime<Utc>>,
    mail: Option<MailView>,
    can_resend: bool,
    can_withdraw: bool,
}

/// The mail with the link.
#[derive(Serialize)]
struct MailView {
    href: String,
    pill: Pill,
    sent_at: Option<DateTime<Utc>>,
    /// It waits, and nothing will take it before somebody sets a server.
    is_kept: bool,
}

#[derive(Serialize)]
struct TrailLine {
    at: DateTime<Utc>,
    label: String,
    actor: Option<String>,
    actor_label: String,
}

pub async fn show(visitor: CoreMember, id: web::Path<String>) -> Result<HttpResponse, Error> {
    page_with(&visitor, member_id(&id)?, StatusCode::OK, &FormErrors::default()).await
}

/// The member whom an address names.
pub fn member_id(text: &str) -> Result<MemberId, Error> {
    text.parse().map_err(|_| Error::NotFound)
}

/// The page, with what was refused above it.
pub async fn page_with(
    visitor: &CoreMember,
    id: MemberId,
    status: StatusCode,
    errors: &FormErrors,
) -> Result<HttpResponse, Error> {
    let page = page(visitor, id, errors).await?;
    visitor.render_as(status, "members/show", "nav-members", &page)
}

/// After a button on it: back to the page, or the page again with why it was refused.
pub async fn answer(
    visitor: &CoreMember,
    id: MemberId,
    refused: Option<Message>,
) -> Result<HttpResponse, Error> {
    match refused {
        None => Ok(visitor.redirect(&paths::member(id))),
        Some(why) => page_with(visitor, id, StatusCode::CONFLICT, &FormErrors::of("", why)).await,
    }
}

async fn page(visitor: &CoreMember, id: MemberId, errors: &FormErrors) -> Result<Page, Error> {
    let conn = &*visitor.conn().await?;
    let (person, domus, invitation, trail, sessions) = tokio::try_join!(
        queries::find(conn, id),
        queries::domus_of(conn, id),
        queries::latest_invitation_of(conn, id),
        queries::trail_of(conn, id),
        session::count_of(conn, id, visitor.now),
    )?;
    let person = person.ok_or(Error::NotFound)?;
    let own = visitor.member();
    let may_decide = own.role == Role::Admin;
    let (mark, icon) = state_mark(person.state);
    let form = Form::filled([("role", person.role.as_str())]);
    Ok(Page {
        form: form.view(errors, &visitor.app.words, visitor.locale()),
        role_label: format!("role-{}", person.role),
        state_label: format!("member-state-{}", person.state),
        mark,
        icon,
        domus: domus.into_iter().map(|name| DomuLink { href: paths::domu(&name), name }).collect(),
        invitation: invitation.map(|latest| view(&latest, &person, visitor)),
        sessions,
        roles: Role::ALL.iter().map(|role| Choice::said(role.as_str(), format!("role-{role}"))).collect(),
        trail: trail.into_iter().map(line).collect(),
        here: paths::member(id),
        is_self: own.id == id,
        may_decide,
        can_change_role: may_decide && matches!(person.state, MemberState::Active | MemberState::Invited),
        can_suspend: may_decide && person.state == MemberState::Active,
        can_reinstate: may_decide && person.state == MemberState::Suspended,
        person,
    })
}

fn view(latest: &Mailed, person: &Member, visitor: &CoreMember) -> InvitationView {
    let (state, invitation) = (latest.state(visitor.now), &latest.invitation);
    let may = visitor.member().role == Role::Admin || person.role == Role::Member;
    let is_waiting = person.state == MemberState::Invited;
    let mail = latest.mail.as_ref().map(|mail| mail_view(mail, visitor.app.keeps_mail));
    let (mark, icon) = match state {
        InvitationState::Owed => ("is-plan", "plan"),
        InvitationState::Sent | InvitationState::Opened => ("is-plan", "mail"),
        InvitationState::Accepted => ("is-up", "up"),
        InvitationState::Expired | InvitationState::Failed => ("is-broken", "broken"),
        InvitationState::Withdrawn => ("is-off", "off"),
    };
    InvitationView {
        state_label: match &mail {
            Some(mail) if mail.is_kept && state == InvitationState::Owed => {
                "invitation-state-kept".to_owned()
            }
            _ => format!("invitation-state-{state}"),
        },
        mark,
        icon,
        created_at: invitation.created_at,
        expires_at: invitation.expires_at,
        opened_at: invitation.opened_at,
        mail,
        can_resend: may && is_waiting,
        can_withdraw: may && is_waiting && state != InvitationState::Withdrawn,
    }
}

fn mail_view(mail: &InvitationMail, keeps_mail: bool) -> MailView {
    let pile = mail.pile();
    MailView {
        href: paths::outbox_mail(mail.id),
        pill: pile_pill(pile),
        sent_at: mail.sent_at,
        is_kept: keeps_mail && matches!(pile, Pile::Owed | Pile::Again),
    }
}

fn line(row: TrailRow) -> TrailLine {
    TrailLine {
        at: row.at,
        label: format!("trail-{}", row.action.replace(['.', '_'], "-")),
        actor_label: format!("trail-by-{}", row.actor_kind),
        actor: row.actor,
    }
}

/// The class and icon of a state.
pub fn state_mark(state: MemberState) -> (&'static str, &'static str) {
    match state {
        MemberState::Active => ("is-up", "up"),
        MemberState::Invited => ("is-plan", "mail"),
        MemberState::Suspended => ("is-broken", "broken"),
        MemberState::Left => ("is-off", "off"),
    }
}
