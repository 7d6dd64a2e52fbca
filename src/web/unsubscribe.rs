//! The one-click link in news mails (RFC 8058): looking at it changes nothing, because mail
//! programs fetch links ahead; a POST acts, without cookie or form token, and again is fine.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use crate::db::token::Token;
use crate::mail::preferences;
use crate::web::{Error, Visitor};

#[derive(Serialize)]
struct Page<'a> {
    token: &'a str,
    is_done: bool,
}

pub async fn show(visitor: Visitor, token: web::Path<String>) -> Result<HttpResponse, Error> {
    let token = Token::from_input(&token).ok_or(Error::NotFound)?;
    if !preferences::is_unsubscribe_token(&*visitor.conn().await?, &token).await? {
        return Err(Error::NotFound);
    }
    page(&visitor, &token, false)
}

pub async fn create(visitor: Visitor, token: web::Path<String>) -> Result<HttpResponse, Error> {
    let token = Token::from_input(&token).ok_or(Error::NotFound)?;
    if !preferences::unsubscribe(&mut *visitor.conn().await?, &token).await? {
        return Err(Error::NotFound);
    }
    page(&visitor, &token, true)
}

fn page(visitor: &Visitor, token: &Token, is_done: bool) -> Result<HttpResponse, Error> {
    let page = Page { token: token.as_str(), is_done };
    visitor.render("unsubscribe/show", "", &page)
}
