//! What outsiders see.

use actix_web::http::{Method, StatusCode};
use chrono::Duration;
use diesel::sql_types::Timestamptz;
use diesel_async::RunQueryDsl;

use super::{Club, SECRET_DOMU, SECRET_MEMBER, post};
use crate::support::Portal;

#[actix_web::test]
async fn the_page_answers_before_anybody_lives_there() {
    let portal = Portal::start().await;
    let page = portal.browser().get("/").await.ok();
    assert_eq!(page.all("h1"), ["Nobody lives here yet."]);
    assert_eq!(page.all(".answers li"), [""; 0], "there is nothing of which all could be up");
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
    assert_eq!(page.all(".house .win.is-broken"), ["A domU: broken"]);
    assert_eq!(page.all(".house .win.is-up"), ["A domU: up", "higgs: up"]);

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
    assert_eq!(page.all("h1"), ["Something is broken, and we are on it. One domU is about to move."]);
    assert!(page.says("higgs is about to move to bakenes in DC2"), "{}", page.text());
    assert_eq!(page.all("tbody tr td:nth-child(2)"), ["A domU"]);
    assert_eq!(page.all(".house .win.is-due"), ["higgs: expected here"]);
    let joris = club.portal.browser_of(&club.joris).await.get("/").await.ok();
    assert!(
        !joris.html().contains(SECRET_DOMU) && joris.html().contains("Joris"),
        "only the frame is theirs"
    );
}

/// "On its way" is what a visitor reads whose site does not answer; until then it is up.
#[actix_web::test]
async fn a_move_is_told_as_whoever_asks_for_the_domu_notices_it() {
    let club = Club::new().await;
    club.migration(club.higgs, "running", Duration::zero()).await;
    club.attempt().await;
    let now = club.portal.now();
    let read = async |h1: &str, words: &[&str]| {
        club.portal.advance(Duration::minutes(3));
        let page = club.portal.browser().get("/").await.ok();
        assert_eq!(page.all("h1"), [h1]);
        for words in words {
            assert!(page.says(words), "{words} is missing in: {}", page.text());
        }
        page.all(".house .win.is-move")
    };
    let told = ["higgs is about to move to bakenes in DC2", "It is still up", "Nobody on the water"];
    assert!(read("One domU is about to move. The other 2 are fine.", &told).await.is_empty());

    let set = async |changes: &str| {
        diesel::sql_query(format!("UPDATE attempts SET {changes}"))
            .bind::<Timestamptz, _>(now)
            .execute(&mut *club.portal.conn().await)
            .await
            .expect("an attempt");
    };
    set("down_from = $1").await;
    let told = ["higgs is on its way to bakenes in DC2", "expected back around", "prins to bakenes"];
    let seen = read("One domU is moving. The other 2 are fine.", &told).await;
    assert_eq!(seen, ["higgs: moving"]);
    set("turned_back_at = $1").await;
    let told = ["Going back higgs is on its way back to prins in DC1", "bakenes to prins"];
    read("One domU is moving. The other 2 are fine.", &told).await;
    set("up_at = $1").await;
    let told =
        ["Up higgs is up on prins in DC1", "We are checking it.", "Everything else In all there are 3 domUs"];
    let checked = "One domU is up again and being checked. The other 2 are fine.";
    assert!(read(checked, &told).await.is_empty());
}

/// That nobody said anything of a domU is no news that it is up.
#[actix_web::test]
async fn of_what_nobody_heard_it_is_not_said_that_it_is_up() {
    let club = Club::new().await;
    let read = async |of: &str| {
        diesel::sql_query(format!("UPDATE domus SET state = 'unknown' WHERE {of}"))
            .execute(&mut *club.portal.conn().await)
            .await
            .expect("domUs");
        club.portal.advance(Duration::minutes(3));
        club.portal.browser().get("/").await.ok()
    };
    let page = read("name = 'higgs'").await;
    assert_eq!(page.all("h1"), ["All that we have heard of is up."]);
    assert!(page.says("One domU has not been heard of."), "{}", page.text());
    assert_eq!(page.all(".house .win.is-unknown"), ["higgs: not heard of"]);
    let page = read("true").await;
    assert_eq!(page.all("h1"), ["We have not heard yet how our domUs are."]);
    assert!(page.all(".answers .pill.is-up").is_empty(), "{}", page.text());
}

/// What is broken for days stands on each of them, and not after it was solved.
#[actix_web::test]
async fn a_day_on_which_something_was_broken_is_not_called_quiet() {
    let club = Club::new().await;
    let mut bas = club.core("Bas").await;
    let address = post(&mut bas, &[]).await;
    club.portal.advance(Duration::days(2));
    let days = async || {
        let page = club.portal.browser().get("/").await.ok();
        let broken = |day: &String| day.contains("Disks on bakenes are slow");
        page.all(".days > li").iter().map(broken).collect::<Vec<_>>()
    };
    assert_eq!(days().await[..4], [true, true, true, false]);
    let mut bas = club.core("Bas again").await;
    let solved = [("body", "Done."), ("state", "resolved"), ("audience", "nobody"), ("counted", "0")];
    bas.submit(&format!("{address}/updates"), &solved).await.went_to();
    club.portal.advance(Duration::days(1));
    assert_eq!(days().await[..5], [false, true, true, true, false]);
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
    assert_eq!(visitor.get("/").await.ok().all("h1"), ["Planned work is due."]);
    assert!(visitor.get("/status/1").await.ok().says("Whether it has begun is not said yet"));
    let mut ilse = club.core("Ilse").await;
    let begun = [("body", "Here we go."), ("state", "in_progress"), ("audience", "nobody"), ("counted", "0")];
    ilse.submit("/status/1/updates", &begun).await.went_to();
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
async fn the_ready_page_comes_compressed_and_not_twice() {
    let club = Club::new().await;
    let mut visitor = club.portal.browser();
    let plain = visitor.get("/").await.ok();
    let etag = plain.headers.get("etag").expect("an ETag").to_str().expect("ASCII").to_owned();
    assert_eq!(plain.headers.get("cache-control").expect("a rule"), "no-cache");
    let same = visitor.send(Method::GET, "/", &[("if-none-match", &etag)], Vec::new()).await;
    assert_eq!((same.status, same.body.len()), (StatusCode::NOT_MODIFIED, 0));

    let asked = visitor.send(Method::HEAD, "/", &[], Vec::new()).await;
    assert_eq!((asked.status, asked.headers.get("etag")), (StatusCode::OK, plain.headers.get("etag")));

    let small = visitor.send(Method::GET, "/", &[("accept-encoding", "gzip, br")], Vec::new()).await;
    assert_eq!(small.headers.get("content-encoding").expect("compressed"), "br");
    let mut unpacked = Vec::new();
    brotli::BrotliDecompress(&mut small.body.as_slice(), &mut unpacked).expect("brotli");
    assert_eq!(unpacked, plain.body);

    post(&mut club.core("Bas").await, &[]).await;
    let changed = visitor.send(Method::GET, "/", &[("if-none-match", &etag)], Vec::new()).await;
    assert_eq!(changed.status, StatusCode::OK);
}
