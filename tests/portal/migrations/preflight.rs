//! Before an attempt: what was pasted is judged, and nothing starts that is not green.

use actix_web::http::StatusCode;
use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::ids::MigrationId;
use domovoi::db::schema::{attempts, hosts, interconnects, migration_events, preflight_ticks};
use ipnet::IpNet;

use super::story::{Story, november};
use crate::support::{Browser, Page};

/// The addresses that the recorded probes are between.
const ADDRESSES: [&str; 2] = ["192.0.2.11", "192.0.2.12"];

/// higgs is booked, its window opens in half an hour, and the two hosts know their addresses.
async fn booked() -> (Story, MigrationId, Browser) {
    booked_before(Duration::minutes(30)).await
}

/// So long before its window.
async fn booked_before(window: Duration) -> (Story, MigrationId, Browser) {
    let story = Story::begin().await;
    let id = story.announce().await;
    story.at(november(17, 21, 0) - window);
    let conn = &mut *story.conn().await;
    for (host, address) in [story.prins, story.spaarne].into_iter().zip(ADDRESSES) {
        let address: IpNet = format!("{address}/32").parse().expect("an address");
        diesel::update(hosts::table.find(host))
            .set(hosts::interconnect_address.eq(address))
            .execute(conn)
            .await
            .expect("an address");
    }
    let fenna = story.portal.browser_of(&story.fenna).await;
    (story, id, fenna)
}

/// What a dom0 said in the laboratory, with the command above it.
fn recorded(name: &str, command: &str) -> String {
    let path = format!("{}/tests/fixtures/path-mtu/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    let said = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    format!("$ {command}\n{said}\n")
}

/// The other way round: the same answers, to the other address.
fn turned(text: &str) -> String {
    text.replace(ADDRESSES[1], "@").replace(ADDRESSES[0], ADDRESSES[1]).replace('@', ADDRESSES[0])
}

fn large_frames_pass() -> String {
    [
        recorded("a-ping-1472-ok", "ping -M do -c 3 -s 1472 192.0.2.12"),
        recorded("a-ping-8972-ok", "ping -M do -c 3 -s 8972 192.0.2.12"),
        recorded("a-ping-8973-local-error", "ping -M do -c 3 -s 8973 192.0.2.12"),
    ]
    .concat()
}

fn large_frames_vanish() -> String {
    [
        recorded("c-ping-1472-ok", "ping -M do -c 3 -s 1472 192.0.2.12"),
        recorded("c-ping-8972-lost", "ping -M do -c 3 -s 8972 192.0.2.12"),
        recorded("c-ping-8973-local-error", "ping -M do -c 3 -s 8973 192.0.2.12"),
    ]
    .concat()
}

async fn paste(fenna: &mut Browser, path: &str, side: &str, pasted: &str) -> String {
    fenna.submit(&format!("{path}/paste"), &[("side", side), ("pasted", pasted)]).await.went_to()
}

async fn tick_all(fenna: &mut Browser, path: &str) {
    for item in ["bridge_and_kernel", "route", "nothing_else"] {
        fenna.submit(&format!("{path}/tick"), &[("item", item)]).await.went_to();
    }
}

/// A green one, with frames of 9000 bytes.
async fn green(fenna: &mut Browser, path: &str) -> Page {
    fenna.submit(path, &[("mtu", "9000")]).await.went_to();
    paste(fenna, path, "source", &large_frames_pass()).await;
    paste(fenna, path, "target", &turned(&large_frames_pass())).await;
    tick_all(fenna, path).await;
    fenna.get(path).await.ok()
}

async fn attempts_made(story: &Story) -> i64 {
    attempts::table.count().get_result(&mut *story.conn().await).await.expect("a count")
}

#[actix_web::test]
async fn an_attempt_starts_only_with_a_green_preflight() {
    let (story, id, mut fenna) = booked().await;
    let path = format!("/migrations/{id}/preflight");
    let start = format!("/migrations/{id}/attempt");
    let refused = fenna.submit(&start, &[]).await.refused();
    assert!(refused.says("Nobody has begun a preflight between these two hosts."), "{}", refused.text());
    assert_eq!(attempts_made(&story).await, 0);

    let page = green(&mut fenna, &path).await;
    assert!(page.says("Everything is green") && page.says("can leave"), "{}", page.text());
    fenna.submit(&start, &[]).await.went_to();
    assert_eq!(attempts_made(&story).await, 1);
}

#[actix_web::test]
async fn silence_in_a_pasted_probe_stops_the_start_and_says_what_to_do() {
    let (story, id, mut fenna) = booked().await;
    let path = format!("/migrations/{id}/preflight");
    fenna.submit(&path, &[("mtu", "9000")]).await.went_to();
    paste(&mut fenna, &path, "source", &large_frames_pass()).await;
    paste(&mut fenna, &path, "target", &turned(&large_frames_vanish())).await;
    tick_all(&mut fenna, &path).await;
    let page = fenna.get(&path).await.ok();
    for sentence in [
        "can’t leave yet",
        "vanish without a word",
        "Use 1500 for this move",
        "Change no MTU tonight",
        "ping -M do -c 3 -s 1472 192.0.2.12",
        "ping -M do -c 3 -s 8973 192.0.2.11",
    ] {
        assert!(page.says(sentence), "“{sentence}” is missing in {}", page.text());
    }
    let refused = fenna.submit(&format!("/migrations/{id}/attempt"), &[]).await.refused();
    assert!(refused.error_at("overrule").contains("not green"), "{}", refused.error_at("overrule"));
    assert_eq!(attempts_made(&story).await, 0);

    // Another MTU is maintenance of its own, whose form is filled in behind the link.
    let form = page.attribute("section[aria-labelledby=verdict] p a", "href").expect("a link");
    let form = fenna.get(&form).await.ok();
    assert_eq!(
        form.attribute("#title", "value").as_deref(),
        Some("We change the MTU between prins and spaarne")
    );
    assert_eq!(form.attribute("input[name=kind][checked]", "value").as_deref(), Some("maintenance"));
    assert_eq!(form.all("input[name=host][checked] + span"), ["prins", "spaarne"]);

    // The way out that the page names, with the button that takes it: with 1500 the same path is fine.
    assert_eq!(page.all("section[aria-labelledby=verdict] li button"), ["With 1500 bytes"]);
    fenna.submit(&path, &[("mtu", "1500")]).await.went_to();
    let small = [
        recorded("a1500-ping-1472-ok", "ping -M do -c 3 -s 1472 192.0.2.12"),
        recorded("a1500-ping-8972-local-error", "ping -M do -c 3 -s 8972 192.0.2.12")
            .replace("8972(9000)", "1473(1501)")
            .replace("8972", "1473"),
    ]
    .concat();
    paste(&mut fenna, &path, "source", &small).await;
    paste(&mut fenna, &path, "target", &turned(&small)).await;
    tick_all(&mut fenna, &path).await;
    let page = fenna.get(&path).await.ok();
    assert!(page.says("Everything is green"), "{}", page.text());
}

/// An hour before its window is the first moment; until then nobody is asked for a reason that would be
/// refused, and one that was typed is kept.
#[actix_web::test]
async fn overruling_is_offered_only_when_it_can_be_used() {
    let (story, id, mut fenna) = booked_before(Duration::minutes(61)).await;
    let path = format!("/migrations/{id}/preflight");
    let page = fenna.get(&path).await.ok();
    assert!(!page.says("Overrule and start") && page.says("It is too early"), "{}", page.text());
    let why = "The link carried a 40 GB copy an hour ago.";
    let refused = fenna.submit(&format!("/migrations/{id}/attempt"), &[("overrule", why)]).await.refused();
    assert!(refused.says("It is too early") && !refused.says("Somebody was faster"), "{}", refused.text());
    assert_eq!(refused.all("#overrule"), [why]);
    assert!(green(&mut fenna, &path).await.says("Everything is green"));
    assert!(!fenna.get(&path).await.ok().says("Start the attempt"), "not yet");
    story.at(november(17, 20, 0));
    assert!(fenna.get(&path).await.ok().says("Start the attempt"));
}

#[actix_web::test]
async fn only_a_green_one_is_valid_until_some_time() {
    let (story, id, mut fenna) = booked().await;
    let path = format!("/migrations/{id}/preflight");
    fenna.submit(&path, &[("mtu", "9000")]).await.went_to();
    assert!(!fenna.get(&path).await.ok().says("Valid until"));
    assert!(green(&mut fenna, &path).await.says("Valid until"));
    fenna.submit("/hosts/spaarne/limits-change", &[]).await.went_to();
    assert!(!fenna.get(&path).await.ok().says("Valid until"), "something has changed");
    assert!(green(&mut fenna, &path).await.says("Valid until"));
    story.portal.advance(Duration::hours(24));
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    assert!(!fenna.get(&path).await.ok().says("Valid until"), "it has expired");
}

#[actix_web::test]
async fn a_probe_of_another_way_is_refused_and_the_old_judgement_stays() {
    let (_story, id, mut fenna) = booked().await;
    let path = format!("/migrations/{id}/preflight");
    green(&mut fenna, &path).await;
    let foreign = large_frames_pass().replace(ADDRESSES[1], "203.0.113.7");
    let pasted = [("side", "source"), ("pasted", foreign.as_str())];
    let refused = fenna.submit(&format!("{path}/paste"), &pasted).await.refused();
    assert!(refused.error_at("pasted").contains("203.0.113.7"), "{}", refused.text());
    assert!(refused.all("#pasted")[0].contains("203.0.113.7"), "what was pasted is kept");
    assert!(fenna.get(&path).await.ok().says("Everything is green"));
}

/// What was torn, or silent before a cable was plugged in, is pasted again.
#[actix_web::test]
async fn the_newest_output_of_a_command_counts() {
    let (_story, id, mut fenna) = booked().await;
    let path = format!("/migrations/{id}/preflight");
    fenna.submit(&path, &[("mtu", "9000")]).await.went_to();
    paste(&mut fenna, &path, "source", "It said something about a message").await;
    paste(&mut fenna, &path, "source", &large_frames_vanish()).await;
    paste(&mut fenna, &path, "target", &turned(&large_frames_pass())).await;
    tick_all(&mut fenna, &path).await;
    assert!(fenna.get(&path).await.ok().says("vanish without a word"));
    paste(&mut fenna, &path, "source", &large_frames_pass()).await;
    let page = fenna.get(&path).await.ok();
    assert!(page.says("Everything is green"), "{}", page.text());
    paste(&mut fenna, &path, "", "PING 192.0.2.12 (192.0.2.12) 8972(9000) bytes of da").await;
    assert!(!fenna.get(&path).await.ok().says("Everything is green"), "a torn output proves nothing");
}

#[actix_web::test]
async fn who_overrules_says_why_and_it_stays_where_the_members_read_it() {
    let (story, id, mut fenna) = booked().await;
    let start = format!("/migrations/{id}/attempt");
    let refused = fenna.submit(&start, &[("overrule", "because")]).await.refused();
    assert!(!refused.error_at("overrule").is_empty());
    assert_eq!(attempts_made(&story).await, 0);
    let why = "The link carried a 40 GB copy an hour ago.";
    fenna.submit(&start, &[("overrule", why)]).await.went_to();
    let page = story.portal.browser_of(&story.noor).await.get(&format!("/migrations/{id}")).await.ok();
    assert!(page.says("A red preflight was overruled, Fenna") && page.says(why), "{}", page.text());
}

#[actix_web::test]
async fn a_preflight_counts_for_a_day_and_only_while_nothing_changes() {
    let (story, id, mut fenna) = booked().await;
    let path = format!("/migrations/{id}/preflight");
    assert!(green(&mut fenna, &path).await.says("Everything is green"));
    fenna.submit("/hosts/spaarne/limits-change", &[]).await.went_to();
    let changed = "A card, kernel, address or MTU has changed since.";
    assert!(fenna.get(&path).await.ok().says(changed));

    assert!(green(&mut fenna, &path).await.says("Everything is green"));
    diesel::update(interconnects::table)
        .set(interconnects::expected_mtu.eq(9000))
        .execute(&mut *story.conn().await)
        .await
        .expect("another size");
    assert!(fenna.get(&path).await.ok().says(changed));

    assert!(green(&mut fenna, &path).await.says("Everything is green"));
    paste(&mut fenna, &path, "source", "$ uname -sr\nLinux 6.1.0-32-amd64\n").await;
    assert!(fenna.get(&path).await.ok().says("Everything is green"), "it was said in this very preflight");
    assert!(fenna.get("/hosts/prins").await.ok().says("6.1.0-32-amd64"));

    story.portal.advance(Duration::hours(24));
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    assert!(fenna.get(&path).await.ok().says("It is older than 24 hours."));
}

#[actix_web::test]
async fn what_somebody_found_wanting_stands_in_the_way_with_name_and_words() {
    let (_story, id, mut fenna) = booked().await;
    let path = format!("/migrations/{id}/preflight");
    green(&mut fenna, &path).await;
    let refused = fenna.submit(&format!("{path}/tick"), &[("item", "route"), ("red", "yes")]).await.refused();
    assert!(refused.says("Say what is wrong"), "{}", refused.text());
    let red = [("item", "route"), ("red", "yes"), ("note", "It goes over eth0.")];
    fenna.submit(&format!("{path}/tick"), &red).await.went_to();
    let page = fenna.get(&path).await.ok();
    assert!(page.says("The path is not the interconnect.") && page.says("It goes over eth0."));
    assert!(page.says("Fenna, "), "{}", page.text());
}

#[actix_web::test]
async fn a_trial_copy_gives_the_duration_and_warns_when_it_is_far_from_the_plan() {
    let (_story, id, mut fenna) = booked().await;
    let path = format!("/migrations/{id}/preflight");
    fenna.submit(&path, &[("mtu", "1500")]).await.went_to();
    fenna.submit(&format!("{path}/trial"), &[("bytes", "1 GiB"), ("seconds", "107")]).await.went_to();
    let page = fenna.get(&path).await.ok();
    assert!(!page.says("That is far from"), "{}", page.text());
    fenna.submit(&format!("{path}/trial"), &[("bytes", "1 GiB"), ("seconds", "500")]).await.went_to();
    let page = fenna.get(&path).await.ok();
    assert!(page.says("That is far from") && page.says("So higgs would be down for"), "{}", page.text());
}

#[actix_web::test]
async fn two_who_press_start_at_once_make_one_attempt() {
    let (story, id, mut fenna) = booked().await;
    green(&mut fenna, &format!("/migrations/{id}/preflight")).await;
    let mut bas = story.portal.browser_of(&story.bas).await;
    let start = format!("/migrations/{id}/attempt");
    let (one, other) = tokio::join!(fenna.submit(&start, &[]), bas.submit(&start, &[]));
    let mut statuses = [one.status, other.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
    let started: i64 = migration_events::table
        .filter(migration_events::event.eq("start"))
        .count()
        .get_result(&mut *story.conn().await)
        .await
        .expect("a count");
    assert_eq!(started, 1);
}

/// What the link carries changes never while a move over it is in its window, or on its way.
#[actix_web::test]
async fn another_mtu_is_refused_inside_a_window_of_a_move_over_that_path() {
    let (story, id, mut fenna) = booked().await;
    let mtu = |mtu| [("nominal", "1000"), ("measured", "10"), ("mtu", mtu)];
    fenna.submit("/interconnects/1", &mtu("9000")).await.went_to();
    story.at(november(17, 21, 0));
    let refused = fenna.submit("/interconnects/1", &mtu("1500")).await.refused();
    let sentence = refused.error_at("mtu");
    assert!(sentence.contains("higgs moves over this link in its window, today, 22:00 to"), "{sentence}");
    fenna
        .submit("/interconnects/1", &[("nominal", "10000"), ("measured", ""), ("mtu", "9000")])
        .await
        .went_to();
    let removal = fenna.submit("/interconnects/1/removal", &[]).await;
    assert_eq!(removal.status, StatusCode::CONFLICT);
    assert!(removal.says("higgs moves over this link"), "{}", removal.text());
    let ends = [format!("host-{}", story.prins), format!("host-{}", story.spaarne)];
    let direct = |size| [&[("a", ends[0].as_str()), ("b", ends[1].as_str())][..], &mtu(size)].concat();
    let refused = fenna.submit("/interconnects", &direct("1500")).await.refused();
    assert!(refused.error_at("mtu").contains("higgs moves over this link"), "{}", refused.text());
    fenna.submit("/interconnects", &direct("9000")).await.went_to();

    story.start(id).await;
    story.at(november(17, 23, 0));
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    // The link between the hosts is the path now.
    fenna.submit("/interconnects/1", &mtu("1500")).await.went_to();
    let between_hosts: i64 = interconnects::table
        .filter(interconnects::a_host_id.is_not_null())
        .select(interconnects::id)
        .first::<domovoi::db::ids::InterconnectId>(&mut *story.conn().await)
        .await
        .expect("the link")
        .0;
    let between_hosts = format!("/interconnects/{between_hosts}");
    let refused = fenna.submit(&between_hosts, &mtu("1500")).await.refused();
    assert!(refused.error_at("mtu").contains("higgs"), "it is over time, and still under way");
    assert_eq!(story.abort(id).await, domovoi::migrations::Aborted::Refused);
    fenna.submit(&between_hosts, &mtu("1500")).await.went_to();
    let kept: Vec<i32> = interconnects::table
        .order(interconnects::id)
        .select(interconnects::expected_mtu)
        .load(&mut *story.conn().await)
        .await
        .expect("links");
    assert_eq!(kept, [1500, 1500]);
}

/// What is looked at and ticked is looked at for a move; one that has ended has nothing to wait for.
#[actix_web::test]
async fn nothing_is_written_down_for_a_move_that_has_ended() {
    let (story, id, mut fenna) = booked().await;
    let path = format!("/migrations/{id}/preflight");
    fenna.submit(&path, &[("mtu", "1500")]).await.went_to();
    fenna.submit(&format!("/migrations/{id}/cancellation"), &[("reason", "It stays.")]).await.went_to();
    for (form, fields) in [
        ("", vec![("mtu", "9000")]),
        ("/paste", vec![("pasted", "ping: sendmsg: Message too long"), ("side", "source")]),
        ("/tick", vec![("item", "route")]),
        ("/trial", vec![("bytes", "1 GiB"), ("seconds", "30")]),
    ] {
        let refused = fenna.submit(&format!("{path}{form}"), &fields).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{form}: {}", refused.text());
        assert!(refused.says("This move of higgs has ended"), "{}", refused.text());
    }
    let ticks: i64 =
        preflight_ticks::table.count().get_result(&mut *story.conn().await).await.expect("a count");
    assert_eq!(ticks, 0);
    fenna.get(&path).await.ok();
}
