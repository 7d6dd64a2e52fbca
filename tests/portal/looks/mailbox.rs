//! An owner whose only mail address is read on the very domU that moves.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::schema::members;
use domovoi::fleet::edits::add_name;
use domovoi::jobs::look_at_names;
use domovoi::probes::dns::Resolver;

use crate::migrations::story::Story;
use crate::probes::name_server::{A, Act, MX, NameServer, SERVFAIL, address, exchange, record};

const CORE: &str = "Noor would not get our mails during the move";
const OWN: &str = "Your mail is read on higgs, which moves";
const HOME: &str = "give us a second mail address";

/// Mail of club.example ends on a server with this address.
async fn mail_ends_at(points_to: &'static str) -> NameServer {
    NameServer::start(move |name, kind| match (name, kind) {
        ("club.example", MX) => Act::Answer(vec![record(name, MX, 60, exchange(10, "mx.club.example"))]),
        ("mx.club.example", A) => Act::Answer(vec![record(name, A, 60, address(points_to))]),
        _ => Act::Answer(vec![]),
    })
    .await
}

/// What the core team and Noor read of it: on the page of the move, there as well, at home.
async fn warnings(story: &Story, path: &str) -> [bool; 3] {
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    let mut noor = story.portal.browser_of(&story.noor).await;
    let own = noor.get(path).await.ok();
    assert!(!own.says(CORE), "the core team's words are not for members");
    [fenna.get(path).await.ok().says(CORE), own.says(OWN), noor.get("/home").await.ok().says(HOME)]
}

async fn look(story: &Story, server: &NameServer) {
    let resolver = Resolver::new(vec![server.address]);
    let looked = look_at_names::run(&story.portal.app.pool, &resolver, story.now()).await;
    assert_eq!(looked.expect("names are looked at"), 1);
}

#[actix_web::test]
async fn who_reads_mail_on_the_moving_domu_is_asked_for_a_second_address() {
    let story = Story::begin().await;
    let path = format!("/migrations/{}", story.announce().await);
    assert_eq!(warnings(&story, &path).await, [false; 3], "nobody has looked yet");
    look(&story, &mail_ends_at("192.0.2.41").await).await;
    assert_eq!(warnings(&story, &path).await, [true; 3]);
    diesel::update(members::table.find(story.noor.id))
        .set(members::second_email.eq("noor@elsewhere.example"))
        .execute(&mut *story.conn().await)
        .await
        .expect("a second address");
    assert_eq!(warnings(&story, &path).await, [false; 3]);
}

#[actix_web::test]
async fn mail_elsewhere_and_lookups_that_fail_warn_of_nothing() {
    let failing = NameServer::start(|_, _| Act::Fail(SERVFAIL)).await;
    for server in [mail_ends_at("203.0.113.9").await, failing] {
        let story = Story::begin().await;
        let path = format!("/migrations/{}", story.announce().await);
        look(&story, &server).await;
        assert_eq!(warnings(&story, &path).await, [false; 3]);
    }
}

#[actix_web::test]
async fn the_scheduling_form_warns_when_the_domain_is_one_of_its_names() {
    let story = Story::begin().await;
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    let form = "/migrations/new?domu=higgs";
    assert!(!fenna.get(form).await.ok().says(CORE));
    add_name(&mut *story.conn().await, &story.noor(), story.higgs, "club.example", story.now())
        .await
        .expect("a name");
    assert!(fenna.get(form).await.ok().says(CORE));
}

/// Before anything is announced: where the mail of its owner ends was seen with the look at another of
/// its names.
#[actix_web::test]
async fn the_scheduling_form_warns_when_the_mail_ends_on_its_address() {
    let story = Story::begin().await;
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    let form = "/migrations/new?domu=higgs";
    add_name(&mut *story.conn().await, &story.noor(), story.higgs, "www.higgs.example", story.now())
        .await
        .expect("a name");
    assert!(!fenna.get(form).await.ok().says(CORE), "nobody has looked yet");
    look(&story, &mail_ends_at("192.0.2.41").await).await;
    assert!(fenna.get(form).await.ok().says(CORE));
}
