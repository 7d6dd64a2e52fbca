//! Pages that open by a secret in their address.

use actix_web::HttpResponse;
use actix_web::body::MessageBody;
use actix_web::dev::ServiceResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderValue, REFERRER_POLICY};
use serde::Serialize;

use crate::web::{Error, Visitor};

/// Keeps an address that is a secret from being told to wherever its page leads, whatever the answer.
pub fn keep_quiet(response: &mut ServiceResponse<impl MessageBody>) {
    if response.request().match_info().get("token").is_some() {
        response.headers_mut().insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    }
}

#[derive(Serialize)]
struct Gone {
    title: &'static str,
    text: &'static str,
}

/// The answer to every token that opens nothing, whatever the reason: used, expired, withdrawn,
/// or never given to anybody.
pub fn gone(visitor: &Visitor, title: &'static str, text: &'static str) -> Result<HttpResponse, Error> {
    visitor.render_as(StatusCode::NOT_FOUND, "token_pages/gone", "", &Gone { title, text })
}
