//! What the dom0 knows of itself: read from Xen, LVM and the kernel, or from files for tests and
//! simulations. Whatever cannot be read becomes a remark; the rest is told all the same.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::counters::cards;
use super::links::SysNet;
use super::tool::Tools;
use crate::fleet::xl_import::{lvs, xl_info, xl_list};
use crate::reports::{HostReport, MOST_RUNNING, Nic, RunningDomu, VERSION};
use crate::words::{Locale, Sentence, Words};

/// How long a program may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Characters of a remark.
const LONGEST: usize = 300;

/// Where to look.
#[derive(Debug, Clone)]
pub struct Host {
    /// What `xl list -l` printed, in a file, instead of the program.
    pub xl: Option<PathBuf>,
    /// The same of `xl info`.
    pub info: Option<PathBuf>,
    /// The same of `vgs --units b --reportformat json`.
    pub vgs: Option<PathBuf>,
    /// Below which `proc` and `sys` lie.
    pub root: PathBuf,
    pub tools: Tools,
}

impl Host {
    pub fn net(&self) -> SysNet {
        SysNet::below(&self.root)
    }

    /// The counters of its cards.
    pub fn counters(&self) -> Result<Vec<Nic>, String> {
        let path = self.root.join("proc/net/dev");
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(cards(&text))
    }

    /// Of another boot, or of none that is known, is all the same to the portal.
    pub fn boot(&self) -> Uuid {
        self.kernel_says("random/boot_id").and_then(|boot| boot.parse().ok()).unwrap_or_default()
    }

    pub fn kernel(&self) -> Option<String> {
        self.kernel_says("osrelease")
    }

    fn kernel_says(&self, name: &str) -> Option<String> {
        let text = fs::read_to_string(self.root.join("proc/sys/kernel").join(name)).ok()?;
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// All that is reported of it, under this number.
    pub fn report(&self, seq: i64, interval: Duration, at: DateTime<Utc>, words: &Words) -> HostReport {
        let mut trouble = Vec::new();
        let links = self.net().links().map_err(|error| error.to_string());
        let report = HostReport {
            version: VERSION,
            boot: self.boot(),
            seq,
            at,
            interval_seconds: i32::try_from(interval.as_secs()).unwrap_or(i32::MAX).clamp(1, 3600),
            kernel: self.kernel(),
            memory_free: noted(self.memory_free(words), &mut trouble),
            disk_free: noted(self.disk_free(words), &mut trouble),
            running: noted(self.running(words), &mut trouble),
            links: noted(links.map_err(|error| format!("/sys/class/net: {error}")), &mut trouble)
                .unwrap_or_default(),
            trouble: Vec::new(),
        };
        HostReport { trouble, ..report }
    }

    /// What Xen has not given to anybody, in bytes.
    pub fn memory_free(&self, words: &Words) -> Result<i64, String> {
        let text = self.text(self.info.as_ref(), "xl", &["info"])?;
        let info = xl_info::parse(&text).map_err(|broken| said("xl info", &broken, words))?;
        info.free_memory.map(|free| free.0).ok_or_else(|| "xl info: no free_memory".to_owned())
    }

    /// What is left in all volume groups, in bytes.
    pub fn disk_free(&self, words: &Words) -> Result<i64, String> {
        let text = self.text(self.vgs.as_ref(), "vgs", &["--units", "b", "--reportformat", "json"])?;
        let volumes = lvs::parse(&text).map_err(|broken| said("vgs", &broken, words))?;
        volumes.free.map(|free| free.0).ok_or_else(|| "vgs: no volume group".to_owned())
    }

    fn running(&self, words: &Words) -> Result<Vec<RunningDomu>, String> {
        let text = self.text(self.xl.as_ref(), "xl", &["list", "-l"])?;
        let list = xl_list::parse(&text).map_err(|broken| said("xl list -l", &broken, words))?;
        if list.dom0.is_none() {
            return Err("xl list -l: without Domain-0 it is not the whole list".to_owned());
        }
        let domu = |listed: xl_list::ListedDomu| RunningDomu { name: listed.name, uuid: listed.uuid };
        Ok(list.domus.into_iter().take(MOST_RUNNING).map(domu).collect())
    }

    fn text(&self, file: Option<&PathBuf>, program: &str, arguments: &[&str]) -> Result<String, String> {
        match file {
            Some(file) => fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display())),
            None => self.tools.ask(program, arguments, PATIENCE).map(|printed| printed.text),
        }
    }
}

fn said(tool: &str, broken: &impl Sentence, words: &Words) -> String {
    format!("{tool}: {}", words.say(Locale::En, &broken.sentence()))
}

/// One line of it, for the portal.
fn noted<T>(read: Result<T, String>, trouble: &mut Vec<String>) -> Option<T> {
    let line = |text: String| -> String {
        let visible = text.chars().map(|c| if c.is_control() { ' ' } else { c });
        visible.take(LONGEST).collect()
    };
    read.map_err(|problem| trouble.push(line(problem))).ok()
}
