//! The judgement of path-MTU probes, on real outputs (`tests/fixtures/path-mtu`) and spoilt ones.

mod alone;
mod mutated;
mod pasted;
mod together;

use std::fs;
use std::path::{Path, PathBuf};

use domovoi::migrations::path_mtu::{End, Piece, Wanted};

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/path-mtu")
}

/// An output as it was captured, by its name without `.txt`.
pub fn output(name: &str) -> String {
    fs::read_to_string(folder().join(format!("{name}.txt"))).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Every name, sorted.
pub fn names() -> Vec<String> {
    let stem = |path: PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let files = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut names: Vec<String> =
        files.filter(|path| path.extension().is_some_and(|end| end == "txt")).map(stem).collect();
    names.sort();
    names
}

pub fn pieces<T: AsRef<str>>(texts: &[T]) -> Vec<Piece> {
    texts.iter().flat_map(|text| Piece::all(text.as_ref().as_bytes(), None)).collect()
}

/// The two hosts of the captures.
pub fn wanted(mtu: u32) -> Wanted {
    let end =
        |name: &str, address: &str| End { name: name.to_owned(), addresses: vec![address.parse().unwrap()] };
    Wanted { mtu, source: end("dom0a", "192.0.2.11"), target: end("dom0b", "192.0.2.12") }
}

/// The same as seen from the other host.
pub fn turned(text: &str) -> String {
    text.replace("192.0.2.12", "192.0.2.11")
}

/// The three pings that prove 9000 bytes in one direction.
pub fn forward() -> Vec<String> {
    ["a-ping-1472-ok", "a-ping-8972-ok", "a-ping-8973-local-error"].map(output).to_vec()
}

pub fn both_ways() -> Vec<String> {
    let forward = forward();
    forward.iter().cloned().chain(forward.iter().map(|text| turned(text))).collect()
}
