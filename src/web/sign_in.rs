//! Signing in and out.

use actix_web::http::header::HeaderName;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};

use crate::members::sign_in::{self, Credentials, SignInError};
use crate::members::{known_device, session};
use crate::paths;
use crate::web::cookies::Jar;
use crate::web::see_other::own_path;
use crate::web::too_often::too_often;
use crate::web::{Error, Form, FormErrors, FormView, Visitor};
use crate::words::Sentence;

#[derive(Deserialize)]
pub struct Query {
    #[serde(default)]
    back: String,
    #[serde(default)]
    done: String,
}

#[derive(Serialize)]
struct Page<'a> {
    form: FormView,
    back: &'a str,
    /// What was just done that makes signing in the next step.
    done: Option<&'static str>,
}

pub async fn new(visitor: Visitor, query: web::Query<Query>) -> Result<HttpResponse, Error> {
    if visitor.signed_in.is_some() {
        return Ok(visitor.redirect(own_path(&query.back, paths::HOME)));
    }
    let done = match query.done.as_str() {
        "joined" => Some("sign-in-done-joined"),
        "reset" => Some("sign-in-done-reset"),
        _ => None,
    };
    let page = Page { form: FormView::default(), back: own_path(&query.back, ""), done };
    visitor.render("sign_in/new", "", &page)
}

pub async fn create(visitor: Visitor, request: HttpRequest, form: Form) -> Result<HttpResponse, Error> {
    let device = Jar::Device.read(&request, visitor.app.is_https());
    let credentials = Credentials {
        email: form.text("email"),
        password: form.raw("password"),
        address: visitor.address,
        browser: &visitor.browser,
        replaces: visitor.session_token.as_ref(),
        device: device.as_ref(),
    };
    let app = &visitor.app;
    match sign_in::sign_in(&app.pool, &app.hasher, credentials, visitor.now).await {
        Ok(opened) => {
            let mut response = visitor.redirect(own_path(form.text("back"), paths::HOME));
            let _ = response.add_cookie(&Jar::Session.write(&opened.session, app.is_https()));
            let _ = response.add_cookie(&Jar::Device.write(&opened.device, app.is_https()));
            let _ = response.add_cookie(&Jar::Form.forget(app.is_https()));
            Ok(response)
        }
        Err(SignInError::Busy(busy)) => Err(busy.into()),
        Err(SignInError::Database(error)) => Err(error.into()),
        Err(SignInError::NoConnection(error)) => Err(error.into()),
        Err(refusal) => {
            let errors = FormErrors::of("", refusal.sentence());
            let back = form.text("back");
            let form = form.view(&errors, &app.words, visitor.locale());
            let page = Page { form, back: own_path(back, ""), done: None };
            Ok(come_back(visitor.refuse("sign_in/new", "", &page)?, &refusal))
        }
    }
}

/// The refusal as it stands, or with 429 when it is that there were too many.
pub fn come_back(response: HttpResponse, refusal: &SignInError) -> HttpResponse {
    match refusal {
        SignInError::TooManyTries { wait } => too_often(response, *wait),
        _ => response,
    }
}

/// The browser forgets everything: whoever sits here next finds nothing of this member.
pub async fn destroy(visitor: Visitor, request: HttpRequest, _: Form) -> Result<HttpResponse, Error> {
    if let Some(device) = Jar::Device.read(&request, visitor.app.is_https()) {
        known_device::forget(&mut *visitor.conn().await?, &device).await?;
    }
    if let Some(signed_in) = &visitor.signed_in {
        session::end(&mut *visitor.conn().await?, signed_in.session.id).await?;
    }
    let mut response = visitor.redirect(paths::STATUS);
    for jar in [Jar::Session, Jar::Device] {
        let _ = response.add_cookie(&jar.forget(visitor.app.is_https()));
    }
    let name = HeaderName::from_static("clear-site-data");
    response
        .headers_mut()
        .insert(name, "\"cache\", \"cookies\", \"storage\"".parse().expect("a header value"));
    Ok(response)
}
