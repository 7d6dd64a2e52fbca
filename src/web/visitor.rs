//! Who asks. An extractor per kind of page: `Visitor` (anybody), `CurrentMember` (signed in),
//! `CoreMember` and `AdminMember`. To those who may not see a page it does not exist.

mod rendering;

use std::future::Future;
use std::net::IpAddr;
use std::ops::Deref;
use std::pin::Pin;
use std::rc::Rc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest, HttpResponse, web};
use chrono::{DateTime, Utc};

use crate::app::App;
use crate::db::Pool;
use crate::db::ids::SessionId;
use crate::db::pool::Connection;
use crate::db::token::Token;
use crate::members::session::{self, Session};
use crate::members::{Actor, Member};
use crate::migrations::turn::BY;
use crate::paths;
use crate::templates::{bytes_in_words, duration_in_words, span_in_words, time_in_words};
use crate::web::cookies::Jar;
use crate::web::see_other::see_other;
use crate::web::{Error, client_address, csrf, frame, language};
use crate::words::{Arg, Locale, Message};

/// Whoever asks for a page, signed in or not, and when.
#[derive(Clone)]
pub struct Visitor(Rc<Asking>);

pub struct Asking {
    pub app: web::Data<App>,
    pub now: DateTime<Utc>,
    pub signed_in: Option<SignedIn>,
    pub address: Option<IpAddr>,
    pub browser: String,
    pub path: String,
    /// Until they sign in.
    language: Locale,
    /// The session token that came with the request, whether or not it still opens anything.
    pub session_token: Option<Token>,
    /// What form tokens are made from: the session's secret or the form cookie's.
    form_secret: Token,
    is_new_form_secret: bool,
}

pub struct SignedIn {
    pub member: Member,
    pub session: Session,
}

impl Deref for Visitor {
    type Target = Asking;

    fn deref(&self) -> &Asking {
        &self.0
    }
}

impl Visitor {
    /// A database connection, for the rest of the request.
    pub async fn conn(&self) -> Result<Connection, Error> {
        Ok(self.app.pool.get().await?)
    }

    /// On to another page after a change (303, so that going back does not do it twice).
    pub fn redirect(&self, path: &str) -> HttpResponse {
        see_other(path)
    }

    /// A sentence in the visitor's language.
    pub fn say(&self, message: &Message) -> String {
        self.app.words.say(self.locale(), message)
    }

    /// A refusal in the visitor's language, which tells nobody of themselves as of somebody else.
    pub fn tell(&self, refusal: &Message) -> String {
        let by = refusal.args.iter().find(|(name, _)| *name == BY).map(|(_, by)| by);
        match (by, self.member()) {
            (Some(Arg::Number(by)), Some(member)) if *by == member.id.0 => {
                self.say(&Message::new("migration-conflict-own"))
            }
            _ => self.say(refusal),
        }
    }

    /// As `say`, asking for no more than the sentence names.
    pub fn say_asking(&self, id: &str, value: impl Fn(&str) -> Option<Arg>) -> String {
        self.app.words.say_asking(self.locale(), id, value)
    }

    /// An instant in words, in the visitor's zone; see the helper `time` for the styles. Empty for
    /// what has not happened.
    pub fn time(&self, at: Option<DateTime<Utc>>, style: &str) -> String {
        at.map(|at| time_in_words(&self.app.words, self.locale(), at, self.zone(), self.now, style))
            .unwrap_or_default()
    }

    /// The zone in which the visitor reads times.
    pub fn zone(&self) -> chrono_tz::Tz {
        let name = self.member().map_or(frame::CLUB_ZONE, |member| &member.time_zone);
        name.parse().unwrap_or(chrono_tz::UTC)
    }

    /// A duration in words.
    pub fn duration(&self, seconds: i64) -> String {
        duration_in_words(&self.app.words, self.locale(), seconds)
    }

    /// A duration in few words, for large figures.
    pub fn span(&self, seconds: i64) -> String {
        span_in_words(&self.app.words, self.locale(), seconds)
    }

    /// A size in words.
    pub fn bytes(&self, bytes: i64) -> String {
        bytes_in_words(&self.app.words, self.locale(), bytes)
    }

    pub fn locale(&self) -> Locale {
        self.member().map_or(self.language, |member| member.locale)
    }

    pub fn form_token(&self) -> String {
        csrf::form_token(&self.form_secret)
    }

    pub fn member(&self) -> Option<&Member> {
        self.signed_in.as_ref().map(|signed_in| &signed_in.member)
    }

    /// As `member` would have asked at another instant.
    fn at(&self, now: DateTime<Utc>, member: Member) -> Visitor {
        let signed_in = |known: &SignedIn| SignedIn { member, session: known.session.clone() };
        Visitor(Rc::new(Asking {
            now,
            signed_in: self.signed_in.as_ref().map(signed_in),
            app: self.app.clone(),
            address: self.address,
            browser: self.browser.clone(),
            path: self.path.clone(),
            language: self.language,
            session_token: self.session_token.clone(),
            form_secret: self.form_secret.clone(),
            is_new_form_secret: self.is_new_form_secret,
        }))
    }

    /// Reads the cookies and, if there is a session, its member: one trip to the database.
    async fn recognise(request: HttpRequest) -> Result<Visitor, Error> {
        if let Some(visitor) = request.extensions().get::<Visitor>() {
            return Ok(visitor.clone());
        }
        let app = request.app_data::<web::Data<App>>().expect("the router gives every route its App").clone();
        let now = app.clock.now();
        let session_token = Jar::Session.read(&request, app.is_https());
        let signed_in = match &session_token {
            Some(token) => find_session(&app, token, now, is_used(&request)).await?,
            None => None,
        };
        let form_cookie = Jar::Form.read(&request, app.is_https());
        let known = session_token.clone().filter(|_| signed_in.is_some()).or(form_cookie);
        let visitor = Visitor(Rc::new(Asking {
            now,
            signed_in,
            session_token,
            address: client_address::of(&request, &app.trusted_proxies),
            browser: browser_of(&request),
            path: request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned(),
            language: language::wanted(&request),
            is_new_form_secret: known.is_none(),
            form_secret: known.unwrap_or_else(Token::random),
            app,
        }));
        request.extensions_mut().insert(visitor.clone());
        Ok(visitor)
    }
}

/// Whether a person asks. A page that fetches itself keeps no session open: nobody may sit before it.
fn is_used(request: &HttpRequest) -> bool {
    !request.headers().contains_key("x-by-itself") && !request.path().starts_with(paths::LIVE)
}

async fn find_session(
    app: &App,
    token: &Token,
    now: DateTime<Utc>,
    is_used: bool,
) -> Result<Option<SignedIn>, Error> {
    let conn = app.pool.get().await?;
    let found = session::current(&conn, &token.hash(), now).await?;
    if let Some((session, _)) = &found
        && is_used
        && session.wants_touch(now)
    {
        touch_later(app.pool.clone(), session.id, now);
    }
    Ok(found.map(|(session, member)| SignedIn { member, session }))
}

/// Remembers the use of a session without making its reader wait.
fn touch_later(pool: Pool, id: SessionId, now: DateTime<Utc>) {
    actix_web::rt::spawn(async move {
        if let Ok(mut conn) = pool.get().await
            && let Err(error) = session::touch(&mut conn, id, now).await
        {
            tracing::warn!("session {id} was not touched: {error}");
        }
    });
}

/// What the browser calls itself, cut short: it is shown in the list of sessions.
fn browser_of(request: &HttpRequest) -> String {
    let said = request.headers().get("user-agent").and_then(|value| value.to_str().ok()).unwrap_or("");
    said.chars().filter(|c| !c.is_control()).take(200).collect()
}

macro_rules! members_only {
    ($(#[$doc:meta])* $name:ident, $may:expr) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name(Visitor);

        impl Deref for $name {
            type Target = Visitor;

            fn deref(&self) -> &Visitor {
                &self.0
            }
        }

        impl $name {
            pub fn member(&self) -> &Member {
                self.0.member().expect("this extractor gives only those who are signed in")
            }

            pub fn session(&self) -> &Session {
                &self.0.signed_in.as_ref().expect("this extractor gives only those who are signed in").session
            }

            pub fn actor(&self) -> Actor {
                Actor::of(self.member())
            }

            /// For writes that touch accounts, roles and tokens: the password was asked for
            /// within the last quarter of an hour, else off to ask it.
            pub fn confirmed_recently(&self) -> Result<(), Error> {
                self.confirmed_or_back_to(&self.path)
            }

            /// As `confirmed_recently`, for a form whose own address can't be opened: the way
            /// back leads to the page that it stands on.
            pub fn confirmed_or_back_to(&self, back: &str) -> Result<(), Error> {
                if self.session().is_confirmed(self.now) {
                    return Ok(());
                }
                Err(Error::ConfirmFirst { back: back.to_owned() })
            }
        }

        impl FromRequest for $name {
            type Error = Error;
            type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

            fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
                let request = request.clone();
                Box::pin(async move {
                    let is_get = request.method() == actix_web::http::Method::GET;
                    let visitor = Visitor::recognise(request).await?;
                    let Some(member) = visitor.member() else {
                        let back = if is_get { visitor.path.clone() } else { paths::HOME.to_owned() };
                        return Err(Error::SignInFirst { back });
                    };
                    let may: fn(&Member) -> bool = $may;
                    if may(member) { Ok($name(visitor)) } else { Err(Error::NotFound) }
                })
            }
        }
    };
}

members_only!(
    /// Somebody who is signed in.
    CurrentMember, |_| true);
impl CurrentMember {
    /// As `member`, who is the same person, would have asked at another instant.
    pub fn at(&self, now: DateTime<Utc>, member: Member) -> CurrentMember {
        CurrentMember(self.0.at(now, member))
    }
}

members_only!(
    /// Somebody of the core team.
    CoreMember, |member| member.role.is_core());
members_only!(
    /// An administrator.
    AdminMember, |member| member.role == crate::members::Role::Admin);

impl FromRequest for Visitor {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        Box::pin(Visitor::recognise(request.clone()))
    }
}
