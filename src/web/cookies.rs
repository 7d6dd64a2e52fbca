//! The cookies that hold a token: the session, a random token for the forms of those who have none, and what a
//! browser is told by in which somebody has signed in.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};

use crate::db::token::Token;

/// Which cookie, by what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Jar {
    Session,
    Form,
    Device,
}

impl Jar {
    /// `__Host-` needs TLS (RFC 6265bis §4.1.3.2), so on plain loopback the name goes without.
    fn name(self, is_https: bool) -> &'static str {
        match (self, is_https) {
            (Jar::Session, true) => "__Host-sid",
            (Jar::Session, false) => "sid",
            (Jar::Form, true) => "__Host-form",
            (Jar::Form, false) => "form",
            (Jar::Device, true) => "__Host-device",
            (Jar::Device, false) => "device",
        }
    }

    /// The token in the request, if it has the shape of one.
    pub fn read(self, request: &HttpRequest, is_https: bool) -> Option<Token> {
        request.cookie(self.name(is_https)).and_then(|cookie| Token::from_input(cookie.value()))
    }

    /// Hands the token to the browser; the server decides how long it counts.
    /// Lax and not strict, so that a link in a mail opens signed in.
    pub fn write(self, token: &Token, is_https: bool) -> Cookie<'static> {
        let mut cookie = self.bake(token.as_str().to_owned(), is_https);
        cookie.set_max_age(self.kept_for());
        cookie
    }

    fn bake(self, value: String, is_https: bool) -> Cookie<'static> {
        Cookie::build(self.name(is_https), value)
            .path("/")
            .http_only(true)
            .secure(is_https)
            .same_site(SameSite::Lax)
            .finish()
    }

    /// `None` is until the browser closes.
    fn kept_for(self) -> Option<Duration> {
        match self {
            Jar::Session => Some(Duration::days(30)),
            Jar::Form => None,
            Jar::Device => Some(Duration::days(365)),
        }
    }

    /// Makes the browser forget it.
    pub fn forget(self, is_https: bool) -> Cookie<'static> {
        let mut cookie = self.bake(String::new(), is_https);
        cookie.make_removal();
        cookie
    }
}
