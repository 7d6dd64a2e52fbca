//! Owners and technical contacts of a domU.

use actix_web::{HttpResponse, web};

use super::edit::{find, refuse};
use crate::db::ids::MemberId;
use crate::fleet::edits::{PersonError, remove_person, set_person};
use crate::paths;
use crate::web::{CoreMember, Error, Form, FormErrors};
use crate::words::Sentence;

pub async fn create(member: CoreMember, name: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let head = find(&member, &name).await?;
    let mut errors = FormErrors::default();
    let email = form.required("person_email", 254, &mut errors);
    let role = form.one_of("person_role", &mut errors);
    let role = match errors.or(role) {
        Ok(role) => role,
        Err(errors) => return refuse(&member, &name, &form, &errors).await,
    };
    let domu = head.domu.id;
    let actor = member.actor();
    let done = set_person(&mut *member.conn().await?, &actor, domu, &email, role, member.now).await;
    match done {
        Ok(()) => Ok(member.redirect(&paths::domu_edit(&name))),
        Err(PersonError::Database(error)) => Err(error.into()),
        Err(refusal) => {
            let field =
                if matches!(refusal, PersonError::LastOwner) { "person_role" } else { "person_email" };
            refuse(&member, &name, &form, &FormErrors::of(field, refusal.sentence())).await
        }
    }
}

pub async fn destroy(
    member: CoreMember,
    path: web::Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, Error> {
    let (name, person) = path.into_inner();
    let person: MemberId = person.parse().map_err(|_| Error::NotFound)?;
    let head = find(&member, &name).await?;
    let domu = head.domu.id;
    let done = remove_person(&mut *member.conn().await?, &member.actor(), domu, person, member.now).await;
    match done {
        Ok(()) => Ok(member.redirect(&paths::domu_edit(&name))),
        Err(PersonError::NotThere) => Err(Error::NotFound),
        Err(PersonError::Database(error)) => Err(error.into()),
        Err(refusal) => refuse(&member, &name, &form, &FormErrors::of("", refusal.sentence())).await,
    }
}
