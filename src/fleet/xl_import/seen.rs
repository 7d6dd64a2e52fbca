//! The outputs of one host taken together: each domU with its disks and their sizes.

use std::collections::{HashMap, HashSet};
use std::net::IpAddr;

use uuid::Uuid;

use super::broken::BrokenOutput;
use super::lvs::{self, Volumes};
use super::plan::{PlannedDisk, PlannedNic};
use super::unfit::unfit;
use super::xl_info::{self, XlInfo};
use super::xl_list::{self, ListedDomu, XlList};
use crate::fleet::Bytes;
use crate::fleet::domu::is_domu_name;
use crate::words::Message;

/// Whose outputs they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub host: String,
    /// Needed only for a host that is new.
    pub site: Option<String>,
}

/// All that was read from a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub list: XlList,
    pub info: Option<XlInfo>,
    pub volumes: Option<Volumes>,
}

impl Seen {
    /// Reads the outputs; the first that is broken is the answer for all.
    pub fn read(list: &str, info: Option<&str>, disks: Option<&str>) -> Result<Seen, BrokenOutput> {
        Ok(Seen {
            list: xl_list::parse(list)?,
            info: info.map(xl_info::parse).transpose()?,
            volumes: disks.map(lvs::parse).transpose()?,
        })
    }

    /// Whether somebody who is missing isn't running: only then is Domain-0 in the list.
    pub fn is_whole(&self) -> bool {
        self.list.dom0.is_some()
    }

    /// Whether a domU is in the list, under its uuid or its name, taken or not.
    pub fn lists(&self, uuid: Uuid, name: &str) -> bool {
        self.list.domus.iter().any(|listed| listed.uuid == Some(uuid) || listed.name == name)
    }

    /// The domUs that can be recorded, and a sentence for each that can't, for each disk whose
    /// size nobody told, and for what the list does not tell of any of them.
    pub fn domus(&self) -> (Vec<SeenDomu>, Vec<Message>) {
        let (mut domus, mut notes) = (Vec::new(), Vec::new());
        let mut taken = Taken::default();
        for listed in &self.list.domus {
            match self.domu(listed).and_then(|domu| taken.take(listed, domu)) {
                Ok(domu) => domus.push(domu),
                Err(note) => notes.push(note),
            }
        }
        notes.extend(self.unknown_sizes(&domus));
        if !domus.is_empty() {
            notes.push(Message::new("fleet-import-note-state"));
        }
        (domus, notes)
    }

    fn domu(&self, listed: &ListedDomu) -> Result<SeenDomu, Message> {
        if listed.name.ends_with("--incoming") || listed.name.ends_with("--migratedaway") {
            return Err(not_taken("fleet-import-note-in-transit", listed));
        }
        if !is_domu_name(&listed.name) {
            return Err(not_taken("fleet-import-note-name", listed));
        }
        if let Some(note) = unfit(listed) {
            return Err(note);
        }
        let uuid = listed
            .uuid
            .filter(|uuid| !uuid.is_nil())
            .ok_or_else(|| not_taken("fleet-import-note-no-uuid", listed))?;
        let memory = listed.memory.ok_or_else(|| not_taken("fleet-import-note-no-memory", listed))?;
        Ok(SeenDomu {
            uuid,
            name: listed.name.clone(),
            memory,
            vcpus: listed.vcpus,
            xen_type: listed.xen_type.clone(),
            kernel: listed.kernel.clone(),
            blocked_by: (!listed.host_devices.is_empty()).then(|| listed.host_devices.join(", ")),
            disks: self.disks(listed),
            nics: nics(listed),
            addresses: listed.nics.iter().flat_map(|nic| addresses(&nic.ip)).collect(),
        })
    }

    fn disks(&self, listed: &ListedDomu) -> Vec<PlannedDisk> {
        let size = |path: &str| self.volumes.as_ref().and_then(|volumes| volumes.size_of(path));
        listed
            .disks
            .iter()
            .map(|disk| PlannedDisk {
                name: disk.name.clone(),
                path: disk.path.clone(),
                format: disk.format.clone(),
                bytes: size(&disk.path),
            })
            .collect()
    }

    fn unknown_sizes(&self, domus: &[SeenDomu]) -> Vec<Message> {
        let Some(volumes) = &self.volumes else { return Vec::new() };
        if !volumes.has_list {
            return vec![Message::new("fleet-import-note-groups-only")];
        }
        if volumes.count == 0 && volumes.groups.is_empty() {
            return vec![Message::new("fleet-import-note-no-volumes")];
        }
        let disks = domus.iter().flat_map(|domu| domu.disks.iter().map(move |disk| (domu, disk)));
        disks
            .filter(|(_, disk)| disk.bytes.is_none())
            .map(|(domu, disk)| {
                Message::new("fleet-import-note-no-size")
                    .with("name", domu.name.as_str())
                    .with("path", disk.path.as_str())
            })
            .collect()
    }
}

/// What the domUs before in the list are called.
#[derive(Default)]
struct Taken {
    /// By their names in small letters.
    names: HashMap<String, String>,
    uuids: HashSet<Uuid>,
}

impl Taken {
    /// The domU, if it is none of them. Xen tells names apart by capitals alone; people can't.
    fn take(&mut self, listed: &ListedDomu, domu: SeenDomu) -> Result<SeenDomu, Message> {
        let lower = domu.name.to_ascii_lowercase();
        match self.names.get(&lower) {
            Some(other) if *other != domu.name => {
                Err(not_taken("fleet-import-note-capitals", listed).with("other", other.as_str()))
            }
            None if self.uuids.insert(domu.uuid) => {
                self.names.insert(lower, domu.name.clone());
                Ok(domu)
            }
            _ => Err(not_taken("fleet-import-note-twice", listed)),
        }
    }
}

/// A domU as its host shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenDomu {
    pub uuid: Uuid,
    pub name: String,
    pub memory: Bytes,
    pub vcpus: Option<i32>,
    pub xen_type: Option<String>,
    pub kernel: Option<String>,
    pub blocked_by: Option<String>,
    pub disks: Vec<PlannedDisk>,
    pub nics: Vec<PlannedNic>,
    /// What its configuration says, readable or not.
    pub addresses: Vec<Result<IpAddr, String>>,
}

fn nics(listed: &ListedDomu) -> Vec<PlannedNic> {
    let macs = listed.nics.iter().zip(0..).filter_map(|(nic, position)| {
        Some(PlannedNic { position, mac: mac(nic.mac.as_deref()?)?, bridge: nic.bridge.clone() })
    });
    macs.collect()
}

fn mac(text: &str) -> Option<[u8; 6]> {
    let bytes: Option<Vec<u8>> = text.split(':').map(|part| u8::from_str_radix(part, 16).ok()).collect();
    bytes?.try_into().ok()
}

/// Hook scripts accept several addresses in one `ip=`, parted by blanks or commas, with or
/// without the length of the network.
fn addresses(text: &str) -> impl Iterator<Item = Result<IpAddr, String>> {
    text.split([' ', ',', ';', '\t']).filter(|word| !word.is_empty()).map(|word| {
        let address = word.split('/').next().unwrap_or(word);
        address.parse().map_err(|_| plain(word))
    })
}

fn not_taken(id: &'static str, listed: &ListedDomu) -> Message {
    Message::new(id).with("name", plain(&listed.name))
}

/// As much of a text as a sentence bears, without what a terminal would obey.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(100).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_addresses_may_stand_in_one_line() {
        let read: Vec<_> = addresses("192.0.2.21/24 2001:db8::21,dhcp").collect();
        assert_eq!(
            read,
            [
                Ok([192, 0, 2, 21].into()),
                Ok("2001:db8::21".parse().expect("an address")),
                Err("dhcp".to_owned())
            ]
        );
    }

    #[test]
    fn of_two_that_differ_by_capitals_alone_the_second_is_named_and_left_out() {
        let domu = |name: &str, n: u8| {
            format!(
                r#"{{"domid": {n}, "config": {{"c_info": {{"name": "{name}",
                    "uuid": "5b1e7f0e-6c1d-4f0a-9b52-0c5b3a6f1d0{n}"}}, "b_info": {{"max_memkb": 1024}}}}}}"#
            )
        };
        let list = format!("[{}, {}, {}]", domu("higgs", 1), domu("Higgs", 2), domu("kaon", 3));
        let (domus, notes) = Seen::read(&list, None, None).expect("a good list").domus();
        assert_eq!(domus.iter().map(|domu| domu.name.as_str()).collect::<Vec<_>>(), ["higgs", "kaon"]);
        let note = Message::new("fleet-import-note-capitals").with("name", "Higgs").with("other", "higgs");
        assert_eq!(notes[0], note);
    }

    #[test]
    fn a_domu_on_its_way_between_hosts_is_not_taken_for_another() {
        let list = r#"[{"domid": 3, "config": {"c_info": {"name": "higgs--incoming",
            "uuid": "5b1e7f0e-6c1d-4f0a-9b52-0c5b3a6f1d01"}, "b_info": {"max_memkb": 1024}}}]"#;
        let seen = Seen::read(list, None, None).expect("a good list");
        let note = Message::new("fleet-import-note-in-transit").with("name", "higgs--incoming");
        assert_eq!(seen.domus(), (vec![], vec![note]));
    }
}
