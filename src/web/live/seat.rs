//! Who may open one stream more.

use actix_web::http::StatusCode;
use actix_web::http::header::RETRY_AFTER;
use actix_web::{HttpRequest, HttpResponse};

use crate::app::App;
use crate::live::seats::{OF_A_MEMBER, OF_AN_ADDRESS};
use crate::live::{Full, Seat};
use crate::members::throttle::address_key;
use crate::web::{CurrentMember, client_address};

/// Why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoSeat {
    Ending,
    Full(Full),
}

impl NoSeat {
    /// Says so, and when to come back.
    pub fn answer(self) -> HttpResponse {
        let (status, seconds, words) = match self {
            NoSeat::Ending => (StatusCode::SERVICE_UNAVAILABLE, "2", "the portal is ending\n"),
            NoSeat::Full(Full::House) => (StatusCode::SERVICE_UNAVAILABLE, "30", "too many pages are open\n"),
            NoSeat::Full(Full::Visitor) => {
                (StatusCode::TOO_MANY_REQUESTS, "30", "you have too many pages open\n")
            }
        };
        HttpResponse::build(status)
            .insert_header((RETRY_AFTER, seconds))
            .content_type("text/plain; charset=utf-8")
            .body(words)
    }
}

/// A seat for a member.
pub fn of_member(who: &CurrentMember) -> Result<Seat, NoSeat> {
    take(&who.app, format!("member:{}", who.member().id), OF_A_MEMBER)
}

/// A seat for whoever it is.
pub fn of_address(app: &App, request: &HttpRequest) -> Result<Seat, NoSeat> {
    take(app, address_key("live", client_address::of(request, &app.trusted_proxies)), OF_AN_ADDRESS)
}

fn take(app: &App, visitor: String, most: usize) -> Result<Seat, NoSeat> {
    if app.ending.has_begun() {
        return Err(NoSeat::Ending);
    }
    app.live.seats.take(visitor, most).map_err(NoSeat::Full)
}
