//! Another address: asking for one to sign in with, and the page behind the link that confirms one.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use crate::db::token::Token;
use crate::members::EmailAddress;
use crate::members::address_change::{self, ConfirmError, Place};
use crate::members::profile::{self, AskForAddressError};
use crate::paths;
use crate::web::cookies::Jar;
use crate::web::email_address::email_address;
use crate::web::token_page::gone;
use crate::web::{CurrentMember, Error, Form, FormErrors, Visitor, account};
use crate::words::Message;

const ADDRESS: &str = "new_email";
const PASSWORD: &str = "address_password";

/// Whether the address is somebody else's is not told.
pub async fn create(visitor: CurrentMember, form: Form) -> Result<HttpResponse, Error> {
    let address = match parse(&form) {
        Ok(address) => address,
        Err(errors) => return account::refuse(&visitor, &form, &errors).await,
    };
    let (app, who) = (&visitor.app, (visitor.session(), visitor.member()));
    let password = form.raw(PASSWORD);
    let asked = profile::ask_for_address(
        &app.pool,
        &app.hasher,
        &app.letterhead,
        who,
        password,
        &address,
        visitor.now,
    );
    match asked.await {
        Ok(token) => {
            let mut response = visitor.redirect(&format!("{}?done=address", paths::ACCOUNT));
            let _ = response.add_cookie(&Jar::Session.write(&token, app.is_https()));
            Ok(response)
        }
        Err(AskForAddressError::Address(refusal)) => {
            account::refuse_address(&visitor, &form, ADDRESS, refusal).await
        }
        Err(AskForAddressError::Password(refusal)) => {
            account::refuse_password(&visitor, &form, PASSWORD, refusal).await
        }
    }
}

fn parse(form: &Form) -> Result<EmailAddress, FormErrors> {
    let mut errors = FormErrors::default();
    let address = email_address(form, ADDRESS, &mut errors);
    if form.raw(PASSWORD).is_empty() {
        errors.add(PASSWORD, Message::new("form-required"));
    }
    errors.or(address)
}

#[derive(Serialize)]
struct Page {
    action: String,
    address: String,
    is_first: bool,
}

/// Only the button changes something: mail programs open links by themselves.
pub async fn show(visitor: Visitor, token: web::Path<String>) -> Result<HttpResponse, Error> {
    let Some(token) = Token::from_input(&token) else { return no_longer(&visitor) };
    match address_change::by_token(&*visitor.conn().await?, &token, visitor.now).await? {
        Some(change) => {
            let page = Page {
                action: paths::address(token.as_str()),
                address: change.address,
                is_first: change.place == Place::First,
            };
            visitor.render("address_changes/show", "", &page)
        }
        None => no_longer(&visitor),
    }
}

pub async fn update(visitor: Visitor, token: web::Path<String>, _: Form) -> Result<HttpResponse, Error> {
    let Some(token) = Token::from_input(&token) else { return no_longer(&visitor) };
    let conn = &mut *visitor.conn().await?;
    match address_change::confirm(conn, &visitor.app.letterhead, &token, visitor.now).await {
        Ok(()) => visitor.render("address_changes/done", "", &serde_json::json!({})),
        Err(ConfirmError::Gone) => no_longer(&visitor),
        Err(ConfirmError::Database(error)) => Err(error.into()),
    }
}

fn no_longer(visitor: &Visitor) -> Result<HttpResponse, Error> {
    gone(visitor, "address-gone-title", "address-gone-text")
}
