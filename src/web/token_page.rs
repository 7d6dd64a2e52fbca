//! Pages that open by a secret in their address.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderValue, REFERRER_POLICY};
use serde::Serialize;

use crate::web::{Error, Visitor};

/// Keeps the address, which is the secret, from being told to wherever the page leads.
pub fn quiet(mut response: HttpResponse) -> HttpResponse {
    response.headers_mut().insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

#[derive(Serialize)]
struct Gone {
    title: &'static str,
    text: &'static str,
}

/// The answer to every token that opens nothing, whatever the reason: used, expired, withdrawn,
/// or never given to anybody.
pub fn gone(visitor: &Visitor, title: &'static str, text: &'static str) -> Result<HttpResponse, Error> {
    visitor.render_as(StatusCode::NOT_FOUND, "token_pages/gone", "", &Gone { title, text }).map(quiet)
}
