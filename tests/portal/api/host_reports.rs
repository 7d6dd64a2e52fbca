//! What a host says of itself, taken in and shown.

use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::schema::{audit_entries, domus, hosts};
use domovoi::reports::{HostLink, HostReport, HostReportAnswer, LinkKind, RunningDomu, VERSION};
use uuid::Uuid;

use crate::migrations::story::Story;
use crate::support::dom0::problem;
use crate::support::{Dom0, Page};

pub const PATH: &str = "/api/v1/host/report";

fn card(mtu: u32) -> HostLink {
    HostLink {
        name: "ic0".to_owned(),
        kind: LinkKind::Card,
        mtu,
        is_up: true,
        driver: Some("ixgbe".to_owned()),
        master: None,
    }
}

fn running(names: &[&str]) -> Vec<RunningDomu> {
    names.iter().map(|name| RunningDomu { name: (*name).to_owned(), uuid: None }).collect()
}

fn report(story: &Story, seq: i64, names: &[&str]) -> HostReport {
    HostReport {
        version: VERSION,
        boot: Uuid::nil(),
        seq,
        at: story.now(),
        interval_seconds: 15,
        kernel: Some("6.1.0-50-amd64".to_owned()),
        memory_free: Some(3 << 30),
        disk_free: Some(0),
        running: Some(running(names)),
        links: vec![card(9000)],
        trouble: vec![],
    }
}

async fn send(dom0: &mut Dom0, report: &HostReport) -> i64 {
    let page = dom0.post(PATH, serde_json::to_vec(report).expect("JSON")).await.ok();
    serde_json::from_slice::<HostReportAnswer>(&page.body).expect("an answer").acked_through
}

async fn prins_page(story: &Story) -> Page {
    story.portal.browser_of(&story.fenna).await.get("/hosts/prins").await.ok()
}

#[actix_web::test]
async fn the_newest_by_number_is_shown_and_goes_stale_after_three_intervals() {
    let story = Story::begin().await;
    let mut prins = Dom0::of(&story.portal, story.prins).await;
    assert!(!prins_page(&story).await.says("What prins says of itself"));
    assert_eq!(send(&mut prins, &report(&story, 7, &["higgs"])).await, 7);
    let older = HostReport { memory_free: Some(1 << 40), ..report(&story, 6, &[]) };
    assert_eq!(send(&mut prins, &older).await, 7, "it comes too late");
    assert_eq!(send(&mut prins, &HostReport { seq: 7, ..older }).await, 7, "it was here already");
    story.portal.advance(Duration::seconds(45));
    let page = prins_page(&story).await;
    for said in [
        "Reported 45 s ago",
        "3 GiB",
        "0 B",
        "6.1.0-50-amd64",
        "ixgbe",
        "9000",
        "Who runs there is who is recorded",
    ] {
        assert!(page.says(said), "{said}: {}", page.text());
    }
    assert!(!page.says("Nothing heard"));
    story.portal.advance(Duration::seconds(1));
    assert!(prins_page(&story).await.says("Nothing heard"));
    let off = HostReport {
        at: story.now() - Duration::minutes(14),
        trouble: vec!["vgs: not root".to_owned()],
        ..report(&story, 8, &[])
    };
    send(&mut prins, &off).await;
    let page = prins_page(&story).await;
    assert!(page.says("14 min behind ours") && page.says("vgs: not root"), "{}", page.text());
}

#[actix_web::test]
async fn who_runs_is_set_beside_who_is_recorded_and_changes_nothing() {
    let story = Story::begin().await;
    story.another("quark", &story.noor).await;
    let rows = async || -> Vec<(String, String)> {
        let rows = domus::table.order(domus::id).select((domus::name, domus::state));
        rows.load(&mut *story.conn().await).await.expect("domUs")
    };
    let before = rows().await;
    let mut prins = Dom0::of(&story.portal, story.prins).await;
    let mut spaarne = Dom0::of(&story.portal, story.spaarne).await;
    send(&mut prins, &report(&story, 1, &["quark", "mystery", "rocky--incoming"])).await;
    send(&mut spaarne, &report(&story, 1, &["higgs"])).await;
    let page = prins_page(&story).await;
    assert!(page.says("Runs there and is not recorded: mystery"), "{}", page.text());
    assert!(page.says("higgs is recorded here, and does not run") && page.says("A report changes no domU."));
    assert!(!page.says("rocky") && !page.says("quark is recorded"), "{}", page.text());
    assert!(page.html().contains("href=\"/fleet-import\""));
    let other = story.portal.browser_of(&story.fenna).await.get("/hosts/spaarne").await.ok();
    assert!(other.says("higgs runs there, and is recorded on prins"), "{}", other.text());
    // By its uuid it is the same under another name.
    let uuid: Uuid = domus::table
        .filter(domus::name.eq("higgs"))
        .select(domus::uuid)
        .first(&mut *story.conn().await)
        .await
        .expect("a uuid");
    let renamed = RunningDomu { name: "boson".to_owned(), uuid: Some(uuid) };
    let both = [running(&["quark"]), vec![renamed]].concat();
    send(&mut prins, &HostReport { running: Some(both), ..report(&story, 2, &[]) }).await;
    let page = prins_page(&story).await;
    assert!(page.says("higgs is called boson there") && !page.says("does not run"), "{}", page.text());
    // A list that could not be read says nothing of anybody.
    send(&mut prins, &HostReport { running: None, ..report(&story, 3, &[]) }).await;
    assert!(!prins_page(&story).await.says("does not run"));
    assert_eq!(rows().await, before);
}

#[actix_web::test]
async fn a_reported_change_of_card_kernel_or_mtu_is_a_change_of_limits() {
    let story = Story::begin().await;
    let mut prins = Dom0::of(&story.portal, story.prins).await;
    let limits = async || -> String {
        hosts::table
            .find(story.prins)
            .select(hosts::limits)
            .first(&mut *story.conn().await)
            .await
            .expect("limits")
    };
    let set = async |limits: &str| {
        let row = diesel::update(hosts::table.find(story.prins)).set(hosts::limits.eq(limits));
        row.execute(&mut *story.conn().await).await.expect("written");
    };
    // What somebody pasted, and the host agrees with, stays as it is.
    set("ic0=9000; bridge; 6.1.0-50-amd64").await;
    send(&mut prins, &report(&story, 1, &[])).await;
    assert_eq!(limits().await, "ic0=9000; bridge; 6.1.0-50-amd64");
    send(&mut prins, &report(&story, 2, &[])).await;
    assert_eq!(limits().await, "ic0=9000; bridge; 6.1.0-50-amd64");
    send(&mut prins, &HostReport { links: vec![], kernel: None, ..report(&story, 3, &[]) }).await;
    assert_eq!(limits().await, "ic0=9000; bridge; 6.1.0-50-amd64", "it could not be read");
    send(&mut prins, &HostReport { links: vec![card(1500)], ..report(&story, 4, &[]) }).await;
    assert_eq!(limits().await, "ic0=1500; ixgbe; 6.1.0-50-amd64");
    send(&mut prins, &HostReport { links: vec![card(9000)], ..report(&story, 3, &[]) }).await;
    assert_eq!(limits().await, "ic0=1500; ixgbe; 6.1.0-50-amd64", "a late report changes nothing");
    let newer = Some("6.1.0-51-amd64".to_owned());
    send(&mut prins, &HostReport { links: vec![card(1500)], kernel: newer, ..report(&story, 5, &[]) }).await;
    assert_eq!(limits().await, "ic0=1500; ixgbe; 6.1.0-51-amd64");
    let changes = audit_entries::table.filter(audit_entries::action.eq("host.limits_reported"));
    let changes: i64 = changes.count().get_result(&mut *story.conn().await).await.expect("a count");
    assert_eq!(changes, 2);
}

#[actix_web::test]
async fn a_broken_report_is_told_what_is_wrong() {
    let story = Story::begin().await;
    let mut prins = Dom0::of(&story.portal, story.prins).await;
    let good = report(&story, 1, &[]);
    let domus = |n: usize| running(&vec!["a"; n]);
    for (broken, said) in [
        (HostReport { version: 2, ..good.clone() }, "version 2 is not 1"),
        (HostReport { seq: 0, ..good.clone() }, "seq counts from 1"),
        (HostReport { seq: i64::MAX, ..good.clone() }, "seq counts from 1"),
        (HostReport { interval_seconds: 0, ..good.clone() }, "interval_seconds"),
        (HostReport { memory_free: Some(-1), ..good.clone() }, "less than nothing"),
        (HostReport { running: Some(domus(1001)), ..good.clone() }, "1001 domUs"),
        (HostReport { running: Some(running(&["\u{7}"])), ..good.clone() }, "a domU has a name"),
        (HostReport { links: vec![card(1500); 65], ..good.clone() }, "65 links"),
        (HostReport { kernel: Some("a b".to_owned()), ..good.clone() }, "without blanks"),
        (HostReport { trouble: vec!["x".repeat(301)], ..good.clone() }, "a remark is one line"),
    ] {
        let told = problem(&prins.post(PATH, serde_json::to_vec(&broken).expect("JSON")).await);
        assert_eq!((told.status, told.item), (422, None));
        assert!(told.detail.contains(said), "{said}: {}", told.detail);
    }
    let more = serde_json::to_string(&good).expect("JSON").replacen('{', r#"{"mood":"good","#, 1);
    assert!(problem(&prins.post(PATH, more).await).detail.contains("unknown field `mood`"));
    assert_eq!(problem(&prins.get(PATH).await).status, 405);
    prins.token = domovoi::db::token::Token::random();
    assert_eq!(problem(&prins.post(PATH, "{}").await).status, 401);
    assert!(!prins_page(&story).await.says("What prins says of itself"), "nothing of it was kept");
}
