//! The real reporter, as a process, against a real portal on loopback that goes away and comes back.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Output, Stdio};

use actix_web::dev::ServerHandle;
use actix_web::{HttpServer, web};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::app::App;
use domovoi::clock::Clock;
use domovoi::db::ids::MigrationId;
use domovoi::db::schema::attempt_sides;
use domovoi::migrations::reported::{Progress, heard_of};
use domovoi::migrations::{MigrationState, Side, StepCode};

use crate::cli::program::{Folder, domovoi, stderr, stdout};
use crate::migrations::story::Story;
use crate::support::Dom0;
use crate::support::eventually;

/// A portal that listens.
pub struct Listening {
    pub address: SocketAddr,
    handle: ServerHandle,
}

impl Listening {
    pub fn start(story: &Story, address: SocketAddr) -> Listening {
        Listening::of(&story.portal.app, address)
    }

    pub fn of(app: &App, address: SocketAddr) -> Listening {
        let listener = TcpListener::bind(address).expect("the address is free");
        let address = listener.local_addr().expect("an address");
        // On the system's clock, as the reporter is: a clock that stands still would let nobody come often.
        let app = App { clock: Clock::System, ..app.clone() };
        let for_worker = move || {
            let pool = app.pool.another(4).expect("a worker has a runtime");
            web::Data::new(App { pool, ..app.clone() })
        };
        let server = HttpServer::new(move || domovoi::web::build(for_worker()))
            .workers(1)
            .listen(listener)
            .expect("it listens")
            .disable_signals()
            .run();
        let handle = server.handle();
        actix_web::rt::spawn(server);
        Listening { address, handle }
    }

    pub async fn stop(self) {
        self.handle.stop(false).await;
    }
}

/// A dom0 with its settings and its spool.
pub struct Host(pub Folder);

impl Host {
    pub async fn of(story: &Story, host: domovoi::db::ids::HostId, portal: SocketAddr) -> Host {
        let token = Dom0::of(&story.portal, host).await.token;
        let folder = Folder::new();
        let settings = format!("portal = http://{portal}\ntoken = {}\n", token.as_str());
        fs::write(folder.0.join("dom0.conf"), settings).expect("settings");
        Host(folder)
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let path = |name: &str| self.0.0.join(name).to_str().expect("a path").to_owned();
        let (config, spool) = (path("dom0.conf"), path("spool"));
        let places = ["--config", config.as_str(), "--spool", spool.as_str()];
        let mut command = domovoi(&[&["dom0"], arguments, &places].concat(), &[]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub fn copy(&self, id: MigrationId, more: &[&str]) -> Child {
        let id = id.to_string();
        let every = ["--sample-every", "0.05", "--send-every", "0.4"];
        let what = ["copy", "--migration", &id, "--disk", "xvda"];
        self.command(&[&what, &every[..], more].concat()).spawn().expect("it starts")
    }

    /// Runs it to its end without holding up the portal, which lives in the same process.
    pub async fn run(&self, arguments: &[&str]) -> Output {
        finished(self.command(arguments).spawn().expect("it starts")).await
    }

    pub fn written(&self, id: MigrationId) -> usize {
        let folder = self.0.0.join("spool").join(id.to_string());
        let count =
            |path: &Path| fs::read_to_string(path.join("items")).map_or(0, |text| text.lines().count());
        fs::read_dir(folder).map_or(0, |entries| entries.flatten().map(|entry| count(&entry.path())).sum())
    }
}

pub async fn finished(child: Child) -> Output {
    web::block(move || child.wait_with_output().expect("it ends")).await.expect("a thread")
}

/// Reads what it says until these words; gives back what it goes on saying.
pub async fn says(child: &mut Child, words: &'static str) -> ChildStderr {
    let mut remarks = child.stderr.take().expect("a pipe");
    web::block(move || {
        let (mut said, mut byte) = (Vec::new(), [0]);
        while !said.ends_with(words.as_bytes()) {
            remarks.read_exact(&mut byte).expect("it says so before it ends");
            said.extend(byte);
        }
        remarks
    })
    .await
    .expect("a thread")
}

/// Bytes that come out as they went in.
pub async fn pass(child: &mut Child, bytes: Vec<u8>) {
    let (mut input, mut output) = (child.stdin.take().expect("a pipe"), child.stdout.take().expect("a pipe"));
    let (input, output) = web::block(move || {
        let sent = bytes.clone();
        let feeding = std::thread::spawn(move || {
            input.write_all(&sent).expect("it takes them");
            input
        });
        let mut arrived = vec![0; bytes.len()];
        output.read_exact(&mut arrived).expect("it passes them on");
        assert!(arrived == bytes);
        (feeding.join().expect("a thread"), output)
    })
    .await
    .expect("a thread");
    (child.stdin, child.stdout) = (Some(input), Some(output));
}

pub async fn acked(story: &Story, side: Side) -> i64 {
    let row = attempt_sides::table.filter(attempt_sides::side.eq(side)).select(attempt_sides::acked_through);
    row.first(&mut *story.conn().await).await.optional().expect("a query").unwrap_or(0)
}

pub async fn progress(story: &Story, id: MigrationId) -> Progress {
    let heard = heard_of(&*story.conn().await, id).await.expect("a query");
    Progress::of(&heard, heard[0].attempt, 0, story.now()).expect("progress")
}

pub async fn about_to_copy() -> (Story, MigrationId) {
    let story = Story::begin().await;
    let id = story.under_way().await;
    story.walk(id, &[StepCode::Preflight, StepCode::Stop]).await;
    (story, id)
}

const ANY: &str = "127.0.0.1:0";

pub fn any() -> SocketAddr {
    ANY.parse().expect("an address")
}

#[actix_web::test]
async fn a_portal_that_goes_away_in_the_middle_misses_nothing() {
    let (story, id) = about_to_copy().await;
    let portal = Listening::start(&story, any());
    let address = portal.address;
    let prins = Host::of(&story, story.prins, address).await;
    let mut copy = prins.copy(id, &["--size", "3000000"]);
    pass(&mut copy, vec![7; 1_000_000]).await;
    eventually("the portal hears of it", async || acked(&story, Side::Source).await > 3).await;
    portal.stop().await;
    let heard = acked(&story, Side::Source).await;
    pass(&mut copy, vec![8; 1_000_000]).await;
    let before = prins.written(id);
    eventually("more is written down", async || prins.written(id) > before + 5).await;
    assert_eq!(acked(&story, Side::Source).await, heard, "nobody listens");
    // What is behind the gap comes by itself once the portal is back.
    let portal = Listening::start(&story, address);
    pass(&mut copy, vec![9; 1_000_000]).await;
    drop(copy.stdin.take());
    let output = finished(copy).await;
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let sent = prins.run(&["send"]).await;
    assert_eq!(sent.status.code(), Some(0), "{}", stderr(&sent));
    assert_eq!(acked(&story, Side::Source).await, prins.written(id) as i64, "all of it, once");
    let seen = progress(&story, id).await;
    assert_eq!((seen.bytes, seen.has_ended, seen.lamp()), (3_000_000, true, None));
    portal.stop().await;
}

#[actix_web::test]
async fn what_was_told_while_nobody_listened_finds_its_attempt_after_a_restart() {
    let (story, id) = about_to_copy().await;
    let nobody = TcpListener::bind(any()).expect("a port").local_addr().expect("an address");
    let prins = Host::of(&story, story.prins, nobody).await;
    let mut copy = prins.copy(id, &[]);
    pass(&mut copy, vec![7; 1_000_000]).await;
    eventually("samples are written down", async || prins.written(id) > 5).await;
    copy.kill().expect("as a power cut would");
    finished(copy).await;
    let left = prins.run(&["send"]).await;
    assert_eq!(left.status.code(), Some(1), "it still waits");
    let portal = Listening::start(&story, nobody);
    let written = prins.written(id);
    let sent = prins.run(&["send"]).await;
    assert_eq!(sent.status.code(), Some(0), "{}", stderr(&sent));
    assert_eq!(acked(&story, Side::Source).await, written as i64);
    assert_eq!(progress(&story, id).await.bytes, 1_000_000);
    portal.stop().await;
}

#[actix_web::test]
async fn it_stops_when_asked_to_only_if_it_was_told_to_obey() {
    let (story, id) = about_to_copy().await;
    let portal = Listening::start(&story, any());
    let prins = Host::of(&story, story.prins, portal.address).await;
    let mut deaf = prins.copy(id, &[]);
    let mut obedient = prins.copy(id, &["--obey"]);
    pass(&mut deaf, vec![7; 1000]).await;
    pass(&mut obedient, vec![7; 1000]).await;
    eventually("the portal hears of them", async || acked(&story, Side::Source).await > 3).await;
    story.abort(id).await;
    let mut input = obedient.stdin.take().expect("a pipe");
    let feeding = std::thread::spawn(move || while input.write_all(&[7; 1000]).is_ok() {});
    let output = finished(obedient).await;
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
    feeding.join().expect("a thread");
    let remarks = says(&mut deaf, "without --obey the copy goes on").await;
    pass(&mut deaf, vec![7; 1_000_000]).await;
    drop(deaf.stdin.take());
    let output = finished(deaf).await;
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    drop(remarks);
    portal.stop().await;
}

#[actix_web::test]
async fn a_script_walks_the_steps_and_boots_only_with_the_word() {
    let (story, id) = about_to_copy().await;
    let portal = Listening::start(&story, any());
    let address = portal.address;
    let prins = Host::of(&story, story.prins, address).await;
    let spaarne = Host::of(&story, story.spaarne, address).await;
    let number = id.to_string();
    let of = ["--migration", number.as_str()];
    let step = |words: &[&'static str]| [&["step"], words, &of[..]].concat();
    let early = spaarne.run(&step(&["commit"])).await;
    assert_eq!((early.status.code(), stdout(&early)), (Some(1), String::new()));
    assert!(stderr(&early).contains("nothing may boot here"), "{}", stderr(&early));
    for name in ["copy", "compare", "prepare"] {
        let done = spaarne.run(&step(&[name, "ended"])).await;
        assert_eq!(done.status.code(), Some(0), "{}", stderr(&done));
    }
    let again = spaarne.run(&step(&["copy", "ended"])).await;
    assert_eq!(again.status.code(), Some(1), "it is at commit");
    let alone = spaarne.run(&step(&["commit"])).await;
    assert_eq!((alone.status.code(), stdout(&alone)), (Some(1), String::new()));
    let fenced = prins.run(&step(&["commit", "--fenced"])).await;
    assert_eq!(fenced.status.code(), Some(0), "{}", stderr(&fenced));
    let word = spaarne.run(&step(&["commit"])).await;
    assert_eq!(word.status.code(), Some(0), "{}", stderr(&word));
    assert_eq!(stdout(&word).trim().len(), 43);
    let booted = spaarne.run(&step(&["boot", "ended"])).await;
    assert_eq!(booted.status.code(), Some(0), "{}", stderr(&booted));
    portal.stop().await;
    // With the portal away a step is written down, and a word is not given.
    let checked = spaarne.run(&step(&["check", "ended"])).await;
    assert_eq!(checked.status.code(), Some(0), "{}", stderr(&checked));
    let no_word = spaarne.run(&step(&["commit"])).await;
    assert_eq!((no_word.status.code(), stdout(&no_word)), (Some(1), String::new()));
    let portal = Listening::start(&story, address);
    let sent = spaarne.run(&["send"]).await;
    assert_eq!(sent.status.code(), Some(0), "{}", stderr(&sent));
    assert_eq!(story.row(id).await.state, MigrationState::Verifying);
    assert!(story.kinds().await.contains(&"moved".to_owned()), "its members are told");
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    let history = fenna.get(&format!("/migrations/{id}")).await.ok();
    assert!(history.says("Step done: Boot, spaarne"), "{}", history.text());
    portal.stop().await;
}
