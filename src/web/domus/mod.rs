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

use crate::fleet::domu::{Away, DomuState};
use crate::fleet::queries::{DomuHead, Viewer, domu_head};
use crate::migrations::MigrationState;
use crate::web::migrations::words;
use crate::web::{CurrentMember, Error, Pill};

/// What was last known of a domU; while it is off for its move, that.
pub fn state_pill(state: DomuState, away: Option<Away>) -> Pill {
    if let Some(away) = away {
        return words::state_pill(MigrationState::Running, away == Away::TurningBack);
    }
    let (tone, icon) = match state {
        DomuState::Running => ("is-up", "up"),
        DomuState::Off => ("is-off", "off"),
        DomuState::Unknown => ("is-plan", "dot"),
    };
    Pill::new(tone, icon, format!("fleet-domu-state-{state}"))
}

/// The domU of this name, if the member may know of it.
async fn find(member: &CurrentMember, name: &str) -> Result<DomuHead, Error> {
    let viewer = Viewer::from(member.member());
    domu_head(&*member.conn().await?, viewer, name).await?.ok_or(Error::NotFound)
}
