//! Traffic by the counters of hosts: the recordings of a real evening, and a network that does its worst.

use chrono::{DateTime, Duration, TimeZone, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::schema::traffic_buckets;
use domovoi::fleet::traffic::{Bucket, buckets, sweep};
use domovoi::members::Role;
use domovoi::reports::{Counters, Nic};
use uuid::Uuid;

use crate::migrations::story::Story;
use crate::support::chance::{self, Dice};
use crate::support::dom0::{TRAFFIC, counters, problem};
use crate::support::{Dom0, Portal, builders};

const SIZE_OF_HIGGS: i64 = 314_572_800;

struct Club {
    portal: Portal,
    host: domovoi::db::ids::HostId,
    dom0: Dom0,
}

async fn club(now: DateTime<Utc>) -> Club {
    let portal = Portal::start_at(now).await;
    let host = {
        let conn = &mut *portal.conn().await;
        let site = builders::site(conn, "DC1", "DC1 Amsterdam", now).await;
        builders::host(conn, site, "prins", 24, 400, now).await
    };
    let dom0 = Dom0::of(&portal, host).await;
    Club { portal, host, dom0 }
}

impl Club {
    async fn send(&mut self, boot: Uuid, items: &[Counters]) -> i64 {
        self.dom0.counts(boot, items).await
    }

    /// The files with the pictures of the day, the week and the year.
    async fn pictures(&self, name: &str) -> Vec<Vec<u8>> {
        let mut browser = self.portal.sign_in_as(Role::Core, name).await;
        let mut pictures = Vec::new();
        for time in ["day=2026-11-22", "day=2026-11-23", "window=week", "window=year"] {
            pictures.push(browser.get(&format!("/hosts/prins/traffic.svg?{time}")).await.ok().body);
        }
        pictures
    }

    async fn drawn(&self, span: i32, at: DateTime<Utc>) -> Vec<Bucket> {
        let day = (at - Duration::days(400), at + Duration::days(1));
        buckets(&*self.portal.conn().await, self.host, span, day).await.expect("buckets")
    }
}

fn counted(items: &[Counters], nic: &str) -> (i64, i64) {
    let of = |item: &Counters| item.nics.iter().find(|n| n.name == nic).cloned().expect("the card");
    let (first, last) = (of(&items[0]), of(items.last().expect("samples")));
    (last.received - first.received, last.sent - first.sent)
}

fn drawn(buckets: &[Bucket], nic: &str) -> (i64, i64) {
    let of = || buckets.iter().filter(|bucket| bucket.nic == nic);
    (of().map(|bucket| bucket.received_bytes).sum(), of().map(|bucket| bucket.sent_bytes).sum())
}

#[actix_web::test]
async fn the_spike_of_the_copy_is_as_high_on_both_hosts_as_it_was_counted() {
    for (name, is_source) in
        [("proc-net-dev.attempt2.dom0-a.txt", true), ("proc-net-dev.attempt2.dom0-b.txt", false)]
    {
        let items = counters(name);
        let end = items.last().expect("samples").at;
        let mut club = club(end + Duration::minutes(1)).await;
        assert_eq!(club.send(Uuid::nil(), &items).await, items.len() as i64);
        for span in [300, 1800, 7200, 86400] {
            let buckets = club.drawn(span, end).await;
            assert_eq!(drawn(&buckets, "eth1"), counted(&items, "eth1"), "{name}, {span} s");
        }
        let buckets = club.drawn(300, end).await;
        let (received, sent) = drawn(&buckets, "eth1");
        let copied = if is_source { sent } else { received };
        assert!((SIZE_OF_HIGGS..SIZE_OF_HIGGS * 12 / 10).contains(&copied), "{copied}");
        // 2.3 to 4.9 MB/s, the recording says, and a little more on the wire.
        let peak = buckets.iter().map(|b| if is_source { b.sent_peak } else { b.received_peak }).max();
        assert!((2_900_000..6_000_000).contains(&peak.expect("a peak")), "{peak:?}");
        let covered: i64 = buckets.iter().filter(|b| b.nic == "eth1").map(|b| i64::from(b.covered_ms)).sum();
        assert_eq!(covered, (end - items[0].at).num_milliseconds());
    }
}

#[actix_web::test]
async fn whatever_the_network_does_the_graph_is_the_same() {
    let (seed, cases) = (chance::seed(), chance::cases(6).min(100));
    println!("seed {seed}, {cases} cases");
    let mut dice = Dice::new(seed);
    let items = counters("proc-net-dev.attempt1.dom0-a.txt");
    let end = items.last().expect("samples").at;
    let mut once = club(end + Duration::minutes(1)).await;
    once.send(Uuid::nil(), &items).await;
    let expected = (once.drawn(300, end).await, once.pictures("Fenna").await);
    assert_ne!(expected.1[0], expected.1[1], "there is something to compare");
    for case in 0..cases {
        let mut club = club(end + Duration::minutes(1)).await;
        for _ in 0..15 {
            let from = dice.below(items.len());
            let until = from + 1 + dice.below(items.len() - from);
            club.send(Uuid::nil(), &items[from..until]).await;
        }
        let mut acked = 0;
        while acked < items.len() as i64 {
            let from = usize::try_from(acked).expect("a number");
            let until = (from + 1 + dice.below(20)).min(items.len());
            acked = club.send(Uuid::nil(), &items[from..until]).await;
        }
        let seen = (club.drawn(300, end).await, club.pictures("Fenna").await);
        assert_eq!(seen, expected, "seed {seed}, case {case}");
    }
}

fn at(seq: i64, at: DateTime<Utc>, received: i64) -> Counters {
    Counters { seq, from: None, at, nics: vec![Nic { name: "eth0".to_owned(), received, sent: 0 }] }
}

#[actix_web::test]
async fn a_boot_begins_anew_a_gap_stays_one_and_what_was_thinned_is_not_waited_for() {
    let now = Utc.with_ymd_and_hms(2026, 11, 17, 21, 0, 0).single().expect("an instant");
    let mut club = club(now + Duration::hours(2)).await;
    let minute = |n| now + Duration::minutes(n);
    let (first, second) = (Uuid::from_u128(1), Uuid::from_u128(2));
    assert_eq!(club.send(first, &[at(1, now, 1000), at(2, minute(1), 1600)]).await, 2);
    assert_eq!(club.send(second, &[at(3, minute(2), 5000), at(4, minute(3), 5060)]).await, 4);
    let thinned = Counters { from: Some(5), ..at(8, minute(5), 5100) };
    assert_eq!(club.send(second, &[at(9, minute(6), 5200)]).await, 4, "something is missing");
    assert_eq!(club.send(second, &[thinned, at(9, minute(6), 5200)]).await, 9);
    assert_eq!(club.send(second, &[at(10, minute(40), 9000)]).await, 10);
    let buckets = club.drawn(300, now).await;
    let drawn: Vec<(i64, i32)> = buckets.iter().map(|b| (b.received_bytes, b.covered_ms / 1000)).collect();
    assert_eq!(drawn, [(600 + 60 + 40, 60 + 60 + 120), (100, 60)], "no byte of a gap is guessed");
    let ahead = at(11, now + Duration::days(9), 9000);
    assert_eq!(club.send(second, &[ahead]).await, 11, "a clock that is ahead stops nobody");
}

#[actix_web::test]
async fn traffic_is_kept_as_long_as_is_said() {
    let now = Utc.with_ymd_and_hms(2026, 11, 17, 21, 0, 0).single().expect("an instant");
    let mut club = club(now + Duration::minutes(2)).await;
    club.send(Uuid::nil(), &[at(1, now, 0), at(2, now + Duration::minutes(1), 60)]).await;
    let spans = async || -> Vec<i32> {
        let spans = traffic_buckets::table.order(traffic_buckets::span_seconds);
        let conn = &mut *club.portal.conn().await;
        spans.select(traffic_buckets::span_seconds).load(conn).await.expect("spans")
    };
    let after = async |days| {
        let conn = &mut *club.portal.conn().await;
        sweep(conn, now + Duration::days(days)).await.expect("a sweep");
    };
    after(34).await;
    assert_eq!(spans().await, [300, 1800, 7200, 86400]);
    after(36).await;
    assert_eq!(spans().await, [1800, 7200, 86400]);
    after(401).await;
    assert_eq!(spans().await, Vec::<i32>::new());
}

#[actix_web::test]
async fn a_broken_batch_of_counters_is_told_what_is_wrong() {
    let story = Story::begin().await;
    let mut prins = Dom0::of(&story.portal, story.prins).await;
    let nic = r#"{"name":"eth0","received":1,"sent":1}"#;
    let item =
        |seq: i64, nics: &str| format!(r#"{{"seq":{seq},"at":"2026-11-17T21:04:05Z","nics":[{nics}]}}"#);
    for (second, said) in [
        (item(2, &nic.replace("1,", "-1,")), "a counter is negative"),
        (item(2, &format!("{nic},{nic}")), "a card comes twice"),
        (item(1, nic), "seq does not rise"),
        (item(2, &nic.replace("eth0", "")), "a card has a name"),
    ] {
        let items = [item(1, nic), second].join(",");
        let body = format!(r#"{{"version":1,"boot":"{}","items":[{items}]}}"#, Uuid::nil());
        let told = problem(&prins.post(TRAFFIC, body).await);
        assert_eq!((told.status, told.item), (422, Some(1)));
        assert!(told.detail.contains(said), "{said}: {}", told.detail);
    }
    assert_eq!(problem(&prins.post(TRAFFIC, "{}").await).status, 422);
    let mut stranger = Dom0::of(&story.portal, story.prins).await;
    stranger.token = domovoi::db::token::Token::random();
    assert_eq!(problem(&stranger.post(TRAFFIC, "{}").await).status, 401);
}
