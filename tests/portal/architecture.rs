//! Keeps the shape of the house: doors use features, features use those to their left, all use the
//! foundations, and the database's library stays behind the doors.

use std::path::{Path, PathBuf};

use crate::support::files;

const DOORS: &[&str] = &["web", "api", "cli", "jobs", "dom0", "demo"];
const FOUNDATIONS: &[&str] = &[
    "mail",
    "live",
    "probes",
    "reports",
    "graph",
    "templates",
    "words",
    "db",
    "clock",
    "paths",
    "config",
    "assets",
    "text_enum",
];

/// What a module may name with `crate::`.
fn may_use(module: &str) -> Vec<&'static str> {
    let features: &[&str] = match module {
        "members" => &["members"],
        "fleet" => &["members", "fleet"],
        "migrations" => &["members", "fleet", "migrations"],
        "status" => &["members", "fleet", "migrations", "status"],
        "issues" => &["members", "fleet", "migrations", "issues"],
        _ if FOUNDATIONS.contains(&module) => &[],
        _ => &["members", "fleet", "migrations", "status", "issues", "app"],
    };
    let doors: &[&str] = if DOORS.contains(&module) || module == "main" { DOORS } else { &[] };
    [FOUNDATIONS, features, doors].concat()
}

#[test]
fn imports_point_one_way() {
    let sources = sources();
    let mut seen = 0;
    let mut wrong = Vec::new();
    for (path, text) in &sources {
        let module = module_of(path);
        let allowed = may_use(&module);
        for used in crate_paths(text) {
            seen += 1;
            if !allowed.contains(&used.as_str()) {
                wrong.push(format!("{}: {module} uses {used}", path.display()));
            }
        }
    }
    assert!(seen > 20, "the search finds imports at all");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn doors_leave_the_database_to_features() {
    let wrong: Vec<String> = sources()
        .iter()
        .filter(|(path, _)| DOORS.contains(&module_of(path).as_str()))
        .flat_map(|(path, text)| {
            code_lines(text)
                .filter(|line| line.contains("diesel::") || line.contains("diesel_async::"))
                .filter(|line| !line.contains("diesel::result::Error"))
                .map(|line| format!("{}: {}", path.display(), line.trim()))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn features_know_nothing_of_http() {
    let features = ["members", "fleet", "migrations", "status", "issues"];
    let wrong: Vec<String> = sources()
        .iter()
        .filter(|(path, _)| features.contains(&module_of(path).as_str()))
        .filter(|(_, text)| code_lines(text).any(|line| line.contains("actix_web::")))
        .map(|(path, _)| path.display().to_string())
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_grouped_import_is_read_as_well() {
    let text =
        "use crate::{\n    db::{Pool, ids},\n    web,\n};\nlet x = crate::members::Actor;\n// crate::issues";
    assert_eq!(crate_paths(text), ["db", "web", "members"]);
}

fn sources() -> Vec<(PathBuf, String)> {
    files("src", "rs")
}

/// The top-level module that a file belongs to.
fn module_of(path: &Path) -> String {
    let first = path.components().next().unwrap().as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

fn code_lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with("//"))
}

/// The first name after each `crate::`, also in `crate::{a, b::{c}}`.
fn crate_paths(text: &str) -> Vec<String> {
    let code: String = code_lines(text).collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::").filter(|(at, _)| !code[..*at].ends_with('$')) {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(names_in_group(group)),
            None => found.extend(leading_name(rest)),
        }
    }
    found
}

fn names_in_group(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut names = vec![String::new()];
    for character in group.chars() {
        match character {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(String::new()),
            other if depth == 0 => names.last_mut().unwrap().push(other),
            _ => {}
        }
    }
    names.iter().filter_map(|name| leading_name(name.trim())).collect()
}

fn leading_name(text: &str) -> Option<String> {
    let name: String = text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!name.is_empty()).then_some(name)
}
