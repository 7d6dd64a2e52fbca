//! The reporter that watches a host, as a process, beside a portal that goes away and comes back.

use std::fs;
use std::process::Child;

use actix_web::web;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::clock::Clock;
use domovoi::db::schema::{host_reports, traffic_buckets, traffic_reporters};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::reporter::{Host, Listening, any, finished, says};
use crate::cli::program::stderr;
use crate::migrations::story::Story;
use crate::support::{Sys, eventually};

struct Watched {
    host: Host,
    sys: Sys,
}

impl Watched {
    async fn of(story: &Story, address: std::net::SocketAddr) -> Watched {
        let host = Host::of(story, story.prins, address).await;
        let sys = Sys::in_folder(&host.0.0);
        Watched { host, sys }
    }

    fn start(&self) -> Child {
        let fixture = |name: &str| format!("{}/tests/fixtures/xen/{name}", env!("CARGO_MANIFEST_DIR"));
        let [xl, info, vgs] =
            ["xl-list-l.running.json", "xl-info.running.txt", "vgs-json.running.json"].map(fixture);
        let root = self.sys.0.to_str().expect("a path");
        let every = ["--sample-every", "0.05", "--send-every", "0.1"];
        let places = ["--xl", &xl, "--info", &info, "--vgs", &vgs, "--root", root];
        self.host.command(&[&["watch"], &every[..], &places[..]].concat()).spawn().expect("it starts")
    }
}

async fn ends(child: Child, signal: Signal) -> std::process::Output {
    kill(Pid::from_raw(child.id().cast_signed()), signal).expect("a signal");
    finished(child).await
}

async fn acked(story: &Story) -> i64 {
    let row = traffic_reporters::table.select(traffic_reporters::acked_through);
    row.first(&mut *story.conn().await).await.optional().expect("a query").unwrap_or(0)
}

/// The number of its last report of itself.
async fn reported(story: &Story) -> i64 {
    let row = host_reports::table.select(host_reports::seq);
    row.first(&mut *story.conn().await).await.optional().expect("a query").unwrap_or(0)
}

async fn received(story: &Story) -> i64 {
    let rows = traffic_buckets::table.filter(traffic_buckets::span_seconds.eq(86400));
    let rows: Vec<i64> =
        rows.select(traffic_buckets::received_bytes).load(&mut *story.conn().await).await.expect("buckets");
    rows.iter().sum()
}

#[actix_web::test]
async fn it_tells_what_it_sees_and_ends_when_asked() {
    let story = Story::begin().await;
    let portal = Listening::start(&story, any());
    let prins = Watched::of(&story, portal.address).await;
    let watch = prins.start();
    eventually("the portal hears of it", async || reported(&story).await > 2).await;
    prins.sys.counters(1_000_000, 5);
    eventually("its traffic arrives", async || received(&story).await == 1_000_000).await;
    let ended = ends(watch, Signal::SIGTERM).await;
    assert_eq!((ended.status.code(), stderr(&ended)), (Some(0), String::new()));
    story.portal.advance(Clock::System.now() - story.now());
    let page = story.portal.browser_of(&story.fenna).await.get("/hosts/prins").await.ok();
    for said in [
        "not recorded: quark, rocky",
        "959 MiB",
        "2.7 GiB",
        "6.1.0-50-amd64",
        "ic0 Card 9000 ixgbe up",
        "eth0 Card port of xenbr0 1500 tg3 up",
        "xenbr0 Bridge 1500 none up",
    ] {
        assert!(page.says(said), "{said}: {}", page.text());
    }
    assert!(!page.says("vif3.0") && !page.says("could not be read") && !page.says("ahead of ours"));
    portal.stop().await;
}

#[actix_web::test]
async fn an_hour_without_the_portal_and_a_restart_lose_no_byte() {
    let story = Story::begin().await;
    let portal = Listening::start(&story, any());
    let address = portal.address;
    let prins = Watched::of(&story, address).await;
    let watch = prins.start();
    eventually("the portal hears of it", async || acked(&story).await > 2).await;
    portal.stop().await;
    let written = || {
        let text = fs::read_to_string(prins.host.0.0.join("spool/watch/readings")).unwrap_or_default();
        text.lines().count()
    };
    prins.sys.counters(500, 0);
    let before = written();
    eventually("it goes on writing down", async || written() > before + 5).await;
    let ended = ends(watch, Signal::SIGKILL).await;
    assert!(stderr(&ended).contains("does not answer"), "{}", stderr(&ended));
    let heard = acked(&story).await;
    let portal = Listening::start(&story, address);
    let watch = prins.start();
    prins.sys.counters(800, 0);
    eventually("all of it arrives", async || received(&story).await == 800).await;
    assert!(acked(&story).await > heard + 5, "under numbers that go on");
    // With its folder lost it begins anew at 1, and learns from the answer where it was.
    ends(watch, Signal::SIGTERM).await;
    fs::remove_dir_all(prins.host.0.0.join("spool/watch")).expect("gone");
    let (watch, heard) = (prins.start(), acked(&story).await);
    prins.sys.counters(900, 0);
    eventually("it goes on", async || received(&story).await == 900 && acked(&story).await > heard).await;
    ends(watch, Signal::SIGINT).await;
    portal.stop().await;
}

#[actix_web::test]
async fn a_wrong_token_is_said_once_and_stops_nothing() {
    let story = Story::begin().await;
    let portal = Listening::start(&story, any());
    let prins = Watched::of(&story, portal.address).await;
    let settings = prins.host.0.0.join("dom0.conf");
    let good = fs::read_to_string(&settings).expect("settings");
    let wrong = good.lines().next().expect("a line").to_owned()
        + &format!("\ntoken = {}\n", domovoi::db::token::Token::random().as_str());
    fs::write(&settings, wrong).expect("written");
    let mut watch = prins.start();
    let rest = says(&mut watch, "no token that opens anything\n").await;
    let written = prins.host.0.0.join("spool/watch/readings");
    let lines = async || fs::read_to_string(&written).unwrap_or_default().lines().count();
    eventually("it goes on", async || lines().await > 40).await;
    kill(Pid::from_raw(watch.id().cast_signed()), Signal::SIGTERM).expect("a signal");
    let said = web::block(move || {
        let mut said = String::new();
        std::io::Read::read_to_string(&mut { rest }, &mut said).expect("read");
        said
    })
    .await
    .expect("a thread");
    assert_eq!(said, "", "once is enough");
    assert_eq!(finished(watch).await.status.code(), Some(0));
    portal.stop().await;
}

#[actix_web::test]
async fn what_cannot_be_read_is_told_and_the_rest_all_the_same() {
    let story = Story::begin().await;
    let portal = Listening::start(&story, any());
    let prins = Watched::of(&story, portal.address).await;
    let root = prins.sys.0.to_str().expect("a path").to_owned();
    let tools = prins.host.0.0.join("tools");
    fs::create_dir(&tools).expect("a folder");
    let every = ["--sample-every", "0.05", "--send-every", "0.1"];
    let places = ["--root", &root, "--tools", tools.to_str().expect("a path")];
    let watch =
        prins.host.command(&[&["watch"], &every[..], &places[..]].concat()).spawn().expect("it starts");
    eventually("the portal hears of it", async || reported(&story).await > 2).await;
    ends(watch, Signal::SIGTERM).await;
    let page = story.portal.browser_of(&story.fenna).await.get("/hosts/prins").await.ok();
    for said in ["xl: No such file", "vgs: No such file", "ic0 Card 9000 ixgbe up", "not known"] {
        assert!(page.says(said), "{said}: {}", page.text());
    }
    portal.stop().await;
}
