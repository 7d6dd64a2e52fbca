//! How the API says no: `application/problem+json` (RFC 9457), in plain English for whoever reads
//! the log of a dom0. Nothing internal is ever said.

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::{HttpResponse, ResponseError};

use crate::db::pool::NoConnection;
use crate::db::{QueryError, is_away};
use crate::reports::{Broken, Problem};

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("no token that opens anything")]
    Unknown,
    #[error("there is nothing here for this token")]
    NotFound,
    #[error("not with this method")]
    MethodNotAllowed,
    #[error("the batch is broken: {0}")]
    Broken(Broken),
    #[error("{0}")]
    Conflict(String),
    #[error("the body is larger than it may be")]
    TooLarge,
    #[error("the body did not arrive in time")]
    TooSlow,
    #[error("too often; try again in {retry_after_seconds} s")]
    TooOften { retry_after_seconds: u64 },
    #[error("the database is away; nothing is lost, try again")]
    Unavailable,
    #[error("something failed here; try again")]
    Internal,
}

impl From<NoConnection> for Error {
    fn from(error: NoConnection) -> Error {
        tracing::warn!("the API has no connection: {error}");
        Error::Unavailable
    }
}

impl From<QueryError> for Error {
    fn from(error: QueryError) -> Error {
        if is_away(&error) {
            return Error::Unavailable;
        }
        tracing::error!("the API failed: {error}");
        Error::Internal
    }
}

impl Error {
    fn title(&self) -> &'static str {
        self.status_code().canonical_reason().unwrap_or("Error")
    }

    fn problem(&self) -> Problem {
        let item = match self {
            Error::Broken(broken) => broken.item,
            _ => None,
        };
        Problem {
            title: self.title().to_owned(),
            status: self.status_code().as_u16(),
            detail: self.to_string(),
            item,
        }
    }
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        match self {
            Error::Unknown => StatusCode::UNAUTHORIZED,
            Error::NotFound => StatusCode::NOT_FOUND,
            Error::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Error::Broken(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Error::Conflict(_) => StatusCode::CONFLICT,
            Error::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Error::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Error::TooOften { .. } => StatusCode::TOO_MANY_REQUESTS,
            Error::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Error::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        response.content_type("application/problem+json");
        match self {
            Error::Unknown => {
                response.insert_header((WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")));
            }
            Error::TooOften { retry_after_seconds } => {
                response.insert_header((RETRY_AFTER, *retry_after_seconds));
            }
            Error::Unavailable => {
                response.insert_header((RETRY_AFTER, 5));
            }
            _ => {}
        }
        response.json(self.problem())
    }
}
