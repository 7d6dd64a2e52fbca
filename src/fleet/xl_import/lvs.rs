//! `lvm fullreport --units b --reportformat json`: sizes of the volumes that domUs use as disks, and of
//! the volume groups that they lie in. `lvs` tells the ones and `vgs` the others.

use std::collections::HashMap;

use serde::{Deserialize, Deserializer, de};

use super::broken::{BrokenOutput, Output, refusal};
use crate::fleet::Bytes;

/// The volumes of a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Volumes {
    by_path: HashMap<String, Bytes>,
    /// How many logical volumes the report lists.
    pub count: usize,
    /// Whether it would list them: that of `vgs` doesn't, however many there are.
    pub has_list: bool,
    /// All logical volumes together.
    pub used: Bytes,
    /// The volume groups named, in order, each once.
    pub groups: Vec<String>,
    /// All volume groups together, if the report tells (`lvs` alone doesn't).
    pub capacity: Option<Bytes>,
    /// What no volume of theirs has taken, if the report tells.
    pub free: Option<Bytes>,
}

impl Volumes {
    /// The size of the disk at this path, whichever way the path names the volume.
    pub fn size_of(&self, path: &str) -> Option<Bytes> {
        self.by_path.get(path).copied()
    }
}

/// Reads the whole text or nothing of it. An empty report is read, but it is suspicious: LVM
/// prints it, valid, when it is not run by root.
pub fn parse(text: &str) -> Result<Volumes, BrokenOutput> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(BrokenOutput::Empty(Output::Disks));
    }
    let report: Report = serde_json::from_str(text).map_err(|error| match refusal(text) {
        Some(said) => BrokenOutput::Refused { output: Output::Disks, said },
        None => BrokenOutput::from_json(Output::Disks, text, &error),
    })?;
    let is_foreign = |section: &Section| section.lv.is_none() && section.vg.is_none();
    if !report.report.is_empty() && report.report.iter().all(is_foreign) {
        let why = "neither “lv” nor “vg” in the report".to_owned();
        return Err(BrokenOutput::Broken { output: Output::Disks, line: 1, column: 1, why });
    }
    Ok(report.into_volumes())
}

/// Whether a text that is something else is what LVM reports, of whatever kind.
pub(super) fn is_report(text: &str) -> bool {
    #[derive(Deserialize)]
    struct AnyReport {
        #[serde(rename = "report")]
        _sections: Vec<de::IgnoredAny>,
    }
    serde_json::from_str::<AnyReport>(text).is_ok()
}

#[derive(Deserialize)]
struct Report {
    report: Vec<Section>,
}

#[derive(Deserialize)]
struct Section {
    lv: Option<Vec<LogicalVolume>>,
    vg: Option<Vec<VolumeGroup>>,
}

#[derive(Deserialize)]
struct LogicalVolume {
    #[serde(deserialize_with = "name")]
    lv_name: String,
    /// `lvm fullreport` says the group once, beside its volumes.
    #[serde(default, deserialize_with = "name_if_told")]
    vg_name: Option<String>,
    lv_path: Option<String>,
    #[serde(deserialize_with = "size_in_bytes")]
    lv_size: Bytes,
}

#[derive(Deserialize)]
struct VolumeGroup {
    #[serde(deserialize_with = "name")]
    vg_name: String,
    #[serde(deserialize_with = "size_in_bytes")]
    vg_size: Bytes,
    #[serde(default, deserialize_with = "free_bytes")]
    vg_free: Option<Bytes>,
}

impl Report {
    fn into_volumes(self) -> Volumes {
        let mut volumes = Volumes {
            by_path: HashMap::new(),
            count: 0,
            has_list: self.report.is_empty() || self.report.iter().any(|section| section.lv.is_some()),
            used: Bytes(0),
            groups: Vec::new(),
            capacity: None,
            free: None,
        };
        for section in self.report {
            let only_group = section.vg.as_ref().and_then(|groups| match groups.as_slice() {
                [group] => Some(group.vg_name.clone()),
                _ => None,
            });
            for group in section.vg.into_iter().flatten() {
                volumes.capacity = Some(volumes.capacity.unwrap_or_default() + group.vg_size);
                if let Some(free) = group.vg_free {
                    volumes.free = Some(volumes.free.unwrap_or_default() + free);
                }
                volumes.add_group(group.vg_name);
            }
            for volume in section.lv.into_iter().flatten() {
                volumes.add(volume, only_group.as_deref());
            }
        }
        volumes
    }
}

impl Volumes {
    fn add(&mut self, volume: LogicalVolume, only_group: Option<&str>) {
        self.count += 1;
        self.used = self.used + volume.lv_size;
        let paths = volume.paths(only_group);
        self.by_path.extend(paths.into_iter().map(|path| (path, volume.lv_size)));
        if let Some(group) = volume.vg_name {
            self.add_group(group);
        }
    }

    fn add_group(&mut self, name: String) {
        if !self.groups.contains(&name) {
            self.groups.push(name);
        }
    }
}

impl LogicalVolume {
    /// The device mapper doubles the dashes of a name and puts a single one between group and
    /// volume.
    fn paths(&self, only_group: Option<&str>) -> Vec<String> {
        let mut paths: Vec<String> = self.lv_path.iter().filter(|path| !path.is_empty()).cloned().collect();
        if let Some(group) = self.vg_name.as_deref().or(only_group) {
            let name = &self.lv_name;
            paths.push(format!("/dev/{group}/{name}"));
            paths.push(format!("/dev/mapper/{}-{}", group.replace('-', "--"), name.replace('-', "--")));
        }
        paths
    }
}

/// LVM itself takes no more than 127 letters, digits and four signs; whatever else is none of its.
fn name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    let is_good = text.len() <= 127 && !text.chars().any(char::is_control);
    if is_good { Ok(text) } else { Err(de::Error::custom("a name that no volume can have")) }
}

fn name_if_told<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    name(deserializer).map(Some)
}

/// `"314572800B"`, or `"314572800"` with `--nosuffix`. Without `--units b` it would be `300.00m`,
/// a rounded number, which is refused.
fn size_in_bytes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Bytes, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.strip_suffix('B')
        .unwrap_or(&text)
        .parse::<i64>()
        .ok()
        .map(Bytes)
        .filter(|&bytes| bytes > Bytes(0) && bytes <= Bytes::MOST)
        .ok_or_else(|| de::Error::custom(format!("“{text}” is no size in bytes (--units b)")))
}

/// The same of what is left, which may be nothing.
fn free_bytes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Bytes>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let bytes = text.strip_suffix('B').unwrap_or(&text).parse::<i64>().ok().map(Bytes);
    Ok(bytes.filter(|&bytes| bytes >= Bytes(0) && bytes <= Bytes::MOST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_volume_is_found_under_each_of_its_paths() {
        let volumes =
            parse(r#"{"report": [{"lv": [{"lv_name": "my-disk", "vg_name": "vg-a", "lv_size": "4096B"}]}]}"#)
                .expect("a good report");
        for path in ["/dev/vg-a/my-disk", "/dev/mapper/vg--a-my--disk"] {
            assert_eq!(volumes.size_of(path), Some(Bytes(4096)), "{path}");
        }
        for path in ["/dev/mapper/vg-a-my-disk", "/dev/vg/a-my-disk", "/var/lib/my-disk"] {
            assert_eq!(volumes.size_of(path), None, "{path}");
        }
    }

    #[test]
    fn rounded_sizes_are_refused_where_they_stand() {
        let error = parse("{\"report\": [{\"lv\": [\n{\"lv_name\": \"a\", \"lv_size\": \"300.00m\"}]}]}");
        let Err(BrokenOutput::Broken { line, why, .. }) = error else { panic!("{error:?}") };
        assert_eq!((line, why.as_str()), (2, "“300.00m” is no size in bytes (--units b)"));
    }
}
