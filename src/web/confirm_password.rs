//! The password once more, before somebody's account is touched.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use crate::members::SignInError;
use crate::members::confirm_password::confirm_password;
use crate::paths;
use crate::web::cookies::Jar;
use crate::web::see_other::own_path;
use crate::web::sign_in::come_back;
use crate::web::{CurrentMember, Error, Form, FormErrors, FormView};
use crate::words::Sentence;

#[derive(Deserialize)]
pub struct Query {
    #[serde(default)]
    back: String,
}

#[derive(Serialize)]
struct Page<'a> {
    form: FormView,
    back: &'a str,
    email: &'a str,
}

pub async fn new(visitor: CurrentMember, query: web::Query<Query>) -> Result<HttpResponse, Error> {
    let back = own_path(&query.back, paths::HOME);
    let page = Page { form: FormView::default(), back, email: &visitor.member().email };
    visitor.render("confirm_password/new", "", &page)
}

pub async fn create(visitor: CurrentMember, form: Form) -> Result<HttpResponse, Error> {
    let (app, back) = (&visitor.app, own_path(form.text("back"), paths::HOME));
    let who = (visitor.session(), visitor.member());
    let password = form.raw("password");
    match confirm_password(&app.pool, &app.hasher, who, password, visitor.address, visitor.now).await {
        Ok(token) => {
            let mut response = visitor.redirect(back);
            let _ = response.add_cookie(&Jar::Session.write(&token, app.is_https()));
            Ok(response)
        }
        Err(refusal @ (SignInError::Wrong | SignInError::TooManyTries { .. } | SignInError::ResetFirst)) => {
            let errors = FormErrors::of("password", refusal.sentence());
            let form = form.view(&errors, &app.words, visitor.locale());
            let page = Page { form, back, email: &visitor.member().email };
            Ok(come_back(visitor.refuse("confirm_password/new", "", &page)?, &refusal))
        }
        Err(other) => Err(other.into()),
    }
}
