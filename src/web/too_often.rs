//! The answer to who tried too often: the form again, and when the next try is free.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderValue, RETRY_AFTER};
use chrono::Duration;

/// Tells programs too (RFC 6585 §4).
pub fn too_often(mut response: HttpResponse, wait: Duration) -> HttpResponse {
    let seconds = wait.num_seconds().max(0).unsigned_abs() + 1;
    *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    response
}
