//! What a disk is, as far as its path tells: the commands for a volume are none for a file.

use super::filled::Value;
use crate::migrations::queries::ShownDisk;

/// What marks a line that is for disks of one kind only: `[lv] lvs {{disk_path}}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A logical volume, which has its own name in the volume group of the target.
    Volume,
    /// An image file, which lies at the same path on the target.
    File,
    /// What only the club knows how to copy.
    Other,
}

/// Every mark, as it is written.
pub const MARKS: [&str; 3] = ["[lv]", "[file]", "[other]"];

impl Kind {
    /// The kind that the line is for, and the line without its mark.
    pub fn marked(line: &str) -> (Option<Kind>, &str) {
        let kinds = [Kind::Volume, Kind::File, Kind::Other];
        let found = MARKS.iter().zip(kinds).find_map(|(mark, kind)| {
            let rest = line.strip_prefix(mark)?;
            rest.starts_with(char::is_whitespace).then(|| (Some(kind), rest.trim_start()))
        });
        found.unwrap_or((None, line))
    }
}

/// A disk with what is filled in for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disk {
    pub name: String,
    pub kind: Kind,
    pub has_size: bool,
    pub values: Vec<Value>,
}

impl Disk {
    pub fn of(disk: &ShownDisk, target_volume_group: &str) -> Disk {
        let volume = volume(&disk.path);
        let kind = match &volume {
            Some(_) => Kind::Volume,
            None if disk.path.starts_with('/') && !disk.path.starts_with("/dev/") => Kind::File,
            None => Kind::Other,
        };
        let target_path = match &volume {
            Some(volume) => format!("/dev/{target_volume_group}/{volume}"),
            None => disk.path.clone(),
        };
        let folder = match target_path.rsplit_once('/') {
            None | Some(("", _)) => "/".to_owned(),
            Some((folder, _)) => folder.to_owned(),
        };
        let last = disk.path.rsplit('/').next().unwrap_or(&disk.path);
        Disk {
            name: disk.name.clone(),
            kind,
            has_size: disk.bytes.is_some(),
            values: vec![
                ("disk", disk.name.clone()),
                ("disk_path", disk.path.clone()),
                ("disk_volume", volume.unwrap_or_else(|| last.to_owned())),
                ("disk_bytes", disk.bytes.map(|bytes| bytes.to_string()).unwrap_or_default()),
                ("target_disk_path", target_path),
                ("target_folder", folder),
            ],
        }
    }
}

/// Folders of /dev that look like volume groups and are none.
const NO_VOLUME_GROUPS: [&str; 12] =
    ["block", "bus", "char", "cpu", "disk", "fd", "mapper", "md", "nvme", "shm", "xen", "zvol"];

/// The name of the logical volume: the last part of /dev/GROUP/VOLUME, or of the name that the
/// device mapper gives it, where a hyphen within a name stands twice.
fn volume(path: &str) -> Option<String> {
    let mut parts = path.strip_prefix("/dev/")?.split('/');
    let (group, volume) = (parts.next()?, parts.next().filter(|volume| !volume.is_empty())?);
    if parts.next().is_some() {
        return None;
    }
    match group {
        "mapper" => mapped(volume),
        group if NO_VOLUME_GROUPS.contains(&group) => None,
        _ => Some(volume.to_owned()),
    }
}

fn mapped(name: &str) -> Option<String> {
    let hidden = name.replace("--", "\u{0}");
    let (group, volume) = hidden.split_once('-')?;
    let is_one = !group.is_empty() && !volume.is_empty() && !volume.contains('-');
    is_one.then(|| volume.replace('\u{0}', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn disk(path: &str) -> Disk {
        let shown = ShownDisk {
            name: "xvda".to_owned(),
            path: path.to_owned(),
            format: "raw".to_owned(),
            bytes: Some(1),
        };
        Disk::of(&shown, "vg1")
    }

    #[test]
    fn the_path_tells_what_a_disk_is_and_where_it_goes() {
        let cases = [
            ("/dev/vg0/higgs-disk", Kind::Volume, "/dev/vg1/higgs-disk"),
            ("/dev/mapper/vg0-higgs--disk", Kind::Volume, "/dev/vg1/higgs-disk"),
            ("/dev/mapper/luks-1234-5678", Kind::Other, "/dev/mapper/luks-1234-5678"),
            ("/var/lib/xen/images/quark.qcow2", Kind::File, "/var/lib/xen/images/quark.qcow2"),
            ("/dev/drbd0", Kind::Other, "/dev/drbd0"),
            ("/dev/disk/by-id", Kind::Other, "/dev/disk/by-id"),
            ("/dev/zvol/tank/quark", Kind::Other, "/dev/zvol/tank/quark"),
            ("rbd:pool/quark", Kind::Other, "rbd:pool/quark"),
        ];
        for (path, kind, target) in cases {
            let disk = disk(path);
            assert_eq!(disk.kind, kind, "{path}");
            assert!(disk.values.contains(&("target_disk_path", target.to_owned())), "{path}: {disk:?}");
        }
        let folder = ("target_folder", "/var/lib/xen/images".to_owned());
        assert!(disk("/var/lib/xen/images/quark.qcow2").values.contains(&folder));
    }

    #[test]
    fn a_mark_is_a_word_of_its_own() {
        assert_eq!(Kind::marked("[lv] lvs"), (Some(Kind::Volume), "lvs"));
        assert_eq!(Kind::marked("[other] # By hand."), (Some(Kind::Other), "# By hand."));
        for line in ["lvs [lv] x", "[lv]x", "[ -e /x ] && ls"] {
            assert_eq!(Kind::marked(line), (None, line));
        }
    }
}
