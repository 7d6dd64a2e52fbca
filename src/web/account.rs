//! What members see and change of their own account.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use chrono::{DateTime, Utc};

use crate::members::profile::{self, Profile, ProfileError};
use crate::members::sign_in::SignInError;
use crate::members::{Member, Password, queries, session};
use crate::paths;
use crate::web::browser_name::browser_name;
use crate::web::choice::Choice;
use crate::web::cookies::Jar;
use crate::web::sign_in::come_back;
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
    let kept = profile::update(&mut *visitor.conn().await?, visitor.member(), profile, visitor.now).await;
    match kept {
        Ok(()) => Ok(visitor.redirect(&format!("{}?done=saved", paths::ACCOUNT))),
        Err(ProfileError::Database(error)) => Err(error.into()),
        Err(refusal @ ProfileError::SameAddress) => {
            refuse(&visitor, &form, &FormErrors::of("second_email", refusal.sentence())).await
        }
    }
}

fn parse(form: &Form) -> Result<Profile, FormErrors> {
    let mut errors = FormErrors::default();
    let name = form.required("name", 100, &mut errors);
    let locale = form.one_of("locale", &mut errors);
    let zone = form.one_of("time_zone", &mut errors);
    let second_email = match form.text("second_email") {
        "" => None,
        text => {
            text.parse().map_err(|_| errors.add("second_email", Message::new("email-not-an-address"))).ok()
        }
    };
    let wants_status_updates = form.has("status_updates");
    let profile = locale.zip(zone).map(|(locale, zone)| Profile {
        name,
        locale,
        zone,
        second_email,
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
        Err(SignInError::Wrong) => {
            let errors = FormErrors::of("present_password", Message::new("account-present-wrong"));
            refuse(&visitor, &form, &errors).await
        }
        Err(refusal @ (SignInError::TooManyTries { .. } | SignInError::ResetFirst)) => {
            let errors = FormErrors::of("present_password", refusal.sentence());
            Ok(come_back(refuse(&visitor, &form, &errors).await?, &refusal))
        }
        Err(other) => Err(other.into()),
    }
}

/// The connection is back in the pool before the password is hashed.
async fn parse_password(visitor: &CurrentMember, form: &Form) -> Result<Result<Password, FormErrors>, Error> {
    let mut errors = FormErrors::default();
    if form.raw("present_password").is_empty() {
        errors.add("present_password", Message::new("form-required"));
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

async fn refuse(visitor: &CurrentMember, form: &Form, errors: &FormErrors) -> Result<HttpResponse, Error> {
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
    let (wants, domus, sessions) = tokio::try_join!(
        profile::wants_status_updates(conn, member),
        queries::domus_of(conn, member.id),
        session::of_member(conn, member.id, member.role, visitor.now),
    )?;
    let is_profile_refused = refused.is_some_and(|(form, _)| form.has("name"));
    Ok(Page {
        form: view(visitor, refused),
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
        done: ["saved", "password", "others"]
            .into_iter()
            .position(|word| word == done)
            .map(|at| ["account-done-saved", "account-done-password", "account-done-others"][at]),
    })
}

/// What was typed if it was refused, over what is kept.
fn view(visitor: &CurrentMember, refused: Option<(&Form, &FormErrors)>) -> FormView {
    let member = visitor.member();
    let kept = [
        ("name", member.name.as_str()),
        ("locale", member.locale.as_str()),
        ("time_zone", member.time_zone.as_str()),
        ("second_email", member.second_email.as_deref().unwrap_or("")),
    ];
    let (words, locale) = (&visitor.app.words, visitor.locale());
    match refused {
        Some((form, errors)) if form.has("name") => form.view(errors, words, locale),
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
