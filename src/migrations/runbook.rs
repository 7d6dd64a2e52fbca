//! The commands that an operator sees at each step: plain text that the club can edit, with
//! placeholders whose values are quoted for the POSIX shell.
//!
//! A line is a command; a line that begins with `#` is a remark on the command before it. A line
//! with a placeholder of a disk or an address stands once for each.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use rust_embed::RustEmbed;
use serde::Serialize;

use crate::db::schema::runbook_texts;
use crate::members::Actor;
use crate::migrations::queries::Shown;
use crate::migrations::{Chapter, Refused, turn};
use crate::words::{Message, Sentence};

mod filled;

use filled::{Value, in_command, in_words};

pub use crate::migrations::Side;
pub use filled::quoted;

/// A command and what to expect of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Command {
    pub command: Option<String>,
    pub remark: Option<String>,
}

/// Every placeholder, as it is written.
pub const PLACEHOLDERS: [&str; 16] = [
    "{{domu}}",
    "{{source}}",
    "{{target}}",
    "{{source_address}}",
    "{{target_address}}",
    "{{source_vg}}",
    "{{target_vg}}",
    "{{source_bridge}}",
    "{{target_bridge}}",
    "{{disk}}",
    "{{disk_path}}",
    "{{disk_volume}}",
    "{{disk_bytes}}",
    "{{target_disk_path}}",
    "{{old_address}}",
    "{{new_address}}",
];

#[derive(RustEmbed)]
#[folder = "templates/runbook/"]
struct BuiltIn;

/// The text of a chapter and side that comes with the portal.
pub fn built_in(chapter: Chapter, side: Side) -> String {
    let file = BuiltIn::get(&format!("{chapter}.{side}.txt"));
    file.map(|file| String::from_utf8_lossy(&file.data).into_owned()).unwrap_or_default()
}

/// All texts: the club's own where it wrote some, else the built-in ones.
pub struct Texts(HashMap<(String, Side), String>);

impl Texts {
    pub fn of(&self, chapter: Chapter, side: Side) -> String {
        self.own(chapter, side).map_or_else(|| built_in(chapter, side), str::to_owned)
    }

    /// What the club wrote itself.
    pub fn own(&self, chapter: Chapter, side: Side) -> Option<&str> {
        self.0.get(&(chapter.as_str().to_owned(), side)).map(String::as_str)
    }
}

pub async fn texts(mut conn: &AsyncPgConnection) -> QueryResult<Texts> {
    let rows: Vec<(String, Side, String)> = runbook_texts::table
        .select((runbook_texts::step, runbook_texts::side, runbook_texts::body))
        .load(&mut conn)
        .await?;
    Ok(Texts(rows.into_iter().map(|(step, side, body)| ((step, side), body)).collect()))
}

/// What is filled in for one migration.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values {
    once: Vec<Value>,
    disks: Vec<Vec<Value>>,
    addresses: Vec<Vec<Value>>,
}

impl Values {
    pub fn of(shown: &Shown) -> Values {
        let address = |place: &crate::migrations::queries::Place| {
            place.interconnect_address.map_or_else(|| place.host.clone(), |net| net.addr().to_string())
        };
        let once = vec![
            ("domu", shown.domu.clone()),
            ("source", shown.source.host.clone()),
            ("target", shown.target.host.clone()),
            ("source_address", address(&shown.source)),
            ("target_address", address(&shown.target)),
            ("source_vg", shown.source.volume_group.clone()),
            ("target_vg", shown.target.volume_group.clone()),
            ("source_bridge", shown.source.bridge.clone()),
            ("target_bridge", shown.target.bridge.clone()),
        ];
        let disks = shown
            .disks
            .iter()
            .map(|disk| {
                let volume = disk.path.rsplit('/').next().unwrap_or(&disk.path).to_owned();
                vec![
                    ("disk", disk.name.clone()),
                    ("disk_path", disk.path.clone()),
                    ("target_disk_path", format!("/dev/{}/{volume}", shown.target.volume_group)),
                    ("disk_volume", volume),
                    ("disk_bytes", disk.bytes.map_or_else(|| "BYTES".to_owned(), |bytes| bytes.to_string())),
                ]
            })
            .collect();
        let addresses = shown
            .addresses
            .iter()
            .map(|(old, new)| {
                vec![("old_address", old.addr().to_string()), ("new_address", new.addr().to_string())]
            })
            .collect();
        Values { once, disks, addresses }
    }
}

/// The text with the values filled in, ready to be shown.
pub fn commands(text: &str, values: &Values) -> Vec<Command> {
    let mut commands: Vec<Command> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.strip_prefix('#') {
            Some(remark) => remark_on_last(&mut commands, in_words(remark.trim(), &[&values.once])),
            None => commands.extend(
                lines_of(line, values)
                    .into_iter()
                    .map(|command| Command { command: Some(command), remark: None }),
            ),
        }
    }
    commands
}

fn remark_on_last(commands: &mut Vec<Command>, remark: String) {
    match commands.last_mut().filter(|last| last.remark.is_none()) {
        Some(last) => last.remark = Some(remark),
        None => commands.push(Command { command: None, remark: Some(remark) }),
    }
}

/// Once for each disk or address that it names.
fn lines_of(line: &str, values: &Values) -> Vec<String> {
    let names = |set: &[&str]| set.iter().any(|name| line.contains(&format!("{{{{{name}}}}}")));
    let repeated = if names(&["disk", "disk_path", "disk_volume", "disk_bytes", "target_disk_path"]) {
        &values.disks
    } else if names(&["old_address", "new_address"]) {
        &values.addresses
    } else {
        return vec![in_command(line, &[&values.once])];
    };
    repeated.iter().map(|set| in_command(line, &[set, &values.once])).collect()
}

/// Why a text is not taken.
#[derive(Debug, thiserror::Error)]
pub enum RunbookError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("{0} is no placeholder")]
    UnknownPlaceholder(String),
    #[error("the text is too long")]
    TooLong,
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for RunbookError {
    fn sentence(&self) -> Message {
        match self {
            RunbookError::Refused(refused) => refused.sentence(),
            RunbookError::UnknownPlaceholder(name) => {
                Message::new("runbook-unknown-placeholder").with("name", name.as_str())
            }
            RunbookError::TooLong => Message::new("runbook-too-long"),
            RunbookError::Database(_) => Message::new("migration-database"),
        }
    }
}

/// Keeps the club's own text for a chapter and side; `None` goes back to the built-in one.
pub async fn write(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    chapter: Chapter,
    side: Side,
    body: Option<&str>,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<(), RunbookError> {
    turn::core_only(actor)?;
    let row = runbook_texts::table.find((chapter.as_str(), side.as_str()));
    let Some(body) = body else {
        diesel::delete(row).execute(conn).await?;
        return Ok(());
    };
    check(body)?;
    let values = (
        runbook_texts::body.eq(body),
        runbook_texts::updated_at.eq(now),
        runbook_texts::updated_by.eq(actor.member_id()),
    );
    diesel::insert_into(runbook_texts::table)
        .values((runbook_texts::step.eq(chapter.as_str()), runbook_texts::side.eq(side.as_str()), values))
        .on_conflict((runbook_texts::step, runbook_texts::side))
        .do_update()
        .set(values)
        .execute(conn)
        .await?;
    Ok(())
}

fn check(body: &str) -> Result<(), RunbookError> {
    if body.chars().count() > 20_000 {
        return Err(RunbookError::TooLong);
    }
    for rest in body.split("{{").skip(1) {
        let name = format!("{{{{{}}}}}", rest.split("}}").next().unwrap_or(rest));
        if !rest.contains("}}") || !PLACEHOLDERS.contains(&name.as_str()) {
            return Err(RunbookError::UnknownPlaceholder(name));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(domu: &str) -> Values {
        let text = str::to_owned;
        Values {
            once: vec![
                ("domu", text(domu)),
                ("target_address", text("203.0.113.12")),
                ("target_vg", text("vg0")),
            ],
            disks: ["higgs-disk", "higgs-swap"]
                .map(|volume| {
                    vec![("disk_path", format!("/dev/vg0/{volume}")), ("disk_volume", text(volume))]
                })
                .to_vec(),
            addresses: vec![vec![
                ("old_address", text("192.0.2.41")),
                ("new_address", text("198.51.100.41")),
            ]],
        }
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

    #[test]
    fn the_built_in_texts_name_only_what_is_known() {
        for &chapter in Chapter::ALL {
            for side in [Side::Source, Side::Target] {
                check(&built_in(chapter, side)).unwrap_or_else(|error| panic!("{chapter}.{side}: {error}"));
            }
            let both = built_in(chapter, Side::Source) + &built_in(chapter, Side::Target);
            assert!(!both.trim().is_empty(), "{chapter} has no commands at all");
        }
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

    #[test]
    fn a_placeholder_that_nobody_knows_is_named() {
        let error = check("xl destroy {{domain}}").expect_err("unknown");
        assert_eq!(error.to_string(), "{{domain}} is no placeholder");
        assert!(check("echo {{domu").is_err());
    }
}
