//! Addresses of a domU, recorded by hand.

use std::net::IpAddr;

use actix_web::{HttpResponse, web};

use super::edit::{find, refuse};
use crate::fleet::ip_address::{AddressError, assign, release};
use crate::paths;
use crate::web::fleet_form::parsed;
use crate::web::{CoreMember, Error, Form, FormErrors};
use crate::words::Sentence;

pub async fn create(member: CoreMember, name: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let head = find(&member, &name).await?;
    let mut errors = FormErrors::default();
    let address: Option<IpAddr> = parsed(&form, "address", "fleet-address-shape", &mut errors);
    let Some(address) = address else { return refuse(&member, &name, &form, &errors).await };
    let domu = head.domu.id;
    let done = assign(&mut *member.conn().await?, &member.actor(), domu, address, member.now).await;
    match done {
        Ok(()) => Ok(member.redirect(&paths::domu_edit(&name))),
        Err(AddressError::Database(error)) => Err(error.into()),
        Err(refusal) => refuse(&member, &name, &form, &FormErrors::of("address", refusal.sentence())).await,
    }
}

pub async fn destroy(member: CoreMember, name: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let head = find(&member, &name).await?;
    let address: IpAddr = form.text("held_address").parse().map_err(|_| Error::NotFound)?;
    let conn = &mut *member.conn().await?;
    match release(conn, &member.actor(), head.domu.id, address, member.now).await {
        Ok(()) => Ok(member.redirect(&paths::domu_edit(&name))),
        Err(AddressError::Database(error)) => Err(error.into()),
        Err(refusal) => Err(Error::conflict(&refusal)),
    }
}
