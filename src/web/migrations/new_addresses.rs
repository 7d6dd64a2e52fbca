//! The address that each address of a domU becomes: what was typed, or a proposal.

use std::net::IpAddr;

use serde::Serialize;

use super::new_form::address_field;
use super::objections;
use crate::db::pool::Connection;
use crate::fleet::ip_address;
use crate::migrations::queries::{Candidate, Mover};
use crate::web::{CoreMember, Error, Form};

#[derive(Serialize)]
pub struct AddressView {
    field: String,
    old: String,
    new: String,
    /// Why it should not be left as it is.
    pub warning: String,
}

/// What was typed, as long as it was typed for this host; else a proposal from its site.
pub async fn addresses(
    who: &CoreMember,
    conn: &Connection,
    mover: &Mover,
    target: Option<&Candidate>,
    form: &Form,
) -> Result<Vec<AddressView>, Error> {
    let was_proposed = target.is_some_and(|host| host.name == form.text("proposed_for"));
    let foreign = objections::foreign(conn, mover, target).await?;
    let mut views: Vec<AddressView> = Vec::new();
    for (index, old) in mover.addresses.iter().enumerate() {
        let field = address_field(index);
        let new = match target {
            _ if was_proposed => form.text(&field).to_owned(),
            Some(host) => proposal(conn, *old, host, &views).await?,
            None => String::new(),
        };
        let warning = objections::warning(who, conn, target, &foreign, (*old, &new)).await?;
        views.push(AddressView { field, old: old.to_string(), new, warning });
    }
    Ok(views)
}

/// Not twice the same, though none of them is held yet.
async fn proposal(
    conn: &Connection,
    old: IpAddr,
    target: &Candidate,
    before: &[AddressView],
) -> Result<String, Error> {
    let taken: Vec<IpAddr> = before.iter().filter_map(|view| view.new.parse().ok()).collect();
    let proposed = ip_address::propose_address(conn, old, target.site_id, &taken).await?;
    Ok(proposed.map(|(_, address)| address.to_string()).unwrap_or_default())
}
