//! `domovoi demo`, as somebody sees it who only wants to look.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use domovoi::demo;
use nix::sys::signal::Signal;

use super::program::{Folder, Serve, domovoi};

#[test]
fn the_sample_club_says_where_it_is_and_as_whom_to_look_and_leaves_nothing_behind() {
    let folder = Folder::new();
    let temporary = folder.0.to_str().unwrap();
    let mut command: Command =
        domovoi(&["demo"], &[("TMPDIR", temporary), ("DOMOVOI_LISTEN", "127.0.0.1:0")]);
    command.stdout(Stdio::piped());
    let mut serve = Serve::spawn(command);
    assert_eq!(serve.get("/").0, 200);
    assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 1, "its folder is where it was told");

    let mut welcome = String::new();
    for line in BufReader::new(serve.stdout()).lines() {
        let line = line.unwrap();
        welcome += &format!("{line}\n");
        if line.contains("Ctrl-C") {
            break;
        }
    }
    for words in [demo::CORE, demo::ADMIN, demo::MEMBER, demo::PASSWORD, "/sign-in", "/demo/mail"] {
        assert!(welcome.contains(words), "{words}: {welcome}");
    }
    assert!(welcome.contains(&format!("http://{}/sign-in", serve.address)), "{welcome}");
    assert_eq!(serve.get("/demo/mail").0, 200);

    serve.signal(Signal::SIGINT);
    assert_eq!(serve.wait(), Some(0));
    assert_eq!(serve.complaints(), Vec::<String>::new());
    assert_eq!(folder.processes(), Vec::<String>::new());
    assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 0);
}
