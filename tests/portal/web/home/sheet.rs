//! A member's move on the one sheet, in each of its states.

use chrono::Duration;

use super::{Club, FORWARD, assert_says};
use crate::support::builders;

#[actix_web::test]
async fn a_planned_move_says_when_what_changes_and_what_to_do() {
    let club = Club::start().await;
    let path = club.announce_higgs().await;
    let page = club.home("Noor").await;
    assert_says(
        &page,
        &[
            "Good evening, Noor. higgs moves on Saturday at 22:00.",
            "4 days to go",
            "higgs moves to DC2 Planned",
            "It shuts down on Saturday at 22:00 and should be back by 22:",
            "192.0.2.41 to 198.51.100.41",
            "Before: lower the TTL of your DNS records the day before",
            "During the move: nothing 22:00",
            "Afterwards: point your DNS to the new address",
            "prins DC1 Amsterdam",
            "spaarne DC2 Haarlem",
            "14 GiB disk, 1 GiB memory. On prins in DC1 Amsterdam. Moves on Saturday at 22:00.",
            "Up as of today, 20:00",
        ],
    );
    assert_eq!(page.attribute(".sheet-lift a.btn", "href").as_deref(), Some(path.as_str()));
    assert!(!page.says("Everything works"), "there is nothing to confirm yet");
    club.portal.advance(Duration::days(4));
    assert_says(&club.home("Noor").await, &["higgs moves tonight at 22:00.", "2 h to go"]);
}

#[actix_web::test]
async fn a_move_that_changes_no_address_asks_for_no_dns() {
    let club = Club::start().await;
    club.announce("kaon").await;
    let page = club.home("Thijs").await;
    assert_says(&page, &["During the move: nothing", "Afterwards: see whether everything works"]);
    assert!(!page.says("TTL") && !page.says("What changes"), "{}", page.text());
}

#[actix_web::test]
async fn a_window_that_opens_and_one_that_passes_are_told_apart() {
    let club = Club::start().await;
    club.announce_higgs().await;
    club.go_to_the_window(1);
    assert_says(&club.home("Noor").await, &["higgs moves any minute now.", "its window is open until 23:30"]);
    club.portal.advance(Duration::hours(2));
    let page = club.home("Noor").await;
    assert_says(
        &page,
        &["higgs should be on its way by now. We are late.", "Overdue", "It is still up on prins."],
    );
}

#[actix_web::test]
async fn while_it_is_down_the_clock_runs() {
    let club = Club::start().await;
    let path = club.announce_higgs().await;
    club.go_to_the_window(0);
    club.run(&path, &["preflight"]).await;
    assert_says(&club.home("Noor").await, &["higgs is about to move.", "Soon it is still up"]);
    club.finish(&path, &["stop"]).await;
    club.portal.advance(Duration::minutes(4));
    let page = club.home("Noor").await;
    assert_says(&page, &["higgs is on its way.", "4 min down, back about 22:", "Now: nothing"]);
    assert_says(&page, &["Moving as of today, 22:00"]);
    club.portal.advance(Duration::minutes(50));
    assert_says(&club.home("Noor").await, &["54 min down; we had expected it back at 22:"]);
    club.finish(&path, &["copy", "compare", "prepare", "commit"]).await;
    assert_says(
        &club.home("Noor").await,
        &["higgs is nearly there.", "It is handed over to spaarne and starts there."],
    );
}

#[actix_web::test]
async fn what_comes_back_says_why_and_what_happens_next() {
    let club = Club::start().await;
    let path = club.announce_higgs().await;
    club.go_to_the_window(0);
    club.run(&path, &["preflight", "stop"]).await;
    club.portal.advance(Duration::minutes(50));
    club.abort(&path).await;
    assert_says(&club.home("Noor").await, &["higgs is on its way back.", "50 min down", "Nothing is lost."]);
    club.portal.advance(Duration::minutes(5));
    club.finish(&path, &["fence", "start_again", "check_again"]).await;
    let page = club.home("Noor").await;
    assert_says(
        &page,
        &[
            "higgs is back at its old place.",
            "Back home after 55 min down",
            "It came up again on prins tonight at 22:55, with its old addresses.",
            "Path MTU. A bridge dropped large packets.",
            "First we mend what went wrong.",
        ],
    );
    let schedule = format!("{path}/schedule");
    let form = club.browser("Fenna").await.get(&schedule).await.ok();
    let revision = form.attribute("input[name=revision]", "value").expect("a revision");
    let again = [
        ("day", "2026-11-22"),
        ("starts_at", "22:00"),
        ("ends_at", "23:30"),
        ("zone", "Europe/Amsterdam"),
        ("cause_code", "path_mtu"),
        ("cause", "A bridge dropped large packets."),
        ("fix", "It takes them now."),
        ("revision", revision.as_str()),
        ("warned", "yes"),
    ];
    club.browser("Fenna").await.submit(&schedule, &again).await.went_to();
    let page = club.home("Noor").await;
    assert_says(
        &page,
        &[
            "higgs moves tomorrow at 22:00.",
            "This is the second try. The last one, tonight at 22:55, was rolled back",
        ],
    );
    let link = format!("{path}#attempt-1");
    assert_eq!(page.attribute(&format!("a[href='{link}']"), "href"), Some(link));
}

#[actix_web::test]
async fn what_has_moved_asks_to_be_looked_at_until_it_is_confirmed() {
    let club = Club::start().await;
    let path = club.announce_higgs().await;
    club.go_to_the_window(0);
    club.run(&path, &["preflight", "stop"]).await;
    club.portal.advance(Duration::minutes(22));
    club.finish(&path, &FORWARD[2..]).await;
    let page = club.home("Noor").await;
    assert_says(
        &page,
        &[
            "higgs has moved. Please see whether everything works.",
            "Moved down for 22 min, we had promised",
            "It came up on spaarne tonight at 22:22. We keep the old copy until Saturday 28 November.",
            "On spaarne in DC2 Haarlem since 21 Nov 2026",
        ],
    );
    let confirm = page.attribute(".sheet-lift form", "action").expect("a form");
    assert_eq!(confirm, format!("{path}/confirmation"));
    club.browser("Noor").await.submit(&confirm, &[]).await.went_to();
    let page = club.home("Noor").await;
    assert_says(&page, &["Your domU stays where it is.", "On spaarne in DC2 Haarlem since 21 Nov 2026"]);
    assert!(!page.says("Everything works"), "{}", page.text());
    assert!(page.attribute(".sheet-lift", "class").is_none());
}

#[actix_web::test]
async fn of_several_moves_the_one_that_is_down_is_on_the_sheet() {
    let club = Club::start().await;
    let noor = club.member("Noor").await;
    let mut conn = club.portal.conn().await;
    builders::domu(&mut conn, club.prins, "quark", 20, &noor, club.portal.now()).await;
    builders::domu(&mut conn, club.prins, "wulp", 20, &noor, club.portal.now()).await;
    let higgs = club
        .announce_with(
            "higgs",
            &[("address-0", "198.51.100.41"), ("starts_at", "22:30"), ("ends_at", "23:59")],
        )
        .await;
    club.announce("quark").await;
    assert_says(
        &club.home("Noor").await,
        &["higgs moves on Saturday at 22:30."].map(|_| "quark moves on Saturday at 22:00."),
    );
    club.go_to_the_window(30);
    club.run(&higgs, &["preflight", "stop"]).await;
    let page = club.home("Noor").await;
    assert_says(
        &page,
        &["higgs is on its way.", "More moves of yours", "quark Moves any minute now.", "wulp"],
    );
}

/// An open report keeps the old copy, so no page may name the day on which it would go without.
#[actix_web::test]
async fn an_open_report_is_said_first_and_keeps_the_old_copy() {
    let club = Club::start().await;
    let tess = builders::member(
        &mut *club.portal.conn().await,
        domovoi::members::Role::Member,
        "Tess",
        club.portal.now(),
    )
    .await;
    let contact = [("person_email", tess.email.as_str()), ("person_role", "technical")];
    club.browser("Fenna").await.submit("/domus/higgs/people", &contact).await.went_to();
    let path = club.announce_higgs().await;
    club.go_to_the_window(0);
    club.run(&path, &FORWARD).await;
    let issue = club.report("Noor", "higgs", "No mail arrives.").await;

    let own = [
        "higgs has moved. Report I-1 about it is open.",
        "for as long as report I-1 is open",
        "See report I-1",
    ];
    let home = club.home("Noor").await;
    assert_says(&home, &own);
    assert!(!home.says("28 November") && !home.says("Please see"), "{}", home.text());
    assert_says(
        &club.home("Tess").await,
        &["We keep the old copy for as long as a report about it is open."],
    );
    assert!(!club.home("Tess").await.gives_away("I-1"));
    for (name, words) in [
        ("Noor", "report I-1 is open"),
        ("Tess", "a report about it is open"),
        ("Fenna", "report I-1 is open"),
    ] {
        for page in [path.as_str(), "/domus/higgs"] {
            let page = club.browser(name).await.get(page).await.ok();
            assert_says(&page, &[&format!("kept for as long as {words}")]);
            assert!(!page.says("kept until"), "{}", page.text());
        }
    }
    assert_says(
        &club.browser("Noor").await.get(&path).await.ok(),
        &["Report I-1 is open", "Close it all the same"],
    );

    // Two days later it is solved: the time that stood still comes on top.
    club.portal.advance(Duration::days(2));
    club.browser("Noor").await.submit(&format!("{issue}/fix"), &[]).await.went_to();
    assert_says(&club.home("Noor").await, &["We keep the old copy until Monday 30 November."]);
    for page in [path.as_str(), "/domus/higgs"] {
        let page = club.browser("Tess").await.get(page).await.ok();
        assert_says(&page, &["kept until Monday 30 November"]);
    }
}

/// "Up again" and "on its way" in one breath would be two answers.
#[actix_web::test]
async fn what_is_up_again_is_not_said_to_be_on_its_way() {
    let club = Club::start().await;
    let path = club.announce_higgs().await;
    club.go_to_the_window(0);
    club.run(&path, &FORWARD[..7]).await;
    let page = club.home("Noor").await;
    assert_says(
        &page,
        &[
            "higgs is up again, at its new place. We are checking it.",
            "Up again, we are checking it",
            "It came up on spaarne tonight at 22:00.",
            "You get a mail when we have checked it.",
        ],
    );
    for stale in ["nearly there", "starts there", "when it is up", "says more each time"] {
        assert!(!page.says(stale), "{stale}: {}", page.text());
    }
    assert_says(&club.home("Fenna").await, &["higgs is up again and being checked, nothing needs you."]);

    let club = Club::start().await;
    let path = club.announce_higgs().await;
    club.go_to_the_window(0);
    club.run(&path, &["preflight", "stop"]).await;
    club.abort(&path).await;
    let page = club.home("Noor").await;
    assert!(!page.says("What changes"), "it keeps its old addresses: {}", page.text());
    assert_says(&club.home("Fenna").await, &["higgs is on its way back, nothing needs you."]);
    club.finish(&path, &["fence", "start_again"]).await;
    let page = club.home("Noor").await;
    assert_says(&page, &["higgs is up again, at its old place.", "is back on prins"]);
    assert!(!page.says("on its way back"), "{}", page.text());
}

#[actix_web::test]
async fn what_has_moved_speaks_of_now() {
    let club = Club::start().await;
    let path = club.announce_higgs().await;
    club.go_to_the_window(0);
    club.run(&path, &FORWARD).await;
    let page = club.home("Noor").await;
    assert_says(&page, &["What changed", "See whether everything works"]);
    assert!(!page.says("What changes") && !page.says("Afterwards"), "{}", page.text());
}

#[actix_web::test]
async fn nearly_two_days_are_counted_in_days() {
    let club = Club::start().await;
    club.announce_higgs().await;
    club.portal.advance(Duration::days(2) + Duration::hours(6) + Duration::minutes(7));
    assert_says(&club.home("Noor").await, &["1 day 19 h to go"]);
}

/// The mail promises a word by a certain time; the page that is open meanwhile does so, too.
#[actix_web::test]
async fn of_what_is_lost_the_page_says_when_we_write_again_and_no_place() {
    let club = Club::start().await;
    let path = club.announce_higgs().await;
    club.go_to_the_window(0);
    club.run(&path, &["preflight", "stop"]).await;
    let lost = [("cause_code", "bridge_or_vlan"), ("cause", "Neither host answers."), ("within", "60")];
    club.browser("Fenna").await.submit(&format!("{path}/attempt/lost-track"), &lost).await.went_to();
    let page = club.home("Noor").await;
    assert_says(
        &page,
        &["We are checking where higgs may run.", "You hear from us again tonight at 23:00 at the latest."],
    );
    let page = club.browser("Noor").await.get("/domus/higgs").await.ok();
    assert_says(
        &page,
        &["higgs may run on prins or on spaarne, and nobody can say which", "prins or spaarne"],
    );
    assert!(!page.says("lives on prins"), "{}", page.text());
    assert_says(&page, &["You see the same as we do, without our notes."]);
    let theirs = club.browser("Fenna").await.get("/domus/higgs").await.ok();
    assert_says(&theirs, &["Its owner sees the same as we do"]);
}
