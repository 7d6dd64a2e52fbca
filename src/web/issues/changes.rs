//! Changes to an issue without a word: its state, who answers it, which move it holds up, and the
//! reporter's "it works again" and "it is broken again".

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};

use crate::db::ids::{IssueId, MemberId};
use crate::issues::{
    AssignError, ChangeError, LinkError, assign, change_state, link_migration, mark_fixed, reopen, take,
};
use crate::paths;
use crate::web::issues::show::{self, Forms, parse_id};
use crate::web::{CoreMember, CurrentMember, Error, Form, FormErrors, FormView, Visitor};
use crate::words::{Message, Sentence};

pub async fn state(visitor: CoreMember, path: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let id = parse_id(&path)?;
    let mut errors = FormErrors::default();
    let (from, to) = (form.one_of("from", &mut errors), form.one_of("to", &mut errors));
    let (Some(from), Some(to)) = (from, to) else {
        let state = view(&visitor, &form, &FormErrors::of("new-state", Message::new("form-not-one-of")));
        return refuse(&visitor, id, Forms { state, ..Forms::default() }).await;
    };
    let mut conn = visitor.conn().await?;
    answer(&visitor, &path, change_state(&mut conn, &visitor.actor(), id, (from, to), visitor.now).await)
}

pub async fn fixed(visitor: CurrentMember, path: web::Path<String>, _: Form) -> Result<HttpResponse, Error> {
    let id = parse_id(&path)?;
    let mut conn = visitor.conn().await?;
    answer(&visitor, &path, mark_fixed(&mut conn, &visitor.actor(), id, visitor.now).await)
}

pub async fn reopened(
    visitor: CurrentMember,
    path: web::Path<String>,
    _: Form,
) -> Result<HttpResponse, Error> {
    let id = parse_id(&path)?;
    let mut conn = visitor.conn().await?;
    answer(&visitor, &path, reopen(&mut conn, &visitor.actor(), id, visitor.now).await)
}

fn answer(visitor: &Visitor, id: &str, done: Result<(), ChangeError>) -> Result<HttpResponse, Error> {
    match done {
        Ok(()) => Ok(visitor.redirect(&paths::issue(parse_id(id)?))),
        Err(ChangeError::NoSuchIssue) => Err(Error::NotFound),
        Err(ChangeError::Database(error)) => Err(error.into()),
        Err(refusal) => Err(Error::conflict(&refusal)),
    }
}

/// `to` is a member's number, empty for nobody; without it the visitor takes it themself.
pub async fn assignment(
    visitor: CoreMember,
    path: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Error> {
    let id = parse_id(&path)?;
    let actor = visitor.actor();
    let to: Result<Option<MemberId>, _> = match form.text("to") {
        "" => Ok(None),
        number => number.parse().map(Some).map_err(|_| AssignError::NotOfTheCoreTeam),
    };
    let done = match to {
        Err(refusal) => Err(refusal),
        Ok(to) if form.has("to") => assign(&mut *visitor.conn().await?, &actor, id, to, visitor.now).await,
        Ok(_) => take(&mut *visitor.conn().await?, &actor, id, visitor.now).await,
    };
    match done {
        Ok(()) => Ok(visitor.redirect(&paths::issue(id))),
        Err(AssignError::NoSuchIssue) => Err(Error::NotFound),
        Err(AssignError::Database(error)) => Err(error.into()),
        Err(refusal @ AssignError::NotOfTheCoreTeam) => {
            let assignment = view(&visitor, &form, &FormErrors::of("to", refusal.sentence()));
            refuse(&visitor, id, Forms { assignment, ..Forms::default() }).await
        }
        Err(refusal) => Err(Error::conflict(&refusal)),
    }
}

/// `migration` is a number such as `M-142`, empty for none.
pub async fn migration(
    visitor: CoreMember,
    path: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Error> {
    let id = parse_id(&path)?;
    let migration = match form.text("migration") {
        "" => Ok(None),
        number => number.parse().map(Some).map_err(|_| LinkError::NoSuchMigration),
    };
    let done = match migration {
        Err(refusal) => Err(refusal),
        Ok(migration) => {
            let mut conn = visitor.conn().await?;
            link_migration(&mut conn, &visitor.actor(), id, migration, visitor.now).await
        }
    };
    match done {
        Ok(()) => Ok(visitor.redirect(&paths::issue(id))),
        Err(LinkError::NoSuchIssue) => Err(Error::NotFound),
        Err(LinkError::Database(error)) => Err(error.into()),
        Err(refusal) => {
            let migration = view(&visitor, &form, &FormErrors::of("migration", refusal.sentence()));
            refuse(&visitor, id, Forms { migration, ..Forms::default() }).await
        }
    }
}

async fn refuse(visitor: &Visitor, id: IssueId, forms: Forms) -> Result<HttpResponse, Error> {
    show::page(visitor, id, forms, StatusCode::UNPROCESSABLE_ENTITY).await
}

fn view(visitor: &Visitor, form: &Form, errors: &FormErrors) -> FormView {
    form.view(errors, &visitor.app.words, visitor.locale())
}
