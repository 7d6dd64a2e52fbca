//! A dom0 looks at the way to another by itself: the real program, with tools that say what was recorded.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Output;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::clock::Clock;
use domovoi::db::ids::{HostId, MigrationId};
use domovoi::db::schema::{domus, hosts, preflight_pastes, preflights};
use domovoi::reports::{PreflightCheck, PreflightReport, VERSION};
use ipnet::IpNet;

use super::reporter::{Host, Listening, any};
use crate::cli::program::stdout;
use crate::migrations::story::{Story, november};
use crate::support::dom0::problem;
use crate::support::{Dom0, Sys};

const PATH: &str = "/api/v1/host/preflight";
/// Those that the recorded probes are between.
const PRINS: &str = "192.0.2.11";
const SPAARNE: &str = "192.0.2.12";

/// higgs is booked from prins to spaarne, over a link that is to carry 9000 bytes.
async fn booked() -> (Story, MigrationId) {
    let story = Story::begin().await;
    let id = story.announce().await;
    story.at(november(17, 20, 30));
    let conn = &mut *story.conn().await;
    for (host, address) in [(story.prins, PRINS), (story.spaarne, SPAARNE)] {
        let address: IpNet = format!("{address}/32").parse().expect("an address");
        let row = diesel::update(hosts::table.find(host)).set(hosts::interconnect_address.eq(address));
        row.execute(conn).await.expect("an address");
    }
    use domovoi::db::schema::interconnects;
    let mtu = diesel::update(interconnects::table).set(interconnects::expected_mtu.eq(9000));
    mtu.execute(conn).await.expect("a size");
    let kernel = diesel::update(domus::table).set(domus::kernel.eq("/boot/vmlinuz-domu"));
    kernel.execute(conn).await.expect("a kernel");
    (story, id)
}

/// A dom0 whose tools say what they are told to.
struct Scene {
    host: Host,
    sys: Sys,
    tools: PathBuf,
}

impl Scene {
    async fn of(story: &Story, portal: &Listening, host: HostId, ends: [&str; 2]) -> Scene {
        let host = Host::of(story, host, portal.address).await;
        let (sys, tools) = (Sys::in_folder(&host.0.0), host.0.0.join("tools"));
        sys.write("boot/vmlinuz-domu", "");
        fs::create_dir(&tools).expect("a folder");
        let scene = Scene { host, sys, tools };
        // What follows -c and -s says which recording it is; each call leaves a line.
        scene.tool(
            "ping",
            "shift 3; c=$1; shift 4; echo \"${1}x$c\" >> \"$0.asked\"; cat \"$0.${1}x$c\" 2>&1",
        );
        scene.tool("tracepath", "cat \"$0.said\"");
        scene.tool("ip", "cat \"$0.said\"");
        scene.says("tracepath.said", &recorded("a-tracepath"), ends);
        scene.says("ip.said", &recorded("a-ip-route-get"), ends);
        scene
    }

    fn tool(&self, name: &str, script: &str) {
        let path = self.tools.join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("may be run");
    }

    /// What was recorded from .11 to .12, between these ends.
    fn says(&self, file: &str, text: &str, [from, to]: [&str; 2]) {
        let text = text.replace(SPAARNE, "@").replace(PRINS, from).replace('@', to);
        fs::write(self.tools.join(file), text).expect("written");
    }

    /// Answers to this payload, of which there is this recording of three.
    fn answers(&self, payload: u32, recording: &str, ends: [&str; 2]) {
        self.says(&format!("ping.{payload}x3"), recording, ends);
        self.says(&format!("ping.{payload}x1"), &once(recording), ends);
    }

    fn asked(&self) -> Vec<String> {
        let asked = fs::read_to_string(self.tools.join("ping.asked")).unwrap_or_default();
        let _ = fs::remove_file(self.tools.join("ping.asked"));
        asked.lines().map(str::to_owned).collect()
    }

    async fn run(&self, to: &str, more: &[&str]) -> Output {
        let fixture = |name: &str| format!("{}/tests/fixtures/xen/{name}", env!("CARGO_MANIFEST_DIR"));
        let (root, tools) = (self.sys.0.to_str().expect("a path"), self.tools.to_str().expect("a path"));
        let [info, vgs] =
            [("info", "xl-info.running.txt"), ("vgs", "vgs-json.running.json")].map(|(name, from)| {
                let said = fs::read_to_string(fixture(from)).expect("a recording");
                // More memory and a larger disk than in the laboratory.
                self.sys
                    .write(name, &said.replace(": 959", ": 9590").replace("2868903936B", "286890393600B"));
                self.sys.at(name).to_str().expect("a path").to_owned()
            });
        let places = ["--root", root, "--tools", tools, "--info", &info, "--vgs", &vgs];
        self.host.run(&[&["preflight", "--to", to], &places[..], more].concat()).await
    }
}

fn recorded(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/path-mtu/{name}.txt"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The first of three packets alone.
fn once(recording: &str) -> String {
    let mut lines = recording.lines();
    let head = lines.next().expect("a header");
    let event =
        lines.next().filter(|line| !line.is_empty()).map_or(String::new(), |line| format!("{line}\n"));
    let received = if event.contains("bytes from") { 1 } else { 0 };
    let errors = if event.contains("local error") { "+1 errors, " } else { "" };
    let statistics = recording.lines().find(|line| line.starts_with("---")).expect("statistics");
    let loss = if received == 1 { "0%" } else { "100%" };
    let times = match event.split("time=").nth(1).and_then(|rest| rest.split(' ').next()) {
        Some(time) => format!("rtt min/avg/max/mdev = {time}/{time}/{time}/0.000 ms\n"),
        None => "\n".to_owned(),
    };
    format!(
        "{head}\n{event}\n{statistics}\n1 packets transmitted, {received} received, {errors}{loss} packet loss, time 0ms\n{times}"
    )
}

/// One byte more than the small size, answered like it.
fn first_step_up() -> String {
    recorded("a-ping-1472-ok").replace("1472(1500)", "1473(1501)").replace("1480 bytes", "1481 bytes")
}

fn large_frames_pass(scene: &Scene, ends: [&str; 2]) {
    scene.answers(1472, &recorded("a-ping-1472-ok"), ends);
    scene.answers(1473, &first_step_up(), ends);
    scene.answers(8972, &recorded("a-ping-8972-ok"), ends);
    scene.answers(8973, &recorded("a-ping-8973-local-error"), ends);
}

const THERE: [&str; 2] = [PRINS, SPAARNE];
const BACK: [&str; 2] = [SPAARNE, PRINS];

#[actix_web::test]
async fn two_hosts_that_look_at_each_other_make_a_preflight_that_counts() {
    let (story, id) = booked().await;
    let portal = Listening::start(&story, any());
    story.portal.advance(Clock::System.now() - story.now());
    let spaarne = Scene::of(&story, &portal, story.spaarne, BACK).await;
    large_frames_pass(&spaarne, BACK);
    let first = spaarne.run("prins", &[]).await;
    assert_eq!(first.status.code(), Some(0), "{}", stdout(&first));
    for said in [
        "ok    route: 192.0.2.11 dev ic0 src 192.0.2.12",
        "ok    hop: card ic0, MTU 9000, driver ixgbe",
        "ok    bridge: xenbr0 is up",
        "ok    room: higgs needs 1 GiB of memory and 14.7 GiB of disk on spaarne",
        "ok    probes: ",
        "told  the portal: moves may not start yet",
    ] {
        assert!(stdout(&first).contains(said), "{said}: {}", stdout(&first));
    }
    assert_eq!(spaarne.asked(), ["1472x1", "1472x3", "1473x1", "8972x1", "8972x3", "8973x1"]);
    let prins = Scene::of(&story, &portal, story.prins, THERE).await;
    large_frames_pass(&prins, THERE);
    let second = prins.run("spaarne", &[]).await;
    assert_eq!(second.status.code(), Some(0), "{}", stdout(&second));
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    let page = fenna.get(&format!("/migrations/{id}/preflight")).await.ok();
    assert!(
        page.says("Nobody has looked for backups") && page.says("prins, ") && page.says("spaarne, "),
        "{}",
        page.text()
    );
    fenna.submit(&format!("/migrations/{id}/preflight/tick"), &[("item", "nothing_else")]).await.went_to();
    assert!(fenna.get(&format!("/migrations/{id}/preflight")).await.ok().says("Everything is green"));
    let again = prins.run("spaarne", &[]).await;
    assert!(stdout(&again).contains("told  the portal: moves may start until "), "{}", stdout(&again));
    // What counts is added to, and the same is not written down twice.
    let count = preflights::table.count().get_result::<i64>(&mut *story.conn().await).await.expect("a count");
    let pastes =
        preflight_pastes::table.count().get_result::<i64>(&mut *story.conn().await).await.expect("a count");
    assert_eq!((count, pastes), (2, 4));
    portal.stop().await;
}

#[actix_web::test]
async fn silence_is_found_said_in_plain_words_and_ends_the_probes() {
    let (story, id) = booked().await;
    let portal = Listening::start(&story, any());
    story.portal.advance(Clock::System.now() - story.now());
    let prins = Scene::of(&story, &portal, story.prins, THERE).await;
    large_frames_pass(&prins, THERE);
    prins.answers(8972, &recorded("c-ping-8972-lost"), THERE);
    prins.says("tracepath.said", &recorded("c-tracepath"), THERE);
    let output = prins.run("spaarne", &[]).await;
    let said = stdout(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("BAD   probes: ") && said.contains("vanish without a word"), "{said}");
    assert!(said.contains("Use 1500 for this move"), "{said}");
    assert_eq!(prins.asked(), ["1472x1", "1472x3", "1473x1", "8972x1"], "none larger, and none again");
    let page =
        story.portal.browser_of(&story.fenna).await.get(&format!("/migrations/{id}/preflight")).await.ok();
    assert!(page.says("vanish without a word"), "{}", page.text());
    // The first step upwards tells already: nothing larger leaves.
    let lost = recorded("c-ping-8972-lost").replace("8972(9000)", "1473(1501)");
    prins.answers(1473, &lost, THERE);
    let output = prins.run("spaarne", &[]).await;
    assert!(stdout(&output).contains("vanish without a word"), "{}", stdout(&output));
    assert_eq!(prins.asked(), ["1472x1", "1472x3", "1473x1"]);
    // A card that is too small is told from its own limit, without a probe.
    prins.sys.mtu("ic0", 1500);
    prins.answers(1473, &recorded("a1500-ping-8972-local-error").replace("8972(9000)", "1473(1501)"), THERE);
    let output = prins.run("spaarne", &[]).await;
    let said = stdout(&output);
    assert!(said.contains("BAD   hop: card ic0, MTU 1500, driver ixgbe, and 9000 are wanted"), "{said}");
    assert_eq!(prins.asked(), ["1472x1", "1472x3", "1473x1"]);
    assert_eq!(output.status.code(), Some(1));
    portal.stop().await;
}

#[actix_web::test]
async fn a_route_that_is_not_the_interconnect_and_a_kernel_that_is_missing_stand_in_the_way() {
    let (story, id) = booked().await;
    let portal = Listening::start(&story, any());
    story.portal.advance(Clock::System.now() - story.now());
    let prins = Scene::of(&story, &portal, story.prins, THERE).await;
    large_frames_pass(&prins, THERE);
    let over_eth0 = recorded("a-ip-route-get")
        .replace("dev ic0 src 192.0.2.11", "via 192.0.2.1 dev eth0 src 203.0.113.9");
    prins.says("ip.said", &over_eth0, THERE);
    let output = prins.run("spaarne", &[]).await;
    let said = stdout(&output);
    assert!(said.contains("BAD   route: ") && said.contains("that is not the interconnect"), "{said}");
    assert!(said.contains("BAD   hop: card eth0, MTU 1500"), "{said}");
    let spaarne = Scene::of(&story, &portal, story.spaarne, BACK).await;
    large_frames_pass(&spaarne, BACK);
    fs::remove_file(spaarne.sys.at("boot/vmlinuz-domu")).expect("gone");
    let output = spaarne.run("prins", &[]).await;
    assert!(
        stdout(&output).contains("higgs starts with /boot/vmlinuz-domu, which is not here"),
        "{}",
        stdout(&output)
    );
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    let path = format!("/migrations/{id}/preflight");
    let page = fenna.get(&path).await.ok();
    assert!(
        page.says("The path is not the interconnect.")
            && page.says("Bridge, kernel or bootloader is not right."),
        "{}",
        page.text()
    );
    // What a person found wanting no program finds good.
    let red = [("item", "bridge_and_kernel"), ("red", "yes"), ("note", "Its initrd is old.")];
    fenna.submit(&format!("{path}/tick"), &red).await.went_to();
    spaarne.sys.write("boot/vmlinuz-domu", "");
    spaarne.run("prins", &[]).await;
    assert!(fenna.get(&path).await.ok().says("Its initrd is old."));
    portal.stop().await;
}

#[actix_web::test]
async fn who_tells_nobody_ends_with_a_status_of_its_own() {
    let (story, _) = booked().await;
    let portal = Listening::start(&story, any());
    let prins = Scene::of(&story, &portal, story.prins, THERE).await;
    large_frames_pass(&prins, THERE);
    let output = prins.run("spaarne", &["--quietly"]).await;
    assert_eq!(output.status.code(), Some(3), "{}", stdout(&output));
    let count: i64 = preflights::table.count().get_result(&mut *story.conn().await).await.expect("a count");
    assert_eq!(count, 0);
    assert_eq!(prins.run("nobody", &[]).await.status.code(), Some(1));
    portal.stop().await;
}

#[actix_web::test]
async fn a_host_reports_only_of_itself_and_to_the_letter() {
    let (story, _) = booked().await;
    let mut prins = Dom0::of(&story.portal, story.prins).await;
    let good = PreflightReport {
        version: VERSION,
        to: "spaarne".to_owned(),
        output: "$ uname -sr\nLinux 6.1.0".to_owned(),
        checks: vec![],
    };
    let sent = |report: &PreflightReport| serde_json::to_vec(report).expect("JSON");
    for (to, status) in [("prins", 404), ("nobody", 404), ("spaarne\u{0}", 422)] {
        let report = PreflightReport { to: to.to_owned(), ..good.clone() };
        assert_eq!(prins.post(PATH, sent(&report)).await.status.as_u16(), status, "{to:?}");
        let path = format!("{PATH}?to={}", domovoi::paths::segment(to));
        assert_eq!(prins.get(&path).await.status.as_u16(), 404, "{to:?}");
    }
    let check =
        |note: &str| PreflightCheck { item: "route".to_owned(), is_good: true, note: note.to_owned() };
    for broken in [
        PreflightReport { version: 2, ..good.clone() },
        PreflightReport { output: " ".to_owned(), ..good.clone() },
        PreflightReport { output: "x".repeat(50_001), ..good.clone() },
        PreflightReport { checks: vec![check("")], ..good.clone() },
        PreflightReport { checks: vec![check("x"); 9], ..good.clone() },
    ] {
        assert_eq!(problem(&prins.post(PATH, sent(&broken)).await).status, 422);
    }
    let count: i64 = preflights::table.count().get_result(&mut *story.conn().await).await.expect("a count");
    assert_eq!(count, 0);
    // Items that are a person's to look at are left to people.
    let checks = vec![PreflightCheck { item: "nothing_else".to_owned(), ..check("none") }];
    let answer = prins.post(PATH, sent(&PreflightReport { checks, ..good })).await.ok();
    assert!(answer.html().contains("Nobody has looked for backups"), "{}", answer.html());
}
