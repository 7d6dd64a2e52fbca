//! What members see and change of their own account.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use chrono::{DateTime, Utc};

use crate::members::address_change::{self, AddressChange, AskError, Place};
use crate::members::profile::{self, Profile};
use crate::members::{Member, Password, SignInError, queries, session};
use crate::paths;
use crate::web::browser_name::browser_name;
use crate::web::choice::Choice;
use crate::web::cookies::Jar;
use crate::web::email_address::email_address;
use crate::web::sign_in::come_back;
use crate::web::too_often::too_often;
use crate::web::zones;
use crate::web::{CurrentMember, Error, Form, FormErrors, FormView, new_password};
use crate::words::{Message, Sentence};

#[derive(Deserialize)]
pub struct Query {
    #[serde(default)]
    done: String,
}

#[derive(Serialize)]
struct Page<'a> {
    form: FormView,
    person: &'a Member,
    role_label: String,
    wants_status_updates: bool,
    domus: Vec<String>,
    sessions: Vec<SessionLine>,
    others: i64,
    locales: Vec<Choice>,
    zones: Vec<Choice>,
    /// Addresses whose links were not opened yet.
    waiting_first: Option<String>,
    waiting_second: Option<String>,
    done: Option<&'static str>,
}

#[derive(Serialize)]
struct SessionLine {
    browser: String,
    system: Option<&'static str>,
    address: Option<String>,
    created_at: DateTime<Utc>,
    last_seen_at: DateTime<Utc>,
    is_this: bool,
}

pub async fn show(visitor: CurrentMember, query: web::Query<Query>) -> Result<HttpResponse, Error> {
    let page = page(&visitor, None, &query.done).await?;
    visitor.render("account/show", "", &page)
}

pub async fn update(visitor: CurrentMember, form: Form) -> Result<HttpResponse, Error> {
    let profile = match parse(&form) {
        Ok(profile) => profile,
        Err(errors) => return refuse(&visitor, &form, &errors).await,
    };
    let conn = &mut *visitor.conn().await?;
    match profile::update(conn, &visitor.app.letterhead, visitor.member(), profile, visitor.now).await {
        Ok(()) => Ok(visitor.redirect(&format!("{}?done=saved", paths::ACCOUNT))),
        Err(refusal) => refuse_address(&visitor, &form, "second_email", refusal).await,
    }
}

fn parse(form: &Form) -> Result<Profile, FormErrors> {
    let mut errors = FormErrors::default();
    let name = form.required("name", 100, &mut errors);
    let locale = form.one_of("locale", &mut errors);
    let zone = form.one_of("time_zone", &mut errors);
    let second_email = match form.text("second_email") {
        "" => None,
        _ => email_address(form, "second_email", &mut errors),
    };
    let move_wishes = form.optional_lines("move_wishes", 500, &mut errors);
    let wants_status_updates = form.has("status_updates");
    let profile = locale.zip(zone).map(|(locale, zone)| Profile {
        name,
        locale,
        zone,
        second_email,
        move_wishes,
        wants_status_updates,
    });
    errors.or(profile)
}

pub async fn change_password(visitor: CurrentMember, form: Form) -> Result<HttpResponse, Error> {
    let new = match parse_password(&visitor, &form).await? {
        Ok(new) => new,
        Err(errors) => return refuse(&visitor, &form, &errors).await,
    };
    let app = &visitor.app;
    let who = (visitor.session(), visitor.member());
    let present = form.raw("present_password");
    match profile::change_password(&app.pool, &app.hasher, &app.letterhead, who, present, new, visitor.now)
        .await
    {
        Ok(token) => {
            let mut response = visitor.redirect(&format!("{}?done=password", paths::ACCOUNT));
            let _ = response.add_cookie(&Jar::Session.write(&token, app.is_https()));
            Ok(response)
        }
        Err(refusal) => refuse_password(&visitor, &form, "present_password", refusal).await,
    }
}

/// What is wrong with a new address stands beside its field.
pub async fn refuse_address(
    visitor: &CurrentMember,
    form: &Form,
    field: &str,
    refusal: AskError,
) -> Result<HttpResponse, Error> {
    let sentence = refusal.sentence();
    let wait = match refusal {
        AskError::Database(error) => return Err(error.into()),
        AskError::TooOften { wait } => Some(wait),
        AskError::IsFirst => None,
    };
    let refused = refuse(visitor, form, &FormErrors::of(field, sentence)).await?;
    Ok(match wait {
        Some(wait) => too_often(refused, wait),
        None => refused,
    })
}

/// What is wrong with the password that was asked again stands beside its field.
pub async fn refuse_password(
    visitor: &CurrentMember,
    form: &Form,
    field: &str,
    refusal: SignInError,
) -> Result<HttpResponse, Error> {
    let sentence = match &refusal {
        SignInError::Wrong => Message::new("account-present-wrong"),
        SignInError::TooManyTries { .. } | SignInError::ResetFirst => refusal.sentence(),
        _ => return Err(refusal.into()),
    };
    let response = refuse(visitor, form, &FormErrors::of(field, sentence)).await?;
    Ok(come_back(response, &refusal))
}

/// The connection is back in the pool before the password is hashed.
async fn parse_password(visitor: &CurrentMember, form: &Form) -> Result<Result<Password, FormErrors>, Error> {
    let mut errors = FormErrors::default();
    if form.raw("present_password").is_empty() {
        errors.add("present_password", Message::new("form-required"));
    }
    let new = form.raw("new_password");
    if !new.is_empty() && new == form.raw("present_password") {
        errors.add("new_password", Message::new("account-password-same"));
    }
    let conn = &*visitor.conn().await?;
    let password = new_password::parse(conn, &visitor.app, visitor.member(), form, &mut errors).await?;
    Ok(errors.or(password))
}

pub async fn sign_out_others(visitor: CurrentMember, _: Form) -> Result<HttpResponse, Error> {
    profile::sign_out_others(&mut *visitor.conn().await?, visitor.session(), visitor.member(), visitor.now)
        .await?;
    Ok(visitor.redirect(&format!("{}?done=others", paths::ACCOUNT)))
}

/// The page again with what is wrong.
pub async fn refuse(
    visitor: &CurrentMember,
    form: &Form,
    errors: &FormErrors,
) -> Result<HttpResponse, Error> {
    let page = page(visitor, Some((form, errors)), "").await?;
    visitor.refuse("account/show", "", &page)
}

async fn page<'a>(
    visitor: &'a CurrentMember,
    refused: Option<(&Form, &FormErrors)>,
    done: &str,
) -> Result<Page<'a>, Error> {
    let member = visitor.member();
    let conn = &*visitor.conn().await?;
    let (wants, wishes, domus, waiting, sessions) = tokio::try_join!(
        profile::wants_status_updates(conn, member),
        profile::move_wishes(conn, member),
        queries::domus_of(conn, member.id),
        address_change::open_of(conn, member.id, visitor.now),
        session::of_member(conn, member.id, member.role, visitor.now),
    )?;
    let is_profile_refused = refused.is_some_and(|(form, _)| is_profile(form));
    let waiting_second = waiting_at(&waiting, Place::Second);
    Ok(Page {
        form: view(visitor, (waiting_second.as_deref(), &wishes), refused),
        waiting_first: waiting_at(&waiting, Place::First),
        waiting_second,
        person: member,
        role_label: format!("role-{}", member.role),
        wants_status_updates: match refused {
            Some((form, _)) if is_profile_refused => form.has("status_updates"),
            _ => wants,
        },
        domus,
        others: sessions.len() as i64 - 1,
        sessions: sessions.into_iter().map(|session| line(session, visitor)).collect(),
        locales: zones::locales(),
        zones: zones::zones(),
        done: said(done),
    })
}

/// Whether it is the form with the profile, of those on the page.
fn is_profile(form: &Form) -> bool {
    ["name", "locale", "move_wishes"].into_iter().any(|field| form.has(field))
}

fn waiting_at(waiting: &[AddressChange], place: Place) -> Option<String> {
    waiting.iter().find(|change| change.place == place).map(|change| change.address.clone())
}

/// What was just done, as the address of the page says it.
fn said(done: &str) -> Option<&'static str> {
    match done {
        "saved" => Some("account-done-saved"),
        "address" => Some("account-done-address"),
        "password" => Some("account-done-password"),
        "others" => Some("account-done-others"),
        _ => None,
    }
}

/// What was typed if it was refused, over what is kept.
fn view(
    visitor: &CurrentMember,
    (waiting_second, wishes): (Option<&str>, &str),
    refused: Option<(&Form, &FormErrors)>,
) -> FormView {
    let member = visitor.member();
    let typed = refused.map_or("", |(form, _)| form.text("new_email"));
    let kept = [
        ("new_email", typed),
        ("name", member.name.as_str()),
        ("locale", member.locale.as_str()),
        ("time_zone", member.time_zone.as_str()),
        ("move_wishes", wishes),
        ("second_email", waiting_second.or(member.second_email.as_deref()).unwrap_or("")),
    ];
    let (words, locale) = (&visitor.app.words, visitor.locale());
    match refused {
        Some((form, errors)) if is_profile(form) => form.view(errors, words, locale),
        Some((_, errors)) => Form::filled(kept).view(errors, words, locale),
        None => Form::filled(kept).view(&FormErrors::default(), words, locale),
    }
}

fn line(session: session::Session, visitor: &CurrentMember) -> SessionLine {
    let (browser, system) = browser_name(&session.browser);
    SessionLine {
        browser,
        system,
        is_this: session.id == visitor.session().id,
        address: session.address.map(|net| net.addr().to_string()),
        created_at: session.created_at,
        last_seen_at: session.last_seen_at,
    }
}
