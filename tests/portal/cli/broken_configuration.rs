//! Whatever is wrong with the configuration, the portal says so at once, by name.

use std::ffi::OsString;
use std::fs::File;
use std::net::TcpListener;
use std::os::unix::ffi::OsStringExt;
use std::time::{Duration, Instant};

use super::program::{Folder, domovoi, stderr};

const WRONG: &[(&str, &str)] = &[
    ("DATABASE_URL", ""),
    ("DATABASE_URL", "not a url"),
    ("DATABASE_URL", "mysql://db.example/domovoi"),
    ("DATABASE_URL", "postgres://db.example:port/domovoi"),
    ("DATABASE_URL", "postgres:///domovoi"),
    ("DATABASE_URL", "postgres://db.example/domovoi?sslmode=maybe"),
    ("DOMOVOI_LISTEN", "8080"),
    ("DOMOVOI_LISTEN", "127.0.0.1:99999"),
    ("DOMOVOI_PUBLIC_URL", "portal.club.example"),
    ("DOMOVOI_PUBLIC_URL", "https://club.example/portal"),
    ("DOMOVOI_PUBLIC_URL", "ftp://club.example"),
    ("DOMOVOI_PUBLIC_URL", "https://a:0"),
    ("DOMOVOI_PUBLIC_URL", "https://.."),
    ("DOMOVOI_PUBLIC_URL", "https://-.-"),
    ("DOMOVOI_PUBLIC_URL", "https://1.2.3.400"),
    ("DOMOVOI_DATA_DIR", "/dev/null"),
    ("DOMOVOI_DATA_DIR", "/proc/nope"),
    ("DATABASE_URL", "postgres://domovoi@127.0.0.1:1/domovoi"),
    ("DOMOVOI_CLUB_NAME", "two\nlines"),
    ("DOMOVOI_SMTP_URL", "mail.club.example"),
    ("DOMOVOI_SMTP_URL", "smtp://mail.club.example:port"),
    ("DOMOVOI_SMTP_URL", "smtp://mail.example:0"),
    ("DOMOVOI_SMTP_URL", "smtp://.."),
    ("DOMOVOI_MAIL_FROM", "nobody in particular"),
    ("DOMOVOI_TRUSTED_PROXIES", "proxy.example"),
    ("DOMOVOI_TRUSTED_PROXIES", "10.0.0.0/40"),
    ("DOMOVOI_RESOLVER", "resolver.example"),
    ("DOMOVOI_RESOLVER", "192.0.2.53:99999"),
    ("DOMOVOI_LOG", "loud"),
    ("DOMOVOI_POSTGRES_BIN", "/nowhere/at/all"),
    ("DOMOVOI_POSTGRES_BIN", "/tmp"),
];

/// Exit code 1, within a second, one sentence that has `named` in it.
#[track_caller]
fn ends_at_once_naming(named: &str, variables: &[(&str, &str)]) -> String {
    let started = Instant::now();
    let output = domovoi(&["serve"], variables).output().unwrap();
    let took = started.elapsed();
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{variables:?}: {said}");
    assert!(said.contains(named), "{variables:?}: {said}");
    assert_eq!(said.trim().lines().count(), 1, "{variables:?}: {said}");
    assert!(took < Duration::from_secs(1), "{variables:?} took {took:?}");
    said
}

#[test]
fn a_wrong_value_ends_the_start_by_name() {
    for (name, value) in WRONG {
        let said = ends_at_once_naming(name, &[("DOMOVOI_LISTEN", "127.0.0.1:0"), (name, value)]);
        assert!(said.starts_with(&format!("domovoi: {name}: ")), "{said}");
    }
}

#[test]
fn a_value_that_is_no_text_ends_the_start_by_name() {
    let folder = Folder::new();
    let mut command = domovoi(&["serve"], &[("DOMOVOI_LISTEN", "127.0.0.1:0")]);
    let no_text = [folder.0.as_os_str().as_encoded_bytes(), b"/\xff"].concat();
    let output = command.env("DOMOVOI_DATA_DIR", OsString::from_vec(no_text)).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stderr(&output), "domovoi: DOMOVOI_DATA_DIR: is no text in UTF-8\n");
    assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 0, "nothing is made on the disk");
}

#[test]
fn a_database_that_takes_the_call_and_says_nothing_is_named_within_a_second() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("postgres://domovoi@{}/domovoi", silent.local_addr().unwrap());
    let said =
        ends_at_once_naming("DATABASE_URL", &[("DOMOVOI_LISTEN", "127.0.0.1:0"), ("DATABASE_URL", &url)]);
    assert!(said.contains("no answer within"), "{said}");
}

#[test]
fn an_address_in_use_is_said_before_anything_is_started() {
    let folder = Folder::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    ends_at_once_naming(
        "DOMOVOI_LISTEN",
        &[("DOMOVOI_LISTEN", &address), ("DOMOVOI_DATA_DIR", &folder.data())],
    );
    assert!(!folder.0.join("data").exists());
}

#[test]
fn missing_server_programs_are_named_with_the_package_that_has_them() {
    let folder = Folder::new();
    let said = ends_at_once_naming(
        "apt install postgresql",
        &[
            ("DOMOVOI_LISTEN", "127.0.0.1:0"),
            ("DOMOVOI_DATA_DIR", &folder.data()),
            ("DOMOVOI_POSTGRES_BIN", folder.0.to_str().unwrap()),
        ],
    );
    assert!(said.contains("initdb, postgres") && said.contains("DATABASE_URL"), "{said}");
    assert!(!folder.0.join("data").exists(), "nothing is made on the disk");
}

#[test]
fn a_data_folder_made_by_another_postgresql_is_left_alone() {
    let folder = Folder::new();
    let cluster = folder.0.join("data/postgres");
    std::fs::create_dir_all(&cluster).unwrap();
    std::fs::write(cluster.join("PG_VERSION"), "9\n").unwrap();
    let said = ends_at_once_naming(
        "made by PostgreSQL 9",
        &[("DOMOVOI_LISTEN", "127.0.0.1:0"), ("DOMOVOI_DATA_DIR", &folder.data())],
    );
    assert!(said.contains("postgresql-9"), "{said}");
}

#[test]
fn a_database_that_nobody_serves_is_said_at_once() {
    let folder = Folder::new();
    File::create(folder.0.join("nothing")).unwrap();
    let url = format!("host={} user=domovoi dbname=domovoi", folder.0.display());
    let said = ends_at_once_naming("database", &[("DOMOVOI_LISTEN", "127.0.0.1:0"), ("DATABASE_URL", &url)]);
    assert!(said.starts_with("domovoi: DATABASE_URL: no connection to the database: "), "{said}");
    assert_eq!(said.matches("No such file").count() + said.matches("refused").count(), 1, "{said}");
}

#[test]
fn arguments_that_make_no_sense_are_explained() {
    for arguments in [
        &["dance"][..],
        &["members", "invite", "nobody", "--name", "N"],
        &["members", "invite", "müller@club.example", "--name", "N"],
        &["members", "invite", "a@b.example"],
        &["mail", "test", "x@[127.0.0.1]"],
    ] {
        let output = domovoi(arguments, &[]).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains("--help"), "{}", stderr(&output));
    }
}

#[test]
fn a_role_that_there_is_not_is_answered_with_those_that_there_are() {
    let king = ["members", "invite", "a@b.example", "--name", "N", "--role", "king"];
    let output = domovoi(&king, &[]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("\"king\" is none of member, core, admin"), "{}", stderr(&output));
}

#[test]
fn a_link_is_only_written_where_it_leads_somewhere() {
    let invite = ["members", "invite", "a@b.example", "--name", "N"];
    let folder = Folder::new();
    let variables = [("DOMOVOI_LISTEN", "127.0.0.1:0"), ("DOMOVOI_DATA_DIR", &folder.data())];
    let output = domovoi(&invite, &variables).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).starts_with("domovoi: DOMOVOI_PUBLIC_URL: is not set"), "{}", stderr(&output));
    assert!(!folder.0.join("data").exists(), "nothing is made on the disk");
}
