//! What a failure looks like to a person. Nothing internal is ever said; the cause is logged
//! with the request.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};

use crate::db::pool::NoConnection;
use crate::db::{QueryError, is_away};
use crate::members::SignInError;
use crate::members::hasher::Busy;
use crate::words::{Message, Sentence};

/// Every way in which a page can fail. The frame around it is drawn by `router`, which knows
/// who asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The request cannot be read: bad UTF-8, a NUL, a broken form.
    #[error("unreadable request: {0}")]
    Unreadable(&'static str),
    /// Nobody is signed in: off to the sign-in page and back.
    #[error("not signed in")]
    SignInFirst { back: String },
    /// A sensitive write whose password was last asked for too long ago.
    #[error("password not confirmed recently")]
    ConfirmFirst { back: String },
    /// The form was not sent from one of our pages, or its page is too old. `kept` is what was
    /// typed, so that it is not lost.
    #[error("stale or foreign form")]
    StaleForm { kept: Vec<(String, String)> },
    /// There is nothing here, or nothing that this person may know of.
    #[error("not found")]
    NotFound,
    /// Somebody or something was faster; the sentence says what happened.
    #[error("conflict: {0:?}")]
    Conflict(Message),
    /// A rule is against it, whoever was first; the sentence says which.
    #[error("not now: {0:?}")]
    NotNow(Message),
    #[error("method not allowed")]
    MethodNotAllowed,
    #[error("too large")]
    TooLarge,
    /// The address is longer than any of ours.
    #[error("address too long")]
    AddressTooLong,
    /// The headers together are larger than any browser's.
    #[error("headers too large")]
    HeadersTooLarge,
    /// The body did not arrive in time.
    #[error("too slow")]
    TooSlow,
    #[error("too often")]
    TooOften { retry_after_seconds: u64 },
    /// The database is away, or the portal is too busy for this.
    #[error("unavailable: {0}")]
    Unavailable(String),
    #[error("internal: {0}")]
    Internal(#[from] anyhow::Error),
}

impl Error {
    /// A verb's refusal that has no field to stand beside.
    pub fn conflict(refusal: &impl Sentence) -> Error {
        Error::Conflict(refusal.sentence())
    }

    /// The id of the page's heading.
    pub fn title(&self) -> String {
        match self {
            Error::NotNow(_) => "error-not-now-title".to_owned(),
            other => format!("error-{}-title", other.status_code().as_u16()),
        }
    }

    /// What the page says below its heading.
    pub fn text(&self) -> Message {
        match self {
            Error::Conflict(message) | Error::NotNow(message) => message.clone(),
            other => Message::new(format!("error-{}-text", other.status_code().as_u16())),
        }
    }
}

impl From<Busy> for Error {
    fn from(busy: Busy) -> Error {
        Error::Unavailable(busy.to_string())
    }
}

/// For what is left of a refused sign-in once its own answers are taken care of.
impl From<SignInError> for Error {
    fn from(error: SignInError) -> Error {
        match error {
            SignInError::Busy(error) => error.into(),
            SignInError::NoConnection(error) => error.into(),
            SignInError::Database(error) => error.into(),
            refusal => Error::conflict(&refusal),
        }
    }
}

impl From<NoConnection> for Error {
    fn from(error: NoConnection) -> Error {
        Error::Unavailable(error.to_string())
    }
}

impl From<QueryError> for Error {
    fn from(error: QueryError) -> Error {
        match error {
            QueryError::NotFound => Error::NotFound,
            away if is_away(&away) => Error::Unavailable(away.to_string()),
            other => Error::Internal(other.into()),
        }
    }
}

impl From<handlebars::RenderError> for Error {
    fn from(error: handlebars::RenderError) -> Error {
        Error::Internal(error.into())
    }
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        match self {
            Error::Unreadable(_) => StatusCode::BAD_REQUEST,
            Error::SignInFirst { .. } | Error::ConfirmFirst { .. } => StatusCode::SEE_OTHER,
            Error::StaleForm { .. } => StatusCode::FORBIDDEN,
            Error::NotFound => StatusCode::NOT_FOUND,
            Error::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Error::Conflict(_) | Error::NotNow(_) => StatusCode::CONFLICT,
            Error::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Error::AddressTooLong => StatusCode::URI_TOO_LONG,
            Error::HeadersTooLarge => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Error::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Error::TooOften { .. } => StatusCode::TOO_MANY_REQUESTS,
            Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::build(self.status_code()).finish()
    }
}
