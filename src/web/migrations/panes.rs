//! The commands of a step as an operator types them: a pane for each host, numbered through.

use serde::Serialize;

use crate::migrations::Chapter;
use crate::migrations::queries::Shown;
use crate::migrations::runbook::{self, Command, Side, Texts, Values};
use crate::paths;

/// What is typed on one host.
#[derive(Serialize)]
pub struct Pane {
    host: String,
    role: String,
    has_commands: bool,
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    /// Its place among the commands of both hosts; a remark alone has none.
    number: Option<usize>,
    command: Option<String>,
    remark: Option<String>,
    /// The disk without a size, and where its size is written down.
    size_wanted: Option<String>,
    disks_href: String,
}

/// In the order in which they are run.
pub fn panes(texts: &Texts, chapter: Chapter, shown: &Shown) -> Vec<Pane> {
    let values = Values::of(shown);
    let mut last = 0;
    let mut panes = Vec::new();
    for side in chapter.sides() {
        let commands = runbook::commands(&texts.of(chapter, side), &values);
        let lines: Vec<Line> =
            commands.into_iter().map(|command| line(command, &shown.domu, &mut last)).collect();
        let place = if side == Side::Source { &shown.source } else { &shown.target };
        panes.push(Pane {
            host: place.host.clone(),
            role: format!("operate-{side}{}", if chapter.only_looks() { "-look" } else { "" }),
            has_commands: lines.iter().any(|line| line.number.is_some()),
            lines,
        });
    }
    panes
}

fn line(Command { command, remark, size_wanted }: Command, domu: &str, last: &mut usize) -> Line {
    let number = command.is_some().then(|| {
        *last += 1;
        *last
    });
    Line { number, command, remark, size_wanted, disks_href: paths::domu_edit(domu) }
}
