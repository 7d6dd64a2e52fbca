//! The comparison, pure: what is recorded, what was seen, what would change.

use std::collections::HashSet;
use std::net::IpAddr;

use super::host_plan::host_plan;
use super::known::{Holder, Known, KnownDomu};
use super::pairs::pairs;
use super::plan::{
    AbsentDomu, ChangedDomu, DomuTarget, HostPlan, ImportError, ImportPlan, NewAddress, NewDomu, PlannedDisk,
    PlannedNic,
};
use super::seen::{Seen, SeenDomu, Target};
use crate::db::ids::DomuId;
use crate::fleet::Bytes;
use crate::fleet::change::{Change, Field};
use crate::fleet::domu::DomuState;
use crate::words::Message;

/// What an import of `seen` into `known` would do. A domU is the recorded one with its uuid, else
/// the one with its name.
pub fn difference(known: &Known, target: &Target, seen: &Seen) -> Result<ImportPlan, ImportError> {
    let (domus, mut notes) = seen.domus();
    let host = host_plan(known, target, seen, &domus, &mut notes)?;
    let recorded = matches(known, &domus);
    let mut comparison = Comparison {
        known,
        target,
        seen,
        present: recorded.iter().flatten().map(|known| known.domu.id).collect(),
        claims: Claims { known, addresses: HashSet::new(), macs: HashSet::new() },
        plan: ImportPlan { host, new: vec![], changed: vec![], absent: vec![], unchanged: vec![], notes },
    };
    for (seen, recorded) in domus.iter().zip(recorded) {
        match recorded {
            Some(recorded) => comparison.add_known(seen, recorded),
            None => comparison.add_new(seen),
        }
    }
    if seen.is_whole() {
        comparison.add_absent();
    } else {
        comparison.plan.notes.push(Message::new("fleet-import-note-partial"));
    }
    comparison.note_overfull(&domus);
    Ok(comparison.plan)
}

fn matches<'a>(known: &'a Known, seen: &[SeenDomu]) -> Vec<Option<&'a KnownDomu>> {
    let recorded = known.domus.iter().map(|known| (Some(known.domu.uuid), known.domu.name.as_str()));
    let seen = seen.iter().map(|seen| (Some(seen.uuid), seen.name.as_str()));
    let found = pairs(&recorded.collect::<Vec<_>>(), &seen.collect::<Vec<_>>());
    found.into_iter().map(|at| at.map(|at| &known.domus[at])).collect()
}

struct Comparison<'a> {
    known: &'a Known,
    target: &'a Target,
    seen: &'a Seen,
    /// The recorded ones that were seen.
    present: HashSet<DomuId>,
    claims: Claims<'a>,
    plan: ImportPlan,
}

impl Comparison<'_> {
    fn add_new(&mut self, seen: &SeenDomu) {
        if let Some(other) = self.told_apart_by_capitals(seen) {
            self.plan.notes.push(
                Message::new("fleet-import-note-capitals-recorded")
                    .with("name", seen.name.as_str())
                    .with("recorded", other.domu.name.as_str())
                    .with("host", other.host_name.as_str()),
            );
            return;
        }
        let nics = self.claims.nics(seen, None, &mut self.plan.notes);
        let addresses = self.claims.addresses(seen, None, &mut self.plan.notes);
        self.plan.new.push(NewDomu { target: new_target(seen), disks: seen.disks.clone(), nics, addresses });
    }

    /// Who is recorded under the same name but for capitals, and was not seen, so that they keep it. They
    /// are no pair: on two hosts Xen may really have both, and each import would take the one for the other.
    fn told_apart_by_capitals(&self, seen: &SeenDomu) -> Option<&KnownDomu> {
        self.known.domus.iter().find(|other| {
            other.domu.name.eq_ignore_ascii_case(&seen.name) && !self.present.contains(&other.domu.id)
        })
    }

    fn add_known(&mut self, seen: &SeenDomu, recorded: &KnownDomu) {
        let is_elsewhere = self.known.host.as_ref().is_none_or(|host| host.id != recorded.domu.host_id);
        let moves_here = is_elsewhere && recorded.migration.is_none();
        let nics = self.claims.nics(seen, Some(recorded.domu.id), &mut self.plan.notes);
        if let Some(migration) = recorded.migration.filter(|_| is_elsewhere) {
            self.plan.notes.push(
                Message::new("fleet-import-note-migration")
                    .with("name", recorded.domu.name.as_str())
                    .with("recorded", recorded.host_name.as_str())
                    .with("host", self.target.host.as_str())
                    .with("migration", migration.id.to_string()),
            );
        }
        let addresses = match recorded.migration {
            Some(_) => Vec::new(),
            None => self.claims.addresses(seen, Some(recorded.domu.id), &mut self.plan.notes),
        };
        let domu_target = self.target_of(seen, recorded);
        let disks = merged_disks(seen, recorded);
        let mut changes = row_changes(recorded, &domu_target);
        if moves_here {
            let here = self.plan.host.name().to_owned();
            changes.extend(Change::between(Field::Host, Some(&recorded.host_name), Some(&here)));
        }
        let disk_changes = disk_changes(recorded, &disks);
        let nic_changes = nic_changes(recorded, &nics);
        let changed = ChangedDomu {
            id: recorded.domu.id,
            name: recorded.domu.name.clone(),
            target: domu_target,
            moves_here,
            disks: (!disk_changes.is_empty()).then_some(disks),
            nics: (!nic_changes.is_empty()).then_some(nics),
            changes: {
                changes.extend(disk_changes);
                changes.extend(nic_changes);
                changes.extend(
                    addresses
                        .iter()
                        .filter_map(|new| Change::between(Field::Address, None, Some(&new.address))),
                );
                changes
            },
            addresses,
        };
        if changed.changes.is_empty() {
            self.plan.unchanged.push((changed.id, changed.name));
        } else {
            self.plan.changed.push(changed);
        }
    }

    /// The recorded values, with what was seen; the name only if nobody else keeps it.
    fn target_of(&mut self, seen: &SeenDomu, recorded: &KnownDomu) -> DomuTarget {
        let mut target = known_target(seen, recorded);
        if self.name_is_taken(seen, recorded) {
            self.plan.notes.push(
                Message::new("fleet-import-note-name-taken")
                    .with("name", seen.name.as_str())
                    .with("recorded", recorded.domu.name.as_str()),
            );
            target.name = recorded.domu.name.clone();
        }
        target
    }

    /// Whether somebody who was not seen is recorded under the name and keeps it.
    fn name_is_taken(&self, seen: &SeenDomu, recorded: &KnownDomu) -> bool {
        self.known.domus.iter().any(|other| {
            other.domu.name.eq_ignore_ascii_case(&seen.name)
                && other.domu.id != recorded.domu.id
                && !self.present.contains(&other.domu.id)
        })
    }

    fn add_absent(&mut self) {
        let Some(host) = &self.known.host else { return };
        for known in self.known.domus.iter().filter(|known| known.domu.host_id == host.id) {
            // Who is in the list and was not taken is no less there.
            if self.present.contains(&known.domu.id) || self.seen.lists(known.domu.uuid, &known.domu.name) {
                continue;
            }
            if let Some(migration) = known.migration.filter(|migration| migration.is_under_way) {
                self.plan.notes.push(
                    Message::new("fleet-import-note-under-way")
                        .with("name", known.domu.name.as_str())
                        .with("migration", migration.id.to_string()),
                );
                continue;
            }
            let goes_off = known.domu.state != DomuState::Off;
            self.plan.absent.push(AbsentDomu {
                id: known.domu.id,
                name: known.domu.name.clone(),
                recorded: known.domu.state,
                goes_off,
            });
        }
    }

    fn note_overfull(&mut self, domus: &[SeenDomu]) {
        let (HostPlan::New { memory, name, .. } | HostPlan::Known { memory, name, .. }) = &self.plan.host;
        let running: Bytes = domus.iter().map(|domu| domu.memory).sum();
        if running > *memory {
            self.plan.notes.push(
                Message::new("fleet-import-note-overfull")
                    .with("host", name.as_str())
                    .with("running", running.to_string())
                    .with("memory", memory.to_string()),
            );
        }
    }
}

fn new_target(seen: &SeenDomu) -> DomuTarget {
    DomuTarget {
        uuid: seen.uuid,
        name: seen.name.clone(),
        memory: seen.memory,
        vcpus: seen.vcpus.unwrap_or(1),
        xen_type: seen.xen_type.clone(),
        kernel: seen.kernel.clone(),
        blocked_by: seen.blocked_by.clone(),
        state: Some(DomuState::Running),
    }
}

fn known_target(seen: &SeenDomu, recorded: &KnownDomu) -> DomuTarget {
    let is_under_way = recorded.migration.is_some_and(|migration| migration.is_under_way);
    DomuTarget {
        vcpus: seen.vcpus.unwrap_or(recorded.domu.vcpus),
        xen_type: seen.xen_type.clone().or_else(|| recorded.domu.xen_type.clone()),
        state: (!is_under_way).then_some(DomuState::Running),
        ..new_target(seen)
    }
}

fn row_changes(recorded: &KnownDomu, target: &DomuTarget) -> Vec<Change> {
    let domu = &recorded.domu;
    let state = target.state.unwrap_or(domu.state);
    let changes = [
        Change::between(Field::Name, Some(&domu.name), Some(&target.name)),
        Change::between(Field::Uuid, Some(&domu.uuid), Some(&target.uuid)),
        Change::between(Field::Memory, Some(&domu.memory_bytes.exactly()), Some(&target.memory.exactly())),
        Change::between(Field::Vcpus, Some(&domu.vcpus), Some(&target.vcpus)),
        Change::between(Field::XenType, domu.xen_type.as_ref(), target.xen_type.as_ref()),
        Change::between(Field::Kernel, domu.kernel.as_ref(), target.kernel.as_ref()),
        Change::between(Field::BlockedBy, domu.blocked_by.as_ref(), target.blocked_by.as_ref()),
        Change::between(Field::State, Some(&domu.state), Some(&state)),
    ];
    changes.into_iter().flatten().collect()
}

/// A size that nobody told this time stays what it was, as long as it is the same image.
fn merged_disks(seen: &SeenDomu, recorded: &KnownDomu) -> Vec<PlannedDisk> {
    let size_before = |disk: &PlannedDisk| {
        let same = |old: &&crate::fleet::domu::Disk| old.name == disk.name && old.path == disk.path;
        recorded.disks.iter().find(same).and_then(|old| old.bytes)
    };
    seen.disks
        .iter()
        .map(|disk| PlannedDisk { bytes: disk.bytes.or_else(|| size_before(disk)), ..disk.clone() })
        .collect()
}

fn disk_changes(recorded: &KnownDomu, disks: &[PlannedDisk]) -> Vec<Change> {
    let before: Vec<PlannedDisk> = recorded
        .disks
        .iter()
        .map(|disk| PlannedDisk {
            name: disk.name.clone(),
            path: disk.path.clone(),
            format: disk.format.clone(),
            bytes: disk.bytes,
        })
        .collect();
    paired(Field::Disk, &before, disks, |one, other| one.name == other.name)
}

fn nic_changes(recorded: &KnownDomu, nics: &[PlannedNic]) -> Vec<Change> {
    let before: Vec<PlannedNic> = recorded
        .nics
        .iter()
        .map(|nic| PlannedNic { position: nic.position, mac: nic.mac, bridge: nic.bridge.clone() })
        .collect();
    paired(Field::Nic, &before, nics, |one, other| one.position == other.position)
}

fn paired<T: PartialEq + ToString>(
    field: Field,
    before: &[T],
    after: &[T],
    is_same: impl Fn(&T, &T) -> bool,
) -> Vec<Change> {
    let kept = after.iter().map(|new| (before.iter().find(|old| is_same(old, new)), Some(new)));
    let gone =
        before.iter().filter(|old| !after.iter().any(|new| is_same(old, new))).map(|old| (Some(old), None));
    kept.chain(gone).filter_map(|(old, new)| Change::between(field, old, new)).collect()
}

/// Addresses and network cards, each of which only one domU can have.
struct Claims<'a> {
    known: &'a Known,
    addresses: HashSet<IpAddr>,
    macs: HashSet<[u8; 6]>,
}

impl Claims<'_> {
    fn nics(&mut self, seen: &SeenDomu, id: Option<DomuId>, notes: &mut Vec<Message>) -> Vec<PlannedNic> {
        let mut nics = Vec::new();
        for nic in &seen.nics {
            let is_anothers = self.known.macs.get(&nic.mac).is_some_and(|&holder| Some(holder) != id);
            if is_anothers || !self.macs.insert(nic.mac) {
                notes.push(
                    Message::new("fleet-import-note-mac-taken")
                        .with("name", seen.name.as_str())
                        .with("nic", nic.to_string()),
                );
            } else {
                nics.push(nic.clone());
            }
        }
        nics
    }

    fn addresses(
        &mut self,
        seen: &SeenDomu,
        id: Option<DomuId>,
        notes: &mut Vec<Message>,
    ) -> Vec<NewAddress> {
        let mut addresses = Vec::new();
        for address in &seen.addresses {
            match self.address(address, id) {
                Ok(new) => addresses.extend(new),
                Err(note) => notes.push(
                    Message::new(note)
                        .with("name", seen.name.as_str())
                        .with("address", address.as_ref().map_or_else(Clone::clone, ToString::to_string)),
                ),
            }
        }
        addresses
    }

    fn address(
        &mut self,
        address: &Result<IpAddr, String>,
        id: Option<DomuId>,
    ) -> Result<Option<NewAddress>, &'static str> {
        let &Ok(address) = address else { return Err("fleet-import-note-no-address") };
        match self.known.holders.get(&address) {
            Some(Holder::Domu(holder)) if Some(*holder) == id => return Ok(None),
            Some(_) => return Err("fleet-import-note-address-taken"),
            None => {}
        }
        let network = self
            .known
            .networks
            .iter()
            .find(|network| network.cidr.contains(&address))
            .ok_or("fleet-import-note-no-network")?;
        if !network.has_room_for(address) {
            return Err("fleet-import-note-address-reserved");
        }
        if !self.addresses.insert(address) {
            return Err("fleet-import-note-address-taken");
        }
        Ok(Some(NewAddress { address, network_id: network.id }))
    }
}
