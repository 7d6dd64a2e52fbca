//! The names that live on a domU, and when they are looked at.

use actix_web::{HttpResponse, web};

use super::{find, show};
use crate::db::ids::MigrationId;
use crate::fleet::edits::{NameError, add_name, ask_for_look, remove_name};
use crate::paths;
use crate::web::{CurrentMember, Error, Form, FormErrors};
use crate::words::Sentence;

pub async fn create(
    member: CurrentMember,
    name: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Error> {
    let head = find(&member, &name).await?;
    let mut errors = FormErrors::default();
    let dns_name = form.required("dns_name", 253, &mut errors);
    let errors = match errors.or(Some(())) {
        Ok(()) => {
            let conn = &mut *member.conn().await?;
            match add_name(conn, &member.actor(), head.domu.id, &dns_name, member.now).await {
                Ok(()) => return Ok(member.redirect(&format!("{}#names", paths::domu(&name)))),
                Err(NameError::Database(error)) => return Err(error.into()),
                Err(refusal) => FormErrors::of("dns_name", refusal.sentence()),
            }
        }
        Err(errors) => errors,
    };
    show::refused(&member, &name, form.view(&errors, &member.app.words, member.locale())).await
}

pub async fn destroy(
    member: CurrentMember,
    name: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Error> {
    let head = find(&member, &name).await?;
    let conn = &mut *member.conn().await?;
    match remove_name(conn, &member.actor(), head.domu.id, form.text("listed_name"), member.now).await {
        Ok(()) => Ok(member.redirect(&format!("{}#names", paths::domu(&name)))),
        Err(NameError::Database(error)) => Err(error.into()),
        Err(_) => Err(Error::NotFound),
    }
}

/// "Check again now": back to where the button stood, the domU or its move.
pub async fn look(member: CurrentMember, name: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let head = find(&member, &name).await?;
    ask_for_look(&mut *member.conn().await?, head.domu.id, member.now).await?;
    let back = match form.text("migration").parse::<MigrationId>() {
        Ok(number) => paths::migration(number),
        Err(_) => paths::domu(&name),
    };
    Ok(member.redirect(&format!("{back}#names")))
}
