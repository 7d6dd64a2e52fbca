//! The moves of a host that is emptied, as drafts in a plan of their own: all of them or none.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use ipnet::IpNet;

use crate::db::ids::{DomuId, HostId, PlanId, SiteId};
use crate::db::schema::ip_addresses;
use crate::fleet::ip_address::propose_address;
use crate::members::Actor;
use crate::migrations::plan::{NewPlan, PlanError, make_plan};
use crate::migrations::{NewMigration, ScheduleError, Window, save_draft};
use crate::words::{Message, Sentence};

/// A domU's part in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departure {
    pub domu: DomuId,
    /// For the sentence that tells what is wrong.
    pub name: String,
    pub target: HostId,
    /// The site of the target, where that is another one: there it needs other addresses.
    pub new_site: Option<SiteId>,
    pub window: Window,
}

/// What the core team fills in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evacuation {
    pub plan: NewPlan,
    pub departures: Vec<Departure>,
    /// Whether its members may choose other windows.
    pub offers_windows: bool,
    pub deadline: Option<DateTime<Utc>>,
    pub grace_days: i32,
}

#[derive(Debug, thiserror::Error)]
pub enum EvacuateError {
    #[error(transparent)]
    Plan(#[from] PlanError),
    #[error("nobody leaves")]
    Nobody,
    #[error("{domu}: {error}")]
    Draft { domu: String, error: ScheduleError },
    #[error("no address is left for {domu}")]
    NoAddress { domu: String },
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for EvacuateError {
    fn sentence(&self) -> Message {
        match self {
            EvacuateError::Plan(error) => error.sentence(),
            EvacuateError::Nobody => Message::new("evacuation-nobody"),
            EvacuateError::Draft { error, .. } => error.sentence(),
            EvacuateError::NoAddress { domu } => {
                Message::new("evacuation-no-address").with("domu", domu.as_str())
            }
            EvacuateError::Database(_) => Message::new("migration-database"),
        }
    }
}

/// Makes the plan and a draft for each domU, with new addresses proposed where its site changes. Nothing
/// is announced or kept for anybody.
pub async fn evacuate(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    input: &Evacuation,
    now: DateTime<Utc>,
) -> Result<PlanId, EvacuateError> {
    if input.departures.is_empty() {
        return Err(EvacuateError::Nobody);
    }
    conn.transaction(async |conn| {
        let plan = make_plan(conn, actor, &input.plan, now).await?;
        let mut given: Vec<IpAddr> = Vec::new();
        for departure in &input.departures {
            let addresses = addresses(conn, departure, &given).await?;
            given.extend(addresses.iter().map(|(_, new)| *new));
            let draft = NewMigration {
                domu: departure.domu,
                target: departure.target,
                window: departure.window,
                offers_windows: input.offers_windows,
                reason: input.plan.reason.clone(),
                short_notice_reason: None,
                addresses,
                deadline: input.deadline,
                grace_days: input.grace_days,
                old_addresses_until: None,
                plan: Some(plan),
            };
            save_draft(conn, actor, None, &draft, now)
                .await
                .map_err(|error| EvacuateError::Draft { domu: departure.name.clone(), error })?;
        }
        Ok(plan)
    })
    .await
}

/// Each of its own with a free one at the new site; `given` went to others just now.
async fn addresses(
    conn: &mut AsyncPgConnection,
    departure: &Departure,
    given: &[IpAddr],
) -> Result<Vec<(IpAddr, IpAddr)>, EvacuateError> {
    let Some(site) = departure.new_site else { return Ok(Vec::new()) };
    let own: Vec<IpNet> = ip_addresses::table
        .filter(ip_addresses::domu_id.eq(departure.domu))
        .order(ip_addresses::address)
        .select(ip_addresses::address)
        .load(conn)
        .await?;
    let (mut pairs, mut taken): (Vec<(IpAddr, IpAddr)>, Vec<IpAddr>) = (Vec::new(), given.to_vec());
    for old in own.into_iter().map(|net| net.addr()) {
        let (_, new) = propose_address(conn, old, site, &taken)
            .await?
            .ok_or_else(|| EvacuateError::NoAddress { domu: departure.name.clone() })?;
        taken.push(new);
        pairs.push((old, new));
    }
    Ok(pairs)
}
