//! The pages about domUs: the core team's list and forms, and everybody's page about their own.

pub mod addresses;
mod changes;
pub mod disks;
pub mod edit;
pub mod history;
pub mod index;
mod moves;
pub mod names;
pub mod new;
pub mod people;
pub mod preferences;
pub mod services;
pub mod show;

use crate::fleet::domu::DomuState;
use crate::fleet::queries::{DomuHead, Viewer, domu_head};
use crate::web::{CurrentMember, Error};

/// The mark and the drawing of what was last known of a domU.
pub fn state_mark(state: DomuState) -> (&'static str, &'static str) {
    match state {
        DomuState::Running => ("is-up", "up"),
        DomuState::Off => ("is-off", "off"),
        DomuState::Unknown => ("is-plan", "dot"),
    }
}

/// The domU of this name, if the member may know of it.
async fn find(member: &CurrentMember, name: &str) -> Result<DomuHead, Error> {
    let viewer = Viewer::from(member.member());
    domu_head(&*member.conn().await?, viewer, name).await?.ok_or(Error::NotFound)
}
