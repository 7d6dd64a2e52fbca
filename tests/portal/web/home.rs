//! The first page after signing in: each state of the sheet, what needs someone, and nothing that
//! belongs to others.

use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::ids::{DomuId, HostId};
use domovoi::db::schema::{domus, hosts, migrations, outbox_mails};
use domovoi::members::{Member, Role};

use crate::support::{Browser, Page, Portal, builders};

/// prins in DC1 with higgs of Noor and kaon of Thijs, spaarne in DC2.
struct Club {
    portal: Portal,
    higgs: DomuId,
    prins: HostId,
}

const FORWARD: [&str; 8] = ["preflight", "stop", "copy", "compare", "prepare", "commit", "boot", "check"];

impl Club {
    async fn start() -> Club {
        let portal = Portal::start().await;
        let now = portal.now();
        let conn = &mut *portal.conn().await;
        let noor = builders::member(conn, Role::Member, "Noor", now).await;
        let thijs = builders::member(conn, Role::Member, "Thijs", now).await;
        builders::member(conn, Role::Core, "Fenna", now).await;
        builders::member(conn, Role::Core, "Bas", now).await;
        let dc1 = builders::site(conn, "DC1", "DC1 Amsterdam", now).await;
        let dc2 = builders::site(conn, "DC2", "DC2 Haarlem", now).await;
        let prins = builders::host(conn, dc1, "prins", 64, 1000, now).await;
        builders::host(conn, dc2, "spaarne", 64, 1000, now).await;
        let old = builders::network(conn, dc1, "192.0.2.0/24", now).await;
        builders::network(conn, dc2, "198.51.100.0/24", now).await;
        let higgs = builders::domu(conn, prins, "higgs", 14, &noor, now).await;
        builders::address(conn, old, higgs, "192.0.2.41", now).await;
        builders::domu(conn, prins, "kaon", 20, &thijs, now).await;
        Club { portal, higgs, prins }
    }

    async fn member(&self, name: &str) -> Member {
        let email = format!("{}@club.example", name.to_lowercase());
        builders::member_with_email(&mut *self.portal.conn().await, &email).await
    }

    /// Signed in afresh: sessions end when the clock jumps.
    async fn browser(&self, name: &str) -> Browser {
        self.portal.browser_of(&self.member(name).await).await
    }

    async fn home(&self, name: &str) -> Page {
        self.browser(name).await.get("/home").await.ok()
    }

    /// For 21 November, 22:00 to 23:30, in Amsterdam; says where its page is.
    async fn announce(&self, domu: &str) -> String {
        self.announce_with(domu, &[]).await
    }

    async fn announce_with(&self, domu: &str, more: &[(&str, &str)]) -> String {
        let mut fields = vec![
            ("domu", domu),
            ("target", "spaarne"),
            ("day", "2026-11-21"),
            ("starts_at", "22:00"),
            ("ends_at", "23:30"),
            ("zone", "Europe/Amsterdam"),
            ("reason", "We leave the old data centre."),
            ("grace_days", "7"),
            ("then", "announce"),
        ];
        fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
        fields.extend_from_slice(more);
        self.browser("Fenna").await.submit("/migrations", &fields).await.went_to()
    }

    async fn announce_higgs(&self) -> String {
        let address = [("proposed_for", "spaarne"), ("address-0", "198.51.100.41")];
        self.announce_with("higgs", &address).await
    }

    /// From the beginning of the story, 17 November 20:00, to 22:00 on the 21st and some minutes.
    fn go_to_the_window(&self, and_minutes: i64) {
        self.portal.advance(Duration::days(4) + Duration::hours(2) + Duration::minutes(and_minutes));
    }

    /// Fenna starts the attempt and does these steps.
    async fn run(&self, path: &str, steps: &[&str]) {
        let mut fenna = self.browser("Fenna").await;
        fenna.submit(&format!("{path}/operator"), &[]).await.went_to();
        fenna.submit(&format!("{path}/attempt"), &[("overrule", "Checked by hand today.")]).await.went_to();
        self.finish(path, steps).await;
    }

    async fn finish(&self, path: &str, steps: &[&str]) {
        let mut fenna = self.browser("Fenna").await;
        for step in steps {
            let handover =
                [("step", *step), ("typed_name", "higgs"), ("source_down", "yes"), ("target_ready", "yes")];
            fenna.submit(&format!("{path}/attempt/step"), &handover).await.went_to();
        }
    }

    async fn abort(&self, path: &str) {
        let cause = [("cause_code", "path_mtu"), ("cause", "A bridge dropped large packets.")];
        self.browser("Fenna").await.submit(&format!("{path}/attempt/abort"), &cause).await.went_to();
    }

    async fn report(&self, name: &str, domu: &str, body: &str) -> String {
        let fields = [("about", domu), ("domu", domu), ("severity", "partly"), ("body", body)];
        self.browser(name).await.submit("/issues", &fields).await.went_to()
    }
}

fn assert_says(page: &Page, sentences: &[&str]) {
    for sentence in sentences {
        assert!(page.says(sentence), "“{sentence}” is missing in: {}", page.text());
    }
}

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
            "It is up on prins since tonight at 22:55, with its old addresses.",
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
    ];
    club.browser("Fenna").await.submit(&schedule, &again).await.went_to();
    let page = club.home("Noor").await;
    assert_says(
        &page,
        &[
            "higgs moves tomorrow at 22:00.",
            "This is the second try. The last one, on Saturday 21 November, was rolled back",
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
            "It is up on spaarne since tonight at 22:22. We keep the old copy until Saturday 28 November.",
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

#[actix_web::test]
async fn without_domus_there_is_nothing_to_report_on() {
    let club = Club::start().await;
    let mut mees = club.portal.sign_in_as(Role::Member, "Mees").await;
    let page = mees.get("/home").await.ok();
    assert_says(
        &page,
        &["Good evening, Mees. No domU of yours is known here yet.", "you find it here", "Nothing yet."],
    );
}

#[actix_web::test]
async fn forty_domus_stand_on_one_page() {
    let club = Club::start().await;
    let noor = club.member("Noor").await;
    let mut conn = club.portal.conn().await;
    for n in 0..39 {
        builders::domu(&mut conn, club.prins, &format!("quark-{n:02}"), 1, &noor, club.portal.now()).await;
    }
    let page = club.home("Noor").await;
    assert_says(&page, &["Your 40 domUs stay where they are.", "higgs 14 GiB disk", "quark-38 1 GiB disk"]);
    for n in 39..130 {
        builders::domu(&mut conn, club.prins, &format!("quark-{n:03}"), 1, &noor, club.portal.now()).await;
    }
    let page = club.home("Noor").await;
    let more = page.attribute("a[href^='/home?view=mine']", "href").expect("a next page");
    let rest = club.browser("Noor").await.get(&more).await.ok();
    let shown = |page: &Page| page.text().matches("GiB disk").count();
    assert_eq!((shown(&page), shown(&rest)), (100, 31));
}

#[actix_web::test]
async fn a_member_reads_nothing_of_others() {
    let club = Club::start().await;
    club.announce("kaon").await;
    club.report("Thijs", "kaon", "A canary sits in kaon and sings.").await;
    let thijs = club.home("Thijs").await;
    assert_says(&thijs, &["kaon moves on Saturday", "canary", "Mails we sent you"]);
    let noor = club.home("Noor").await;
    for foreign in ["kaon", "canary", "Thijs", "M-1", "I-1"] {
        assert!(!noor.html().contains(foreign), "{foreign} is on Noor's page");
    }
    let mine = club.browser("Noor").await.get("/home?view=mine&after=a").await.ok();
    assert!(!mine.html().contains("kaon"));
}

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
        &[
            "Rolled back higgs came back It is up on prins again since tonight at 22:30, after 30 minutes down.",
        ],
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
