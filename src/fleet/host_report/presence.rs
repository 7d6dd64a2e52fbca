//! Who runs on a host beside who is recorded there. Pure. Absent means not running, never deleted.

use uuid::Uuid;

use crate::db::ids::MigrationId;
use crate::fleet::xl_import::pairs;
use crate::reports::RunningDomu;

/// A domU as it is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    pub name: String,
    pub uuid: Uuid,
    /// Where it is recorded to live.
    pub host: String,
    pub is_here: bool,
    pub is_off: bool,
    /// That has not ended.
    pub migration: Option<MigrationId>,
    /// An attempt is under way: its operator says where the domU is.
    pub is_under_way: bool,
}

/// The difference, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Presence {
    /// Runs here and is recorded nowhere.
    pub strangers: Vec<String>,
    /// Runs here and is recorded on another host.
    pub elsewhere: Vec<Elsewhere>,
    /// Runs here and is recorded as off.
    pub awake: Vec<String>,
    /// Recorded here as running, and does not run.
    pub not_running: Vec<NotRunning>,
    /// Recorded under the first name, runs under the second.
    pub renamed: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    pub name: String,
    pub host: String,
    pub migration: Option<MigrationId>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotRunning {
    pub name: String,
    pub migration: Option<MigrationId>,
}

impl Presence {
    pub fn is_as_recorded(&self) -> bool {
        *self == Presence::default()
    }
}

/// What is different. Somebody on the way between two hosts is nobody's surprise.
pub fn presence(recorded: &[Recorded], running: &[RunningDomu]) -> Presence {
    let is_settled =
        |domu: &&RunningDomu| !domu.name.ends_with("--incoming") && !domu.name.ends_with("--migratedaway");
    let running: Vec<&RunningDomu> = running.iter().filter(is_settled).collect();
    let known: Vec<_> = recorded.iter().map(|domu| (Some(domu.uuid), domu.name.as_str())).collect();
    let seen: Vec<_> = running.iter().map(|domu| (domu.uuid, domu.name.as_str())).collect();
    let found = pairs(&known, &seen);
    let mut presence = Presence::default();
    for (domu, at) in running.iter().zip(&found) {
        match at.map(|at| &recorded[at]) {
            Some(known) => presence.add_known(known, domu),
            None => presence.strangers.push(domu.name.clone()),
        }
    }
    let is_absent = |(at, domu): &(usize, &Recorded)| {
        domu.is_here && !domu.is_off && !domu.is_under_way && !found.contains(&Some(*at))
    };
    presence.not_running = recorded
        .iter()
        .enumerate()
        .filter(is_absent)
        .map(|(_, domu)| NotRunning { name: domu.name.clone(), migration: domu.migration })
        .collect();
    presence
}

impl Presence {
    fn add_known(&mut self, known: &Recorded, domu: &RunningDomu) {
        if !known.is_here {
            let (name, host) = (known.name.clone(), known.host.clone());
            self.elsewhere.push(Elsewhere { name, host, migration: known.migration });
        } else if known.is_off && !known.is_under_way {
            self.awake.push(known.name.clone());
        }
        if known.name != domu.name {
            self.renamed.push((known.name.clone(), domu.name.clone()));
        }
    }
}
