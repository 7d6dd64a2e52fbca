//! What stands against announcing a move as it was typed, where the core team may know better or has to
//! look something up first: addresses of another site, disks of unknown size. Drafts and previews
//! promise nothing and are not asked.

use std::net::IpAddr;

use crate::db::pool::Connection;
use crate::fleet::ip_address;
use crate::migrations::NewMigration;
use crate::migrations::queries::{self, Candidate, Mover};
use crate::web::{CoreMember, Error, Form, FormErrors};
use crate::words::Message;

/// Of its addresses those that would belong to another site, on that host.
pub async fn foreign(
    conn: &Connection,
    mover: &Mover,
    target: Option<&Candidate>,
) -> Result<Vec<IpAddr>, Error> {
    match target {
        Some(host) => Ok(ip_address::outside(conn, host.site_id, &mover.addresses).await?),
        None => Ok(Vec::new()),
    }
}

/// The input, if it may be announced so.
pub async fn none_to(
    conn: &Connection,
    mover: &Mover,
    target: Option<&Candidate>,
    form: &Form,
    input: NewMigration,
) -> Result<Result<NewMigration, FormErrors>, Error> {
    let mut errors = FormErrors::default();
    if let Some(host) = target.filter(|_| form.text("then") == "announce") {
        let kept: Vec<String> = foreign(conn, mover, target)
            .await?
            .into_iter()
            .filter(|old| !input.addresses.iter().any(|(replaced, _)| replaced == old))
            .map(|old| old.to_string())
            .collect();
        if !kept.is_empty() && !form.has("keeps_addresses") {
            let message = Message::new("new-move-keeps-foreign").with("addresses", kept.join(", "));
            errors.add("keeps_addresses", message.with("site", host.site.as_str()));
        }
        let estimate = queries::estimate_for(conn, mover.id, mover.host_id, host.id).await?;
        if !estimate.unknown_disks.is_empty() {
            let disks = estimate.unknown_disks.join(", ");
            errors.add("", Message::new("new-move-size-wanted").with("disks", disks));
        }
    }
    Ok(errors.or(Some(input)))
}

/// What to say beside the field of an address that is left as it is, though it is foreign there.
pub async fn warning(
    who: &CoreMember,
    conn: &Connection,
    target: Option<&Candidate>,
    foreign: &[IpAddr],
    (old, new): (IpAddr, &str),
) -> Result<String, Error> {
    let is_kept = new.is_empty() || new.parse() == Ok(old);
    let Some(host) = target.filter(|_| is_kept && foreign.contains(&old)) else { return Ok(String::new()) };
    let free = ip_address::propose_address(conn, old, host.site_id, &[]).await?;
    let message = match free {
        Some((_, free)) => Message::new("new-move-foreign").with("free", free.to_string()),
        None => Message::new("new-move-foreign-none-free"),
    };
    Ok(who.say(&message.with("old", old.to_string()).with("site", host.site.as_str())))
}
