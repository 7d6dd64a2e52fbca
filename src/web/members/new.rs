//! Inviting somebody.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use crate::members::Role;
use crate::members::invitation::{self, InviteError, NewMember};
use crate::paths;
use crate::web::choice::Choice;
use crate::web::email_address::email_address;
use crate::web::{CoreMember, Error, Form, FormErrors, FormView};
use crate::words::Sentence;

/// What was typed before the password was asked for again.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Query {
    name: String,
    email: String,
    role: String,
}

#[derive(Serialize)]
struct Page {
    form: FormView,
    roles: Vec<Choice>,
}

pub async fn new(visitor: CoreMember, query: web::Query<Query>) -> Result<HttpResponse, Error> {
    let role = if query.role.is_empty() { Role::Member.as_str() } else { &query.role };
    let form = Form::filled([("name", query.name.as_str()), ("email", &query.email), ("role", role)]);
    let form = form.view(&FormErrors::default(), &visitor.app.words, visitor.locale());
    visitor.render("members/new", "nav-members", &page(&visitor, form))
}

pub async fn create(visitor: CoreMember, form: Form) -> Result<HttpResponse, Error> {
    visitor.confirmed_or_back_to(&way_back(&form))?;
    let invited = match parse(&form) {
        Ok(new) => {
            invitation::invite(
                &mut *visitor.conn().await?,
                &visitor.app.letterhead,
                &visitor.actor(),
                new,
                visitor.now,
            )
            .await
        }
        Err(errors) => return refuse(&visitor, &form, &errors),
    };
    match invited {
        Ok(invited) => Ok(visitor.redirect(&paths::member(invited.member))),
        Err(InviteError::Database(error)) => Err(error.into()),
        Err(refusal) => {
            let field = match refusal {
                InviteError::AddressTaken => "email",
                InviteError::Name | InviteError::NotALine(_) => "name",
                _ => "role",
            };
            refuse(&visitor, &form, &FormErrors::of(field, refusal.sentence()))
        }
    }
}

fn parse(form: &Form) -> Result<NewMember, FormErrors> {
    let mut errors = FormErrors::default();
    let name = form.required("name", 100, &mut errors);
    let email = email_address(form, "email", &mut errors);
    let role = form.one_of("role", &mut errors);
    errors.or(email.zip(role).map(|(email, role)| NewMember { email, name, role }))
}

fn refuse(visitor: &CoreMember, form: &Form, errors: &FormErrors) -> Result<HttpResponse, Error> {
    let form = form.view(errors, &visitor.app.words, visitor.locale());
    visitor.refuse("members/new", "nav-members", &page(visitor, form))
}

/// Only those roles are offered that the visitor may give.
fn page(visitor: &CoreMember, form: FormView) -> Page {
    let offered = match visitor.member().role {
        Role::Admin => Role::ALL,
        _ => &[Role::Member],
    };
    Page {
        form,
        roles: offered.iter().map(|role| Choice::said(role.as_str(), format!("role-{role}"))).collect(),
    }
}

/// The form again, filled in, after the password was confirmed.
fn way_back(form: &Form) -> String {
    let value = |name: &str| paths::segment(form.text(name));
    format!("{}?name={}&email={}&role={}", paths::MEMBERS_NEW, value("name"), value("email"), value("role"))
}
