//! The pages on which a move finds its time: members choose, ask to wait or to be moved now, and the
//! core team answers.

use actix_web::http::StatusCode;
use domovoi::members::{Member, Role};

use crate::support::{Browser, Page, Portal, builders};

/// prins in DC1 with higgs of Noor and kaon of Mees, spaarne in DC2. It is Tuesday 17 November, 20:00.
struct Club {
    portal: Portal,
    fenna: Browser,
    noor: Browser,
    mees: Browser,
}

impl Club {
    async fn start() -> Club {
        let portal = Portal::start().await;
        let now = portal.now();
        let conn = &mut *portal.conn().await;
        let noor: Member = builders::member(conn, Role::Member, "Noor", now).await;
        let mees: Member = builders::member(conn, Role::Member, "Mees", now).await;
        let fenna = builders::member(conn, Role::Core, "Fenna", now).await;
        let [dc1, dc2] = builders::two_sites(conn, now).await;
        let prins = builders::host(conn, dc1, "prins", 64, 1000, now).await;
        builders::host(conn, dc2, "spaarne", 64, 1000, now).await;
        builders::domu(conn, prins, "higgs", 14, &noor, now).await;
        builders::domu(conn, prins, "kaon", 14, &mees, now).await;
        let (fenna, noor, mees) =
            (portal.browser_of(&fenna).await, portal.browser_of(&noor).await, portal.browser_of(&mees).await);
        Club { portal, fenna, noor, mees }
    }

    /// Proposes Monday 23 November, 23:00 to 00:30; says where the page of the move is.
    async fn propose(&mut self, domu: &str) -> String {
        self.fenna.submit("/migrations", &proposal(domu, &[])).await.went_to()
    }

    /// What the form of the page sends when this window is chosen.
    async fn choose(browser: &mut Browser, path: &str, slot: &str) -> Page {
        let page = browser.get(&format!("{path}/window")).await.ok();
        let revision = page.attribute("input[name=revision]", "value").expect("what it saw");
        let fields = [("revision", revision.as_str()), ("slot", slot), ("boot", "yes")];
        browser.submit(&format!("{path}/window"), &fields).await
    }
}

fn proposal<'a>(domu: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("domu", domu),
        ("target", "spaarne"),
        ("day", "2026-11-23"),
        ("starts_at", "23:00"),
        ("ends_at", "00:30"),
        ("zone", "Europe/Amsterdam"),
        ("offers_windows", "yes"),
        ("reason", "We leave the old data centre."),
        ("grace_days", "7"),
        ("proposed_for", "spaarne"),
        ("then", "announce"),
    ];
    fields.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    fields.extend_from_slice(changes);
    fields
}

const WEDNESDAY: &str = "2026-11-25T19:00:00Z";

#[actix_web::test]
async fn a_member_is_led_to_the_choice_and_books() {
    let mut club = Club::start().await;
    let path = club.propose("higgs").await;
    let home = club.noor.get("/home").await.ok();
    assert!(home.says("higgs moves to DC2. When suits you?"), "{}", home.text());
    let window = format!("{path}/window");
    assert_eq!(home.attribute(&format!("a[href='{window}']"), "href").as_deref(), Some(window.as_str()));
    let page = club.noor.get(&path).await.ok();
    assert!(page.says("Choose until"), "{}", page.text());

    let page = club.noor.get(&window).await.ok();
    assert!(page.says("Choose before Friday 20 November, 23:00 CET"), "{}", page.text());
    assert!(page.says("Monday 23 November , CET"), "{}", page.text());
    assert!(page.says("23:00 our pick"), "{}", page.text());
    assert_eq!(page.all("input[name=slot][checked]").len(), 0);
    assert_eq!(Club::choose(&mut club.noor, &path, WEDNESDAY).await.went_to(), path);
    let page = club.noor.get(&path).await.ok();
    assert!(page.says("higgs moves to DC2 Haarlem on Wednesday 25 November"), "{}", page.text());
    assert_eq!(Club::choose(&mut club.noor, &path, WEDNESDAY).await.went_to(), path, "again is harmless");
    let page = club.noor.get(&window).await.ok();
    assert_eq!(page.attribute("input[name=slot][checked]", "value").as_deref(), Some(WEDNESDAY));
    assert!(page.says("You can take another window 2 times"), "{}", page.text());
}

#[actix_web::test]
async fn others_moves_are_busy_and_nothing_else() {
    let mut club = Club::start().await;
    let (noors, meess) = (club.propose("higgs").await, club.propose("kaon").await);
    Club::choose(&mut club.mees, &meess, WEDNESDAY).await.went_to();
    let page = club.noor.get(&format!("{noors}/window")).await.ok();
    assert!(page.says("20:00 busy"), "{}", page.text());
    let busy = page.attribute(&format!("input[value='{WEDNESDAY}']"), "disabled");
    assert!(busy.is_some(), "it can't be chosen");
    for secret in ["kaon", "Mees", "M-2"] {
        assert!(!page.gives_away(secret), "{secret} in\n{}", page.text());
    }

    let page = Club::choose(&mut club.noor, &noors, WEDNESDAY).await.refused();
    assert!(page.error_at("slot").contains("Somebody else was faster"), "{}", page.text());
    assert!(page.says("20:00 busy"), "the windows are shown anew: {}", page.text());
    Club::choose(&mut club.noor, &noors, "2026-11-25T20:30:00Z").await.went_to();
    club.mees.get(&format!("{noors}/window")).await.missing();
    club.mees.submit(&format!("{noors}/hold"), &[("why_wait", "no")]).await.missing();
    club.mees.submit(&format!("{noors}/now"), &[]).await.missing();
}

#[actix_web::test]
async fn an_old_page_hears_who_was_faster() {
    let mut club = Club::start().await;
    let path = club.propose("higgs").await;
    Club::choose(&mut club.fenna, &path, WEDNESDAY).await.went_to();
    let late = [("revision", "0"), ("slot", "2026-11-26T19:00:00Z"), ("boot", "yes")];
    let page = club.noor.submit(&format!("{path}/window"), &late).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.says("Fenna booked it."), "{}", page.text());
}

#[actix_web::test]
async fn a_deadline_far_away_has_more_days() {
    let mut club = Club::start().await;
    let fields = proposal("higgs", &[("deadline_day", "2026-12-31")]);
    let path = club.fenna.submit("/migrations", &fields).await.went_to();
    let page = club.noor.get(&format!("{path}/window")).await.ok();
    let later = page.attribute("a[href*='around=']", "href").expect("earlier or later days");
    let page = club.noor.get(&later).await.ok();
    assert!(page.says("our pick"), "the proposal stays on every page: {}", page.text());
    let page = club.noor.get(&format!("{path}/window?around=2026-12-28")).await.ok();
    assert!(page.says("Wednesday 30 December"), "{}", page.text());
    club.noor.get(&format!("{path}/window?around=soon")).await;
    Club::choose(&mut club.noor, &path, "2026-12-30T19:00:00Z").await.went_to();
}

#[actix_web::test]
async fn a_member_asks_to_wait_and_reads_the_answer() {
    let mut club = Club::start().await;
    let dated = proposal("higgs", &[("deadline_day", "2026-12-31"), ("old_until_day", "2026-12-15")]);
    let path = club.fenna.submit("/migrations", &dated).await.went_to();
    let hold = format!("{path}/hold");
    let page = club.noor.submit(&hold, &[("why_wait", "  ")]).await.refused();
    assert!(!page.error_at("why_wait").is_empty(), "{}", page.text());
    club.noor.submit(&hold, &[("why_wait", "We sell tickets that evening.")]).await.went_to();
    assert_eq!(club.noor.submit(&hold, &[("why_wait", "Really.")]).await.status, StatusCode::CONFLICT);
    assert_eq!(club.noor.get(&format!("{path}/window")).await.went_to(), path, "there is nothing to choose");

    let page = club.noor.get(&path).await.ok();
    assert!(page.says("It stays on prins until the core team has answered."), "{}", page.text());
    assert!(page.says("It can’t stay there after Thursday 31 December, 24:00 CET"), "{}", page.text());
    assert!(!page.says("answer until"), "that date goes with a time: {}", page.text());
    let home = club.fenna.get("/home").await.ok();
    assert!(home.says("is on hold"), "{}", home.text());
    let answer = format!("{path}/hold-answer");
    assert!(home.attribute(&format!("a[href='{answer}']"), "href").is_some(), "{}", home.html());
    let page = club.fenna.get(&answer).await.ok();
    assert!(page.says("We sell tickets that evening."), "{}", page.text());
    assert!(page.says("This does not suit them: Monday 23 November, 23:00 CET"), "{}", page.text());
    let free = "The next free window on another day: Tuesday 24 November, 20:00 CET until 21:30";
    assert!(page.says(free), "{}", page.text());
    let typed = ["day", "starts_at", "ends_at"].map(|field| page.attribute(&format!("#{field}"), "value"));
    assert_eq!(typed.map(Option::unwrap_or_default), ["2026-11-24", "20:00", "21:30"]);
    let revision = page.attribute("input[name=revision]", "value").expect("what it saw");
    let fields = |text| {
        [
            ("revision", revision.as_str()),
            ("answer", text),
            ("day", "2026-12-01"),
            ("starts_at", "22:00"),
            ("ends_at", "23:30"),
            ("zone", "Europe/Amsterdam"),
            ("offers_windows", "yes"),
            ("then", "release"),
        ]
    };
    let page = club.fenna.submit(&answer, &fields("")).await.refused();
    assert!(!page.error_at("answer").is_empty(), "{}", page.text());
    let typed = "What you filled in: Tuesday 1 December, 22:00 CET until 23:30";
    assert!(page.says(typed), "{}", page.text());
    let sent = fields("After your evening, then.");
    club.fenna.submit(&answer, &sent).await.went_to();
    assert_eq!(club.fenna.submit(&answer, &sent).await.status, StatusCode::CONFLICT, "once is enough");
    assert_eq!(club.fenna.get(&answer).await.went_to(), path);

    let page = club.noor.get(&path).await.ok();
    assert!(page.says("After your evening, then."), "{}", page.text());
    assert!(page.says("We sell tickets that evening."), "{}", page.text());
    assert!(page.says("it shuts down Tuesday 1 December"), "{}", page.text());
    for page in [page, club.noor.get(&format!("{path}/window")).await.ok()] {
        assert!(page.says("If no time suits you, ask us to wait again."), "{}", page.text());
        assert!(!page.says("fine too"), "{}", page.text());
    }
    club.noor.get(&answer).await.missing();
}

#[actix_web::test]
async fn a_member_takes_the_wish_to_wait_back() {
    let mut club = Club::start().await;
    let path = club.propose("higgs").await;
    let withdrawal = format!("{path}/hold-withdrawal");
    let too_soon = club.noor.submit(&withdrawal, &[]).await;
    assert_eq!(too_soon.status, StatusCode::CONFLICT, "nobody has asked to wait");
    club.noor.submit(&format!("{path}/hold"), &[("why_wait", "We sell tickets.")]).await.went_to();
    assert!(club.fenna.get(&path).await.ok().says("Noor asked to wait"));
    let page = club.noor.get(&path).await.ok();
    assert!(page.says("You asked to wait"), "{}", page.text());
    assert!(page.says("Then the old time stands again: Monday 23 November, 23:00 CET."), "{}", page.text());
    assert!(page.attribute(&format!("form[action='{withdrawal}']"), "method").is_some(), "{}", page.html());

    club.mees.submit(&withdrawal, &[]).await.missing();
    let page = club.fenna.get(&path).await.ok();
    assert!(page.attribute(&format!("form[action='{withdrawal}']"), "method").is_none(), "{}", page.html());
    assert_eq!(club.noor.submit(&withdrawal, &[]).await.went_to(), path);
    let page = club.noor.submit(&withdrawal, &[]).await;
    assert_eq!(page.status, StatusCode::CONFLICT, "once is enough");
    assert!(page.says("You changed it last yourself"), "{}", page.text());
    let page = club.noor.get(&path).await.ok();
    assert!(page.says("Choose until") && page.says("fine too"), "{}", page.text());
    assert!(page.attribute(&format!("form[action='{withdrawal}']"), "method").is_none(), "{}", page.html());
    assert!(!club.fenna.get("/home").await.ok().says("is to wait"));
    Club::choose(&mut club.noor, &path, WEDNESDAY).await.went_to();
}

#[actix_web::test]
async fn what_is_answered_is_not_taken_back() {
    let mut club = Club::start().await;
    let path = club.propose("higgs").await;
    let withdrawal = format!("{path}/hold-withdrawal");
    club.noor.submit(&format!("{path}/hold"), &[("why_wait", "We sell tickets.")]).await.went_to();
    let answer = format!("{path}/hold-answer");
    let page = club.fenna.get(&answer).await.ok();
    let revision = page.attribute("input[name=revision]", "value").expect("what it saw");
    let fields = [("revision", revision.as_str()), ("answer", "We ask the hall."), ("then", "wait")];
    club.fenna.submit(&answer, &fields).await.went_to();
    let page = club.noor.get(&path).await.ok();
    assert!(page.says("it waits on, and stays on prins until they give it a new time"), "{}", page.text());
    assert!(page.attribute(&format!("form[action='{withdrawal}']"), "method").is_none(), "{}", page.html());
    let page = club.noor.submit(&withdrawal, &[]).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.says("The core team has answered in the meantime: it waits on."), "{}", page.text());
}

#[actix_web::test]
async fn a_member_asks_for_now_and_an_operator_begins() {
    let mut club = Club::start().await;
    let path = club.propose("higgs").await;
    let answer = format!("{path}/now-answer");
    assert_eq!(club.fenna.get(&answer).await.went_to(), path, "nobody has asked");
    let unasked = club.fenna.submit(&answer, &[("then", "decline"), ("word", "No.")]).await;
    assert_eq!(unasked.status, StatusCode::CONFLICT);

    club.noor.submit(&format!("{path}/now"), &[]).await.went_to();
    club.noor.submit(&format!("{path}/now"), &[]).await.went_to();
    let page = club.noor.get(&path).await.ok();
    assert!(page.says("Noor asked to have it moved now"), "{}", page.text());
    assert!(page.says("Until then nothing happens."), "{}", page.text());
    let home = club.fenna.get("/home").await.ok();
    assert!(home.says("was asked to move at once"), "{}", home.text());

    let page = club.fenna.submit(&answer, &[("then", "decline"), ("word", "")]).await.refused();
    assert!(!page.error_at("word").is_empty(), "{}", page.text());
    club.fenna.submit(&answer, &[("then", "decline"), ("word", "Nobody is at a desk.")]).await.went_to();
    let page = club.noor.get(&path).await.ok();
    assert!(page.says("Nobody is at a desk."), "{}", page.text());
    club.noor.submit(&format!("{path}/now"), &[]).await.went_to();
    let page = club.fenna.submit(&answer, &[("then", "accept")]).await.refused();
    assert!(page.says("The preflight of these two hosts is not green."), "{}", page.text());
    let number = path.trim_start_matches("/migrations/").parse().expect("a number");
    builders::ready(&mut *club.portal.conn().await, number, club.portal.now()).await;
    let to = club.fenna.submit(&answer, &[("then", "accept")]).await.went_to();
    assert_eq!(to, format!("{path}/attempt"));
    assert!(club.fenna.get(&to).await.ok().says("is everything ready?"));
    let again = club.fenna.submit(&answer, &[("then", "accept")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
}

#[actix_web::test]
async fn whoever_schedules_reads_how_they_like_to_be_moved() {
    let mut club = Club::start().await;
    let fields = [
        ("name", "Noor"),
        ("locale", "en"),
        ("time_zone", "Europe/Amsterdam"),
        ("move_wishes", "Call me first."),
    ];
    club.noor.submit("/account", &fields).await.went_to();
    let page = club.noor.get("/account").await.ok();
    assert!(page.html().contains("Call me first."), "{}", page.text());
    assert!(club.fenna.get("/migrations/new?domu=higgs").await.ok().says("Noor: Call me first."));
    let path = club.fenna.submit("/migrations", &fixed("higgs")).await.went_to();
    for page in [path.clone(), format!("{path}/schedule")] {
        assert!(club.fenna.get(&page).await.ok().says("Noor: Call me first."), "{page}");
    }
    assert!(!club.noor.get(&path).await.ok().says("How they like to be moved"));
}

fn fixed(domu: &str) -> Vec<(&str, &str)> {
    let mut fields = proposal(domu, &[]);
    fields.retain(|(name, _)| *name != "offers_windows");
    fields
}

#[actix_web::test]
async fn a_fixed_time_is_not_the_members_to_change() {
    let mut club = Club::start().await;
    let path = club.fenna.submit("/migrations", &fixed("higgs")).await.went_to();
    let page = club.noor.get(&format!("{path}/window")).await.ok();
    assert!(page.says("The core team fixed this time."), "{}", page.text());
    assert_eq!(page.all("input[name=slot]").len(), 0);
    let page = club.noor.submit(&format!("{path}/window"), &[("revision", "0"), ("boot", "no")]).await;
    page.went_to();
    let page = club.noor.get(&format!("{path}/window")).await.ok();
    assert_eq!(page.attribute("input[name=boot][checked]", "value").as_deref(), Some("no"));
    let page = Club::choose(&mut club.noor, &path, WEDNESDAY).await.refused();
    assert!(!page.error_at("slot").is_empty(), "{}", page.text());
}

#[actix_web::test]
async fn the_form_proposes_to_let_them_choose_and_keeps_what_was_said() {
    let mut club = Club::start().await;
    let page = club.fenna.get("/migrations/new?domu=higgs").await.ok();
    assert!(page.attribute("input[name=offers_windows]", "checked").is_some());
    let preview = proposal("higgs", &[("then", "preview")]);
    let page = club.fenna.submit("/migrations", &preview).await.ok();
    assert!(page.says("When suits you? Choose until"), "{}", page.text());
    assert!(page.attribute("input[name=offers_windows]", "checked").is_some());
    let soon = proposal("higgs", &[("day", "2026-11-20"), ("starts_at", "19:00"), ("ends_at", "20:30")]);
    let soon: Vec<_> = soon.into_iter().chain([("short_notice_reason", "The disk fails.")]).collect();
    let page = club.fenna.submit("/migrations", &soon).await.refused();
    assert!(!page.error_at("offers_windows").is_empty(), "{}", page.text());
    let draft = proposal("higgs", &[("then", "draft")]);
    let path = club.fenna.submit("/migrations", &draft).await.went_to();
    let number = path.rsplit('/').next().expect("a number");
    let page = club.fenna.get(&format!("/migrations/new?domu=higgs&draft={number}")).await.ok();
    assert!(page.attribute("input[name=offers_windows]", "checked").is_some());
    club.noor.get(&format!("{path}/window")).await.missing();
}

/// On 31 October 2027 the clocks of Amsterdam show half past two twice, on 28 March 2027 never.
#[actix_web::test]
async fn a_time_that_comes_twice_is_asked_about_and_one_that_never_comes_refused() {
    let mut club = Club::start().await;
    let night = [("day", "2027-10-31"), ("starts_at", "02:30"), ("ends_at", "04:00"), ("then", "preview")];
    let page = club.fenna.submit("/migrations", &proposal("higgs", &night)).await.refused();
    assert!(page.error_at("starts_at").contains("comes twice"), "{}", page.text());
    assert!(page.says("02:30 CEST, UTC+02:00 02:30 CET, UTC+01:00"), "{}", page.text());
    assert_eq!(page.attribute("#starts_at", "value").as_deref(), Some("02:30"), "what was typed stays");
    assert!(page.says("We leave the old data centre."));

    let said = [&night[..], &[("starts_at_offset", "+01:00")]].concat();
    let page = club.fenna.submit("/migrations", &proposal("higgs", &said)).await.ok();
    assert!(page.says("Sunday 31 October 2027 at 02:30 CET (01:30 UTC)"), "{}", page.text());
    let kept = page.attribute("input[name=starts_at_offset]", "value");
    assert_eq!(kept.as_deref(), Some("+01:00"), "it need not be said again");

    let never = [("day", "2027-03-28"), ("starts_at", "02:30"), ("ends_at", "04:00")];
    let page = club.fenna.submit("/migrations", &proposal("higgs", &never)).await.refused();
    assert!(page.error_at("starts_at").contains("The next one that does is 03:00"), "{}", page.text());
    let post = [
        ("kind", "maintenance"),
        ("severity", "minor"),
        ("title", "Power"),
        ("body", "A new fuse."),
        ("audience", "nobody"),
        ("starts_at", "2027-10-31 02:30"),
        ("ends_at", "2027-10-31 05:00"),
        ("preview", "1"),
    ];
    let page = club.fenna.submit("/status", &post).await.refused();
    assert!(page.says("02:30 CEST, UTC+02:00"), "{}", page.text());
    let said = [&post[..], &[("starts_at_offset", "+02:00")]].concat();
    club.fenna.submit("/status", &said).await.ok();
}

#[actix_web::test]
async fn every_page_says_in_which_zone_its_times_are() {
    let mut club = Club::start().await;
    for path in ["/home", "/migrations", "/account"] {
        let page = club.noor.get(path).await.ok();
        let foot = page.all("footer").join(" ");
        assert!(foot.contains("Times are those of Europe/Amsterdam, now CET, UTC+01:00 ."), "{path}: {foot}");
    }
    assert!(club.portal.browser().get("/").await.ok().all("footer").join(" ").contains("CET"));
}
