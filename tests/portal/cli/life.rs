//! `domovoi serve` on its own PostgreSQL, from an empty folder to the end.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::time::{Duration, Instant};

use domovoi::live::seats::OF_AN_ADDRESS;
use nix::sys::signal::Signal;
use nix::unistd::Pid;

use super::program::{Folder, Serve, as_nobody, domovoi, stderr, stdout, until, we_are_root};

#[test]
fn serve_makes_a_club_out_of_an_empty_folder_and_leaves_nothing_running() {
    let folder = Folder::new();
    let mut serve = Serve::start(&folder.data());
    assert_eq!(serve.get("/sign-in").0, 200);
    assert_eq!(serve.get("/readyz").0, 200);
    // Nothing else checks a password: two at once, however many ask.
    let hashers = serve.threads().iter().filter(|name| name.starts_with("hasher-")).count();
    assert_eq!(hashers, 2, "{:?}", serve.threads());

    serve.signal(Signal::SIGTERM);
    assert_eq!(serve.wait(), Some(0));
    assert_eq!(folder.processes(), Vec::<String>::new());

    // The same folder again, which has everything already.
    let made = || std::fs::metadata(format!("{}/postgres/PG_VERSION", folder.data())).unwrap().ino();
    let first = made();
    let mut serve = Serve::start(&folder.data());
    assert_eq!(serve.get("/readyz").0, 200);
    assert_eq!(made(), first, "it was made anew");
    serve.signal(Signal::SIGINT);
    assert_eq!(serve.wait(), Some(0));
    assert_eq!(folder.processes(), Vec::<String>::new());
}

#[test]
fn an_end_that_was_asked_for_is_no_reason_to_complain() {
    let folder = Folder::new();
    for signal in [Signal::SIGTERM, Signal::SIGINT] {
        let mut serve = Serve::start(&folder.data());
        assert_eq!(serve.get("/").0, 200);
        serve.signal(signal);
        assert_eq!(serve.wait(), Some(0));
        assert_eq!(serve.complaints(), Vec::<String>::new(), "{signal}");
    }
}

#[test]
fn who_is_told_to_end_says_so_first_answers_what_was_begun_and_then_refuses() {
    let folder = Folder::new();
    let mut serve = Serve::start(&folder.data());
    let body = "email=noor%40club.example&password=secret";
    let mut begun = TcpStream::connect(&serve.address).unwrap();
    begun.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    write!(
        begun,
        "POST /sign-in HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{}",
        serve.address,
        body.len(),
        &body[..10]
    )
    .unwrap();
    // Connections are taken in order, so with this one that one was.
    assert_eq!(serve.get("/readyz").0, 200);

    serve.signal(Signal::SIGTERM);
    until("/readyz to say that it ends", || serve.get("/readyz").0 == 503);
    until("new requests to be refused", || TcpStream::connect(&serve.address).is_err());

    begun.write_all(&body.as_bytes()[10..]).unwrap();
    let mut answer = String::new();
    begun.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
    assert_eq!(serve.wait(), Some(0));
    assert_eq!(folder.processes(), Vec::<String>::new());
}

#[test]
fn open_pages_do_not_hold_up_the_end() {
    let folder = Folder::new();
    let mut serve = Serve::start(&folder.data());
    let mut open = TcpStream::connect(&serve.address).unwrap();
    open.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    write!(open, "GET /live/status HTTP/1.1\r\nHost: {}\r\n\r\n", serve.address).unwrap();
    let (mut answer, mut piece) = (Vec::new(), [0; 4096]);
    while !String::from_utf8_lossy(&answer).contains("data: ") {
        let n = open.read(&mut piece).unwrap();
        assert!(n > 0, "{}", String::from_utf8_lossy(&answer));
        answer.extend_from_slice(&piece[..n]);
    }

    serve.signal(Signal::SIGTERM);
    let asked = Instant::now();
    open.read_to_end(&mut answer).unwrap();
    assert!(String::from_utf8_lossy(&answer).ends_with("0\r\n\r\n"), "it ends in order");
    assert_eq!(serve.wait(), Some(0));
    assert!(asked.elapsed() < Duration::from_secs(12), "{:?}", asked.elapsed());
}

#[test]
fn pages_that_were_closed_give_their_seats_back() {
    let folder = Folder::new();
    let serve = Serve::start(&folder.data());
    let open = || {
        let mut stream = TcpStream::connect(&serve.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        write!(stream, "GET /live/status HTTP/1.1\r\nHost: {}\r\n\r\n", serve.address).unwrap();
        let mut head = [0; 12];
        stream.read_exact(&mut head).unwrap();
        (String::from_utf8_lossy(&head[9..]).into_owned(), stream)
    };
    let open_ones: Vec<_> = (0..OF_AN_ADDRESS).map(|_| open()).collect();
    assert!(open_ones.iter().all(|(status, _)| status == "200"));
    assert_eq!(open().0, "429");
    drop(open_ones);
    until("a seat to be free", || open().0 == "200");
}

#[test]
fn a_ctrl_c_that_reaches_everything_on_the_terminal_still_ends_in_order() {
    use std::os::unix::process::CommandExt;
    let folder = Folder::new();
    let data = folder.data();
    let mut command = domovoi(&["serve"], &[("DOMOVOI_DATA_DIR", &data), ("DOMOVOI_LISTEN", "127.0.0.1:0")]);
    command.process_group(0);
    let mut serve = Serve::spawn(command);
    serve.signal_group(Signal::SIGINT);
    assert_eq!(serve.wait(), Some(0));
    assert_eq!(serve.complaints(), Vec::<String>::new());
    assert_eq!(folder.processes(), Vec::<String>::new());
}

#[test]
fn a_second_serve_on_the_folder_is_refused_and_commands_find_the_first() {
    let folder = Folder::new();
    let data = folder.data();
    let serve = Serve::start(&data);

    let second = domovoi(&["serve"], &[("DOMOVOI_DATA_DIR", &data), ("DOMOVOI_LISTEN", "127.0.0.1:0")])
        .output()
        .unwrap();
    assert_eq!(second.status.code(), Some(1));
    assert!(stderr(&second).contains("is in use by another domovoi"), "{}", stderr(&second));

    // By whoever typed the same command twice: the port is taken too, but by whom is the thing to know.
    let again = domovoi(&["serve"], &[("DOMOVOI_DATA_DIR", &data), ("DOMOVOI_LISTEN", &serve.address)])
        .output()
        .unwrap();
    assert_eq!(again.status.code(), Some(1));
    assert_eq!(stderr(&again), stderr(&second));

    let invited = domovoi(
        &["members", "invite", "ada@club.example", "--name", "Ada", "--role", "admin"],
        &[("DOMOVOI_DATA_DIR", &data)],
    )
    .output()
    .unwrap();
    assert!(invited.status.success(), "{}", stderr(&invited));
    assert!(stdout(&invited).contains("/invitations/"));
    assert_eq!(serve.get("/readyz").0, 200, "the command leaves the database running");
}

#[test]
fn a_killed_portal_takes_its_database_along_and_blocks_nothing() {
    let folder = Folder::new();
    let mut serve = Serve::start(&folder.data());
    serve.signal(Signal::SIGKILL);
    assert_eq!(serve.wait(), None);
    folder.is_left_alone();
    let serve = Serve::start(&folder.data());
    assert_eq!(serve.get("/readyz").0, 200);
}

#[test]
fn a_start_right_after_a_kill_takes_over_what_still_runs() {
    let folder = Folder::new();
    let mut serve = Serve::start(&folder.data());
    serve.signal(Signal::SIGKILL);
    serve.wait();
    let serve = Serve::start(&folder.data());
    assert_eq!(serve.get("/readyz").0, 200);
}

#[test]
fn a_portal_and_its_database_killed_together_start_again() {
    let folder = Folder::new();
    let mut serve = Serve::start(&folder.data());
    let postmaster = postmaster(&folder);
    serve.signal(Signal::SIGKILL);
    nix::sys::signal::kill(postmaster, Signal::SIGKILL).unwrap();
    serve.wait();
    let serve = Serve::start(&folder.data());
    assert_eq!(serve.get("/readyz").0, 200);
}

#[test]
fn a_database_that_was_half_made_is_made_anew() {
    let folder = Folder::new();
    let unfinished = folder.0.join("data/postgres.new");
    std::fs::create_dir_all(unfinished.join("base")).unwrap();
    std::fs::write(unfinished.join("PG_VERSION"), "15\n").unwrap();
    let serve = Serve::start(&folder.data());
    assert_eq!(serve.get("/readyz").0, 200);
    assert!(!unfinished.exists());
}

#[test]
fn a_pid_that_went_to_another_process_blocks_nothing() {
    let folder = Folder::new();
    let mut serve = Serve::start(&folder.data());
    let pid_file = folder.0.join("data/postgres/postmaster.pid");
    let text = std::fs::read_to_string(&pid_file).unwrap();
    serve.signal(Signal::SIGTERM);
    serve.wait();
    let (_, rest) = text.split_once('\n').unwrap();
    let mut innocent = std::process::Command::new("sleep").arg("60").spawn().unwrap();
    std::fs::write(&pid_file, format!("{}\n{rest}", innocent.id())).unwrap();

    let serve = Serve::start(&folder.data());
    assert_eq!(serve.get("/readyz").0, 200);
    assert!(innocent.try_wait().unwrap().is_none(), "the innocent process was left alone");
    innocent.kill().unwrap();
    innocent.wait().unwrap();
}

#[test]
fn a_postgresql_that_dies_ends_the_portal_with_a_sentence() {
    let folder = Folder::new();
    let mut serve = Serve::start(&folder.data());
    nix::sys::signal::kill(postmaster(&folder), Signal::SIGQUIT).unwrap();
    assert_eq!(serve.wait(), Some(1));
    let said = serve.log();
    let sentence = format!("PostgreSQL ended by itself; {}/postgres.log says why", folder.data());
    assert!(said.iter().any(|line| line.contains(&sentence)), "{said:#?}");
}

fn postmaster(folder: &Folder) -> Pid {
    let text = std::fs::read_to_string(folder.0.join("data/postgres/postmaster.pid")).unwrap();
    Pid::from_raw(text.lines().next().unwrap().parse().unwrap())
}

#[test]
fn a_folder_too_deep_for_a_socket_works_all_the_same() {
    let folder = Folder::new();
    let deep = folder.0.join("a-folder-with-a-long-name".repeat(4));
    let mut serve = Serve::start(deep.to_str().unwrap());
    assert_eq!(serve.get("/readyz").0, 200);
    serve.signal(Signal::SIGTERM);
    assert_eq!(serve.wait(), Some(0));
    until("processes to end", || folder.processes().is_empty());
}

#[test]
fn somebody_without_privileges_can_serve() {
    if !we_are_root() {
        // Then every other test here shows it.
        return;
    }
    let folder = Folder::new();
    std::fs::set_permissions(&folder.0, PermissionsExt::from_mode(0o777)).unwrap();
    let data = folder.data();
    let command = domovoi(&["serve"], &[("DOMOVOI_DATA_DIR", &data), ("DOMOVOI_LISTEN", "127.0.0.1:0")]);
    let mut serve = Serve::spawn(as_nobody(&command, &folder.0));
    assert_eq!(serve.get("/sign-in").0, 200);
    serve.signal(Signal::SIGTERM);
    assert_eq!(serve.wait(), Some(0));
    assert_eq!(folder.processes(), Vec::<String>::new());
}

#[test]
fn the_folder_of_another_user_is_said_to_be_theirs() {
    if !we_are_root() {
        // Only root can be two people.
        return;
    }
    let folder = Folder::new();
    let data = folder.data();
    std::fs::create_dir(&data).unwrap();
    for lock_is_there in [false, true] {
        if lock_is_there {
            std::fs::write(format!("{data}/lock"), "").unwrap();
        }
        for arguments in [&["serve"][..], &["members", "invite", "ada@club.example", "--name", "Ada"]] {
            let command = domovoi(arguments, &[("DOMOVOI_DATA_DIR", &data)]);
            let output = as_nobody(&command, &folder.0).output().unwrap();
            assert_eq!(output.status.code(), Some(1), "{arguments:?}");
            let said = stderr(&output);
            assert!(said.contains("belongs to another user; start domovoi as that user"), "{said}");
            assert!(said.contains(&data) && !said.contains("os error"), "{said}");
        }
    }
}

#[test]
fn a_folder_that_postgresql_may_not_enter_is_named() {
    if !we_are_root() {
        // Only root hands its database to another user.
        return;
    }
    let folder = Folder::new();
    std::fs::set_permissions(&folder.0, PermissionsExt::from_mode(0o700)).unwrap();
    let data = folder.data();
    let output = domovoi(&["serve"], &[("DOMOVOI_DATA_DIR", &data), ("DOMOVOI_LISTEN", "127.0.0.1:0")])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("cannot enter") && stderr(&output).contains(&data),
        "{}",
        stderr(&output)
    );
}
