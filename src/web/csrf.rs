//! Two fences against forms sent from elsewhere: what the browser says about where the request
//! comes from (Fetch Metadata, else Origin), and a token in every form that is tied to the
//! session (OWASP CSRF Prevention Cheat Sheet).

use actix_web::HttpRequest;
use actix_web::http::Method;
use actix_web::http::header::ORIGIN;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::db::token::Token;

/// Paths that a mail program calls without a cookie (RFC 8058): they carry their own token.
pub const EXEMPT: &[&str] = &["/unsubscribe/"];

/// The token for forms, made from the secret in the session or form cookie.
pub fn form_token(secret: &Token) -> String {
    URL_SAFE_NO_PAD.encode(mac(secret).finalize().into_bytes())
}

/// Whether the form carried the token that belongs to this secret, in constant time.
pub fn is_form_token(secret: &Token, given: &str) -> bool {
    URL_SAFE_NO_PAD.decode(given).is_ok_and(|bytes| mac(secret).verify_slice(&bytes).is_ok())
}

fn mac(secret: &Token) -> Hmac<Sha256> {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(secret.as_str().as_bytes())
        .expect("HMAC takes keys of any length");
    mac.update(b"form");
    mac
}

/// Whether the browser says that the request comes from one of our own pages.
pub fn is_same_origin(request: &HttpRequest, public_url: &str) -> bool {
    let header = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap_or("?"));
    match header("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => header(ORIGIN.as_str()).is_some_and(|origin| is_own_origin(origin, request, public_url)),
    }
}

/// On loopback the same portal has several names; elsewhere the configured one is the only one.
fn is_own_origin(origin: &str, request: &HttpRequest, public_url: &str) -> bool {
    let own = format!("http://{}", request.connection_info().host());
    origin == public_url || (!public_url.starts_with("https://") && origin == own)
}

/// Whether a request changes something and so must be checked.
pub fn must_check(request: &HttpRequest) -> bool {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    !is_safe && !EXEMPT.iter().any(|prefix| request.path().starts_with(prefix))
}
