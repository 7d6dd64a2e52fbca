//! `xl info`: one `key : value` a line, memory in MiB.

use super::broken::{BrokenOutput, Output, refusal};
use crate::fleet::Bytes;

/// What `xl info` says of a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XlInfo {
    pub host: String,
    /// All of the machine's memory, dom0's share included.
    pub total_memory: Bytes,
    /// What Xen has not given to anybody.
    pub free_memory: Option<Bytes>,
    pub xen_version: Option<String>,
}

/// xl prints it last: a text without it was cut off, and its last number may be half a number.
const LAST_KEY: &str = "xend_config_format";

/// Reads the whole text or nothing of it.
pub fn parse(text: &str) -> Result<XlInfo, BrokenOutput> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(BrokenOutput::Empty(Output::Info));
    }
    if let Some(said) = refusal(text) {
        return Err(BrokenOutput::Refused { output: Output::Info, said });
    }
    let pairs = pairs(text);
    let value =
        |key: &str| pairs.iter().find(|(_, found, _)| *found == key).map(|&(line, _, value)| (line, value));
    if value(LAST_KEY).is_none_or(|(_, value)| value.is_empty()) {
        return Err(if begins_like_xl_info(text) {
            ends_early(text)
        } else {
            broken(1, "not what xl info prints")
        });
    }
    for (line, text) in ["host", "xen_version"].into_iter().filter_map(value) {
        if text.chars().any(char::is_control) {
            return Err(broken(line, "a character that nobody can see"));
        }
    }
    Ok(XlInfo {
        host: value("host").map(|(_, host)| host.to_owned()).unwrap_or_default(),
        total_memory: total_memory(value("total_memory"))?,
        free_memory: value("free_memory")
            .and_then(|(_, mib)| mib.parse().ok().filter(|mib| (0..1 << 30).contains(mib)))
            .map(Bytes::mib),
        xen_version: value("xen_version").map(|(_, version)| version.to_owned()),
    })
}

/// Lines without a key are those of the tables that `-n` adds; they have nothing for us.
fn pairs(text: &str) -> Vec<(usize, &str, &str)> {
    let pairs = text.lines().enumerate().filter_map(|(index, line)| {
        let (key, value) = line.split_once(':')?;
        Some((index + 1, key.trim(), value.trim()))
    });
    pairs.collect()
}

fn begins_like_xl_info(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    let key = first.split(':').next().unwrap_or_default().trim();
    key == "host" || (!first.contains(':') && "host".starts_with(key))
}

fn total_memory(value: Option<(usize, &str)>) -> Result<Bytes, BrokenOutput> {
    let Some((line, value)) = value else { return Err(broken(1, "no total_memory")) };
    value
        .parse::<i64>()
        .ok()
        .filter(|&mib| (1..1 << 30).contains(&mib))
        .map(Bytes::mib)
        .ok_or_else(|| broken(line, "total_memory is no number of MiB"))
}

fn broken(line: usize, why: &str) -> BrokenOutput {
    BrokenOutput::Broken { output: Output::Info, line, column: 1, why: why.to_owned() }
}

fn ends_early(text: &str) -> BrokenOutput {
    let line = text.lines().count();
    let column = text.lines().last().map_or(0, |last| last.chars().count());
    BrokenOutput::EndsEarly { output: Output::Info, line, column }
}
