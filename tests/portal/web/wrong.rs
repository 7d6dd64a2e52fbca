//! At the door: a boot that fails, the way back from the new place, and a domU that nobody can find.

use actix_web::http::StatusCode;
use chrono::Duration;
use domovoi::members::{Member, Role};

use crate::support::{Browser, Portal, builders};

struct Club {
    portal: Portal,
    fenna: Browser,
    bas: Browser,
    noor: Browser,
    path: String,
}

impl Club {
    /// higgs is announced, and its attempt has come as far as these steps.
    async fn at(done: &[&str]) -> Club {
        let portal = Portal::start().await;
        let now = portal.now();
        let conn = &mut *portal.conn().await;
        let noor: Member = builders::member(conn, Role::Member, "Noor", now).await;
        let fenna = builders::member(conn, Role::Core, "Fenna", now).await;
        let bas = builders::member(conn, Role::Core, "Bas", now).await;
        let [dc1, dc2] = builders::two_sites(conn, now).await;
        let prins = builders::host(conn, dc1, "prins", 64, 1000, now).await;
        builders::host(conn, dc2, "spaarne", 64, 1000, now).await;
        let old = builders::two_networks(conn, [dc1, dc2], now).await;
        let higgs = builders::domu(conn, prins, "higgs", 14, &noor, now).await;
        builders::address(conn, old, higgs, "192.0.2.41", now).await;
        let fields = [
            ("domu", "higgs"),
            ("target", "spaarne"),
            ("day", "2026-11-17"),
            ("starts_at", "20:30"),
            ("ends_at", "23:30"),
            ("zone", "Europe/Amsterdam"),
            ("reason", "We leave the old data centre."),
            ("short_notice_reason", "Noor asked for it."),
            ("grace_days", "7"),
            ("proposed_for", "spaarne"),
            ("address-0", "198.51.100.41"),
            ("then", "announce"),
        ];
        let mut core = portal.browser_of(&fenna).await;
        let path = core.submit("/migrations", &fields).await.went_to();
        portal.advance(Duration::minutes(30));
        let [bas, noor] = [portal.browser_of(&bas).await, portal.browser_of(&noor).await];
        let mut club = Club { fenna: core, bas, noor, path, portal };
        club.fenna.submit(&club.to("/attempt"), &[("overrule", "Checked by hand today.")]).await.went_to();
        for step in done {
            club.finish(1, step).await;
        }
        club
    }

    fn to(&self, end: &str) -> String {
        format!("{}{end}", self.path)
    }

    async fn finish(&mut self, attempt: usize, step: &str) {
        let fields = [
            ("attempt", attempt.to_string()),
            ("step", step.to_owned()),
            ("typed_name", "higgs".to_owned()),
            ("source_down", "yes".to_owned()),
            ("target_ready", "yes".to_owned()),
        ];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.fenna.submit(&self.to("/attempt/step"), &fields).await.went_to();
        self.portal.advance(Duration::minutes(3));
    }
}

const TO_BOOT: [&str; 6] = ["preflight", "stop", "copy", "compare", "prepare", "commit"];

#[actix_web::test]
async fn a_boot_that_fails_is_counted_and_offers_two_doors() {
    let mut club = Club::at(&TO_BOOT).await;
    let page = club.fenna.get(&club.to("/attempt")).await.ok();
    assert!(page.says("higgs doesn’t come up on spaarne? This is the first try."), "{}", page.text());
    assert!(page.says("xl create -c /etc/xen/higgs.cfg"), "{}", page.text());
    let page = club.fenna.submit(&club.to("/attempt/retries"), &[("failure", " ")]).await.refused();
    assert!(!page.error_at("failure").is_empty());
    club.fenna.submit(&club.to("/attempt/retries"), &[("failure", "It finds no root.")]).await.went_to();
    let page = club.fenna.get(&club.to("/attempt")).await.ok();
    assert!(page.says("This is try 2."), "{}", page.text());
    assert!(page.says("Fenna: It finds no root."), "{}", page.text());
    assert!(page.says("xl create -c /etc/xen/higgs.cfg"), "the commands are still there");
    assert_eq!(page.all("a[href$='/attempt/reversal']"), ["Take it back to prins"]);
    assert!(page.all("a[href$='/attempt/abort']").is_empty(), "there is no abort any more");
    // Its member reads it too.
    assert!(club.noor.get(&club.path).await.ok().says("It finds no root."));
}

#[actix_web::test]
async fn taking_it_back_warns_asks_and_tells() {
    let mut club = Club::at(&TO_BOOT).await;
    club.finish(1, "boot").await;
    let reversal = club.to("/attempt/reversal");
    let page = club.fenna.get(&reversal).await.ok();
    assert!(page.says("What higgs wrote at its new place stays there"), "{}", page.text());
    let fields = |data, agreement| {
        [
            ("data", data),
            ("agreement", agreement),
            ("cause_code", "kernel_or_initrd"),
            ("cause", "It hangs after a minute."),
        ]
    };
    let page = club.fenna.submit(&reversal, &fields("", "")).await.refused();
    assert!(!page.error_at("data").is_empty() && page.says("It hangs after a minute."), "{}", page.text());
    let page = club.fenna.submit(&reversal, &fields("member_agreed", " ")).await.refused();
    assert!(!page.error_at("agreement").is_empty(), "{}", page.text());
    club.fenna.submit(&reversal, &fields("member_agreed", "Report I-1.")).await.went_to();
    let twice = club.bas.submit(&reversal, &fields("member_agreed", "Report I-1.")).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);

    let page = club.fenna.get(&club.to("/attempt")).await.ok();
    assert!(page.says("Shut higgs down on spaarne"), "{}", page.text());
    assert!(page.says("Way back, step 1 of 4"), "{}", page.text());
    assert!(page.says("This is the way back, so it can’t be aborted."), "{}", page.text());
    assert!(page.says("mv /etc/xen/higgs.cfg /etc/xen/higgs.cfg.reverted"), "{}", page.text());
    assert!(page.says("Agreed: Report I-1."), "{}", page.text());
    let abort = [("cause_code", "other"), ("cause", "No.")];
    let page = club.fenna.submit(&club.to("/attempt/abort"), &abort).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.says("This is the way back already"), "{}", page.text());
    assert!(club.noor.get(&club.path).await.ok().says("We take it back from its new place, spaarne"));

    for step in ["stop", "fence", "start_again", "check_again"] {
        club.finish(2, step).await;
    }
    let page = club.noor.get(&club.path).await.ok();
    assert!(page.says("higgs is back at its old place, prins"), "{}", page.text());
    assert!(
        page.says("What was written to it at its new place is still on the copy there."),
        "{}",
        page.text()
    );
    assert!(
        page.says("It was handed over to spaarne and taken back by the next attempt."),
        "{}",
        page.text()
    );
    assert!(page.says("Second attempt, back from the new place"), "{}", page.text());
}

/// A tab that was left open still says that the source has the true copy, which it no longer has.
#[actix_web::test]
async fn a_stale_page_of_the_abort_promises_nothing_after_the_hand_over() {
    let mut club = Club::at(&TO_BOOT[..5]).await;
    let abort = club.to("/attempt/abort");
    assert!(club.bas.get(&abort).await.ok().says("prins has the true copy."));
    club.finish(1, "commit").await;
    let typed = [("cause_code", "other"), ("cause", "It is too slow.")];
    let pages = [club.bas.get(&abort).await, club.bas.submit(&abort, &typed).await];
    for page in &pages {
        assert_eq!(page.status, StatusCode::CONFLICT);
        assert!(page.says("higgs was handed over: spaarne has the true copy now."), "{}", page.text());
        assert!(!page.says("prins has the true copy"), "{}", page.text());
        for link in [club.to("/attempt"), club.to("/attempt/reversal")] {
            assert_eq!(page.attribute(&format!("main a[href='{link}']"), "href"), Some(link));
        }
    }
    assert!(pages[1].says("It is too slow."), "{}", pages[1].text());

    for step in ["boot", "check"] {
        club.finish(1, step).await;
    }
    let page = club.bas.get(&abort).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.says("spaarne has the true copy now"), "{}", page.text());
}

#[actix_web::test]
async fn a_stale_page_of_the_abort_says_that_it_goes_back_already() {
    let mut club = Club::at(&TO_BOOT[..3]).await;
    let abort = club.to("/attempt/abort");
    let typed = [("cause_code", "path_mtu"), ("cause", "A bridge dropped large packets.")];
    club.fenna.submit(&abort, &typed).await.went_to();
    let page = club.bas.get(&abort).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.says("is on its way back to prins already"), "{}", page.text());
    for step in ["fence", "start_again", "check_again"] {
        club.finish(1, step).await;
    }
    let page = club.bas.get(&abort).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.says("not possible as the move of higgs stands now"), "{}", page.text());
}

#[actix_web::test]
async fn who_has_no_attempt_to_take_back_is_led_away() {
    let mut club = Club::at(&TO_BOOT[..2]).await;
    assert_eq!(club.fenna.get(&club.to("/attempt/reversal")).await.went_to(), club.path);
    let fields = [("data", "nothing_written"), ("cause_code", "other"), ("cause", "It hangs.")];
    let page = club.fenna.submit(&club.to("/attempt/reversal"), &fields).await.refused();
    assert!(page.says("It was not handed over yet."), "{}", page.text());
}

#[actix_web::test]
async fn what_does_not_start_at_its_old_place_has_a_door_too() {
    let mut club = Club::at(&TO_BOOT[..2]).await;
    let abort = [("cause_code", "path_mtu"), ("cause", "A bridge dropped large packets.")];
    club.fenna.submit(&club.to("/attempt/abort"), &abort).await.went_to();
    club.finish(1, "fence").await;
    let page = club.fenna.get(&club.to("/attempt")).await.ok();
    assert!(page.says("higgs doesn’t come up on prins?"), "{}", page.text());
    assert!(page.says("Path MTU. A bridge dropped large packets."), "why it goes back: {}", page.text());
    assert_eq!(page.all("a[href$='/attempt/lost-track']"), ["Nobody can say where higgs runs"]);
    club.fenna.submit(&club.to("/attempt/retries"), &[("failure", "No such volume.")]).await.went_to();
    assert!(club.fenna.get(&club.to("/attempt")).await.ok().says("This is try 2."));
}

#[actix_web::test]
async fn a_domu_that_nobody_can_find_is_found_by_two() {
    let mut club = Club::at(&TO_BOOT[..3]).await;
    let lost = club.to("/attempt/lost-track");
    let page = club.fenna.submit(&lost, &[("cause_code", "other"), ("cause", ""), ("within", "60")]).await;
    assert!(!page.refused().error_at("cause").is_empty());
    let fields = [("cause_code", "bridge_or_vlan"), ("cause", "Neither host answers."), ("within", "60")];
    let attestations = club.fenna.submit(&lost, &fields).await.went_to();
    assert_eq!(attestations, club.to("/attestations"));
    let twice = club.bas.submit(&lost, &fields).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    assert_eq!(club.fenna.get(&club.to("/attempt")).await.went_to(), attestations);

    let page = club.noor.get(&club.path).await.ok();
    assert!(page.says("please start nothing yourself"), "{}", page.text());
    let page = club.fenna.get("/home").await.ok();
    assert_eq!(page.attribute(&format!("a[href='{attestations}']"), "href"), Some(attestations.clone()));
    let page = club.fenna.get(&attestations).await.ok();
    assert!(page.says("Nobody has looked yet.") && page.says("ls /etc/xen/auto"), "{}", page.text());
    assert!(!page.html().contains("source:runs"), "first one side must be down and fenced");
    let saw = |saw| [("saw", saw), ("seen", "xl list shows no higgs."), ("alone_because", "")];
    club.fenna.submit(&attestations, &saw("target:down_and_fenced")).await.went_to();

    let page = club.fenna.get(&attestations).await.ok();
    assert!(page.says("higgs is down on spaarne and fenced"), "{}", page.text());
    assert!(page.says("You have looked at one side already."), "{}", page.text());
    let page = club.fenna.submit(&attestations, &saw("source:runs")).await.refused();
    assert!(page.error_at("alone_because").contains("Let somebody else look"), "{}", page.text());
    let done = club.bas.submit(&attestations, &saw("source:runs")).await.went_to();
    assert_eq!(done, club.path);
    let again = club.bas.submit(&attestations, &saw("source:runs")).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert_eq!(club.bas.get(&attestations).await.went_to(), club.path);

    let page = club.noor.get(&club.path).await.ok();
    assert!(page.says("Nobody knew where it ran until we had looked at both hosts."), "{}", page.text());
    assert!(page.says("higgs runs on prins Bas"), "{}", page.text());
    assert!(page.says("xl list shows no higgs."), "how it was seen is hers to read: {}", page.text());
    club.noor.get(&attestations).await.missing();
}
