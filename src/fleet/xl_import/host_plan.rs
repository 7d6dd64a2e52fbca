//! What an import makes of the host itself: its capacity, and its site when it is new.

use super::known::Known;
use super::plan::{HostPlan, ImportError, PlannedNic, SitePlan};
use super::seen::{Seen, SeenDomu, Target};
use crate::fleet::Bytes;
use crate::fleet::change::{Change, Field};
use crate::fleet::host::{Host, is_bridge_name, is_host_name, is_volume_group_name};
use crate::words::Message;

/// What becomes of the host, and a sentence for each number that was worked out.
pub fn host_plan(
    known: &Known,
    target: &Target,
    seen: &Seen,
    domus: &[SeenDomu],
    notes: &mut Vec<Message>,
) -> Result<HostPlan, ImportError> {
    if let Some(info) =
        seen.info.as_ref().filter(|info| !info.host.is_empty() && !is_same_host(&info.host, &target.host))
    {
        notes.push(
            Message::new("fleet-import-note-other-host")
                .with("info", info.host.as_str())
                .with("host", target.host.as_str()),
        );
    }
    match &known.host {
        Some(host) => Ok(known_host(host, known, target, seen, notes)),
        None => new_host(known, target, seen, domus, notes),
    }
}

/// `xl info` may say the whole name: `prins.example.org` for `prins`.
fn is_same_host(one: &str, other: &str) -> bool {
    let short = |name: &str| name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    short(one) == short(other)
}

fn known_host(
    host: &Host,
    known: &Known,
    target: &Target,
    seen: &Seen,
    notes: &mut Vec<Message>,
) -> HostPlan {
    if target.site.is_some() && known.site.as_ref().is_none_or(|site| site.id != host.site_id) {
        notes.push(Message::new("fleet-import-note-site-kept").with("host", host.name.as_str()));
    }
    let memory = memory_for_domus(seen, notes).unwrap_or(host.memory_bytes);
    let disk = match &seen.volumes {
        Some(volumes) => volumes.capacity.unwrap_or(volumes.used.max(host.disk_bytes)),
        None => host.disk_bytes,
    };
    let xen_version =
        seen.info.as_ref().and_then(|info| info.xen_version.clone()).or(host.xen_version.clone());
    let changes = [
        Change::between(Field::Memory, Some(&host.memory_bytes), Some(&memory)),
        Change::between(Field::DiskSpace, Some(&host.disk_bytes), Some(&disk)),
        Change::between(Field::XenVersion, host.xen_version.as_ref(), xen_version.as_ref()),
    ];
    HostPlan::Known {
        id: host.id,
        name: host.name.clone(),
        changes: changes.into_iter().flatten().collect(),
        memory,
        disk,
        xen_version,
    }
}

fn new_host(
    known: &Known,
    target: &Target,
    seen: &Seen,
    domus: &[SeenDomu],
    notes: &mut Vec<Message>,
) -> Result<HostPlan, ImportError> {
    if !is_host_name(&target.host) || target.host == "new" {
        return Err(ImportError::HostName(target.host.clone()));
    }
    let site = match (&known.site, &target.site) {
        (Some(site), Some(_)) => SitePlan::Known(site.id, site.code.clone()),
        (None, Some(name)) => new_site(name)?,
        (_, None) => return Err(ImportError::UnknownHost(target.host.clone())),
    };
    let info = seen.info.as_ref().ok_or(ImportError::NewHostWithoutInfo)?;
    if seen.list.dom0.is_none() {
        return Err(ImportError::NewHostWithoutDom0);
    }
    let memory = memory_for_domus(seen, notes).ok_or(ImportError::NoMemoryLeft)?;
    Ok(HostPlan::New {
        name: target.host.clone(),
        site,
        memory,
        disk: disk_of_new_host(seen, notes),
        xen_version: info.xen_version.clone(),
        volume_group: volume_group(seen),
        bridge: most_common_bridge(domus.iter().flat_map(|domu| &domu.nics)),
    })
}

fn new_site(name: &str) -> Result<SitePlan, ImportError> {
    let name = name.trim();
    let code: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '-' })
        .take(32)
        .collect();
    let is_good = code.starts_with(|c: char| c.is_ascii_alphanumeric()) && name.chars().count() <= 100;
    if is_good {
        Ok(SitePlan::New { code, name: name.to_owned() })
    } else {
        Err(ImportError::SiteName(name.to_owned()))
    }
}

/// All memory of the machine less what Domain-0 may take. Where nobody set Domain-0 a limit its
/// maximum is no number to reckon with, and what it has now counts.
fn memory_for_domus(seen: &Seen, notes: &mut Vec<Message>) -> Option<Bytes> {
    let total = seen.info.as_ref()?.total_memory;
    let dom0 = seen.list.dom0?;
    let taken = if dom0.max_memory > Bytes(0) && dom0.max_memory < total {
        dom0.max_memory
    } else {
        dom0.target_memory
    };
    let left = (taken > Bytes(0) && taken < total).then(|| total - taken)?;
    notes.push(
        Message::new("fleet-import-note-memory")
            .with("total", total.exactly())
            .with("dom0", taken.exactly())
            .with("left", left.exactly()),
    );
    Some(left)
}

fn disk_of_new_host(seen: &Seen, notes: &mut Vec<Message>) -> Bytes {
    match seen.volumes.as_ref().map(|volumes| (volumes.capacity, volumes.used)) {
        Some((Some(capacity), _)) => capacity,
        Some((None, used)) if used > Bytes(0) => {
            notes.push(Message::new("fleet-import-note-disk-used").with("used", used.to_string()));
            used
        }
        _ => {
            notes.push(Message::new("fleet-import-note-disk-unknown"));
            Bytes(0)
        }
    }
}

/// A text that LVM can't have printed is no name.
fn volume_group(seen: &Seen) -> Option<String> {
    let groups = &seen.volumes.as_ref()?.groups;
    groups.iter().find(|group| is_volume_group_name(group)).cloned()
}

fn most_common_bridge<'a>(nics: impl Iterator<Item = &'a PlannedNic>) -> Option<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for nic in nics.filter(|nic| is_bridge_name(&nic.bridge)) {
        match counts.iter_mut().find(|(bridge, _)| *bridge == nic.bridge) {
            Some((_, count)) => *count += 1,
            None => counts.push((&nic.bridge, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    counts.iter().find(|(_, count)| *count == most).map(|(bridge, _)| (*bridge).to_owned())
}
