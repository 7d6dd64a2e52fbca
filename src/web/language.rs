//! The language of those who are not signed in: as they chose, else as their browser asks. Members have
//! theirs in their account.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header::{AcceptLanguage, Header};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use crate::paths;
use crate::web::see_other::own_path;
use crate::web::{Error, Visitor};
use crate::words::Locale;

const COOKIE: &str = "language";

#[derive(Deserialize)]
pub struct Query {
    #[serde(default)]
    back: String,
}

/// Keeps the choice in the browser for a year. It says nothing about anybody, so a link will do.
pub async fn choose(
    visitor: Visitor,
    locale: web::Path<String>,
    query: web::Query<Query>,
) -> Result<HttpResponse, Error> {
    let locale: Locale = locale.parse().map_err(|_| Error::NotFound)?;
    let mut response = visitor.redirect(own_path(&query.back, paths::STATUS));
    let cookie = Cookie::build(COOKIE, locale.as_str())
        .path("/")
        .max_age(Duration::days(365))
        .http_only(true)
        .secure(visitor.app.is_https())
        .same_site(SameSite::Lax)
        .finish();
    let _ = response.add_cookie(&cookie);
    Ok(response)
}

/// As chosen, else the first language of the browser's list (RFC 9110 §12.5.4) that the portal speaks,
/// else English.
pub fn wanted(request: &HttpRequest) -> Locale {
    let chosen = request.cookie(COOKIE).and_then(|cookie| cookie.value().parse().ok());
    chosen.or_else(|| asked_for(request)).unwrap_or(Locale::En)
}

fn asked_for(request: &HttpRequest) -> Option<Locale> {
    let asked = AcceptLanguage::parse(request).ok()?;
    asked.ranked().into_iter().find_map(|language| language.item()?.primary_language().parse().ok())
}
