//! A text with what is known of one move filled in: the commands, ready to be typed.

use serde::Serialize;

use super::disk::{Disk, Kind};
use super::filled::{Value, in_command, in_words};
use crate::migrations::queries::{Place, Shown};

/// A command and what to expect of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Command {
    pub command: Option<String>,
    pub remark: Option<String>,
    /// The disk for which there is no command as long as nobody knows its size.
    pub size_wanted: Option<String>,
}

/// What is filled in for one migration.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values {
    once: Vec<Value>,
    disks: Vec<Disk>,
    addresses: Vec<Vec<Value>>,
}

impl Values {
    pub fn of(shown: &Shown) -> Values {
        let address = |place: &Place| {
            place.interconnect_address.map_or_else(|| place.host.clone(), |net| net.addr().to_string())
        };
        let once = vec![
            ("domu", shown.domu.clone()),
            // Tags of LVM know no blanks, and names of domUs no colons.
            ("copy_tag", format!("copy-of-{}", shown.domu.replace(' ', ":"))),
            ("source", shown.source.host.clone()),
            ("target", shown.target.host.clone()),
            ("source_address", address(&shown.source)),
            ("target_address", address(&shown.target)),
            ("source_vg", shown.source.volume_group.clone()),
            ("target_vg", shown.target.volume_group.clone()),
            ("source_bridge", shown.source.bridge.clone()),
            ("target_bridge", shown.target.bridge.clone()),
        ];
        let volume_group = &shown.target.volume_group;
        let disks = shown.disks.iter().map(|disk| Disk::of(disk, volume_group)).collect();
        let addresses = shown
            .addresses
            .iter()
            .map(|(old, new)| {
                vec![("old_address", old.addr().to_string()), ("new_address", new.addr().to_string())]
            })
            .collect();
        Values { once, disks, addresses }
    }

    /// All of them, or those of one kind.
    fn disks_of(&self, kind: Option<Kind>) -> impl Iterator<Item = &Disk> {
        self.disks.iter().filter(move |disk| kind.is_none_or(|kind| disk.kind == kind))
    }
}

/// The text with the values filled in, ready to be shown. Remarks on what stands for nothing are
/// left out.
pub fn commands(text: &str, values: &Values) -> Vec<Command> {
    let mut commands: Vec<Command> = Vec::new();
    let mut stands = true;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (kind, rest) = Kind::marked(line);
        match rest.strip_prefix('#') {
            Some(remark) if kind.is_some() => commands.extend(remarks(kind, remark.trim(), values)),
            Some(remark) if stands => {
                remark_on_last(&mut commands, in_words(remark.trim(), &[&values.once]));
            }
            Some(_) => {}
            None => {
                let lines = lines_of(kind, rest, values);
                stands = lines.iter().any(|line| line.command.is_some());
                commands.extend(lines);
            }
        }
    }
    commands
}

fn remark_on_last(commands: &mut Vec<Command>, remark: String) {
    match commands.last_mut().filter(|last| last.remark.is_none()) {
        Some(last) => last.remark = Some(remark),
        None => commands.push(Command { remark: Some(remark), ..Command::default() }),
    }
}

/// What is said of the disks of that kind.
fn remarks(kind: Option<Kind>, remark: &str, values: &Values) -> Vec<Command> {
    let said = |set: &[&[Value]]| Command { remark: Some(in_words(remark, set)), ..Command::default() };
    let mut disks = values.disks_of(kind);
    if names(remark, &DISK_PLACEHOLDERS) {
        return disks.map(|disk| said(&[&disk.values, &values.once])).collect();
    }
    disks.next().map(|_| said(&[&values.once])).into_iter().collect()
}

const DISK_PLACEHOLDERS: [&str; 6] =
    ["disk", "disk_path", "disk_volume", "disk_bytes", "target_disk_path", "target_folder"];

fn names(line: &str, placeholders: &[&str]) -> bool {
    placeholders.iter().any(|name| line.contains(&format!("{{{{{name}}}}}")))
}

/// Once for each disk or address that it names; with a mark, for disks of that kind.
fn lines_of(kind: Option<Kind>, line: &str, values: &Values) -> Vec<Command> {
    let filled = |sets: &[&[Value]]| Command { command: Some(in_command(line, sets)), ..Command::default() };
    if names(line, &DISK_PLACEHOLDERS) {
        let wants_size = names(line, &["disk_bytes"]);
        let of_disk = |disk: &Disk| match wants_size && !disk.has_size {
            true => Command { size_wanted: Some(disk.name.clone()), ..Command::default() },
            false => filled(&[&disk.values, &values.once]),
        };
        return values.disks_of(kind).map(of_disk).collect();
    }
    if kind.is_some() && values.disks_of(kind).next().is_none() {
        return Vec::new();
    }
    if names(line, &["old_address", "new_address"]) {
        return values.addresses.iter().map(|pair| filled(&[pair, &values.once])).collect();
    }
    vec![filled(&[&values.once])]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrations::Chapter;
    use crate::migrations::queries::ShownDisk;
    use crate::migrations::runbook::built_in;

    fn disk(path: &str, bytes: Option<i64>) -> ShownDisk {
        ShownDisk { name: "xvda".to_owned(), path: path.to_owned(), format: "raw".to_owned(), bytes }
    }

    fn with_disks(domu: &str, disks: &[ShownDisk]) -> Values {
        let text = str::to_owned;
        Values {
            once: vec![
                ("domu", text(domu)),
                ("target_address", text("203.0.113.12")),
                ("target_vg", text("vg1")),
                ("copy_tag", format!("copy-of-{domu}")),
            ],
            disks: disks.iter().map(|disk| Disk::of(disk, "vg1")).collect(),
            addresses: vec![vec![
                ("old_address", text("192.0.2.41")),
                ("new_address", text("198.51.100.41")),
            ]],
        }
    }

    fn values(domu: &str) -> Values {
        with_disks(domu, &["/dev/vg0/higgs-disk", "/dev/vg0/higgs-swap"].map(|path| disk(path, Some(512))))
    }

    fn built_in_for(chapter: Chapter, disk: ShownDisk) -> Vec<Command> {
        let both = chapter.sides().map(|side| built_in(chapter, side)).join("\n");
        commands(&both, &with_disks("higgs", &[disk]))
    }

    fn typed(commands: &[Command]) -> String {
        commands.iter().filter_map(|line| line.command.as_deref()).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_line_stands_once_for_each_disk() {
        let read = commands("lvs {{disk_path}}\n# Both.\nxl list {{domu}}", &values("my domU"));
        let lines: Vec<_> =
            read.iter().map(|line| (line.command.as_deref(), line.remark.as_deref())).collect();
        assert_eq!(
            lines,
            [
                (Some("lvs /dev/vg0/higgs-disk"), None),
                (Some("lvs /dev/vg0/higgs-swap"), Some("Both.")),
                (Some("xl list 'my domU'"), None),
            ]
        );
    }

    /// A copy that comes before its volume would write a file into the /dev of the target.
    #[test]
    fn the_built_in_copy_writes_only_to_a_volume_that_is_there() {
        let order: Vec<String> =
            Chapter::Copy.sides().iter().map(|side| built_in(Chapter::Copy, *side)).collect();
        let order = order.concat();
        let at = |words: &str| order.find(words).unwrap_or_else(|| panic!("{words} is missing in {order}"));
        assert!(at("lvcreate") < at("dd if="), "{order}");
        assert!(at("test -b {{target_disk_path}} && dd of={{target_disk_path}}") > at("ssh root@"));
    }

    /// The way back keeps the half copy, which is there, switched off, when the next try begins.
    #[test]
    fn the_built_in_copy_takes_up_the_half_copy_of_the_last_try_and_nothing_else() {
        let copy = built_in_for(Chapter::Copy, disk("/dev/vg0/higgs-disk", Some(512)));
        let make = copy[0].command.as_deref().expect("a command");
        for part in [
            "lvs --noheadings --nosuffix --units b -o lv_size,lv_tags /dev/vg1/higgs-disk",
            "' ') lvcreate -y --addtag copy-of-higgs -L 512b -n higgs-disk vg1;;",
            r"512\ copy-of-higgs) lvchange -ay /dev/vg1/higgs-disk;;",
        ] {
            assert!(make.contains(part), "{part} is missing in {make}");
        }
        let boot = typed(&built_in_for(Chapter::Boot, disk("/dev/vg0/higgs-disk", Some(512))));
        assert!(boot.contains("lvchange --deltag copy-of-higgs /dev/vg1/higgs-disk"), "{boot}");
        for &chapter in Chapter::ALL {
            let all = typed(&built_in_for(chapter, disk("/dev/vg0/higgs-disk", Some(512))));
            assert!(!all.contains("lvremove"), "{chapter}: {all}");
        }
    }

    #[test]
    fn an_image_file_gets_no_commands_of_volumes() {
        let image = || disk("/var/lib/xen/images/quark.qcow2", None);
        for &chapter in Chapter::ALL {
            let all = typed(&built_in_for(chapter, image()));
            for wrong in ["/dev/vg", "lvchange", "lvcreate", "lvs ", "vgs ", "test -b"] {
                assert!(!all.contains(wrong), "{wrong} in {chapter}: {all}");
            }
        }
        let copy = typed(&built_in_for(Chapter::Copy, image()));
        assert!(copy.contains("dd of=/var/lib/xen/images/quark.qcow2.copy"), "{copy}");
        let fence = built_in_for(Chapter::Fence, image());
        assert!(
            fence.iter().any(|line| line.command.as_deref().is_some_and(|line| line.starts_with("ls -l")))
        );
    }

    #[test]
    fn a_disk_that_the_runbook_does_not_know_is_left_to_the_club() {
        for chapter in [Chapter::Preflight, Chapter::Copy, Chapter::Compare, Chapter::Fence] {
            let lines = built_in_for(chapter, disk("/dev/drbd0", Some(512)));
            let said = |line: &Command| {
                line.command.is_none()
                    && line.remark.as_deref().is_some_and(|said| said.contains("/dev/drbd0"))
            };
            assert!(lines.iter().any(said), "{chapter}: {lines:?}");
            assert!(!typed(&lines).contains("lvc"), "{chapter}: {lines:?}");
        }
    }

    #[test]
    fn without_its_size_a_volume_is_neither_made_nor_copied() {
        let copy = built_in_for(Chapter::Copy, disk("/dev/vg0/higgs-disk", None));
        assert_eq!(copy.iter().filter(|line| line.size_wanted.as_deref() == Some("xvda")).count(), 2);
        let typed = typed(&copy);
        assert!(!typed.contains("lvcreate") && !typed.contains("dd if="), "{typed}");
    }

    #[test]
    fn a_remark_on_what_stands_for_nothing_is_left_out() {
        let mut values = values("higgs");
        values.addresses.clear();
        let read = commands("xl list\nping {{new_address}}\n# It answers.\n[file] ls\n# There.", &values);
        assert_eq!(read, [Command { command: Some("xl list".to_owned()), ..Command::default() }]);
    }
}
