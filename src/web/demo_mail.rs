//! The mails of a demonstration, which go nowhere: whoever looks at the demo may read them all.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::mail::queries::{self, Letter};
use crate::paths;
use crate::web::outbox::Line;
use crate::web::{Error, Visitor, mail_html};

const PAGE_SIZE: i64 = 50;

#[derive(Deserialize)]
pub struct Query {
    #[serde(default)]
    after: String,
}

#[derive(Serialize)]
struct List {
    mails: Vec<Line>,
    next: Option<String>,
    is_first_page: bool,
}

#[derive(Serialize)]
struct Show {
    mail: Letter,
}

pub async fn index(visitor: Visitor, query: web::Query<Query>) -> Result<HttpResponse, Error> {
    only_in_a_demo(&visitor)?;
    let after = match query.after.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| Error::NotFound)?),
    };
    let (mails, next) = queries::page(&*visitor.conn().await?, None, after, PAGE_SIZE).await?;
    let next = next.map(|next| format!("{}?after={next}", paths::DEMO_MAIL));
    let mails = mails.into_iter().map(Line::from).collect();
    visitor.render("demo_mail/index", "", &List { mails, next, is_first_page: after.is_none() })
}

pub async fn show(visitor: Visitor, id: web::Path<String>) -> Result<HttpResponse, Error> {
    let mail = find(&visitor, &id).await?;
    visitor.render("demo_mail/show", "", &Show { mail })
}

/// The HTML part alone.
pub async fn html(visitor: Visitor, id: web::Path<String>) -> Result<HttpResponse, Error> {
    Ok(mail_html::respond(find(&visitor, &id).await?.body_html))
}

async fn find(visitor: &Visitor, id: &str) -> Result<Letter, Error> {
    only_in_a_demo(visitor)?;
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    queries::letter(&*visitor.conn().await?, id).await?.ok_or(Error::NotFound)
}

fn only_in_a_demo(visitor: &Visitor) -> Result<(), Error> {
    if visitor.app.captures_mail { Ok(()) } else { Err(Error::NotFound) }
}
