//! `domovoi dom0`: in the operator's pipe, with and without a portal.

use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::program::{Folder, domovoi, stderr, until};

/// Where nobody listens: the port of RFC 863, which no test machine serves.
const NOBODY: &str = "portal = http://127.0.0.1:9\ntoken = AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n";

/// Bytes that repeat nowhere near.
fn image(length: usize) -> Vec<u8> {
    let mut state = 7_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 33) as u8
    };
    (0..length).map(|_| next()).collect()
}

fn hex(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_string()
}

struct Host {
    at: PathBuf,
    /// Gone with the host that made it.
    _folder: Option<Folder>,
}

impl Host {
    fn new(settings: &str) -> Host {
        let folder = Folder::new();
        fs::write(folder.0.join("dom0.conf"), settings).unwrap();
        Host { at: folder.0.clone(), _folder: Some(folder) }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.at.join(name)
    }

    fn copy(&self, more: &[&str]) -> Command {
        let (config, spool) = (self.path("dom0.conf"), self.path("spool"));
        let places = ["--config", config.to_str().unwrap(), "--spool", spool.to_str().unwrap()];
        let what = ["dom0", "copy", "--migration", "M-142", "--disk", "xvda", "--sample-every", "0.01"];
        let mut command = domovoi(&[&what, &places[..], more].concat(), &[]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Feeds it, and ends its input only once something like this is written down of the first attempt.
    fn fed_until(&self, kind: &'static str, mut command: Command, bytes: &[u8]) -> Output {
        let mut child = command.spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        let (bytes, host) = (bytes.to_vec(), Host { at: self.at.clone(), _folder: None });
        let feeding = std::thread::spawn(move || {
            input.write_all(&bytes).unwrap();
            until(kind, || host.written("1").iter().any(|item| item["kind"] == kind));
        });
        let output = child.wait_with_output().unwrap();
        feeding.join().unwrap();
        output
    }

    /// What was written down of the attempt.
    fn written(&self, attempt: &str) -> Vec<serde_json::Value> {
        let text =
            fs::read_to_string(self.path("spool/M-142").join(attempt).join("items")).unwrap_or_default();
        text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
    }
}

/// Feeds it and reads what comes out.
fn through(mut command: Command, bytes: &[u8]) -> Output {
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let bytes = bytes.to_vec();
    let feeding = std::thread::spawn(move || drop(input.write_all(&bytes)));
    let output = child.wait_with_output().unwrap();
    feeding.join().unwrap();
    output
}

#[test]
fn the_bytes_are_the_same_whatever_is_wrong_around_them() {
    let image = image(5_000_007);
    let fine = Host::new(NOBODY);
    let no_settings = Host::new("portal of what?\n");
    let no_spool = Host::new(NOBODY);
    fs::write(no_spool.path("spool"), "a file, not a folder").unwrap();
    for (host, more) in [
        (&fine, &["--attempt", "1"][..]),
        (&fine, &[]),
        (&fine, &["--attempt", "2", "--receive", "--size", "5000007", "--limit", "20 MiB", "--obey"]),
        (&no_settings, &["--attempt", "1"]),
        (&no_spool, &["--attempt", "1"]),
    ] {
        let output = through(host.copy(more), &image);
        assert_eq!(output.status.code(), Some(0), "{more:?}: {}", stderr(&output));
        assert!(output.stdout == image, "{more:?}: {} bytes came", output.stdout.len());
        assert!(stderr(&output).contains(&hex(&image)), "{}", stderr(&output));
    }
    let empty = through(fine.copy(&["--attempt", "3"]), b"");
    assert_eq!((empty.status.code(), empty.stdout.len()), (Some(0), 0));
    // As the test vectors of the BLAKE3 team give it.
    let known = "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262";
    assert!(stderr(&empty).contains(known), "{}", stderr(&empty));
}

#[test]
fn what_happened_is_written_down_for_when_the_portal_is_back() {
    let host = Host::new(NOBODY);
    let image = image(3_000_000);
    let copy = host.copy(&["--attempt", "1", "--size", "3000000"]);
    let output = host.fed_until("sample", copy, &image);
    assert!(stderr(&output).contains("reports wait for the portal"), "{}", stderr(&output));
    let written = host.written("1");
    let seqs: Vec<i64> = written.iter().map(|item| item["seq"].as_i64().unwrap()).collect();
    assert_eq!(seqs, (1..=seqs.len() as i64).collect::<Vec<_>>());
    assert_eq!(written[0]["kind"], "copy_began");
    assert_eq!(written[0]["total"], 3_000_000);
    let last = written.last().unwrap();
    assert_eq!((&last["kind"], &last["bytes"]), (&"copy_ended".into(), &3_000_000.into()));
    assert_eq!(last["blake3"], hex(&image));
    assert!(written.iter().any(|item| item["kind"] == "sample"), "{written:?}");
    // A second copy of the same attempt goes on with the numbers.
    through(host.copy(&["--attempt", "1"]), &image);
    assert_eq!(host.written("1")[seqs.len()]["seq"].as_i64(), Some(seqs.len() as i64 + 1));
}

#[test]
fn a_full_spool_is_no_reason_to_stop_and_loses_no_end() {
    let host = Host::new(NOBODY);
    let image = image(4_000_000);
    let copy = host.copy(&["--attempt", "1", "--spool-limit", "1500"]);
    let output = host.fed_until("thinned", copy, &image);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(output.stdout == image);
    let written = host.written("1");
    assert_eq!(written[0]["kind"], "copy_began");
    assert_eq!(written.last().unwrap()["kind"], "copy_ended");
    assert!(written.iter().any(|item| item["kind"] == "thinned"), "{written:?}");
}

#[test]
fn what_it_had_passed_on_when_it_was_killed_is_whole_and_the_numbers_go_on() {
    let host = Host::new(NOBODY);
    let image = image(2_000_000);
    let mut child: Child = host.copy(&["--attempt", "1"]).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(&image).unwrap();
    let mut arrived = vec![0; image.len()];
    child.stdout.as_mut().unwrap().read_exact(&mut arrived).unwrap();
    assert!(arrived == image, "it passes on what it has, without waiting for more");
    until("a sample", || host.written("1").iter().any(|item| item["bytes"] == 2_000_000));
    kill(Pid::from_raw(child.id().cast_signed()), Signal::SIGKILL).unwrap();
    assert_eq!(child.wait().unwrap().code(), None);
    let before = host.written("1").len();
    assert!(host.written("1").iter().all(|item| item["kind"] != "copy_ended"));
    through(host.copy(&["--attempt", "1"]), &image);
    let written = host.written("1");
    assert_eq!(written[before]["kind"], "copy_began");
    assert_eq!(written[before]["seq"].as_i64(), Some(before as i64 + 1));
}

#[test]
fn a_pipe_that_breaks_is_said_and_is_no_success() {
    let host = Host::new(NOBODY);
    let mut child = host.copy(&["--attempt", "1"]).spawn().unwrap();
    drop(child.stdout.take());
    let mut input = child.stdin.take().unwrap();
    let image = image(3_000_000);
    let _ = input.write_all(&image);
    drop(input);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("writing: "), "{}", stderr(&output));
    let written = host.written("1");
    assert!(written.last().unwrap()["failure"].as_str().unwrap().contains("writing"), "{written:?}");
}
