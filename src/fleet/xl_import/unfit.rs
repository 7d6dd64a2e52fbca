//! Why a domU of the list can't be recorded: texts and numbers that no form would take either. A
//! JSON text may hold any character, and `xl` prints what somebody wrote into a cfg.

use std::collections::HashSet;

use super::xl_list::ListedDomu;
use crate::fleet::Bytes;
use crate::words::Message;

const MOST_VCPUS: i32 = 1024;
/// Of disks, of network cards and of addresses. Xen itself ends long before.
const MOST_DEVICES: usize = 1000;
const LONGEST_PATH: usize = 1024;
const LONGEST_DISK_NAME: usize = 32;
/// Of a word such as the name of a bridge or the format of a disk.
const LONGEST_WORD: usize = 64;

/// The sentence for the first thing that is wrong with it; its name is good already.
pub(super) fn unfit(listed: &ListedDomu) -> Option<Message> {
    text(listed).or_else(|| number(listed)).or_else(|| devices(listed))
}

/// A text, what it is, and how many characters it may have at most.
type Limited<'a> = (&'static str, &'a str, usize);

fn text(listed: &ListedDomu) -> Option<Message> {
    let of_domu = [("type", &listed.xen_type, LONGEST_WORD), ("kernel", &listed.kernel, LONGEST_PATH)];
    let of_domu = of_domu.into_iter().filter_map(|(field, text, most)| Some((field, text.as_deref()?, most)));
    let of_disks = listed.disks.iter().flat_map(|disk| {
        [
            ("vdev", disk.name.as_str(), LONGEST_DISK_NAME),
            ("path", disk.path.as_str(), LONGEST_PATH),
            ("format", disk.format.as_str(), LONGEST_WORD),
        ]
    });
    let of_nics = listed.nics.iter().map(|nic| ("bridge", nic.bridge.as_str(), LONGEST_WORD));
    let (field, _, most) = of_domu.chain(of_disks).chain(of_nics).find(|limited| !is_good(limited))?;
    Some(note("fleet-import-note-text", listed).with("field", field).with("most", most as i64))
}

fn is_good(&(field, text, most): &Limited<'_>) -> bool {
    // Xen knows no other characters in a vdev.
    let is_vdev = !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric());
    (field != "vdev" || is_vdev) && text.chars().count() <= most && !text.chars().any(char::is_control)
}

fn number(listed: &ListedDomu) -> Option<Message> {
    if listed.memory.is_some_and(|memory| memory > Bytes::MOST) {
        return Some(note("fleet-import-note-too-much-memory", listed));
    }
    let has_too_many = listed.vcpus.is_some_and(|vcpus| vcpus > MOST_VCPUS);
    has_too_many.then(|| note("fleet-import-note-vcpus", listed).with("most", i64::from(MOST_VCPUS)))
}

fn devices(listed: &ListedDomu) -> Option<Message> {
    let addresses = listed.nics.iter().map(|nic| nic.ip.split([' ', ',', ';', '\t']).count()).sum();
    if [listed.disks.len(), listed.nics.len(), addresses].iter().any(|&count| count > MOST_DEVICES) {
        return Some(note("fleet-import-note-devices", listed).with("most", MOST_DEVICES as i64));
    }
    let mut names = HashSet::new();
    let twice = listed.disks.iter().find(|disk| !names.insert(&disk.name))?;
    Some(note("fleet-import-note-disk-twice", listed).with("disk", twice.name.as_str()))
}

fn note(id: &'static str, listed: &ListedDomu) -> Message {
    Message::new(id).with("name", listed.name.as_str())
}
