//! The commands that an operator sees at each step: plain text that the club can edit, with
//! placeholders whose values are quoted for the POSIX shell.
//!
//! A line is a command; a line that begins with `#` is a remark on the command before it. A line
//! with a placeholder of a disk or an address stands once for each; one that begins with a mark
//! stands for disks of that kind only, and a remark with a mark stands alone.

use rust_embed::RustEmbed;

use crate::migrations::Chapter;

mod commands;
mod disk;
mod filled;
mod texts;

pub use crate::migrations::Side;
pub use commands::{Command, Values, commands};
pub use disk::MARKS;
pub use filled::quoted;
pub use texts::{RunbookError, Texts, edition, texts, write};

/// Every placeholder, as it is written.
pub const PLACEHOLDERS: [&str; 18] = [
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
    "{{target_folder}}",
    "{{copy_tag}}",
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
