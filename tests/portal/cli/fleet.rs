//! `domovoi fleet import`, with files as a person saved them.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::schema::{audit_entries, domus, hosts, sites};

use super::program::{Folder, domovoi, stderr, stdout};
use crate::support::database::TestDatabase;

fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/xen");
    folder.join(name).to_str().unwrap().to_owned()
}

/// For a host that is new, with the rest of the arguments.
fn import(database: &TestDatabase, arguments: &[&str]) -> Output {
    let (info, disks) = (fixture("xl-info.running.txt"), fixture("lvs-json.running.json"));
    let new_host =
        ["fleet", "import", "--host", "dom0-a", "--site", "DC1", "--info", &info, "--disks", &disks];
    domovoi(&[&new_host[..], arguments].concat(), &[("DATABASE_URL", &database.url)]).output().unwrap()
}

/// Sites, hosts, domUs, and what was recorded of how they came.
async fn counts(database: &TestDatabase) -> [i64; 4] {
    let conn = &mut *database.conn().await;
    [
        sites::table.count().get_result(conn).await.unwrap(),
        hosts::table.count().get_result(conn).await.unwrap(),
        domus::table.count().get_result(conn).await.unwrap(),
        audit_entries::table.count().get_result(conn).await.unwrap(),
    ]
}

#[tokio::test]
async fn an_empty_club_gets_its_fleet_once_and_a_dry_run_writes_nothing() {
    let database = TestDatabase::new().await;
    let list = fixture("xl-list-l.running.json");

    let dry = import(&database, &["--dry-run", &list]);
    assert!(dry.status.success(), "{}", stderr(&dry));
    for words in ["New host dom0-a at DC1", "New: higgs, 256 MiB", "3 new, 0 changed", "Nothing was written."]
    {
        assert!(stdout(&dry).contains(words), "{words}: {}", stdout(&dry));
    }
    assert_eq!(counts(&database).await, [0, 0, 0, 0]);

    let first = import(&database, &[&list]);
    assert!(first.status.success(), "{}", stderr(&first));
    assert!(stdout(&first).ends_with("Imported.\n"), "{}", stdout(&first));
    let once = counts(&database).await;
    assert_eq!(once[..3], [1, 1, 3]);

    let second = import(&database, &[&list]);
    assert!(second.status.success(), "{}", stderr(&second));
    assert!(
        stdout(&second).contains("0 new, 0 changed, 0 not running, 3 as recorded."),
        "{}",
        stdout(&second)
    );
    assert!(stdout(&second).ends_with("Nothing changes.\n"), "{}", stdout(&second));
    assert_eq!(counts(&database).await, once);
}

#[tokio::test]
async fn a_truncated_file_says_where_it_breaks_off_and_nothing_is_written() {
    let database = TestDatabase::new().await;
    let folder = Folder::new();
    let cut: PathBuf = folder.0.join("cut.json");
    let whole = std::fs::read_to_string(fixture("xl-list-l.running.json")).unwrap();
    std::fs::write(&cut, &whole[..3000]).unwrap();
    let refused = import(&database, &[cut.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr(&refused).contains("ends too early, in line 107, column 23"), "{}", stderr(&refused));
    assert_eq!(stderr(&refused).trim().lines().count(), 1, "{}", stderr(&refused));

    let missing = import(&database, &["/nowhere/list.json"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(stderr(&missing).contains("/nowhere/list.json"), "{}", stderr(&missing));
    assert_eq!(counts(&database).await, [0, 0, 0, 0]);
}

#[tokio::test]
async fn a_dash_is_standard_input() {
    let database = TestDatabase::new().await;
    let info = fixture("xl-info.running.txt");
    let arguments = ["fleet", "import", "--host", "dom0-a", "--site", "DC1", "--info", &info, "-"];
    let mut command = domovoi(&arguments, &[("DATABASE_URL", &database.url)]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let list = std::fs::read(fixture("xl-list-l.running.json")).unwrap();
    child.stdin.take().unwrap().write_all(&list).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(counts(&database).await[..3], [1, 1, 3]);
}

#[tokio::test]
async fn what_no_form_would_take_is_named_and_the_rest_is_imported() {
    let database = TestDatabase::new().await;
    let folder = Folder::new();
    let odd = folder.0.join("odd.json");
    let whole = std::fs::read_to_string(fixture("xl-list-l.running.json")).unwrap();
    std::fs::write(&odd, whole.replace("\"max_vcpus\": 2,", "\"max_vcpus\": 2147483647,")).unwrap();
    let output = import(&database, &[odd.to_str().unwrap()]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stdout(&output).contains("Note: rocky: its max_vcpus is over"), "{}", stdout(&output));
    assert_eq!(counts(&database).await[..3], [1, 1, 2]);
}

#[tokio::test]
async fn who_is_missing_is_to_be_looked_for_again_before_that_is_believed() {
    let database = TestDatabase::new().await;
    assert!(import(&database, &[&fixture("xl-list-l.running.json")]).status.success());
    let output = import(&database, &["--dry-run", &fixture("xl-list-l.state-rocky-shut-down.json")]);
    assert!(output.status.success(), "{}", stderr(&output));
    let said = stdout(&output);
    assert!(
        said.contains("Not running: rocky (it stays recorded)\n  A domU that restarts is missing"),
        "{said}"
    );
}

#[tokio::test]
async fn outputs_in_each_others_place_are_recognised() {
    let database = TestDatabase::new().await;
    let disks = fixture("lvs-json.running.json");
    let output = import(&database, &[&disks]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("looks like what lvs or lvm fullreport prints"), "{}", stderr(&output));
    assert!(stderr(&output).contains("--disks"), "{}", stderr(&output));
    assert_eq!(counts(&database).await, [0, 0, 0, 0]);
}

/// As the README has it.
#[tokio::test]
async fn with_a_full_report_of_lvm_the_host_has_the_room_that_it_has() {
    let database = TestDatabase::new().await;
    let (info, list) = (fixture("xl-info.running.txt"), fixture("xl-list-l.running.json"));
    let disks = fixture("../lvm/fullreport.json");
    let arguments =
        ["fleet", "import", "--host", "dom0-a", "--site", "DC1", "--info", &info, "--disks", &disks, &list];
    let output = domovoi(&arguments, &[("DATABASE_URL", &database.url)]).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stdout(&output).contains("396 MiB of disk"), "{}", stdout(&output));
    assert!(!stdout(&output).contains("no room left"), "{}", stdout(&output));
}
