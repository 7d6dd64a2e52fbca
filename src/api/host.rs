//! Which dom0 asks: an extractor, as `CurrentMember` is for pages.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{FromRequest, HttpRequest, web};
use chrono::{DateTime, Duration, Utc};

use super::Error;
use crate::app::App;
use crate::db::ids::HostId;
use crate::db::pool::Connection;
use crate::db::token::Token;
use crate::fleet::host_token;
use crate::members::throttle::{self, Limit, Turn};

/// Four batches a second, and half a minute's worth of them at once after a gap.
const LIMIT: Limit = Limit { burst: 120, every: Duration::milliseconds(250) };
/// Tokens that open nothing, by the address that tries them.
const WRONG: Limit = Limit { burst: 20, every: Duration::seconds(3) };

/// The host whose token came with the request.
pub struct ReportingHost {
    pub app: web::Data<App>,
    pub id: HostId,
    pub now: DateTime<Utc>,
}

impl ReportingHost {
    pub async fn conn(&self) -> Result<Connection, Error> {
        Ok(self.app.pool.get().await?)
    }

    async fn recognise(request: HttpRequest) -> Result<ReportingHost, Error> {
        let app = request.app_data::<web::Data<App>>().expect("the router gives every route its App").clone();
        let now = app.clock.now();
        let conn = &mut *app.pool.get().await?;
        let found = match bearer(&request) {
            Some(token) => host_token::host_of(conn, &token, now).await?,
            None => None,
        };
        let Some(id) = found else {
            let address = crate::web::client_address::of(&request, &app.trusted_proxies);
            let key = throttle::address_key("api", address);
            may(throttle::take(conn, &key, WRONG, now).await?)?;
            return Err(Error::Unknown);
        };
        may(throttle::take(conn, &format!("reports:{}", id.0), LIMIT, now).await?)?;
        Ok(ReportingHost { app: app.clone(), id, now })
    }
}

fn may(turn: Turn) -> Result<(), Error> {
    match turn {
        Turn::Now => Ok(()),
        Turn::In(wait) => {
            Err(Error::TooOften { retry_after_seconds: wait.num_seconds().max(0).unsigned_abs() + 1 })
        }
        Turn::ResetFirst => Err(Error::Unknown),
    }
}

/// RFC 6750 §2.1; the scheme in any case, as RFC 9110 §11.1 has it.
fn bearer(request: &HttpRequest) -> Option<Token> {
    let header = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| Token::from_input(token.trim()))?
}

impl FromRequest for ReportingHost {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<ReportingHost, Error>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        Box::pin(ReportingHost::recognise(request.clone()))
    }
}
