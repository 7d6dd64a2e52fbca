//! A new post: first looked at with the number of mails, then published.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};

use crate::db::AsyncPgConnection;
use crate::migrations::queries::{BookedMove, booked_within};
use crate::paths;
use crate::status::queries::{Missing, missing};
use crate::status::{Kind, NewPost, PublishError, audience, publish};
use crate::web::status::post_form::{Choices, Page, parse};
use crate::web::status::ready_page;
use crate::web::{CoreMember, Error, Form, FormErrors};
use crate::words::{Message, Sentence};

const HERE: &str = "nav-tonight";

/// What a link to the form may fill in.
const FILLED_BY_LINKS: [&str; 4] = ["kind", "title", "host", "site"];

pub async fn new(
    visitor: CoreMember,
    web::Query(asked): web::Query<Vec<(String, String)>>,
) -> Result<HttpResponse, Error> {
    let asked = asked.into_iter().filter(|(name, _)| FILLED_BY_LINKS.contains(&name.as_str()));
    let usual = [("kind", "outage"), ("severity", "major"), ("audience", "affected")];
    let usual = usual.map(|(name, value)| (name.to_owned(), value.to_owned()));
    // Of a field that has one value the first counts.
    let form = Form::filled(asked.chain(usual));
    answer(&visitor, (&form, FormErrors::default()), None, StatusCode::OK).await
}

pub async fn create(visitor: CoreMember, form: Form) -> Result<HttpResponse, Error> {
    let new = match parse(&form, visitor.member().zone(), visitor.now) {
        Ok(new) => new,
        Err(errors) => return refused(&visitor, &form, errors).await,
    };
    if let Err(refusal) = new.check(&visitor.actor(), visitor.now) {
        return refused(&visitor, &form, FormErrors::of(field_of(&refusal), refusal.sentence())).await;
    }
    let (counts, missing) = {
        let conn = visitor.conn().await?;
        tokio::try_join!(audience::count(&conn, &new.scope), missing(&conn, &new.scope))?
    };
    if let Some(missing) = missing {
        return refused(&visitor, &form, said_of(missing)).await;
    }
    let count = counts.of(new.audience);
    if form.has("preview") {
        return answer(&visitor, (&form, FormErrors::default()), Some(count), StatusCode::OK).await;
    }
    if form.text("counted") != count.to_string() {
        let errors = FormErrors::of("audience", Message::new("status-error-count-changed").with("n", count));
        return answer(&visitor, (&form, errors), Some(count), StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let done = {
        let mut conn = visitor.conn().await?;
        publish(&mut conn, &visitor.app.letterhead, &visitor.actor(), new, visitor.now).await
    };
    match done {
        Ok(id) => {
            ready_page::draw_now(&visitor.app).await;
            Ok(visitor.redirect(&paths::status_post(id)))
        }
        Err(PublishError::Database(error)) => Err(error.into()),
        Err(refusal) => {
            refused(&visitor, &form, FormErrors::of(field_of(&refusal), refusal.sentence())).await
        }
    }
}

async fn refused(visitor: &CoreMember, form: &Form, errors: FormErrors) -> Result<HttpResponse, Error> {
    answer(visitor, (form, errors), None, StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn answer(
    visitor: &CoreMember,
    (form, errors): (&Form, FormErrors),
    counted: Option<i64>,
    status: StatusCode,
) -> Result<HttpResponse, Error> {
    let conn = visitor.conn().await?;
    let new = parse(form, visitor.member().zone(), visitor.now).ok();
    let (choices, beside) = tokio::try_join!(Choices::load(&conn, form), beside(&conn, new.as_ref()))?;
    let view = form.view_of("status", &errors, &visitor.app.words, visitor.locale());
    let page = Page::new(visitor, view, new.as_ref(), choices, beside, counted);
    visitor.render_as(status, "status/new", HERE, &page)
}

/// The moves into whose windows this planned work would fall, as far as the form tells.
async fn beside(conn: &AsyncPgConnection, new: Option<&NewPost>) -> Result<Vec<BookedMove>, Error> {
    let Some(new) = new else { return Ok(Vec::new()) };
    let (Kind::Maintenance, Some(ends_at)) = (new.kind, new.ends_at) else { return Ok(Vec::new()) };
    let touched = (&new.scope.hosts[..], &new.scope.sites[..]);
    Ok(booked_within(conn, touched, (new.starts_at, ends_at)).await?)
}

fn said_of(missing: Missing) -> FormErrors {
    match missing {
        Missing::SiteOrHost => FormErrors::of("scope", PublishError::UnknownScope.sentence()),
        Missing::Move(id) => {
            let no_such = Message::new("status-error-no-such-move").with("number", id.to_string());
            FormErrors::of("migrations", no_such)
        }
    }
}

fn field_of(refusal: &PublishError) -> &'static str {
    match refusal {
        PublishError::BadTitle => "title",
        PublishError::NothingSaid => "body",
        PublishError::WrongState { .. } => "state",
        PublishError::OutageAhead => "starts_at",
        PublishError::NoEnd | PublishError::OutageWithEnd => "ends_at",
        PublishError::NothingChosen | PublishError::UnknownScope => "scope",
        PublishError::NotOfTheCoreTeam | PublishError::Database(_) => "",
    }
}
