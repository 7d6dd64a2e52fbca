//! What the people of a domU decide about it.

use actix_web::{HttpResponse, web};

use super::find;
use crate::fleet::edits::{DomuError, Preferences, set_preferences};
use crate::paths;
use crate::web::form::Form;
use crate::web::{CurrentMember, Error};

pub async fn update(
    member: CurrentMember,
    name: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Error> {
    let head = find(&member, &name).await?;
    let wanted = Preferences {
        boot_after_migration: form.has("boot_after_migration"),
        is_named_publicly: form.has("is_named_publicly"),
    };
    let domu = head.domu.id;
    match set_preferences(&mut *member.conn().await?, &member.actor(), domu, wanted, member.now).await {
        Ok(()) => Ok(member.redirect(&paths::domu(&name))),
        Err(DomuError::Database(error)) => Err(error.into()),
        Err(refusal) => Err(Error::conflict(&refusal)),
    }
}
