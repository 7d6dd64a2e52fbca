//! What happens around every request: the fence against foreign forms, failures drawn as pages,
//! headers, one line in the log.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderValue, RETRY_AFTER};
use actix_web::middleware::Next;
use actix_web::{FromRequest, HttpMessage, HttpRequest, HttpResponse, web};
use serde::Serialize;

use crate::api;
use crate::app::App;
use crate::paths;
use crate::web::form::Typed;
use crate::web::see_other::see_other;
use crate::web::{Error, Visitor, csrf, headers, token_page};

const LONGEST_ADDRESS: usize = 8 * 1024;
const LARGEST_HEADERS: usize = 32 * 1024;

pub async fn not_found() -> Result<HttpResponse, Error> {
    Err(Error::NotFound)
}

pub async fn method_not_allowed() -> Result<HttpResponse, Error> {
    Err(Error::MethodNotAllowed)
}

pub async fn finish(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let app = request.app_data::<web::Data<App>>().expect("the router gives every route its App").clone();
    if request.path().starts_with(api::PREFIX) {
        let mut response = api::finish(request, next).await?;
        headers::add(response.response_mut().headers_mut(), app.is_https());
        log(&response);
        return Ok(response);
    }
    let mut response = match refusal(request.request(), &app.letterhead.public_url) {
        // Not `into_response`, which forgets the error that the page is drawn from.
        Some(error) => ServiceResponse::new(request.into_parts().0, HttpResponse::from_error(error)),
        None => match next.call(request).await {
            Ok(response) => response.map_into_boxed_body(),
            Err(error) => return Err(error),
        },
    };
    if response.response().error().is_some() {
        response = draw(response).await;
    }
    token_page::keep_quiet(&mut response);
    headers::add(response.response_mut().headers_mut(), app.is_https());
    log(&response);
    Ok(response)
}

/// What is wrong with a request before any page is asked.
fn refusal(request: &HttpRequest, public_url: &str) -> Option<Error> {
    let address = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    let headers: usize =
        request.headers().iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    if address > LONGEST_ADDRESS {
        Some(Error::AddressTooLong)
    } else if headers > LARGEST_HEADERS {
        Some(Error::HeadersTooLarge)
    } else if csrf::must_check(request) && !csrf::is_same_origin(request, public_url) {
        Some(Error::StaleForm { kept: Vec::new() })
    } else if has_nul(request) {
        Some(Error::Unreadable("a NUL"))
    } else {
        None
    }
}

/// A NUL in the address, which PostgreSQL cannot hold and no name of ours has.
fn has_nul(request: &HttpRequest) -> bool {
    request.uri().path_and_query().is_some_and(|address| address.as_str().contains("%00"))
}

/// A failure as a page in the frame of whoever asked.
async fn draw(response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let (request, failed) = response.into_parts();
    let visitor = Visitor::extract(&request).await;
    let error = failed.error().and_then(|error| error.as_error::<Error>());
    let drawn = match (error, visitor) {
        (Some(Error::SignInFirst { back }), _) => {
            see_other(&format!("{}?back={}", paths::SIGN_IN, paths::segment(back)))
        }
        (Some(Error::ConfirmFirst { back }), _) => {
            see_other(&format!("{}?back={}", paths::CONFIRM_PASSWORD, paths::segment(back)))
        }
        (Some(error), Ok(visitor)) => error_page(error, &visitor, &typed_into(&request)),
        (None, Ok(visitor)) => {
            let error = if failed.status().is_client_error() {
                Error::Unreadable("the request")
            } else {
                Error::NotFound
            };
            error_page(&error, &visitor, &[])
        }
        (_, Err(_)) => {
            bare_page(error.map_or(StatusCode::SERVICE_UNAVAILABLE, actix_web::ResponseError::status_code))
        }
    };
    if let Some(error @ (Error::Internal(_) | Error::Unavailable(_))) = error {
        tracing::error!(path = request.path(), "{} {} failed: {error:#}", request.method(), request.path());
    }
    ServiceResponse::new(request, drawn)
}

#[derive(Serialize)]
struct ErrorPage<'a> {
    status: u16,
    title: String,
    text: String,
    kept: Vec<Kept<'a>>,
    back: String,
}

#[derive(Serialize)]
struct Kept<'a> {
    name: &'a str,
    value: &'a str,
}

/// What was typed into the form that was sent, as far as it was read.
fn typed_into(request: &HttpRequest) -> Vec<(String, String)> {
    request.extensions().get::<Typed>().map(|typed| typed.0.clone()).unwrap_or_default()
}

fn error_page(error: &Error, visitor: &Visitor, typed: &[(String, String)]) -> HttpResponse {
    let status = actix_web::ResponseError::status_code(error);
    let is_too_late = matches!(error, Error::Conflict(_) | Error::NotNow(_));
    let kept = match error {
        Error::StaleForm { kept } => kept.iter(),
        _ if is_too_late => typed.iter(),
        _ => [].iter(),
    };
    let own_page = paths::around(&visitor.path).filter(|_| is_too_late && visitor.signed_in.is_some());
    let home = if visitor.signed_in.is_some() { paths::HOME } else { paths::STATUS };
    let page = ErrorPage {
        status: status.as_u16(),
        title: error.title(),
        text: visitor.tell(&error.text()),
        kept: kept.map(|(name, value)| Kept { name, value }).collect(),
        back: own_page.unwrap_or_else(|| home.to_owned()),
    };
    let mut response =
        visitor.render_as(status, "errors/show", "", &page).unwrap_or_else(|_| bare_page(status));
    let wait = match error {
        Error::TooOften { retry_after_seconds } => Some(*retry_after_seconds),
        Error::Unavailable(_) => Some(5),
        _ => None,
    };
    if let Some(seconds) = wait {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// When not even the frame can be drawn, such as while the database is away.
fn bare_page(status: StatusCode) -> HttpResponse {
    let html = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Domovoi</title>\
                <h1>We can’t reach our database right now</h1><p>Nothing is lost. Try again in a minute.</p></html>";
    let mut response = HttpResponse::build(status).content_type("text/html; charset=utf-8").body(html);
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("5"));
    response
}

/// Paths may hold secrets (invitations, resets), so the log names the route, not the address.
fn log(response: &ServiceResponse<BoxBody>) {
    if !tracing::enabled!(tracing::Level::DEBUG) {
        return;
    }
    let route = response.request().match_pattern().unwrap_or_else(|| "no route".to_owned());
    tracing::debug!(status = response.status().as_u16(), route, "{} {route}", response.request().method());
}
