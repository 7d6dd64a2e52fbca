//! A new domU, recorded by hand.

use actix_web::HttpResponse;
use serde::Serialize;

use super::edit::{choices, parse, states, told};
use crate::fleet::edits::add_domu;
use crate::paths;
use crate::web::choice::Choice;
use crate::web::fleet_form::must_be_offered;
use crate::web::{CoreMember, Error, Form, FormErrors, FormView};

#[derive(Serialize)]
struct Page {
    form: FormView,
    hosts: Vec<Choice>,
    states: Vec<Choice>,
}

pub async fn new(member: CoreMember) -> Result<HttpResponse, Error> {
    let form = Form::filled([("vcpus", "1"), ("state", "unknown")]);
    let page = page(&member, &form, FormErrors::default()).await?;
    member.render("domus/new", "nav-domus", &page)
}

/// On to its edit page, where its people, disks and addresses are recorded.
pub async fn create(member: CoreMember, form: Form) -> Result<HttpResponse, Error> {
    let errors = match parse(&form) {
        Ok(input) => match add_domu(&mut *member.conn().await?, &member.actor(), &input, member.now).await {
            Ok(_) => return Ok(member.redirect(&paths::domu_edit(&input.name))),
            Err(refusal) => told(refusal)?,
        },
        Err(errors) => errors,
    };
    let page = page(&member, &form, errors).await?;
    member.refuse("domus/new", "nav-domus", &page)
}

async fn page(member: &CoreMember, form: &Form, mut errors: FormErrors) -> Result<Page, Error> {
    let hosts = choices(&*member.conn().await?).await?;
    must_be_offered(form, "host", &hosts, "fleet-domu-no-host", &mut errors);
    Ok(Page { form: form.view(&errors, &member.app.words, member.locale()), hosts, states: states() })
}
