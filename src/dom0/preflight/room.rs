//! Room and what a domU needs to start: there as far as the portal knows, here as it is.

use super::Report;
use crate::fleet::Bytes;
use crate::reports::{LinkKind, PlannedMove};

/// Where the bootloader of paravirtualised domUs is installed.
const BOOTLOADERS: [&str; 4] =
    ["usr/lib/xen-4.17/bin/pygrub", "usr/lib/xen/bin/pygrub", "usr/libexec/xen/bin/pygrub", "usr/bin/pygrub"];

impl Report<'_> {
    pub(super) fn room(&mut self) {
        let task = self.task;
        for planned in &task.leaving {
            let room = &task.room;
            // Recorded room has what is kept for this very move taken off already.
            match (room.memory_reported, room.disk_reported) {
                (Some(memory), Some(disk)) => self.has_room(planned, &task.to.name, memory, disk),
                _ => self.note("room", &format!(
                    "{} keeps room for {}, and has {} of memory and {} of disk left beside it; it does not report what it really has",
                    task.to.name, planned.domu, size(room.memory_recorded), size(room.disk_recorded),
                )),
            }
        }
        self.bridge();
        for planned in &task.arriving {
            let free = (self.host.memory_free(self.words), self.host.disk_free(self.words));
            match free {
                (Ok(memory), Ok(disk)) => self.has_room(planned, &task.from.name, memory, disk),
                (Err(problem), _) | (_, Err(problem)) => self.bad("room", &problem),
            }
        }
    }

    fn has_room(&mut self, planned: &PlannedMove, host: &str, memory: i64, disk: i64) {
        let needs_disk = planned.disks.saturating_add(planned.disks / 20);
        let text = format!(
            "{} needs {} of memory and {} of disk on {host}, with a twentieth to spare; {} and {} are free",
            planned.domu,
            size(planned.memory),
            size(needs_disk),
            size(memory),
            size(disk),
        );
        match planned.memory <= memory && needs_disk <= disk {
            true => self.good("room", &text),
            false => self.bad("room", &text),
        }
    }

    /// Only for domUs that come here: those that leave need it there.
    fn bridge(&mut self) {
        let task = self.task;
        let found =
            self.host.net().link(&task.bridge).filter(|link| link.kind == LinkKind::Bridge && link.is_up);
        let mut wrong: Vec<String> = Vec::new();
        match found {
            Some(link) => self.good("bridge", &format!("{} is up, MTU {}", link.name, link.mtu)),
            None => wrong.push(format!("no bridge {} is up", task.bridge)),
        }
        for planned in &task.arriving {
            if let Some(problem) = self.kernel_problem(planned) {
                wrong.push(problem);
            }
        }
        for problem in &wrong {
            match task.arriving.is_empty() {
                true => self.note("bridge", problem),
                false => self.bad("bridge", problem),
            }
        }
        if !task.arriving.is_empty() {
            let names: Vec<&str> = task.arriving.iter().map(|planned| planned.domu.as_str()).collect();
            let good = format!("{} is up, and what {} start with is here.", task.bridge, names.join(", "));
            let note = if wrong.is_empty() { good } else { wrong.join("; ") };
            self.check("bridge_and_kernel", wrong.is_empty(), &note);
        }
    }

    fn kernel_problem(&self, planned: &PlannedMove) -> Option<String> {
        let is_here = |path: &str| self.host.root.join(path.trim_start_matches('/')).exists();
        match &planned.kernel {
            Some(kernel) => (!is_here(kernel))
                .then(|| format!("{} starts with {kernel}, which is not here", planned.domu)),
            None => (!BOOTLOADERS.iter().any(|path| is_here(path)))
                .then(|| format!("{} needs a bootloader, and there is no pygrub here", planned.domu)),
        }
    }
}

fn size(bytes: i64) -> String {
    Bytes(bytes).to_string()
}
