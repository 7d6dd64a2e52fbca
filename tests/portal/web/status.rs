//! The public status page and its posts.

use std::collections::BTreeMap;

use actix_web::http::{Method, StatusCode};
use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::ids::{DomuId, HostId};
use domovoi::db::schema::{domus, mail_preferences, members, migrations, outbox_mails, status_posts};
use domovoi::members::{Member, Role};

use crate::support::{Browser, Portal, builders};

/// Noor has the public higgs and the private canary on prins, Joris hadron on bakenes.
struct Club {
    portal: Portal,
    noor: Member,
    joris: Member,
    prins: HostId,
    bakenes: HostId,
    higgs: DomuId,
    canary: DomuId,
}

const SECRET_MEMBER: &str = "Canaria Geheim";
const SECRET_DOMU: &str = "canarydomu";

impl Club {
    async fn new() -> Club {
        let portal = Portal::start().await;
        let conn = &mut *portal.conn().await;
        let now = portal.now();
        let noor = builders::member(conn, Role::Member, SECRET_MEMBER, now).await;
        let joris = builders::member(conn, Role::Member, "Joris", now).await;
        let dc1 = builders::site(conn, "DC1", "DC1 Amsterdam", now).await;
        let dc2 = builders::site(conn, "DC2", "DC2 Haarlem", now).await;
        let prins = builders::host(conn, dc1, "prins", 64, 1000, now).await;
        let bakenes = builders::host(conn, dc2, "bakenes", 64, 1000, now).await;
        let higgs = builders::domu(conn, prins, "higgs", 14, &noor, now).await;
        let canary = builders::domu(conn, prins, SECRET_DOMU, 14, &noor, now).await;
        builders::domu(conn, bakenes, "hadron", 14, &joris, now).await;
        diesel::update(domus::table.find(higgs))
            .set(domus::is_named_publicly.eq(true))
            .execute(conn)
            .await
            .expect("higgs is public");
        Club { portal, noor, joris, prins, bakenes, higgs, canary }
    }

    async fn core(&self, name: &str) -> Browser {
        self.portal.sign_in_as(Role::Core, name).await
    }

    async fn migration(&self, domu: DomuId, state: &str, starts_in: Duration) {
        let starts_at = self.portal.now() + starts_in;
        diesel::insert_into(migrations::table)
            .values((
                migrations::domu_id.eq(domu),
                migrations::source_host_id.eq(self.prins),
                migrations::target_host_id.eq(self.bakenes),
                migrations::state.eq(state),
                migrations::starts_at.eq(starts_at),
                migrations::ends_at.eq(starts_at + Duration::hours(2)),
                migrations::zone.eq("Europe/Amsterdam"),
                migrations::reason.eq("We leave DC1."),
                migrations::expected_seconds.eq(1200),
                migrations::expected_low_seconds.eq(600),
                migrations::expected_high_seconds.eq(2400),
                migrations::created_at.eq(self.portal.now()),
            ))
            .execute(&mut *self.portal.conn().await)
            .await
            .expect("a migration");
    }

    /// Who got which mail about posts, in order.
    async fn mails(&self) -> Vec<(String, String)> {
        outbox_mails::table
            .filter(outbox_mails::kind.eq("status_update"))
            .order((outbox_mails::created_at, outbox_mails::to_address))
            .select((outbox_mails::to_address, outbox_mails::body_text))
            .load(&mut *self.portal.conn().await)
            .await
            .expect("the outbox")
    }
}

/// A post's form with these changes.
fn form<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = BTreeMap::from([
        ("kind", "outage"),
        ("severity", "major"),
        ("title", "Disks on bakenes are slow"),
        ("body", "**hadron** does not answer."),
        ("audience", "nobody"),
        ("counted", "0"),
        ("publish", "1"),
    ]);
    fields.extend(changes.iter().copied());
    fields.into_iter().collect()
}

async fn post(browser: &mut Browser, changes: &[(&str, &str)]) -> String {
    browser.submit("/status", &form(changes)).await.went_to()
}

#[actix_web::test]
async fn the_page_answers_before_anybody_lives_there() {
    let portal = Portal::start().await;
    let page = portal.browser().get("/").await.ok();
    assert_eq!(page.all("h1"), ["Nobody lives here yet."]);
    assert!(page.headers.get("set-cookie").is_none());
}

#[actix_web::test]
async fn all_is_well_until_somebody_says_otherwise_and_again_when_it_is_solved() {
    let club = Club::new().await;
    let (mut visitor, mut bas) = (club.portal.browser(), club.core("Bas").await);
    assert_eq!(visitor.get("/").await.ok().all("h1"), ["Everything is up."]);

    let host = club.bakenes.to_string();
    let address = post(&mut bas, &[("host", &host), ("severity", "critical")]).await;
    let page = visitor.get("/").await.ok();
    assert_eq!(page.all("h1"), ["Something is broken, and we are on it."]);
    assert!(page.says("Disks on bakenes are slow"));
    assert_eq!(page.all(".house .win.is-broken"), ["a domU: broken"]);
    assert_eq!(page.all(".house .win.is-up"), ["a domU: up", "higgs: up"]);

    let updates = format!("{address}/updates");
    let fields =
        [("body", "It was a disk."), ("state", "resolved"), ("audience", "nobody"), ("counted", "0")];
    bas.submit(&updates, &fields).await.went_to();
    let page = visitor.get("/").await.ok();
    assert_eq!(page.all("h1"), ["Everything is up."]);
    assert!(page.says("Disks on bakenes are slow"), "it stays in the days");
    let post = visitor.get(&address).await.ok();
    assert!(post.says("It was a disk.") && post.says("It is over."));

    let again = [("body", "Really."), ("state", "resolved"), ("audience", "nobody"), ("counted", "0")];
    let page = bas.submit(&updates, &again).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.says("It is over already") && page.all("#body") == ["Really."]);
    bas.submit(&updates, &[("body", "Afterword."), ("audience", "nobody"), ("counted", "0")]).await.went_to();
    assert!(visitor.get(&address).await.ok().says("Afterword."));
}

#[actix_web::test]
async fn nobody_outside_reads_the_name_of_a_member_or_of_a_domu_that_is_not_public() {
    let club = Club::new().await;
    club.migration(club.canary, "booked", Duration::hours(3)).await;
    club.migration(club.higgs, "running", Duration::zero()).await;
    let mut bas = club.core("Bas Kernteam").await;
    let host = club.prins.to_string();
    let counted = [("host", host.as_str()), ("audience", "affected"), ("counted", "1")];
    let address = post(&mut bas, &counted).await;

    let mails = club.mails().await;
    assert!(mails[0].1.contains(SECRET_DOMU), "the member reads it: there is something to leak");
    for path in ["/", address.as_str()] {
        let page = club.portal.browser().get(path).await.ok();
        let html = page.html();
        for secret in [SECRET_MEMBER, SECRET_DOMU, "Joris", "Bas Kernteam", "club.example"] {
            assert!(!html.contains(secret), "{path} says {secret}");
        }
    }
    let page = club.portal.browser().get("/").await.ok();
    assert_eq!(page.all("h1"), ["Something is broken, and we are on it. One domU is moving."]);
    assert!(page.says("higgs is on its way to bakenes in DC2"), "{}", page.text());
    assert_eq!(page.all("tbody tr td:nth-child(2)"), ["a domU"]);
    assert_eq!(page.all(".house .win.is-due"), ["higgs: expected here"]);
    let joris = club.portal.browser_of(&club.joris).await.get("/").await.ok();
    assert!(
        !joris.html().contains(SECRET_DOMU) && joris.html().contains("Joris"),
        "only the frame is theirs"
    );
}

#[actix_web::test]
async fn the_button_counts_exactly_who_gets_a_mail() {
    let club = Club::new().await;
    let conn = &mut *club.portal.conn().await;
    let fenna = builders::member(conn, Role::Member, "Fenna", club.portal.now()).await;
    let left = builders::member(conn, Role::Member, "Left", club.portal.now()).await;
    diesel::update(members::table.find(left.id))
        .set(members::state.eq("left"))
        .execute(conn)
        .await
        .expect("left");
    diesel::insert_into(mail_preferences::table)
        .values((
            mail_preferences::member_id.eq(fenna.id),
            mail_preferences::kind.eq("status_update"),
            mail_preferences::is_wanted.eq(false),
        ))
        .execute(conn)
        .await
        .expect("a preference");
    let mut bas = club.core("Bas").await;
    let host = club.prins.to_string();

    let look = [("host", host.as_str()), ("audience", "affected"), ("preview", "1"), ("kind", "news")];
    let page = bas.submit("/status", &form(&look)).await.ok();
    assert!(page.says("Publish and mail one member"), "{}", page.text());
    assert!(page.says("1 more have switched these mails off"), "{}", page.text());
    assert!(page.all(".prose strong").contains(&"hadron".to_owned()));
    assert_eq!(page.attribute("input[name=counted]", "value").as_deref(), Some("1"));
    assert!(club.mails().await.is_empty());

    // Somebody ticks another host after the preview: the count no longer fits, so nothing is sent.
    let other = club.bakenes.to_string();
    let both = [("audience", "affected"), ("counted", "1"), ("host", host.as_str())];
    let fields = [form(&both), vec![("host", other.as_str())]].concat();
    let page = bas.submit("/status", &fields).await.refused();
    assert!(page.says("2 members would get this mail now"), "{}", page.text());
    assert!(club.mails().await.is_empty());

    let everybody = [("audience", "everybody"), ("counted", "3")];
    post(&mut bas, &everybody).await;
    let to: Vec<_> = club.mails().await.into_iter().map(|(to, _)| to).collect();
    assert_eq!(to, ["bas@club.example", "canaria.geheim@club.example", "joris@club.example"]);
}

#[actix_web::test]
async fn one_mail_a_member_names_all_of_theirs_and_says_what_it_is_in_one_thread() {
    let club = Club::new().await;
    let mut bas = club.core("Bas").await;
    let host = club.prins.to_string();
    let address = post(&mut bas, &[("host", &host), ("audience", "affected"), ("counted", "1")]).await;
    let fields = [("body", "Mended."), ("state", "watching"), ("audience", "affected"), ("counted", "1")];
    bas.submit(&format!("{address}/updates"), &fields).await.went_to();
    let mails = club.mails().await;
    assert_eq!(mails.len(), 2);
    assert!(mails[0].1.contains("Of yours it touches: canarydomu, higgs."), "{}", mails[0].1);
    assert!(mails[1].1.contains("Mended, we keep watching."), "{}", mails[1].1);
    let subjects: Vec<String> = outbox_mails::table
        .order(outbox_mails::stream_seq)
        .select(outbox_mails::subject)
        .load(&mut *club.portal.conn().await)
        .await
        .expect("subjects");
    assert_eq!(subjects, ["Disks on bakenes are slow", "Re: Disks on bakenes are slow"]);
    let raw: Vec<u8> = outbox_mails::table
        .select(outbox_mails::raw)
        .first(&mut *club.portal.conn().await)
        .await
        .expect("a mail");
    assert!(String::from_utf8_lossy(&raw).contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
}

#[actix_web::test]
async fn pressing_twice_publishes_once() {
    let club = Club::new().await;
    let mut bas = club.core("Bas").await;
    let fields = [("audience", "everybody"), ("counted", "3")];
    assert_eq!(post(&mut bas, &fields).await, post(&mut bas, &fields).await);
    let posts: i64 =
        status_posts::table.count().get_result(&mut *club.portal.conn().await).await.expect("a count");
    assert_eq!((posts, club.mails().await.len()), (1, 3));
    let update = [("body", "More."), ("audience", "everybody"), ("counted", "3")];
    for _ in 0..2 {
        bas.submit("/status/1/updates", &update).await.went_to();
    }
    assert_eq!(club.mails().await.len(), 6);
}

#[actix_web::test]
async fn of_two_who_write_at_once_the_second_is_told_and_loses_no_word() {
    let club = Club::new().await;
    let (mut bas, mut fenna) = (club.core("Bas").await, club.core("Fenna").await);
    let address = post(&mut bas, &[]).await;
    let updates = format!("{address}/updates");
    let seen = bas.get(&address).await.ok().attribute("input[name=seen]", "value").expect("what was seen");
    let say = |body| [("seen", seen.as_str()), ("body", body), ("audience", "nobody"), ("counted", "0")];
    bas.submit(&updates, &[&say("It is the disk.")[..], &[("state", "resolved")]].concat()).await.went_to();
    let told =
        fenna.submit(&updates, &[&say("It is the network.")[..], &[("state", "identified")]].concat()).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert!(told.says("Bas wrote in the meantime"), "{}", told.text());
    assert_eq!(told.all("#body"), ["It is the network."]);
    assert!(told.says("It is the disk."));
}

#[actix_web::test]
async fn what_is_ahead_does_not_colour_today_and_what_overran_is_overdue_not_done() {
    let club = Club::new().await;
    let mut bas = club.core("Bas").await;
    let host = club.prins.to_string();
    let planned = [
        ("kind", "maintenance"),
        ("title", "We replace a switch"),
        ("host", host.as_str()),
        ("starts_at", "2026-11-18 22:00"),
        ("ends_at", "2026-11-18 23:00"),
    ];
    post(&mut bas, &planned).await;
    let mut visitor = club.portal.browser();
    let page = visitor.get("/").await.ok();
    assert_eq!(page.all("h1"), ["Everything is up."]);
    assert!(page.all("section[aria-labelledby=upcoming] h3").contains(&"We replace a switch".to_owned()));

    club.portal.advance(Duration::hours(26) + Duration::minutes(30));
    assert_eq!(visitor.get("/").await.ok().all("h1"), ["We are at work."]);
    club.portal.advance(Duration::hours(10));
    let page = visitor.get("/").await.ok();
    assert_eq!(page.all("h1"), ["We are at work."]);
    assert!(page.all(".answers .pill").contains(&"Overdue".to_owned()));
    let told = visitor.get("/status/1").await.ok();
    assert!(told.says("The time that we planned for this has passed"));

    // An outage of the same host outranks the work.
    let mut bas = club.core("Bas again").await;
    post(&mut bas, &[("host", &host)]).await;
    let page = visitor.get("/").await.ok();
    assert_eq!(page.all("h1"), ["Something is broken, and we are on it. We are at work."]);
    assert_eq!(page.all(".house-name"), ["prins Incident", "bakenes"]);
}

#[actix_web::test]
async fn bad_input_is_said_beside_its_field_and_nothing_is_written() {
    let club = Club::new().await;
    let mut bas = club.core("Bas").await;
    for (field, changes) in [
        ("title", &[("title", "")][..]),
        ("body", &[("body", " ")]),
        ("kind", &[("kind", "party")]),
        ("severity", &[("severity", "")]),
        ("audience", &[("audience", "")]),
        ("scope", &[("host", "999"), ("counted", "0")]),
        ("scope", &[("host", "x")]),
        ("scope", &[("audience", "affected")]),
        ("migrations", &[("migrations", "142")]),
        ("state", &[("state", "resolved")]),
        ("state", &[("state", "planned")]),
        ("starts_at", &[("starts_at", "tonight")]),
        ("starts_at", &[("starts_at", "2026-12-18 22:00")]),
        ("ends_at", &[("kind", "maintenance")]),
        (
            "ends_at",
            &[("kind", "maintenance"), ("starts_at", "2026-11-18 22:00"), ("ends_at", "2026-11-18 21:00")],
        ),
    ] {
        let page = bas.submit("/status", &form(changes)).await.refused();
        assert!(!page.error_at(field).is_empty(), "{field} {changes:?}: {}", page.text());
        if field != "title" {
            assert_eq!(page.attribute("#title", "value").as_deref(), Some("Disks on bakenes are slow"));
        }
    }
    let long = "x".repeat(201);
    bas.submit("/status", &form(&[("title", &long)])).await.refused();
    let posts: i64 =
        status_posts::table.count().get_result(&mut *club.portal.conn().await).await.expect("a count");
    assert_eq!(posts, 0);
}

#[actix_web::test]
async fn markup_of_the_core_team_is_text_on_the_page_and_in_the_mail() {
    let club = Club::new().await;
    let mut bas = club.core("Bas").await;
    let evil = "<script>alert(1)</script>\n\n[x](javascript:alert(1)) **fine**";
    let changes = [("title", "<b>x</b>"), ("body", evil), ("audience", "everybody"), ("counted", "3")];
    let address = post(&mut bas, &changes).await;
    for path in ["/", address.as_str()] {
        let html = club.portal.browser().get(path).await.ok().html();
        assert!(
            !html.contains("<script>alert")
                && !html.contains("href=\"javascript")
                && !html.contains("<b>x</b>"),
            "{path}"
        );
        assert!(html.contains("<strong>fine</strong>"), "{path}");
    }
    let mails: Vec<String> = outbox_mails::table
        .select(outbox_mails::body_html)
        .load(&mut *club.portal.conn().await)
        .await
        .expect("mails");
    assert_eq!(mails.len(), 3);
    assert!(mails.iter().all(|html| !html.contains("<script") && !html.contains("href=\"javascript")));
}

#[actix_web::test]
async fn only_the_core_team_posts() {
    let club = Club::new().await;
    let address = post(&mut club.core("Bas").await, &[]).await;
    let mut noor = club.portal.browser_of(&club.noor).await;
    noor.get("/status/new").await.missing();
    noor.submit("/status", &form(&[])).await.missing();
    noor.submit(&format!("{address}/updates"), &[("body", "x"), ("audience", "nobody")]).await.missing();
    assert!(noor.get(&address).await.ok().all("form[action*=updates]").is_empty());
    for nowhere in ["/status/2", "/status/0", "/status/x", "/status/99999999999999999999"] {
        noor.get(nowhere).await.missing();
    }
}

#[actix_web::test]
async fn the_ready_page_comes_compressed_and_not_twice() {
    let club = Club::new().await;
    let mut visitor = club.portal.browser();
    let plain = visitor.get("/").await.ok();
    let etag = plain.headers.get("etag").expect("an ETag").to_str().expect("ASCII").to_owned();
    assert_eq!(plain.headers.get("cache-control").expect("a rule"), "no-cache");
    let same = visitor.send(Method::GET, "/", &[("if-none-match", &etag)], Vec::new()).await;
    assert_eq!((same.status, same.body.len()), (StatusCode::NOT_MODIFIED, 0));

    let small = visitor.send(Method::GET, "/", &[("accept-encoding", "gzip, br")], Vec::new()).await;
    assert_eq!(small.headers.get("content-encoding").expect("compressed"), "br");
    let mut unpacked = Vec::new();
    brotli::BrotliDecompress(&mut small.body.as_slice(), &mut unpacked).expect("brotli");
    assert_eq!(unpacked, plain.body);

    post(&mut club.core("Bas").await, &[]).await;
    let changed = visitor.send(Method::GET, "/", &[("if-none-match", &etag)], Vec::new()).await;
    assert_eq!(changed.status, StatusCode::OK);
}
