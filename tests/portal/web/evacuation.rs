//! Emptying a host: a proposal, and what it becomes.

use actix_web::http::StatusCode;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::schema::{domus, members, migration_addresses, migration_plans, migrations, outbox_mails};
use domovoi::members::Role;

use crate::support::{Browser, Page, Portal, builders};

/// Monday 16 November at 20:00 in Amsterdam. prins in DC1 has higgs, kaon, muon and tau; spaarne in DC2
/// is roomy, bakenes beside it has room for one.
struct Club {
    portal: Portal,
    core: Browser,
}

const ASKED: [(&str, &str); 7] = [
    ("host", "prins"),
    ("target", "spaarne"),
    ("target", "bakenes"),
    ("day", "2026-11-23"),
    ("starts_at", "23:00"),
    ("ends_at", "03:00"),
    ("zone", "Europe/Amsterdam"),
];

impl Club {
    async fn start() -> Club {
        let portal = Portal::start_at("2026-11-16T19:00:00Z".parse().expect("an instant")).await;
        let (conn, now) = (&mut *portal.conn().await, portal.now());
        let noor = builders::member(conn, Role::Member, "Noor", now).await;
        let [dc1, dc2] = builders::two_sites(conn, now).await;
        let prins = builders::host(conn, dc1, "prins", 64, 1000, now).await;
        builders::host(conn, dc2, "spaarne", 3, 1000, now).await;
        builders::host(conn, dc2, "bakenes", 1, 1000, now).await;
        builders::interconnect(conn, [dc1, dc2], 10_000_000, now).await;
        let network = builders::two_networks(conn, [dc1, dc2], now).await;
        for (n, (name, gib)) in (21..).zip([("higgs", 14), ("kaon", 60), ("muon", 10), ("tau", 30)]) {
            let id = builders::domu(conn, prins, name, gib, &noor, now).await;
            builders::address(conn, network, id, &format!("192.0.2.{n}"), now).await;
        }
        let core = portal.sign_in_as(Role::Core, "Fenna").await;
        Club { portal, core }
    }

    async fn ask(&mut self, more: &[(&str, &str)]) -> Page {
        let fields: Vec<String> = asked(more)
            .iter()
            .map(|(name, value)| format!("{name}={}", value.replace(' ', "%20").replace('\n', "%0A")))
            .collect();
        self.core.get(&format!("/plans/evacuation?{}", fields.join("&"))).await
    }

    /// Presses the button of a proposal.
    async fn keep(&mut self, proposal: &Page, words: &[(&str, &str)]) -> Page {
        let hidden = hidden(proposal);
        let fields: Vec<(&str, &str)> = hidden
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .chain(words.iter().copied())
            .collect();
        self.core.submit("/plans/evacuation", &fields).await
    }

    async fn count_of_plans_and_moves(&self) -> (i64, i64) {
        let conn = &mut *self.portal.conn().await;
        let plans = migration_plans::table.count().get_result(conn).await.expect("plans");
        (plans, migrations::table.count().get_result(conn).await.expect("moves"))
    }
}

fn asked<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = ASKED.iter().filter(|(name, _)| more.iter().all(|(other, _)| other != name));
    kept.copied().chain(more.iter().copied()).collect()
}

fn hidden(page: &Page) -> Vec<(String, String)> {
    let document = scraper::Html::parse_document(&page.html());
    let selector = "form[method=post][action='/plans/evacuation'] input[type=hidden]:not([name=csrf_token])";
    let selector = scraper::Selector::parse(selector).expect("a selector");
    let attribute =
        |input: scraper::ElementRef<'_>, name: &str| input.value().attr(name).unwrap_or("").to_owned();
    document.select(&selector).map(|input| (attribute(input, "name"), attribute(input, "value"))).collect()
}

const WORDS: [(&str, &str); 4] = [
    ("title", "Leaving prins"),
    ("reason", "DC1 is given up."),
    ("stop_on_return", "yes"),
    ("offers_windows", "yes"),
];

#[actix_web::test]
async fn a_host_is_emptied_on_paper_first() {
    let mut club = Club::start().await;
    let page = club.core.get("/hosts/prins").await.ok();
    let link = page.attribute("main .head a[href^='/plans/']", "href").expect("the planner");
    let page = club.core.get(&link).await.ok();
    assert_eq!(page.all("input[name=target][checked]").len(), 2, "all that take somebody in");
    assert_eq!(page.attribute("#day", "value").as_deref(), Some("2026-11-20"));

    let page = club.ask(&[]).await.ok();
    assert!(page.says("4 domUs in 2 nights"), "{}", page.text());
    let moves = page.all("table tbody tr");
    let beginnings = [
        "higgs Monday 23 November, 23:00 CET",
        "kaon Monday 23 November, 23:45 CET",
        "muon Tuesday 24 November, 23:00 CET",
        "tau Tuesday 24 November, 23:35 CET",
    ];
    for (line, beginning) in moves.iter().zip(beginnings) {
        assert!(line.starts_with(beginning), "{moves:#?}");
    }
    for words in [
        "Together they are down for",
        "copied all at once it would be",
        "The first of the first night.",
        "Follows the one before.",
        "The rest of the night before was too short.",
        "Room on the targets, when all is done",
        "3 GiB of 3 GiB",
    ] {
        assert!(page.says(words), "{words} is missing in {}", page.text());
    }
    assert_eq!(page.all("svg.chart svg").len(), 4, "a block for each");
    assert_eq!(club.count_of_plans_and_moves().await, (0, 0), "looking writes nothing");

    let refused = club.keep(&page, &[("title", " "), WORDS[1]]).await.refused();
    assert!(!refused.error_at("title").is_empty() && refused.says("DC1 is given up."), "{}", refused.text());
    assert_eq!(club.count_of_plans_and_moves().await, (0, 0));

    let plan = club.keep(&page, &WORDS).await.went_to();
    let page = club.core.get(&plan).await.ok();
    assert!(page.says("Leaving prins goes on") && page.says("muon") && page.says("Draft"), "{}", page.text());
    assert_eq!(club.count_of_plans_and_moves().await, (1, 4));
    let conn = &mut *club.portal.conn().await;
    let kept: Vec<(String, String, bool)> = migrations::table
        .inner_join(domus::table)
        .order(migrations::starts_at)
        .select((domus::name, migrations::state, migrations::plan_id.is_not_null()))
        .load(conn)
        .await
        .expect("drafts");
    let names: Vec<&str> = kept.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(names, ["higgs", "kaon", "muon", "tau"]);
    assert!(kept.iter().all(|(_, state, in_plan)| state == "draft" && *in_plan), "{kept:?}");
    let new: Vec<ipnet::IpNet> = migration_addresses::table
        .order(migration_addresses::new_address)
        .select(migration_addresses::new_address)
        .load(conn)
        .await
        .expect("addresses");
    let new: Vec<String> = new.iter().map(|net| net.addr().to_string()).collect();
    assert_eq!(new, ["198.51.100.21", "198.51.100.22", "198.51.100.23", "198.51.100.24"]);
    let mails: i64 = outbox_mails::table.count().get_result(conn).await.expect("mails");
    assert_eq!(mails, 0, "nobody is told of drafts");

    let page = club.ask(&[]).await.ok();
    assert!(page.says("higgs has a move already") && page.says("Nothing can be moved so"), "{}", page.text());
}

/// What was shown is kept as it was shown, or nothing is.
#[actix_web::test]
async fn what_can_no_longer_be_kept_whole_is_not_kept_at_all() {
    let mut club = Club::start().await;
    let page = club.ask(&[]).await.ok();
    let busy = [
        ("domu", "kaon"),
        ("target", "spaarne"),
        ("day", "2026-11-27"),
        ("starts_at", "20:00"),
        ("ends_at", "23:59"),
        ("zone", "Europe/Amsterdam"),
        ("reason", "Alone."),
        ("grace_days", "7"),
        ("proposed_for", "spaarne"),
        ("address-0", "198.51.100.22"),
        ("then", "draft"),
    ];
    club.core.submit("/migrations", &busy).await.went_to();
    let refused = club.keep(&page, &WORDS).await.refused();
    assert!(refused.says("kaon: It has a move already"), "{}", refused.text());
    assert_eq!(club.count_of_plans_and_moves().await, (0, 1), "only the one by hand");
    let again = club.keep(&refused, &WORDS).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "the page had a plan of what is there: {}", again.text());
    assert_eq!(club.count_of_plans_and_moves().await, (1, 4));
    let broken = [&asked(&[]), &WORDS[..], &[("move", "muon")]].concat();
    let page = club.core.submit("/plans/evacuation", &broken).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
}

#[actix_web::test]
async fn what_does_not_fit_is_named_with_what_to_do() {
    let mut club = Club::start().await;
    let page = club.ask(&[("target", "bakenes")]).await.ok();
    assert!(page.says("One domU in one night, 3 stay behind"), "{}", page.text());
    for words in ["bakenes lacks 1 GiB memory by then.", "Tick another host"] {
        assert!(page.says(words), "{words} is missing in {}", page.text());
    }
    let page = club.ask(&[("ends_at", "00:00")]).await.ok();
    for words in [
        "To spaarne it needs a window of 2 hours and 50 minutes, longer than a night.",
        "Let the window of a night be longer.",
    ] {
        assert!(page.says(words), "{words} is missing in {}", page.text());
    }
}

#[actix_web::test]
async fn nights_and_days_that_somebody_asked_to_avoid_are_avoided() {
    let mut club = Club::start().await;
    diesel::update(members::table.filter(members::name.eq("Noor")))
        .set(members::move_wishes.eq("Not on Monday nights."))
        .execute(&mut *club.portal.conn().await)
        .await
        .expect("a wish");
    let avoid = ("avoid", "muon 2026-11-23 2026-11-24\nhiggs 2026-11-23");
    let page = club.ask(&[avoid]).await.ok();
    assert!(page.says("Noor: Not on Monday nights."), "who schedules reads it: {}", page.text());
    let moves = page.all("table tbody tr");
    let is_on = |name: &str, day: &str| moves.iter().any(|line| line.starts_with(name) && line.contains(day));
    assert_eq!(moves.len(), 4, "{moves:#?}");
    let avoided =
        [("higgs", "Monday 23 November"), ("muon", "Monday 23 November"), ("muon", "Tuesday 24 November")];
    for (name, day) in avoided {
        assert!(!is_on(name, day), "{name} on {day}: {moves:#?}");
    }
    assert!(moves.iter().any(|line| line.contains("Monday 23 November")), "the others: {moves:#?}");
    let page = club.ask(&[("skip_days", "2026-11-23, 2026-11-25")]).await.ok();
    let moves = page.all("table tbody tr");
    assert!(moves[0].contains("Tuesday 24 November, 23:00"), "{moves:#?}");
    assert!(moves[3].contains("26 November") || moves[3].contains("27 November"), "{moves:#?}");
    for (field, wrong) in [("avoid", "boson 2026-11-23"), ("skip_days", "Friday"), ("day", "2026-11-17")] {
        let page = club.ask(&[(field, wrong)]).await.refused();
        assert!(!page.error_at(field).is_empty(), "{field}: {}", page.text());
    }
}

/// Windows that were promised to others on the same hosts stay theirs.
#[actix_web::test]
async fn what_was_promised_to_others_is_left_free() {
    let mut club = Club::start().await;
    let announced = [
        ("domu", "tau"),
        ("target", "spaarne"),
        ("day", "2026-11-23"),
        ("starts_at", "23:00"),
        ("ends_at", "02:00"),
        ("zone", "Europe/Amsterdam"),
        ("reason", "Alone."),
        ("grace_days", "7"),
        ("proposed_for", "spaarne"),
        ("address-0", "198.51.100.24"),
        ("then", "announce"),
    ];
    club.core.submit("/migrations", &announced).await.went_to();
    let page = club.ask(&[]).await.ok();
    let moves = page.all("table tbody tr");
    assert!(moves[0].contains("Tuesday 24 November, 02:00 CET"), "{moves:#?}");
    assert!(moves[0].contains("Other moves need the hosts before."), "{moves:#?}");
}
