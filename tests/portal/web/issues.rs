//! Reports of breakage, from the member's question to the core team's answer.

use actix_web::http::StatusCode;
use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::ids::{DomuId, HostId, MigrationId};
use domovoi::db::schema::{issues, members, migrations, outbox_mails};
use domovoi::members::{Member, Role};

use crate::support::{Browser, Portal, builders};

struct Club {
    portal: Portal,
    noor: Member,
    higgs: DomuId,
    hosts: [HostId; 2],
}

impl Club {
    async fn new() -> Club {
        let portal = Portal::start().await;
        let conn = &mut *portal.conn().await;
        let now = portal.now();
        let noor = builders::member(conn, Role::Member, "Noor", now).await;
        let joris = builders::member(conn, Role::Member, "Joris", now).await;
        let site = builders::site(conn, "DC1", "DC1 Amsterdam", now).await;
        let prins = builders::host(conn, site, "prins", 64, 1000, now).await;
        let spaarne = builders::host(conn, site, "spaarne", 64, 1000, now).await;
        let higgs = builders::domu(conn, prins, "higgs", 14, &noor, now).await;
        builders::domu(conn, prins, "hadron", 14, &joris, now).await;
        Club { portal, noor, higgs, hosts: [prins, spaarne] }
    }

    async fn member(&self) -> Browser {
        self.portal.browser_of(&self.noor).await
    }

    async fn core(&self, name: &str) -> Browser {
        self.portal.sign_in_as(Role::Core, name).await
    }

    /// A migration of higgs in this state.
    async fn migration(&self, state: &str) -> MigrationId {
        let now = self.portal.now();
        let side = if state == "verifying" { "target" } else { "source" };
        diesel::insert_into(migrations::table)
            .values((
                migrations::domu_id.eq(self.higgs),
                migrations::source_host_id.eq(self.hosts[0]),
                migrations::target_host_id.eq(self.hosts[1]),
                migrations::state.eq(state),
                migrations::live_side.eq(side),
                migrations::starts_at.eq(now),
                migrations::ends_at.eq(now + Duration::hours(2)),
                migrations::zone.eq("Europe/Amsterdam"),
                migrations::reason.eq("We leave DC1."),
                migrations::expected_seconds.eq(1200),
                migrations::expected_low_seconds.eq(600),
                migrations::expected_high_seconds.eq(2400),
                migrations::created_at.eq(now),
            ))
            .returning(migrations::id)
            .get_result(&mut *self.portal.conn().await)
            .await
            .expect("a migration")
    }

    async fn mails(&self) -> Vec<(String, String, String)> {
        outbox_mails::table
            .order((outbox_mails::created_at, outbox_mails::id))
            .select((outbox_mails::kind, outbox_mails::to_address, outbox_mails::body_text))
            .load(&mut *self.portal.conn().await)
            .await
            .expect("the outbox")
    }

    async fn count(&self) -> i64 {
        issues::table.count().get_result(&mut *self.portal.conn().await).await.expect("a count")
    }
}

const REPORT: &[(&str, &str)] =
    &[("domu", "higgs"), ("body", "No mail arrives.\nSince half past ten."), ("severity", "partly")];

/// Reports and gives the address of the issue's page.
async fn report(browser: &mut Browser) -> String {
    browser.submit("/issues", REPORT).await.went_to()
}

#[actix_web::test]
async fn a_report_gets_a_number_a_page_and_a_receipt() {
    let club = Club::new().await;
    let mut noor = club.member().await;
    let form = noor.get("/issues/new").await.ok();
    assert_eq!(form.all("input[name=domu] + span .plate"), ["higgs"]);
    assert!(!form.html().contains("hadron"));

    let address = report(&mut noor).await;
    assert_eq!(address, "/issues/I-1");
    let page = noor.get(&address).await.ok();
    assert_eq!(page.all("h1"), ["higgs: No mail arrives."]);
    assert!(page.says("We have it: I-1"));
    assert!(page.says("Since half past ten."));

    let mails = club.mails().await;
    let [(kind, to, text)] = mails.as_slice() else { panic!("{mails:?}") };
    assert_eq!((kind.as_str(), to.as_str()), ("issue_receipt", "noor@club.example"));
    assert!(text.contains("Its number is I-1"), "{text}");
    assert!(text.contains("http://portal.example.org/issues/I-1"), "{text}");
    assert!(noor.get("/issues").await.ok().says("One of your reports is open."));
}

#[actix_web::test]
async fn pressing_twice_makes_one_report_and_one_receipt() {
    let club = Club::new().await;
    let mut noor = club.member().await;
    assert_eq!(report(&mut noor).await, report(&mut noor).await);
    assert_eq!((club.count().await, club.mails().await.len()), (1, 1));
    club.portal.advance(Duration::minutes(3));
    assert_eq!(report(&mut noor).await, "/issues/I-2");
}

#[actix_web::test]
async fn the_link_in_the_mail_fills_in_the_domu_and_the_move() {
    let club = Club::new().await;
    let migration = club.migration("verifying").await;
    let link = domovoi::paths::new_issue(Some("higgs"), Some(migration));
    let back = club.portal.browser().get(&link).await.went_to();
    assert_eq!(back, format!("/sign-in?back={}", domovoi::paths::segment(&link)));

    let mut noor = club.member().await;
    let form = noor.get(&link).await.ok();
    assert_eq!(form.attribute("input[name=domu][checked]", "value").as_deref(), Some("higgs"));
    assert!(form.says("You come from the move of higgs to spaarne"));
    let number = migration.to_string();
    let fields = [REPORT, &[("migration", number.as_str())]].concat();
    let page = noor.submit("/issues", &fields).await.went_to();
    assert!(noor.get(&page).await.ok().says(&format!("{number}, to spaarne")));
}

#[actix_web::test]
async fn a_report_from_the_menu_is_tied_to_the_move_that_the_domu_is_in() {
    let club = Club::new().await;
    let migration = club.migration("verifying").await;
    report(&mut club.member().await).await;
    let conn = club.portal.conn().await;
    assert!(domovoi::issues::queries::has_open_on(&conn, migration).await.expect("an answer"));
}

#[actix_web::test]
async fn what_is_missing_is_said_beside_its_field_and_the_rest_is_kept() {
    let club = Club::new().await;
    let mut noor = club.member().await;
    let page = noor.submit("/issues", &[("body", "Only words <b>")]).await.refused();
    assert_eq!(page.all("textarea"), ["Only words <b>"]);
    assert!(!page.error_at("domu").is_empty());
    assert!(!page.error_at("severity").is_empty());
    let page = noor.submit("/issues", &[("domu", "higgs"), ("severity", "down")]).await.refused();
    assert!(!page.error_at("body").is_empty());
    assert_eq!(page.attribute("input[name=domu][checked]", "value").as_deref(), Some("higgs"));
    for fields in [
        [("domu", "hadron"), ("body", "x"), ("severity", "down")],
        [("domu", "nobody"), ("body", "x"), ("severity", "down")],
    ] {
        let page = noor.submit("/issues", &fields).await.refused();
        assert!(page.error_at("domu").contains("You have no domU of that name"), "{}", page.text());
    }
    let huge = "x".repeat(20_001);
    noor.submit("/issues", &[("domu", "higgs"), ("body", &huge), ("severity", "down")]).await.refused();
    noor.submit("/issues", &[("domu", "higgs"), ("body", "x"), ("severity", "worst")]).await.refused();
    assert_eq!((club.count().await, club.mails().await.len()), (0, 0));
}

#[actix_web::test]
async fn a_member_reports_five_times_an_hour() {
    let club = Club::new().await;
    let mut noor = club.member().await;
    for n in 0..5 {
        let body = format!("broken {n}");
        noor.submit("/issues", &[("domu", "-"), ("body", &body), ("severity", "down")]).await.went_to();
    }
    let sixth = [("domu", "-"), ("body", "broken 6"), ("severity", "down")];
    let refused = noor.submit("/issues", &sixth).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    let wait = refused.headers.get("retry-after").and_then(|wait| wait.to_str().ok()?.parse().ok());
    assert!(wait.is_some_and(|seconds: i64| (1..=721).contains(&seconds)), "{wait:?}");
    assert!(refused.says("many reports in a short time"));
    assert_eq!(refused.all("textarea"), ["broken 6"]);
    assert_eq!(club.count().await, 5);
    club.portal.advance(Duration::hours(1));
    noor.submit("/issues", &sixth).await.went_to();
}

#[actix_web::test]
async fn an_internal_note_reaches_the_core_team_and_nobody_else() {
    const CANARY: &str = "CANARY-only-for-us";
    let club = Club::new().await;
    let (mut noor, mut bas) = (club.member().await, club.core("Bas").await);
    let address = report(&mut noor).await;
    bas.submit(&format!("{address}/notes"), &[("note", CANARY)]).await.went_to();
    bas.submit(&format!("{address}/replies"), &[("reply", "Could you try again?"), ("state", "waiting")])
        .await
        .went_to();
    bas.submit(&format!("{address}/replies"), &[("reply", CANARY_FREE)]).await.went_to();
    let page = bas.get(&address).await.ok();
    assert!(page.says(CANARY));
    assert!(page.says("Internal, the member does not see this"));

    for path in [address.as_str(), "/issues", "/issues/new"] {
        let page = noor.get(path).await.ok();
        assert!(!page.html().contains(CANARY), "{path}");
    }
    assert!(noor.get(&address).await.ok().says("Could you try again?"));
    let raws: Vec<Vec<u8>> = outbox_mails::table
        .select(outbox_mails::raw)
        .load(&mut *club.portal.conn().await)
        .await
        .expect("mails");
    assert_eq!(raws.len(), 4, "a receipt, the report to Bas, and two answers");
    assert!(raws.iter().all(|raw| !String::from_utf8_lossy(raw).contains("CANARY")));
    noor.submit(&format!("{address}/notes"), &[("note", "mine")]).await.missing();
}

const CANARY_FREE: &str = "And a second answer.";

#[actix_web::test]
async fn a_foreign_issue_and_no_issue_look_the_same() {
    let club = Club::new().await;
    let address = report(&mut club.member().await).await;
    let mut joris = club.portal.sign_in_as(Role::Member, "Another Joris").await;
    for address in [address.as_str(), "/issues/I-999", "/issues/1", "/issues/I-99999999999999999999"] {
        joris.get(address).await.missing();
        for (verb, fields) in [
            ("replies", &[("reply", "hello")][..]),
            ("fix", &[]),
            ("reopening", &[]),
            ("notes", &[("note", "x")]),
            ("state", &[("from", "new"), ("to", "closed")]),
            ("assignment", &[]),
            ("migration", &[("migration", "")]),
        ] {
            joris.submit(&format!("{address}/{verb}"), fields).await.missing();
        }
    }
    assert!(!joris.get("/issues").await.ok().html().contains("No mail arrives"));
    let state: String =
        issues::table.select(issues::state).first(&mut *club.portal.conn().await).await.expect("the issue");
    assert_eq!(state, "new");
}

#[actix_web::test]
async fn a_thread_goes_from_report_to_closed_and_back() {
    let club = Club::new().await;
    let (mut noor, mut bas) = (club.member().await, club.core("Bas").await);
    let address = report(&mut noor).await;
    let at = |verb: &str| format!("{address}/{verb}");
    assert!(bas.get("/issues").await.ok().says("One report has nobody."));
    bas.submit(&at("assignment"), &[]).await.went_to();
    assert!(bas.get("/issues?which=mine").await.ok().says("No mail arrives."));
    assert!(noor.get(&address).await.ok().says("We’re on it"));

    bas.submit(&at("replies"), &[("reply", "Test again?"), ("state", "waiting")]).await.went_to();
    assert!(bas.get(&address).await.ok().says("Waiting for Noor"));
    assert!(noor.get(&address).await.ok().says("Waiting for you"));
    noor.submit(&at("replies"), &[("reply", "Now it works.")]).await.went_to();
    assert!(bas.get(&address).await.ok().all(".facts .pill").contains(&"We’re on it".to_owned()));
    noor.submit(&at("fix"), &[]).await.went_to();
    assert!(noor.get(&address).await.ok().says("This report is closed."));
    let late = noor.submit(&at("replies"), &[("reply", "Thank you")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    noor.submit(&at("reopening"), &[]).await.went_to();
    assert!(bas.get("/issues?which=new").await.ok().says("No mail arrives."));

    let to_noor: Vec<String> = club
        .mails()
        .await
        .into_iter()
        .filter(|(_, to, _)| to == "noor@club.example")
        .map(|(kind, ..)| kind)
        .collect();
    assert_eq!(to_noor, ["issue_receipt", "issue_reply"]);
}

#[actix_web::test]
async fn of_two_who_answer_at_once_the_second_is_told_and_loses_no_word() {
    let club = Club::new().await;
    let (mut bas, mut fenna) = (club.core("Bas").await, club.core("Fenna").await);
    let address = report(&mut club.member().await).await;
    let replies = format!("{address}/replies");
    let seen = bas.get(&address).await.ok().attribute("input[name=seen]", "value").expect("what was seen");
    bas.submit(&replies, &[("seen", &seen), ("reply", "It is the disk."), ("state", "resolved")])
        .await
        .went_to();
    let told = fenna.submit(&replies, &[("seen", &seen), ("reply", "It is the network.")]).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert!(told.says("Bas answered while you wrote"), "{}", told.text());
    assert!(told.says("It is the disk."));
    assert_eq!(told.all("#reply"), ["It is the network."]);
    let seen = told.attribute("input[name=seen]", "value").expect("what was seen");
    fenna.submit(&replies, &[("seen", &seen), ("reply", "It is the network.")]).await.went_to();

    let stale = fenna.submit(&format!("{address}/state"), &[("from", "new"), ("to", "closed")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert_eq!(club.mails().await.len(), 5, "a receipt, the report to each of two, and two answers");
}

#[actix_web::test]
async fn two_who_take_a_report_at_once_are_one_who_has_it() {
    let club = Club::new().await;
    let (mut bas, mut fenna) = (club.core("Bas").await, club.core("Fenna").await);
    let take = format!("{}/assignment", report(&mut club.member().await).await);
    bas.submit(&take, &[]).await.went_to();
    let told = fenna.submit(&take, &[]).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert!(told.says("Bas took this on in the meantime."));
}

#[actix_web::test]
async fn the_core_team_links_an_issue_to_a_move_of_its_domu_only() {
    let club = Club::new().await;
    let address = report(&mut club.member().await).await;
    let migration = club.migration("verifying").await.to_string();
    let mut bas = club.core("Bas").await;
    let link = format!("{address}/migration");
    for wrong in ["M-999", "142", "M-x"] {
        let page = bas.submit(&link, &[("migration", wrong)]).await.refused();
        assert!(!page.error_at("migration").is_empty());
        assert_eq!(page.attribute("#migration", "value").as_deref(), Some(wrong));
    }
    bas.submit(&link, &[("migration", &migration)]).await.went_to();
    assert!(bas.get("/issues?which=holding").await.ok().says("No mail arrives."));
    bas.submit(&link, &[("migration", "")]).await.went_to();
    assert!(!bas.get("/issues?which=holding").await.ok().says("No mail arrives."));
}

#[actix_web::test]
async fn a_long_list_goes_on_where_the_page_before_ended() {
    let club = Club::new().await;
    let now = club.portal.now();
    for n in 0..120 {
        diesel::insert_into(issues::table)
            .values((
                issues::reporter_id.eq(club.noor.id),
                issues::summary.eq(format!("report {n}")),
                issues::severity.eq("question"),
                issues::created_at.eq(now),
                issues::updated_at.eq(now + Duration::seconds(n / 2)),
            ))
            .execute(&mut *club.portal.conn().await)
            .await
            .expect("an issue");
    }
    for mut browser in [club.member().await, club.core("Bas").await] {
        let mut path = "/issues".to_owned();
        let mut seen = Vec::new();
        loop {
            let page = browser.get(&path).await.ok();
            seen.extend(page.all("tbody th a"));
            let older = page.attribute("a[href*=after]", "href");
            let Some(older) = older else { break };
            path = older;
        }
        assert_eq!(seen.len(), 120);
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 120);
    }
    club.member().await.get("/issues?after=garbage&which=garbage").await.ok();
}

/// "The core team gets a message straight away" holds for each report, not only after a move.
#[actix_web::test]
async fn each_of_the_core_team_is_mailed_each_report_once_with_how_bad_it_is_first() {
    let club = Club::new().await;
    club.core("Bas").await;
    let mut fenna = club.core("Fenna").await;
    diesel::update(members::table.filter(members::name.eq("Bas")))
        .set(members::second_email.eq("bas@elsewhere.example"))
        .execute(&mut *club.portal.conn().await)
        .await
        .expect("a second address");
    let mut noor = club.member().await;
    for (domu, body, severity) in
        [("higgs", "No ping.", "down"), ("higgs", "No mail.", "partly"), ("-", "When?", "question")]
    {
        let fields = [("domu", domu), ("body", body), ("severity", severity)];
        noor.submit("/issues", &fields).await.went_to();
        noor.submit("/issues", &fields).await.went_to();
        club.portal.advance(Duration::minutes(3));
    }
    let told: Vec<(String, String)> = outbox_mails::table
        .filter(outbox_mails::kind.eq("issue_reported"))
        .order((outbox_mails::created_at, outbox_mails::to_address))
        .select((outbox_mails::to_address, outbox_mails::headline))
        .load(&mut *club.portal.conn().await)
        .await
        .expect("mails");
    let headlines =
        ["higgs is down, says Noor", "Part of higgs is broken, says Noor", "A question from Noor"];
    let both = ["bas@club.example", "fenna@club.example"];
    let each = headlines.iter().flat_map(|headline| both.map(|to| (to.to_owned(), (*headline).to_owned())));
    assert_eq!(told, each.collect::<Vec<_>>());

    let own = [("domu", "-"), ("body", "The door of the rack is stuck."), ("severity", "question")];
    fenna.submit("/issues", &own).await.went_to();
    let to_fenna = club.mails().await.into_iter().filter(|(_, to, _)| to == "fenna@club.example");
    assert_eq!(to_fenna.filter(|(kind, ..)| kind == "issue_reported").count(), 3, "she knows her own");
}

#[actix_web::test]
async fn whoever_answers_a_report_that_nobody_has_has_it() {
    let club = Club::new().await;
    let (mut noor, mut bas) = (club.member().await, club.core("Bas").await);
    let mut fenna = club.core("Fenna").await;
    let address = report(&mut noor).await;
    let replies = format!("{address}/replies");
    noor.submit(&replies, &[("reply", "Still nothing.")]).await.went_to();
    assert!(bas.get("/issues").await.ok().says("One report has nobody."), "its reporter takes nothing");
    bas.submit(&replies, &[("reply", "I look.")]).await.went_to();
    fenna.submit(&replies, &[("reply", "I help.")]).await.went_to();
    let list = bas.get("/issues").await.ok();
    assert!(list.says("Every report has somebody."), "{}", list.text());
    assert!(bas.get("/issues?which=mine").await.ok().says("No mail arrives."));
    let page = noor.get(&address).await.ok();
    assert!(page.says("Bas took it on") && page.says("We’re on it"), "{}", page.text());
}

/// Sending the form as it stands must not untie anything.
#[actix_web::test]
async fn the_form_of_the_link_says_what_it_is_tied_to() {
    let club = Club::new().await;
    let migration = club.migration("verifying").await;
    let address = report(&mut club.member().await).await;
    let mut bas = club.core("Bas").await;
    let field = |page: &crate::support::Page| page.attribute("#migration", "value");
    assert_eq!(field(&bas.get(&address).await.ok()), Some(migration.to_string()));
    let refused = bas.submit(&format!("{address}/notes"), &[("note", "")]).await.refused();
    assert_eq!(field(&refused), Some(migration.to_string()), "beside another form that is refused");
}

#[actix_web::test]
async fn a_move_that_has_ended_is_held_up_by_nothing() {
    let club = Club::new().await;
    let migration = club.migration("verifying").await;
    report(&mut club.member().await).await;
    let mut bas = club.core("Bas").await;
    assert!(bas.get("/issues").await.ok().says("The clock of one move stands still"));
    diesel::update(migrations::table.find(migration))
        .set((migrations::state.eq("closed"), migrations::ended_at.eq(club.portal.now())))
        .execute(&mut *club.portal.conn().await)
        .await
        .expect("a closed migration");
    assert!(!bas.get("/issues").await.ok().says("stands still"));
    assert!(!bas.get("/issues?which=holding").await.ok().says("No mail arrives."));
}

#[actix_web::test]
async fn each_change_says_who_did_what() {
    let club = Club::new().await;
    let (mut noor, mut bas) = (club.member().await, club.core("Bas").await);
    let address = report(&mut noor).await;
    let at = |verb: &str| format!("{address}/{verb}");
    bas.submit(&at("assignment"), &[]).await.went_to();
    bas.submit(&at("replies"), &[("reply", "Test again?"), ("state", "waiting")]).await.went_to();
    noor.submit(&at("replies"), &[("reply", "Now it works.")]).await.went_to();
    noor.submit(&at("fix"), &[]).await.went_to();
    noor.submit(&at("reopening"), &[]).await.went_to();
    bas.submit(&at("state"), &[("from", "new"), ("to", "resolved")]).await.went_to();
    let events = |page: crate::support::Page| -> Vec<String> {
        let lines = page.all(".event");
        lines
            .into_iter()
            .map(|line| line.split(", today").next().unwrap_or_default().trim().to_owned())
            .collect()
    };
    let same = [
        "Noor answered, so it is with the core team again",
        "Noor says it is fixed",
        "Noor opened it again",
        "Bas says it is solved",
    ];
    let read = |waits: &str| {
        let first = ["Bas took it on", waits];
        first.into_iter().chain(same).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(events(bas.get(&address).await.ok()), read("Bas waits for Noor"));
    assert_eq!(events(noor.get(&address).await.ok()), read("Bas waits for you"));
}

#[actix_web::test]
async fn the_list_says_how_bad_it_is_finds_reports_and_lets_one_be_taken() {
    let club = Club::new().await;
    let (mut noor, mut bas) = (club.member().await, club.core("Bas").await);
    let mut joris = club
        .portal
        .browser_of(&builders::member_with_email(&mut *club.portal.conn().await, "joris@club.example").await)
        .await;
    report(&mut noor).await;
    let down = [("domu", "hadron"), ("body", "It is 100% gone."), ("severity", "down")];
    let theirs = joris.submit("/issues", &down).await.went_to();
    let rows = |page: crate::support::Page| page.all("tbody th a");
    let list = bas.get("/issues").await.ok();
    assert_eq!(
        list.all("tbody .is-broken, tbody .is-move"),
        ["It is down", "New", "Part of it is broken", "New"]
    );
    for found in ["100%25", "hadr", "JORIS", "I-2", "2"] {
        assert_eq!(rows(bas.get(&format!("/issues?q={found}")).await.ok()), ["It is 100% gone."], "{found}");
    }
    let none = bas.get("/issues?q=1_0").await.ok();
    assert!(none.says("No report is like that."), "{}", none.text());

    let take = list.attribute("tbody form", "action").expect("a button");
    assert_eq!(take, format!("{theirs}/assignment"));
    bas.submit(&take, &[]).await.went_to();
    assert_eq!(rows(bas.get("/issues?taken=nobody").await.ok()), ["No mail arrives."]);
    let me = members::table.filter(members::name.eq("Bas")).select(members::id);
    let me: i64 = me.first(&mut *club.portal.conn().await).await.expect("Bas");
    assert_eq!(rows(bas.get(&format!("/issues?taken={me}")).await.ok()), ["It is 100% gone."]);
    assert!(noor.get("/issues").await.ok().attribute("tbody form", "action").is_none());
}

#[actix_web::test]
async fn the_list_of_errors_calls_the_questions_as_the_form_does() {
    let club = Club::new().await;
    let page = club.member().await.submit("/issues", &[("body", "")]).await.refused();
    let list = page.all("[role=alert] li").join(" ");
    for question in ["What is it about: ", "What is wrong: ", "How bad is it: "] {
        assert!(list.contains(question), "{list}");
    }
}
