//! Who may open one stream more.

use actix_web::http::header::RETRY_AFTER;
use actix_web::{HttpRequest, HttpResponse};

use crate::app::App;
use crate::live::seats::{OF_A_MEMBER, OF_AN_ADDRESS};
use crate::live::{Full, Seat};
use crate::members::throttle::address_key;
use crate::web::{CurrentMember, client_address};

/// A seat for a member, or the answer that there is none.
pub fn of_member(who: &CurrentMember) -> Result<Seat, HttpResponse> {
    take(&who.app, format!("member:{}", who.member().id), OF_A_MEMBER)
}

/// A seat for whoever it is.
pub fn of_address(app: &App, request: &HttpRequest) -> Result<Seat, HttpResponse> {
    take(app, address_key("live", client_address::of(request, &app.trusted_proxies)), OF_AN_ADDRESS)
}

fn take(app: &App, visitor: String, most: usize) -> Result<Seat, HttpResponse> {
    if app.ending.has_begun() {
        return Err(refusal(HttpResponse::ServiceUnavailable(), "2", "the portal is ending"));
    }
    app.live.seats.take(visitor, most).map_err(|why| match why {
        Full::House => refusal(HttpResponse::ServiceUnavailable(), "30", "too many pages are open"),
        Full::Visitor => refusal(HttpResponse::TooManyRequests(), "30", "you have too many pages open"),
    })
}

fn refusal(mut response: actix_web::HttpResponseBuilder, seconds: &str, words: &'static str) -> HttpResponse {
    response
        .insert_header((RETRY_AFTER, seconds))
        .content_type("text/plain; charset=utf-8")
        .body(format!("{words}\n"))
}
