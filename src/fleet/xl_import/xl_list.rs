//! `xl list -l`: one JSON array of domains, or one domain. libxl leaves out what is at its
//! default, writes booleans as words, and counts memory in KiB.

use serde::{Deserialize, Deserializer};
use uuid::Uuid;

use super::broken::{BrokenOutput, Output, refusal};
use super::lvs::is_report;
use crate::fleet::Bytes;

/// What `xl list -l` showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XlList {
    /// Only when Domain-0 is in it is the list whole, so that who is missing isn't running.
    pub dom0: Option<Dom0>,
    pub domus: Vec<ListedDomu>,
}

/// What Domain-0 takes for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dom0 {
    pub max_memory: Bytes,
    pub target_memory: Bytes,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedDomu {
    pub name: String,
    pub uuid: Option<Uuid>,
    pub memory: Option<Bytes>,
    pub vcpus: Option<i32>,
    pub xen_type: Option<String>,
    pub kernel: Option<String>,
    /// Devices of the host itself, such as a PCI card: with them a domU can't move.
    pub host_devices: Vec<String>,
    pub disks: Vec<ListedDisk>,
    pub nics: Vec<ListedNic>,
}

/// A disk; its size is not in this output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedDisk {
    pub name: String,
    pub path: String,
    pub format: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedNic {
    pub mac: Option<String>,
    pub bridge: String,
    /// As the configuration says it: free text, possibly several addresses.
    pub ip: String,
}

/// Reads the whole text or nothing of it.
pub fn parse(text: &str) -> Result<XlList, BrokenOutput> {
    let text = text.trim_start_matches('\u{feff}');
    let broken = |error: serde_json::Error| match refusal(text) {
        Some(said) => BrokenOutput::Refused { output: Output::List, said },
        None if is_report(text) => BrokenOutput::ReportAsList,
        None => BrokenOutput::from_json(Output::List, text, &error),
    };
    let items: Vec<Item> = match text.trim_start().chars().next() {
        None => return Err(BrokenOutput::Empty(Output::List)),
        Some('{') => vec![serde_json::from_str(text).map_err(broken)?],
        Some('N') if text.trim_start().starts_with("Name ") => return Err(BrokenOutput::ShortList),
        Some(_) => serde_json::from_str(text).map_err(broken)?,
    };
    if items.is_empty() {
        return Err(BrokenOutput::NobodyListed);
    }
    let dom0 = items.iter().find(|item| item.domid == 0).map(|item| Dom0 {
        max_memory: from_kib(item.config.b_info.max_memkb).unwrap_or_default(),
        target_memory: from_kib(item.config.b_info.target_memkb).unwrap_or_default(),
    });
    let domus = items.into_iter().filter(|item| item.domid != 0).map(|item| item.config.into_listed());
    Ok(XlList { dom0, domus: domus.collect() })
}

#[derive(Deserialize)]
struct Item {
    domid: u32,
    config: Config,
}

#[derive(Deserialize)]
struct Config {
    c_info: CreateInfo,
    #[serde(default)]
    b_info: BuildInfo,
    #[serde(default)]
    disks: Vec<Disk>,
    #[serde(default)]
    nics: Vec<Nic>,
    #[serde(default)]
    pcidevs: Vec<PciDevice>,
    #[serde(default)]
    usbdevs: Vec<serde::de::IgnoredAny>,
    #[serde(default)]
    vtpms: Vec<serde::de::IgnoredAny>,
}

#[derive(Deserialize)]
struct CreateInfo {
    name: String,
    uuid: Option<Uuid>,
    #[serde(rename = "type")]
    kind: Option<String>,
}

#[derive(Deserialize, Default)]
struct BuildInfo {
    max_memkb: Option<u64>,
    target_memkb: Option<u64>,
    max_vcpus: Option<i32>,
    kernel: Option<String>,
}

#[derive(Deserialize)]
struct Disk {
    #[serde(default)]
    pdev_path: String,
    vdev: String,
    format: Option<String>,
    #[serde(default, deserialize_with = "word_or_bool")]
    is_cdrom: bool,
}

#[derive(Deserialize)]
struct Nic {
    mac: Option<String>,
    #[serde(default)]
    bridge: String,
    #[serde(default)]
    ip: String,
}

#[derive(Deserialize)]
struct PciDevice {
    #[serde(default)]
    domain: u32,
    #[serde(default)]
    bus: u32,
    #[serde(default)]
    dev: u32,
    #[serde(default)]
    func: u32,
}

impl Config {
    fn into_listed(self) -> ListedDomu {
        ListedDomu {
            host_devices: self.host_devices(),
            memory: from_kib(self.b_info.max_memkb.or(self.b_info.target_memkb)),
            vcpus: self.b_info.max_vcpus.filter(|&n| n > 0),
            xen_type: self.c_info.kind,
            kernel: self.b_info.kernel,
            name: self.c_info.name,
            uuid: self.c_info.uuid,
            disks: self.disks.into_iter().filter_map(Disk::into_listed).collect(),
            nics: self.nics.into_iter().map(Nic::into_listed).collect(),
        }
    }

    fn host_devices(&self) -> Vec<String> {
        let cards = self
            .pcidevs
            .iter()
            .map(|pci| format!("PCI {:04x}:{:02x}:{:02x}.{:x}", pci.domain, pci.bus, pci.dev, pci.func));
        let usb = self.usbdevs.iter().map(|_| "USB".to_owned());
        let vtpms = self.vtpms.iter().map(|_| "vTPM".to_owned());
        cards.chain(usb).chain(vtpms).collect()
    }
}

impl Disk {
    /// A CD in the drive is not the member's disk.
    fn into_listed(self) -> Option<ListedDisk> {
        let is_disk = !self.is_cdrom && !self.pdev_path.is_empty();
        is_disk.then(|| ListedDisk {
            name: self.vdev,
            path: self.pdev_path,
            format: self.format.unwrap_or_else(|| "raw".to_owned()),
        })
    }
}

impl Nic {
    fn into_listed(self) -> ListedNic {
        ListedNic { mac: self.mac, bridge: self.bridge, ip: self.ip }
    }
}

fn from_kib(kib: Option<u64>) -> Option<Bytes> {
    let bytes = i64::try_from(kib?.saturating_mul(1024)).unwrap_or(i64::MAX);
    (bytes > 0).then_some(Bytes(bytes))
}

/// libxl writes `"True"`, `"False"` and `"<default>"`, and plain numbers where C has an int.
fn word_or_bool<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum WordOrBool {
        Bool(bool),
        Number(i64),
        Word(String),
    }
    Ok(match WordOrBool::deserialize(deserializer)? {
        WordOrBool::Bool(value) => value,
        WordOrBool::Number(number) => number != 0,
        WordOrBool::Word(word) => word == "True",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_that_libxl_leaves_out_are_no_obstacle() {
        let list = parse(
            r#"{"domid": 7, "config": {"c_info": {"name": "two words"},
                "disks": [{"vdev": "xvda", "pdev_path": "/dev/vg0/a"},
                          {"vdev": "xvdc", "pdev_path": "/iso/x.iso", "is_cdrom": "True"}],
                "pcidevs": [{"bus": 3, "func": 1}]}}"#,
        );
        let domu = ListedDomu {
            name: "two words".to_owned(),
            uuid: None,
            memory: None,
            vcpus: None,
            xen_type: None,
            kernel: None,
            host_devices: vec!["PCI 0000:03:00.1".to_owned()],
            disks: vec![ListedDisk {
                name: "xvda".to_owned(),
                path: "/dev/vg0/a".to_owned(),
                format: "raw".to_owned(),
            }],
            nics: vec![],
        };
        assert_eq!(list, Ok(XlList { dom0: None, domus: vec![domu] }));
    }

    #[test]
    fn a_list_with_nobody_in_it_is_not_believed() {
        assert_eq!(parse("[]"), Err(BrokenOutput::NobodyListed));
        assert_eq!(parse(" \n"), Err(BrokenOutput::Empty(Output::List)));
    }
}
