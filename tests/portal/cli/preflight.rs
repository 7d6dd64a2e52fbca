//! `domovoi preflight judge`: pasted outputs in, a line each and a conclusion out.

use std::io::Write;
use std::process::{Output, Stdio};

use serde_json::Value;

use super::program::{domovoi, stderr, stdout};
use crate::migrations::path_mtu::{folder, output};

fn judge(flags: &[&str], names: &[&str]) -> Output {
    let paths: Vec<String> =
        names.iter().map(|name| folder().join(format!("{name}.txt")).to_str().unwrap().to_owned()).collect();
    let files = paths.iter().map(String::as_str);
    let arguments: Vec<&str> = ["preflight", "judge"].iter().chain(flags).copied().chain(files).collect();
    domovoi(&arguments, &[]).output().unwrap()
}

fn judge_pasted(flags: &[&str], text: &str) -> Output {
    let arguments: Vec<&str> = ["preflight", "judge"].iter().chain(flags).copied().chain(["-"]).collect();
    let mut command = domovoi(&arguments, &[]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn objects(output: &Output) -> Vec<Value> {
    stdout(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_set_that_fits_ends_well() {
    let said = judge(&["--json"], &["a-ping-1472-ok", "a-ping-8972-ok", "a-ping-8973-local-error"]);
    assert_eq!(said.status.code(), Some(0), "{}", stderr(&said));
    let objects = objects(&said);
    let verdicts: Vec<_> = objects.iter().take(3).map(|object| object["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts, ["answered", "answered", "too_big"]);
    assert_eq!(objects[2]["path_mtu"], 9000);
    assert_eq!((&objects[0]["payload"], &objects[0]["family"]), (&1472.into(), &"ipv4".into()));
    assert!(objects[0]["file"].as_str().unwrap().ends_with("a-ping-1472-ok.txt"));
    assert!(objects[0].get("path_mtu").is_none());
    assert_eq!((&objects[3]["conclusion"], &objects[3]["mtu"]), (&"fits".into(), &9000.into()));
    assert_eq!(objects.len(), 4);
}

#[test]
fn silence_is_said_and_what_to_do() {
    let names = ["c-ping-1472-ok", "c-ping-8972-lost", "c-ping-8973-local-error", "c-ip-d-j-link-sw"];
    let said = judge(&["--json"], &names);
    assert_eq!(said.status.code(), Some(1));
    let last = objects(&said).pop().unwrap();
    assert_eq!((&last["conclusion"], &last["gets_through"]), (&"silence".into(), &1500.into()));
    assert_eq!(last["suspects"][1]["name"], "pb");
    assert_eq!(last["do"].as_array().unwrap().len(), 3);

    let said = stdout(&judge(&[], &names));
    let lines: Vec<&str> = said.lines().collect();
    assert!(
        lines[1].contains("c-ping-8972-lost.txt: 8972 bytes over IPv4: silence. 9000 bytes: no answer"),
        "{said}"
    );
    assert!(
        lines[4].starts_with("Conclusion: silence. Towards 192.0.2.12, 1500 bytes are answered"),
        "{said}"
    );
    assert!(lines[4].contains("Limits below 9000: br0 1500, pb 1500. Use 1500 for this move"), "{said}");
}

#[test]
fn one_output_alone_has_no_conclusion() {
    for (name, code) in [("a-ping-8972-ok", 0), ("a-ping-8973-local-error", 1), ("a-busybox-ping-8972", 1)] {
        let said = judge(&["--json"], &[name]);
        assert_eq!((said.status.code(), objects(&said).len()), (Some(code), 1), "{name}");
    }
}

#[test]
fn several_outputs_in_one_text_are_a_set() {
    let names = ["a-ping-1472-ok", "a-ping-8972-ok", "a-ping-8973-local-error"];
    let text: String = names.iter().map(|name| output(name)).collect();
    let said = judge_pasted(&["--json"], &text);
    assert_eq!(said.status.code(), Some(0));
    let objects = objects(&said);
    assert_eq!((objects.len(), &objects[0]["file"]), (4, &"-".into()));
    let nothing = judge_pasted(&["--json"], "");
    assert_eq!(nothing.status.code(), Some(1));
    assert!(stdout(&nothing).contains("proves_nothing"));
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    for path in ["/nowhere/ping.txt", "/"] {
        let said = domovoi(&["preflight", "judge", path], &[]).output().unwrap();
        assert_eq!((said.status.code(), stdout(&said).as_str()), (Some(2), ""));
        assert!(stderr(&said).starts_with(&format!("domovoi: {path} cannot be read: ")), "{}", stderr(&said));
    }
    assert_eq!(domovoi(&["preflight", "judge"], &[]).output().unwrap().status.code(), Some(2));
}
