//! The names that live on a domU: listed by its people, looked at by a job, judged for its move.

use std::sync::{Arc, Mutex};

use actix_web::http::StatusCode;
use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::schema::{domu_names, name_looks};
use domovoi::fleet::edits::{ServiceInput, add_name, ask_for_look, set_service};
use domovoi::jobs::look_at_names;
use domovoi::members::{Actor, Role};
use domovoi::migrations::step;
use domovoi::probes::dns::Resolver;
use domovoi::probes::service::ServiceKind;

use crate::migrations::story::{Story, november};
use crate::probes::name_server::{
    A, AAAA, Act, CNAME, NXDOMAIN, NameServer, PTR, SERVFAIL, address, record, wire,
};
use crate::support::{Portal, builders};

const OLD: &str = "192.0.2.41";
const NEW: &str = "198.51.100.41";

/// What the zone says at the moment.
#[derive(Clone)]
struct Zone(Arc<Mutex<(&'static str, u32)>>);

impl Zone {
    fn new(address: &'static str, ttl: u32) -> Zone {
        Zone(Arc::new(Mutex::new((address, ttl))))
    }

    fn now_says(&self, address: &'static str, ttl: u32) {
        *self.0.lock().unwrap() = (address, ttl);
    }

    async fn serve(&self) -> NameServer {
        let zone = self.clone();
        NameServer::start(move |name, kind| {
            let (points_to, ttl) = *zone.0.lock().unwrap();
            match (name, kind) {
                ("higgs.example.org", A) => Act::Answer(vec![record(name, A, ttl, address(points_to))]),
                ("www.higgs.example.org", A) => Act::Answer(vec![
                    record(name, CNAME, 3600, wire("higgs.example.org")),
                    record("higgs.example.org", A, ttl, address(points_to)),
                ]),
                ("broken.example.org", _) => Act::Fail(SERVFAIL),
                ("41.2.0.192.in-addr.arpa", PTR) => {
                    Act::Answer(vec![record(name, PTR, 60, wire("higgs.example.org"))])
                }
                (_, AAAA) => Act::Answer(vec![]),
                _ => Act::Fail(NXDOMAIN),
            }
        })
        .await
    }
}

async fn look(portal: &Portal, server: &NameServer) -> usize {
    look_at_names::run(&portal.app.pool, &Resolver::new(vec![server.address]), portal.now())
        .await
        .expect("names are looked at")
}

#[actix_web::test]
async fn the_pages_say_what_to_change_to_what_before_and_after_the_move() {
    let story = Story::begin().await;
    let zone = Zone::new(OLD, 3600);
    let server = zone.serve().await;
    let mut noor = story.portal.browser_of(&story.noor).await;
    noor.submit("/domus/higgs/names", &[("dns_name", " Higgs.Example.ORG. ")]).await.went_to();
    noor.submit("/domus/higgs/names", &[("dns_name", "broken.example.org")]).await.went_to();
    let page = noor.get("/domus/higgs").await.ok();
    assert!(page.says("Not looked at yet: broken.example.org, higgs.example.org"), "{}", page.text());
    assert!(!page.says("Lower the TTL"));

    assert_eq!(look(&story.portal, &server).await, 1);
    assert_eq!(look(&story.portal, &server).await, 0, "once, while nothing moves");
    let page = noor.get("/domus/higgs").await.ok();
    assert!(page.says("Last looked at today, 09:00"), "{}", page.text());
    assert!(page.says("Right") && page.says("remembered for 1 h"), "{}", page.text());
    assert!(page.says("the name servers of this name failed Unknown"), "{}", page.text());

    let id = story.announce().await;
    let path = format!("/migrations/{id}");
    assert_eq!(look(&story.portal, &server).await, 1, "what is announced is looked at");
    for path in ["/domus/higgs", &path] {
        let page = noor.get(path).await.ok();
        assert!(page.says("Lower the TTL") && page.says(NEW), "{}", page.text());
    }
    assert!(noor.get("/home").await.ok().says("1 h now"));

    zone.now_says(OLD, 300);
    noor.submit("/domus/higgs/names/look", &[("migration", &id.to_string())]).await.went_to();
    assert!(noor.get(&path).await.ok().says("We look again in a moment"));
    assert_eq!(look(&story.portal, &server).await, 1);
    let page = noor.get(&path).await.ok();
    assert!(page.says("Right until the move") && !page.says("Lower the TTL"), "{}", page.text());
    assert!(noor.get("/home").await.ok().says("known within minutes after the move"));

    story.at(november(17, 21, 0));
    story.start(id).await;
    story.walk(id, &step::FORWARD).await;
    let mail = story.last_mail().await;
    let listed = "1. Change this DNS record where you manage your DNS:\n\n   higgs.example.org.  A\n     192.0.2.41 → 198.51.100.41\n\n2. ";
    assert!(mail.contains(listed), "{mail}");
    assert_eq!(look(&story.portal, &server).await, 1);
    let page = noor.get(&path).await.ok();
    assert!(page.says("One thing left for you: change one DNS record"), "{}", page.text());
    assert_eq!(page.text().matches("change one DNS record").count(), 1, "{}", page.text());
    let at = |words: &str| page.text().find(words).unwrap_or_else(|| panic!("{words}: {}", page.text()));
    for later in ["Step by step", "What happened", "Facts"] {
        assert!(at("change one DNS record") < at(later), "{later} stands before it");
    }
    assert!(page.says("higgs.example.org. 300 A 198.51.100.41"), "{}", page.text());
    assert!(page.says("198.51.100.41 Old address") && page.says("Unknown"), "{}", page.text());
    assert!(noor.get("/home").await.ok().says("one record still points to the old address"));

    zone.now_says(NEW, 300);
    assert_eq!(look(&story.portal, &server).await, 0, "not before a quarter of an hour");
    story.portal.advance(Duration::minutes(15));
    assert_eq!(look(&story.portal, &server).await, 1);
    let page = noor.get(&path).await.ok();
    let right = "higgs.example.org A 198.51.100.41 remembered for 5 min as it is Right";
    assert!(!page.says("left for you") && page.says(right), "{}", page.text());
    assert!(!noor.get("/home").await.ok().says("all names point"), "of one nobody knows");

    let history = noor.get("/domus/higgs/history").await.ok();
    assert!(history.says("The name higgs.example.org added to what is checked"), "{}", history.text());
}

#[actix_web::test]
async fn host_names_of_services_are_names_too_and_an_alias_is_changed_where_it_leads() {
    let story = Story::begin().await;
    let server = Zone::new(OLD, 300).serve().await;
    let blog = ServiceInput {
        name: "My blog".to_owned(),
        kind: ServiceKind::Https,
        hostname: "www.higgs.example.org".to_owned(),
        port: None,
    };
    set_service(&mut *story.conn().await, &story.noor(), story.higgs, None, &blog, story.now())
        .await
        .expect("a service");
    let id = story.moved().await;
    assert_eq!(look(&story.portal, &server).await, 1);
    let mut noor = story.portal.browser_of(&story.noor).await;
    let page = noor.get(&format!("/migrations/{id}")).await.ok();
    assert!(page.says("kept at higgs.example.org"), "{}", page.text());
    assert!(page.says("higgs.example.org. 300 A 198.51.100.41"), "{}", page.text());
    assert!(page.says("192.0.2.41 PTR") && page.says("198.51.100.41 PTR"), "{}", page.text());
}

#[actix_web::test]
async fn two_instances_look_at_each_domu_once() {
    let story = Story::begin().await;
    let server = Zone::new(OLD, 300).serve().await;
    {
        let conn = &mut *story.conn().await;
        for n in 0..7 {
            let domu =
                builders::domu(conn, story.prins, &format!("boson{n}"), 1, &story.noor, story.now()).await;
            let name = format!("boson{n}.example.org");
            add_name(conn, &story.noor(), domu, &name, story.now()).await.expect("a name");
        }
    }
    let other = story.portal.another_instance();
    let (one, two) = tokio::join!(look(&story.portal, &server), look(&other, &server));
    assert_eq!(one + two, 7);
    let looks: i64 = name_looks::table.count().get_result(&mut *story.conn().await).await.expect("a count");
    assert_eq!(looks, 7);
    for n in 0..7 {
        let question = format!("udp boson{n}.example.org {A}");
        assert_eq!(server.asked().iter().filter(|asked| **asked == question).count(), 1, "{question}");
    }
}

#[actix_web::test]
async fn a_look_is_asked_for_at_most_once_a_minute_and_a_few_are_kept() {
    let story = Story::begin().await;
    let server = Zone::new(OLD, 300).serve().await;
    let mut looked = Vec::new();
    for _ in 0..9 {
        ask_for_look(&mut *story.conn().await, story.higgs, story.now()).await.expect("an ask");
        looked.push(look(&story.portal, &server).await);
        story.portal.advance(Duration::seconds(30));
    }
    assert_eq!(looked, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
    for _ in 0..3 {
        story.portal.advance(Duration::minutes(2));
        ask_for_look(&mut *story.conn().await, story.higgs, story.now()).await.expect("an ask");
        assert_eq!(look(&story.portal, &server).await, 1);
    }
    let kept: i64 = name_looks::table.count().get_result(&mut *story.conn().await).await.expect("a count");
    assert_eq!(kept, 5);
}

#[actix_web::test]
async fn names_are_the_business_of_their_people_and_fifty_are_enough() {
    let story = Story::begin().await;
    let mut mees = story.portal.sign_in_as(Role::Member, "Mees").await;
    for (path, field) in
        [("names", "dns_name"), ("names/removal", "listed_name"), ("names/look", "migration")]
    {
        mees.submit(&format!("/domus/higgs/{path}"), &[(field, "a.example")]).await.missing();
    }
    for n in 0..50 {
        add_name(
            &mut *story.conn().await,
            &Actor::Command,
            story.higgs,
            &format!("n{n}.example"),
            story.now(),
        )
        .await
        .expect("a name");
    }
    let mut noor = story.portal.browser_of(&story.noor).await;
    let refused = noor.submit("/domus/higgs/names", &[("dns_name", "one.more.example")]).await.refused();
    assert!(refused.error_at("dns_name").contains("Fifty"), "{}", refused.error_at("dns_name"));
    noor.submit("/domus/higgs/names/removal", &[("listed_name", "n0.example")]).await.went_to();
    let gone = noor.submit("/domus/higgs/names/removal", &[("listed_name", "n0.example")]).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    let refused = noor.submit("/domus/higgs/names", &[("dns_name", "N1.Example")]).await.refused();
    assert!(refused.error_at("dns_name").contains("already"), "{}", refused.error_at("dns_name"));
    let kept: i64 = domu_names::table.count().get_result(&mut *story.conn().await).await.expect("a count");
    assert_eq!(kept, 49);
}
