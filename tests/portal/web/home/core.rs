//! The core team's home: what moves, what needs someone, and the club in numbers.

use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::schema::{domus, hosts, migrations, outbox_mails};
use domovoi::members::Role;

use super::{Club, FORWARD, assert_says};
use crate::support::{Portal, builders};

#[actix_web::test]
async fn the_core_team_sees_who_runs_what_and_until_when() {
    let club = Club::start().await;
    let path = club.announce_higgs().await;
    club.go_to_the_window(0);
    club.run(&path, &["preflight", "stop"]).await;
    club.portal.advance(Duration::minutes(4));
    let page = club.home("Fenna").await;
    assert_says(
        &page,
        &[
            "Saturday 21 November , 22:04",
            "Good evening, Fenna. higgs is on its way, nothing needs you.",
            "higgs to DC2, run by you",
            "Copying",
            "4 min down, back about 22:",
            "First try. Turn back before 23:15",
            "Carry on",
        ],
    );
    assert_says(&club.home("Bas").await, &["higgs to DC2, run by Fenna", "Look along with Fenna"]);
    club.portal.advance(Duration::minutes(50));
    assert_says(&club.home("Bas").await, &["54 min down; it was expected back at 22:"]);
    club.portal.advance(Duration::minutes(25));
    assert_says(&club.home("Bas").await, &["Turn back now, or say why not."]);
    club.abort(&path).await;
    assert_says(&club.home("Bas").await, &["higgs back to prins, run by Fenna", "down, on its way back"]);
}

#[actix_web::test]
async fn worries_stand_by_age_and_can_be_taken() {
    let club = Club::start().await;
    let higgs = club.announce_higgs().await;
    let kaon = club.announce("kaon").await;
    club.browser("Fenna").await.submit(&format!("{kaon}/operator"), &[]).await.went_to();
    assert_says(&club.home("Fenna").await, &["Nothing moves right now, nothing needs you."]);
    club.portal.advance(Duration::days(3) + Duration::hours(3));
    let page = club.home("Fenna").await;
    assert_says(
        &page,
        &["one thing needs someone.", "higgs has nobody who runs it It begins tomorrow at 22:00."],
    );
    club.portal.advance(Duration::hours(1));
    let issue = club.report("Thijs", "kaon", "Photos load slowly.").await;
    mail_failed(&club).await;
    let page = club.home("Fenna").await;
    assert_says(
        &page,
        &["three things need someone.", "I-1: Photos load slowly.", "From Thijs, today", "It is about kaon."],
    );
    assert_says(
        &page,
        &["Thijs doesn’t know:", "The server said “552 mailbox full”.", "someone has to call"],
    );
    let text = page.text();
    let at = |what: &str| text.find(what).unwrap_or_else(|| panic!("{what} is missing in: {text}"));
    assert!(
        at("Thijs doesn’t know") < at("higgs has nobody") && at("higgs has nobody") < at("I-1: Photos"),
        "{text}"
    );

    let mut bas = club.browser("Bas").await;
    bas.submit(&format!("{higgs}/operator"), &[("back", "/home")]).await.went_to();
    assert_eq!(bas.submit(&format!("{issue}/assignment"), &[]).await.went_to(), issue);
    let page = club.home("Fenna").await;
    assert_says(&page, &["one thing needs someone.", "Bas, since today"]);
}

#[actix_web::test]
async fn whose_turn_it_is_reads_so_an_hour_ahead_and_until_it_is_started() {
    let club = Club::start().await;
    let path = club.announce_higgs().await;
    club.browser("Fenna").await.submit(&format!("{path}/operator"), &[]).await.went_to();
    club.go_to_the_window(-90);
    assert!(!club.home("Fenna").await.says("your turn"));
    club.portal.advance(Duration::minutes(60));
    let page = club.home("Fenna").await;
    assert_says(
        &page,
        &[
            "It is your turn to move higgs, nothing else needs you.",
            "higgs to DC2, run by you",
            "30 min until its window opens, at 22:00",
        ],
    );
    assert_eq!(
        page.attribute("[aria-labelledby=due-higgs] a.btn", "href"),
        Some(format!("{path}/preflight"))
    );
    assert!(!club.home("Bas").await.says("your turn"));
    club.portal.advance(Duration::minutes(40));
    assert_says(&club.home("Fenna").await, &["Now its window is open until 23:30"]);
    club.run(&path, &[]).await;
    assert_says(&club.home("Fenna").await, &["higgs is about to move, nothing needs you.", "Soon still up"]);
}

/// Tomorrow evening is more than a day away for whoever looks at noon.
#[actix_web::test]
async fn a_move_of_tomorrow_that_nobody_runs_needs_someone() {
    let club = Club::start().await;
    club.announce_higgs().await;
    club.portal.advance(Duration::days(2) + Duration::hours(3));
    assert_says(&club.home("Fenna").await, &["nothing needs you."]);
    club.portal.advance(Duration::hours(13));
    assert_says(
        &club.home("Fenna").await,
        &["one thing needs someone.", "higgs has nobody who runs it It begins tomorrow at 22:00."],
    );
}

/// The mail server gave up on what was owed to Thijs first.
async fn mail_failed(club: &Club) {
    let thijs = club.member("Thijs").await;
    let done = diesel::update(outbox_mails::table)
        .filter(outbox_mails::member_id.eq(thijs.id).and(outbox_mails::kind.eq("announced")))
        .set((
            outbox_mails::state.eq("dead"),
            outbox_mails::last_reply.eq("552 mailbox full"),
            outbox_mails::last_tried_at.eq(club.portal.now() - Duration::days(2)),
        ))
        .execute(&mut *club.portal.conn().await)
        .await
        .expect("a mail");
    assert_eq!(done, 1);
}

#[actix_web::test]
async fn what_is_over_time_or_came_back_needs_someone() {
    let club = Club::start().await;
    let path = club.announce_higgs().await;
    club.announce("kaon").await;
    club.go_to_the_window(0);
    club.run(&path, &["preflight", "stop"]).await;
    club.portal.advance(Duration::minutes(100));
    let page = club.home("Fenna").await;
    assert_says(
        &page,
        &[
            "Overdue higgs should be over Its window ended tonight at 23:30. Fenna runs it.",
            "Overdue kaon never began",
        ],
    );
    club.finish(&path, &FORWARD[2..7]).await;
    assert_says(&club.home("Fenna").await, &["higgs was never signed off"]);
    let state = migrations::table
        .select(migrations::state)
        .order(migrations::id)
        .first::<String>(&mut *club.portal.conn().await)
        .await;
    assert_eq!(state.expect("a move"), "running", "an end is never told by the clock alone");
    club.finish(&path, &["check"]).await;
    assert!(!club.home("Fenna").await.says("signed off"));

    let club = Club::start().await;
    let path = club.announce_higgs().await;
    club.go_to_the_window(0);
    club.run(&path, &["preflight", "stop"]).await;
    club.portal.advance(Duration::minutes(30));
    club.abort(&path).await;
    club.finish(&path, &["fence", "start_again", "check_again"]).await;
    let page = club.home("Fenna").await;
    assert_says(
        &page,
        &["Rolled back higgs came back It came back to prins tonight at 22:30, after 30 minutes down."],
    );
    assert_eq!(page.attribute(".answers a.btn", "href"), Some(format!("{path}/schedule")));
}

#[actix_web::test]
async fn what_is_in_hand_is_drawn_as_what_it_is() {
    let club = Club::start().await;
    let mut fenna = club.browser("Fenna").await;
    for (kind, title) in [("outage", "Disks are slow"), ("news", "New disks")] {
        let fields = [
            ("kind", kind),
            ("severity", "minor"),
            ("title", title),
            ("body", "We look."),
            ("audience", "nobody"),
            ("counted", "0"),
            ("publish", "1"),
        ];
        fenna.submit("/status", &fields).await.went_to();
    }
    let page = fenna.get("/home").await.ok();
    let drawn =
        |class: &str, icon: &str| page.all(&format!(".checks .{class}:has([href='#i-{icon}'])")).join(" ");
    assert!(drawn("is-broken", "broken").contains("Disks are slow"), "{}", page.html());
    assert!(!drawn("is-plan", "plan").contains("Disks are slow"), "{}", page.html());
}

#[actix_web::test]
async fn a_house_that_is_too_full_is_said_before_more_move_in() {
    let club = Club::start().await;
    club.announce_higgs().await;
    assert!(!club.home("Fenna").await.says("fuller"));
    diesel::update(hosts::table.filter(hosts::name.eq("spaarne")))
        .set(hosts::memory_bytes.eq(builders::GIB / 2))
        .execute(&mut *club.portal.conn().await)
        .await
        .expect("a smaller house");
    assert_says(
        &club.home("Fenna").await,
        &["Too full spaarne is fuller than it can be 512 MiB of memory are missing."],
    );
}

#[actix_web::test]
async fn an_empty_club_begins_with_a_list() {
    let portal = Portal::start().await;
    let mut fenna = portal.sign_in_as(Role::Admin, "Fenna").await;
    let page = fenna.get("/home").await.ok();
    assert_says(&page, &["The house is empty.", "Add a site, where hosts stand", "nothing needs you"]);
    assert!(!page.says("Your own domUs"));
}

#[actix_web::test]
async fn the_club_is_told_in_numbers_and_the_core_team_finds_its_own_domus() {
    let club = Club::start().await;
    let fenna = club.member("Fenna").await;
    let mut conn = club.portal.conn().await;
    builders::domu(&mut conn, club.prins, "edam", 5, &fenna, club.portal.now()).await;
    diesel::update(domus::table.find(club.higgs.0))
        .set(domus::state.eq("off"))
        .execute(&mut conn)
        .await
        .expect("switched off");
    club.announce("kaon").await;
    let page = club.home("Fenna").await;
    assert_says(&page, &["2 of 3 domUs", "0 in a week, 1 to come", "0 failed, 1 owed", "Your own domUs"]);
    let mine = club.browser("Fenna").await.get("/home?view=mine").await.ok();
    assert_says(&mine, &["Your domU stays where it is.", "edam 5 GiB disk"]);
    assert!(!mine.says("kaon"), "{}", mine.text());
}

#[actix_web::test]
async fn what_is_down_comes_before_what_is_only_old() {
    let club = Club::start().await;
    for (name, domu, body, severity) in [
        ("Thijs", "kaon", "May I have more disk?", "question"),
        ("Thijs", "kaon", "Photos load slowly.", "partly"),
        ("Noor", "higgs", "No ping.", "down"),
    ] {
        let fields = [("domu", domu), ("severity", severity), ("body", body)];
        club.browser(name).await.submit("/issues", &fields).await.went_to();
        club.portal.advance(Duration::minutes(5));
    }
    let page = club.home("Fenna").await;
    assert_eq!(
        page.all(".answers h3"),
        ["I-3: No ping.", "I-1: May I have more disk?", "I-2: Photos load slowly."]
    );
    assert_eq!(page.all(".answers .pill"), ["Reported down", "Question", "Reported broken"]);
    assert_says(&page, &["Nobody has taken it for 5 minutes. It is about higgs."]);
    let fields = [("domu", "higgs"), ("severity", "down"), ("body", "Still no ping.")];
    club.browser("Noor").await.submit("/issues", &fields).await.went_to();
    let page = club.home("Fenna").await;
    assert_says(&page, &["It has just come in. It is about higgs."]);
    assert!(!page.says("0 seconds"), "{}", page.text());
}

#[actix_web::test]
async fn work_that_never_began_needs_someone() {
    let club = Club::start().await;
    let fields = [
        ("kind", "maintenance"),
        ("severity", "minor"),
        ("title", "New disks for prins"),
        ("body", "We swap them."),
        ("starts_at", "2026-11-18 22:00"),
        ("ends_at", "2026-11-18 23:00"),
        ("zone", "Europe/Amsterdam"),
        ("audience", "nobody"),
        ("counted", "0"),
        ("publish", "1"),
    ];
    club.browser("Fenna").await.submit("/status", &fields).await.went_to();
    assert_says(&club.home("Fenna").await, &["nothing needs you.", "New disks for prins"]);
    club.portal.advance(Duration::hours(30));
    let page = club.home("Fenna").await;
    assert_says(
        &page,
        &["one thing needs someone.", "Overdue “New disks for prins” was to begin yesterday at 22:00"],
    );
    assert!(!page.all(".checks").join(" ").contains("New disks"), "it is not in hand");
}
