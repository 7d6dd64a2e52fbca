//! The table in `docs/migration-states.md` is the one in the code.

use std::collections::BTreeMap;
use std::path::Path;

use domovoi::migrations::{Event, MigrationState, state};

type Cells = BTreeMap<(MigrationState, Event), MigrationState>;

#[test]
fn the_table_that_people_read_is_the_one_that_holds() {
    let documented = documented();
    for &event in Event::ALL {
        for &state in MigrationState::ALL {
            let cell = documented.get(&(state, event)).copied();
            assert_eq!(
                state::after(state, event).ok(),
                cell,
                "left the code, right the page: {state} + {event}"
            );
        }
    }
    assert!(documented.len() >= Event::ALL.len(), "every event stands in it");
}

fn documented() -> Cells {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/migration-states.md");
    let text = std::fs::read_to_string(page).unwrap();
    let mut cells = Cells::new();
    for row in text.lines().filter(|line| line.starts_with("| ")).skip(1) {
        let [from, event, to] = columns(row);
        let event: Event = event.parse().unwrap_or_else(|_| panic!("no event: {row}"));
        for from in from.split(", ") {
            let from: MigrationState = from.parse().unwrap_or_else(|_| panic!("no state {from}: {row}"));
            let to = if to == "(the same)" { from } else { to.parse().expect("a state") };
            assert_eq!(cells.insert((from, event), to), None, "twice: {row}");
        }
    }
    cells
}

fn columns(row: &str) -> [&str; 3] {
    let columns: Vec<&str> = row.split('|').map(str::trim).collect();
    assert_eq!(columns.len(), 8, "six columns: {row}");
    [columns[1], columns[2], columns[3]]
}
