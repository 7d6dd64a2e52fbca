//! What ends a stream, and what keeps one from beginning.

use std::time::Duration;

use actix_web::http::StatusCode;
use domovoi::live::seats::{OF_A_MEMBER, OF_AN_ADDRESS};
use domovoi::live::{Live, Seats};
use domovoi::members::{Actor, Role, standing};

use super::{Evening, Open, seen};
use crate::support::{Page, Portal, eventually};

#[actix_web::test]
async fn signing_out_ends_it() {
    let evening = Evening::begin().await;
    let mut open = evening.open(&evening.story.noor, "/home").await;
    let mut other = evening.open(&evening.story.noor, &evening.page()).await;
    open.browser.submit("/sign-out", &[]).await.went_to();
    assert_eq!(open.stream.next().await, None);
    // Another sign-in of the same person is not concerned.
    evening.story.finish(evening.higgs, domovoi::migrations::StepCode::Copy).await;
    other.is_told().await;
}

#[actix_web::test]
async fn who_is_kept_out_or_has_nothing_to_do_with_it_any_more_hears_nothing_more() {
    let evening = Evening::begin().await;
    let tess = evening.new_member("Tess").await;
    let mut fenna = evening.portal().browser_of(&evening.story.fenna).await;
    let contact = [("person_email", "tess@club.example"), ("person_role", "technical")];
    fenna.submit("/domus/higgs/people", &contact).await.went_to();
    let mut tess = evening.open(&tess, &evening.page()).await;
    let removal =
        format!("/domus/higgs/people/{}/removal", id_of(&mut fenna.get("/domus/higgs/edit").await.ok()));
    fenna.submit(&removal, &[]).await.went_to();
    assert_eq!(tess.stream.next().await, None);

    let mut noor = evening.open(&evening.story.noor, "/home").await;
    let conn = &mut *evening.story.conn().await;
    let admin = domovoi::members::Member { role: Role::Admin, ..evening.story.fenna.clone() };
    let letterhead = &evening.portal().app.letterhead;
    standing::suspend(conn, letterhead, &Actor::of(&admin), evening.story.noor.id, evening.story.now())
        .await
        .expect("she is suspended");
    assert_eq!(noor.stream.next().await, None);
    assert_eq!(noor.browser.get("/live/home").await.status, StatusCode::SEE_OTHER);
}

/// Of the last person on the page.
fn id_of(page: &mut Page) -> String {
    let html = page.html();
    let action = html.rsplit("/domus/higgs/people/").next().expect("somebody to remove");
    action.split('/').next().expect("an id").to_owned()
}

#[actix_web::test]
async fn the_end_of_the_portal_ends_all_and_begins_none() {
    let evening = Evening::begin().await;
    let mut noor = evening.open(&evening.story.noor, "/home").await;
    let mut outsider = Open::by(evening.portal().browser(), "/").await;
    evening.portal().app.ending.begin();
    assert_eq!(noor.stream.next().await, None);
    assert_eq!(outsider.stream.next().await, None);
    let page = noor.browser.get("/live/home").await;
    assert_eq!((page.status, retry_after(&page)), (StatusCode::SERVICE_UNAVAILABLE, "2"));
    eventually("all seats are free", async || evening.portal().app.live.seats.count() == 0).await;
}

#[actix_web::test]
async fn who_reads_nothing_is_dropped_and_catches_up_by_coming_back() {
    let evening = Evening::begin().await;
    let mut open = evening.open(&evening.story.bas, &evening.page()).await;
    let seats = &evening.portal().app.live.seats;
    assert_eq!(seats.count(), 1);
    for n in 0.. {
        evening.writes_down(&format!("Still here, {n}.")).await;
        if seats.count() == 0 {
            break;
        }
        assert!(n < 200, "nobody was dropped");
    }
    let mut unread = 0;
    while open.stream.next().await.is_some() {
        unread += 1;
    }
    assert!((1..=8).contains(&unread), "{unread}");
    let mut again = evening.open(&evening.story.bas, &evening.page()).await;
    evening.writes_down("And again.").await;
    again.is_told().await;
}

#[actix_web::test]
async fn many_changes_are_few_words_and_the_last_is_never_left_out() {
    let mut evening = Evening::begin().await;
    let pace = Duration::from_millis(400);
    evening.story.portal.app.live.pace = pace;
    let mut open = evening.open(&evening.story.bas, &evening.page()).await;
    let begun = std::time::Instant::now();
    let mut said = Vec::new();
    let last = {
        let mut changes = std::pin::pin!(async {
            for n in 0..30 {
                evening.writes_down(&format!("Still here, {n}.")).await;
            }
            let mut bas = evening.portal().browser_of(&evening.story.bas).await;
            seen(&bas.get(&evening.page()).await.ok())
        });
        // Read on meanwhile: on a slow machine there is more to say than may stay unread.
        loop {
            tokio::select! {
                last = &mut changes => break last,
                word = open.stream.next() => said.push(word.expect("it lives")),
            }
        }
    };
    if said.last() != Some(&last) {
        said.extend(open.stream.until(&last).await);
    }
    let most = begun.elapsed().as_millis() / pace.as_millis() + 2;
    assert!(said.len() as u128 <= most, "{} of at most {most}", said.len());
}

#[actix_web::test]
async fn nobody_takes_more_seats_than_are_theirs() {
    let portal = Portal::start().await;
    let mut noor = portal.sign_in_as(Role::Member, "Noor").await;
    let mut open = Vec::new();
    for _ in 0..OF_A_MEMBER {
        open.push(noor.listen("/live/home").await);
    }
    let page = noor.get("/live/home").await;
    assert_eq!((page.status, retry_after(&page)), (StatusCode::TOO_MANY_REQUESTS, "30"));
    noor.get("/home").await.ok();
    let mut joris = portal.sign_in_as(Role::Member, "Joris").await;
    joris.listen("/live/home").await;
    open.pop();
    eventually("one is free", async || noor.get("/live/home").await.status == StatusCode::OK).await;

    let mut crowd = portal.browser();
    let mut seats = Vec::new();
    for _ in 0..OF_AN_ADDRESS {
        seats.push(crowd.listen("/live/status").await);
    }
    assert_eq!(crowd.get("/live/status").await.status, StatusCode::TOO_MANY_REQUESTS);
    let mut elsewhere = portal.browser();
    elsewhere.address = "192.0.2.201:4000";
    elsewhere.listen("/live/status").await;
}

#[actix_web::test]
async fn a_full_house_says_when_to_come_back() {
    let mut portal = Portal::start().await;
    portal.app.live = Live { seats: Seats::new(2), ..portal.app.live.clone() };
    let (mut one, mut two, mut three) = (portal.browser(), portal.browser(), portal.browser());
    let _one = one.listen("/live/status").await;
    let left = two.listen("/live/status").await;
    let page = three.get("/live/status").await;
    assert_eq!((page.status, retry_after(&page)), (StatusCode::SERVICE_UNAVAILABLE, "30"));
    three.get("/").await.ok();
    drop(left);
    eventually("one has left", async || three.get("/live/status").await.status == StatusCode::OK).await;
}

fn retry_after(page: &Page) -> &str {
    page.headers.get("retry-after").and_then(|value| value.to_str().ok()).unwrap_or("")
}
