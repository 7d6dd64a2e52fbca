//! The pages about moves: scheduling, running an attempt by hand, and who sees what.

use actix_web::http::StatusCode;
use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, sql_query};
use diesel_async::RunQueryDsl;
use domovoi::db::schema::{disks, domus, outbox_mails};
use domovoi::members::{Member, Role};

use crate::support::{Browser, Portal, builders};

/// prins in DC1 with higgs of Noor, spaarne in DC2.
struct Club {
    portal: Portal,
    core: Browser,
    noor: Browser,
}

impl Club {
    async fn start() -> Club {
        let portal = Portal::start().await;
        let now = portal.now();
        let conn = &mut *portal.conn().await;
        let noor: Member = builders::member(conn, Role::Member, "Noor", now).await;
        let fenna = builders::member(conn, Role::Core, "Fenna", now).await;
        let [dc1, dc2] = builders::two_sites(conn, now).await;
        let prins = builders::host(conn, dc1, "prins", 64, 1000, now).await;
        builders::host(conn, dc2, "spaarne", 64, 1000, now).await;
        builders::host(conn, dc2, "bakenes", 1, 10, now).await;
        let old = builders::two_networks(conn, [dc1, dc2], now).await;
        let higgs = builders::domu(conn, prins, "higgs", 14, &noor, now).await;
        builders::address(conn, old, higgs, "192.0.2.41", now).await;
        let core = portal.browser_of(&fenna).await;
        let noor = portal.browser_of(&noor).await;
        Club { portal, core, noor }
    }

    /// Announces higgs for 21 November, 22:00 to 23:30, and says where its page is.
    async fn announce(&mut self) -> String {
        let fields = announcement(&[]);
        self.core.submit("/migrations", &fields).await.went_to()
    }

    async fn finish(&mut self, path: &str, step: &str) -> String {
        self.core.submit(&format!("{path}/attempt/step"), &[("step", step)]).await.went_to()
    }
}

fn announcement<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("domu", "higgs"),
        ("target", "spaarne"),
        ("day", "2026-11-21"),
        ("starts_at", "22:00"),
        ("ends_at", "23:30"),
        ("zone", "Europe/Amsterdam"),
        ("reason", "We leave the old data centre."),
        ("grace_days", "7"),
        ("proposed_for", "spaarne"),
        ("address-0", "198.51.100.41"),
        ("then", "announce"),
    ];
    fields.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    fields.extend_from_slice(changes);
    fields
}

#[actix_web::test]
async fn the_form_offers_hosts_with_room_and_says_why_the_others_are_not() {
    let mut club = Club::start().await;
    let page = club.core.get("/migrations/new?domu=higgs").await.ok();
    assert_eq!(page.attribute("input[name=target]", "value").as_deref(), Some("spaarne"));
    assert!(page.says("bakenes DC2 Haarlem 4096 MiB of disk are missing."), "{}", page.text());
    assert!(page.says("prins DC1 Amsterdam It lives there."), "{}", page.text());
    assert_eq!(page.attribute("#address-0", "value").as_deref(), Some("198.51.100.41"));
    assert!(page.says("Announce and mail one person"));
}

#[actix_web::test]
async fn the_mail_can_be_read_before_anybody_gets_it() {
    let mut club = Club::start().await;
    let page = club.core.submit("/migrations", &announcement(&[("then", "preview")])).await.ok();
    assert!(page.says("198.51.100.41"), "{}", page.text());
    assert!(page.says("Hello Noor"), "{}", page.text());
    assert!(club.core.get("/migrations").await.ok().says("No move is open"));
}

#[actix_web::test]
async fn bad_input_keeps_what_was_typed() {
    let mut club = Club::start().await;
    for (field, value, at) in [
        ("target", "nowhere", "target"),
        ("target", "bakenes", "target"),
        ("day", "soon", "day"),
        ("day", "2026-11-16", "starts_at"),
        ("starts_at", "24:61", "starts_at"),
        ("reason", "", "reason"),
        ("grace_days", "0", "grace_days"),
        ("address-0", "198.51.100.300", "addresses"),
        ("address-0", "192.0.2.99", "addresses"),
    ] {
        let page = club.core.submit("/migrations", &announcement(&[(field, value)])).await.refused();
        assert!(!page.error_at(at).is_empty(), "{field}={value}: {}", page.text());
        if field != "reason" {
            assert!(page.says("We leave the old data centre."), "{field}");
        }
    }
    assert!(club.core.get("/migrations").await.ok().says("No move is open"));
}

/// The networks of the target's site hold none of its addresses, so it would not be reached there.
#[actix_web::test]
async fn an_address_of_another_site_is_kept_only_on_purpose() {
    let mut club = Club::start().await;
    let page = club.core.get("/migrations/new?domu=higgs").await.ok();
    assert!(!page.says("addresses of another site"), "one is proposed: {}", page.text());
    let without = announcement(&[("address-0", "")]);
    let page = club.core.submit("/migrations", &without).await.refused();
    assert!(page.error_at("keeps_addresses").contains("holds 192.0.2.41"), "{}", page.text());
    let warning = &page.all("#address-0-w")[0];
    assert!(warning.contains("No network in DC2 Haarlem holds 192.0.2.41"), "{warning}");
    assert!(warning.contains("198.51.100.41 is free."), "{warning}");
    let preview = announcement(&[("address-0", ""), ("then", "preview")]);
    assert!(club.core.submit("/migrations", &preview).await.ok().says("addresses of another site"));
    let on_purpose = announcement(&[("address-0", ""), ("keeps_addresses", "yes")]);
    club.core.submit("/migrations", &on_purpose).await.went_to();
}

#[actix_web::test]
async fn nothing_is_promised_while_the_size_of_a_disk_is_unknown() {
    let mut club = Club::start().await;
    diesel::update(disks::table)
        .set(disks::bytes.eq(None::<i64>))
        .execute(&mut *club.portal.conn().await)
        .await
        .expect("nobody knows");
    let page = club.core.get("/migrations/new?domu=higgs").await.ok();
    assert!(page.says("can’t be said yet") && !page.says("Down for about"), "{}", page.text());
    assert_eq!(page.attribute("a[href='/domus/higgs/edit']", "href").as_deref(), Some("/domus/higgs/edit"));
    let page = club.core.submit("/migrations", &announcement(&[])).await.refused();
    assert!(page.says("so there is nothing to promise"), "{}", page.text());
    club.core.submit("/migrations", &announcement(&[("then", "draft")])).await.went_to();
}

#[actix_web::test]
async fn the_form_says_who_else_needs_the_interconnect() {
    let mut club = Club::start().await;
    let page = club.core.get("/migrations/new?domu=higgs").await.ok();
    assert!(page.says("Both hosts and the interconnect are free then"), "{}", page.text());
    assert!(page.says("Left in the window") && page.says("Noor, Owner"), "{}", page.text());
    let noor = builders::member_with_email(&mut *club.portal.conn().await, "noor@club.example").await;
    let now = club.portal.now();
    let prins =
        domus::table.select(domus::host_id).first(&mut *club.portal.conn().await).await.expect("prins");
    builders::domu(&mut *club.portal.conn().await, prins, "kaon", 14, &noor, now).await;
    let path = club.announce().await;
    let page = club.core.get("/migrations/new?domu=kaon").await.ok();
    assert!(page.says("higgs needs a host or the interconnect then"), "{}", page.text());
    assert!(page.attribute(&format!(".checks a[href='{path}']"), "href").is_some());
}

#[actix_web::test]
async fn short_notice_needs_a_reason() {
    let mut club = Club::start().await;
    let soon = announcement(&[("day", "2026-11-18")]);
    let page = club.core.submit("/migrations", &soon).await.refused();
    assert!(!page.error_at("short_notice_reason").is_empty(), "{}", page.text());
    let explained = announcement(&[("day", "2026-11-18"), ("short_notice_reason", "Noor asked for it.")]);
    club.core.submit("/migrations", &explained).await.went_to();
}

#[actix_web::test]
async fn an_attempt_that_is_aborted_leads_back_step_by_step() {
    let mut club = Club::start().await;
    let path = club.announce().await;
    let page = club.noor.get(&path).await.ok();
    assert!(page.says("higgs moves to DC2 Haarlem on Saturday 21 November"), "{}", page.text());

    club.portal.advance(Duration::days(4) + Duration::hours(2));
    let fenna = club.core_again().await;
    club.core = fenna;
    club.core.submit(&format!("{path}/attempt"), &[("overrule", "Checked by hand today.")]).await.went_to();
    club.finish(&path, "preflight").await;
    let page = club.core.get(&format!("{path}/attempt")).await.ok();
    assert!(page.says("Shut higgs down on prins"), "{}", page.text());
    let form = club.core.get(&format!("{path}/attempt/abort")).await.ok();
    assert!(form.says("has the true copy"), "it may be going down already: {}", form.text());
    assert!(page.says("xl shutdown -w higgs"), "{}", page.text());
    club.finish(&path, "stop").await;

    club.portal.advance(Duration::minutes(55));
    let abort = format!("{path}/attempt/abort");
    let form = club.core.get(&abort).await.ok();
    assert!(form.says("Goes in the mail and in the history."), "{}", form.text());
    assert_eq!(form.attribute("input[name=attempt]", "value").as_deref(), Some("1"));
    let page = club.core.submit(&abort, &[("cause_code", "path_mtu"), ("cause", "")]).await.refused();
    assert!(
        page.all("[role=alert] li").join(" ").contains("In words its owner can use: "),
        "{}",
        page.text()
    );
    assert!(!page.error_at("cause").is_empty());
    let fields = [("cause_code", "path_mtu"), ("cause", "A bridge dropped large packets.")];
    club.core.submit(&abort, &fields).await.went_to();
    let page = club.core.get(&format!("{path}/attempt")).await.ok();
    assert!(page.says("Way back, step 1 of 3"), "{}", page.text());
    let letter = page.all("section[aria-labelledby=mail-h]");
    assert_eq!(letter.len(), 1, "{}", page.text());
    for part in [
        "higgs is back at its old place",
        "Path MTU: A bridge dropped large packets.",
        "It goes to one member when the last step of the way back is ticked",
    ] {
        assert!(letter[0].contains(part), "{part} is missing in {}", letter[0]);
    }
    for step in ["fence", "start_again", "check_again"] {
        club.finish(&path, step).await;
    }
    let noor = club.noor_again().await;
    club.noor = noor;
    let page = club.noor.get(&path).await.ok();
    assert!(page.says("higgs is back at its old place, prins"), "{}", page.text());
    assert!(page.says("A bridge dropped large packets."), "{}", page.text());
    assert!(page.says("It was down for 55 minutes"), "{}", page.text());
    assert!(page.says("Copying the disk, broken off"), "{}", page.text());
}

/// The volume is made on the target before the source sends anything, and the numbers say so.
#[actix_web::test]
async fn the_commands_are_numbered_across_both_hosts_in_their_order() {
    let mut club = Club::start().await;
    let path = club.announce().await;
    club.portal.advance(Duration::days(4) + Duration::hours(2));
    club.core = club.core_again().await;
    club.core.submit(&format!("{path}/attempt"), &[("overrule", "Checked by hand today.")]).await.went_to();
    club.finish(&path, "preflight").await;
    let page = club.core.get(&format!("{path}/attempt")).await.ok();
    assert_eq!(page.all(".cmd .plate"), ["prins", "spaarne"]);
    assert_eq!(page.all(".cmd button").len(), 1, "nothing is to be copied for spaarne: {}", page.text());
    club.finish(&path, "stop").await;
    let page = club.core.get(&format!("{path}/attempt")).await.ok();
    assert_eq!(page.all(".cmd .plate"), ["spaarne", "prins"]);
    let make = &page.all(".cmd li[value='1']")[0];
    assert!(make.starts_with("set --") && make.contains("lvcreate"), "{make}");
    assert!(page.all(".cmd li[value='2']")[0].starts_with("lvchange"), "{}", page.text());
    let copy = &page.all(".cmd li[value='3']")[0];
    assert!(copy.starts_with("dd if=") && copy.contains("'test -b /dev/"), "{copy}");
    assert_eq!(page.all(".cmd button").len(), 2);
}

#[actix_web::test]
async fn two_operators_at_once_end_with_one_step_done() {
    let mut club = Club::start().await;
    let path = club.announce().await;
    club.portal.advance(Duration::days(4) + Duration::hours(2));
    club.core = club.core_again().await;
    let mut bas = club.portal.sign_in_as(Role::Core, "Bas").await;
    club.core.submit(&format!("{path}/attempt"), &[("overrule", "Checked by hand today.")]).await.went_to();
    let operate = format!("{path}/attempt");
    assert!(bas.get(&operate).await.ok().says("I take it over"));
    assert!(!club.core.get(&operate).await.ok().says("I take it over"), "she runs it");
    assert!(bas.get(&path).await.ok().says("I’ll run it"));
    assert!(!club.core.get(&path).await.ok().says("I’ll run it"), "she does already");
    let step = format!("{path}/attempt/step");
    club.core.submit(&step, &[("step", "preflight")]).await.went_to();
    let late = bas.submit(&step, &[("step", "preflight")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.says("Fenna"), "{}", late.text());
}

#[actix_web::test]
async fn others_see_nothing_of_a_move() {
    let mut club = Club::start().await;
    let path = club.announce().await;
    let mut thijs = club.portal.sign_in_as(Role::Member, "Thijs").await;
    let foreign = thijs.get(&path).await.missing();
    let nothing = thijs.get("/migrations/M-9999").await.missing();
    assert_eq!(foreign.text(), nothing.text());
    assert!(!thijs.get("/migrations").await.ok().says("higgs"));
    assert!(club.noor.get("/migrations").await.ok().says("higgs"));
    for path in ["/migrations/M-99999999999999999999", "/migrations/M-01", "/migrations/1"] {
        thijs.get(path).await.missing();
    }
    thijs.submit(&format!("{path}/confirmation"), &[]).await.missing();
    let mut nobody = club.portal.browser();
    assert_eq!(nobody.get(&path).await.went_to(), format!("/sign-in?back=%2Fmigrations%2F{}", &path[12..]));
}

#[actix_web::test]
async fn the_club_writes_its_own_commands() {
    let mut club = Club::start().await;
    let edit = "/runbook/stop/source";
    let page = club.core.submit(edit, &[("body", "xl destroy {{domain}}")]).await.refused();
    assert_eq!(page.error_at("body"), "Error: {{domain}} is none of the placeholders below.");
    assert!(page.says("Commands: {{domain}} is none"), "the list of errors names the field: {}", page.text());
    let page = club.core.submit(edit, &[("body", "xl destroy {{domu")]).await.refused();
    assert!(page.error_at("body").contains("{{domu is not closed"), "{}", page.error_at("body"));
    for means in ["Where that disk lies on the target", "Image files, such as"] {
        assert!(page.says(means), "{means} is missing in {}", page.text());
    }
    club.core.submit(edit, &[("body", "our-stop {{domu}}")]).await.went_to();
    assert!(club.core.get("/runbook").await.ok().says("our-stop {{domu}}"));
    club.core.submit(edit, &[("restore", "yes")]).await.went_to();
    assert!(!club.core.get("/runbook").await.ok().says("our-stop"));
    club.noor.get("/runbook").await.missing();
}

impl Club {
    /// Core sessions end after an idle hour, so after a jump of the clock people sign in again.
    async fn core_again(&self) -> Browser {
        self.again("fenna@club.example").await
    }

    async fn noor_again(&self) -> Browser {
        self.again("noor@club.example").await
    }

    async fn again(&self, email: &str) -> Browser {
        let member = builders::member_with_email(&mut *self.portal.conn().await, email).await;
        self.portal.browser_of(&member).await
    }
}

#[actix_web::test]
async fn the_names_of_domus_are_offered_while_they_are_few() {
    let mut club = Club::start().await;
    let page = club.core.get("/migrations/new").await.ok();
    assert_eq!(page.attribute("#domu", "list").as_deref(), Some("domu-names"));
    assert_eq!(page.attribute("#domu-names option", "value").as_deref(), Some("higgs"));
    assert!(!page.says("Find it in the list"), "{}", page.text());
    let quarks = sql_query(
        "INSERT INTO domus (uuid, name, host_id, memory_bytes, state, created_at)
         SELECT gen_random_uuid(), 'quark-' || n, 1, 1, 'running', now() FROM generate_series(1, 200) n",
    );
    quarks.execute(&mut *club.portal.conn().await).await.expect("many domUs");
    let page = club.core.get("/migrations/new?domu=hig").await.refused();
    assert_eq!(page.all("#domu-names option").len(), 200);
    assert_eq!(page.attribute("main p a[href^='/domus']", "href").as_deref(), Some("/domus?q=hig"));
}

#[actix_web::test]
async fn the_core_team_says_until_when_the_old_address_answers() {
    let mut club = Club::start().await;
    let until = announcement(&[("old_until_day", "2026-12-04")]);
    let path = club.core.submit("/migrations", &until).await.went_to();
    let page = club.noor.get(&path).await.ok();
    assert!(page.says("answer until"), "{}", page.text());
    let conn = &mut *club.portal.conn().await;
    let mail: String = outbox_mails::table.select(outbox_mails::body_text).first(conn).await.expect("a mail");
    assert!(mail.contains("The old address answers until\nFriday 4 December"), "{mail}");
}

#[actix_web::test]
async fn an_old_address_without_a_day_stops_at_the_stop() {
    let mut club = Club::start().await;
    let path = club.announce().await;
    let page = club.noor.get(&path).await.ok();
    assert!(page.says("Old addresses stop when it shuts down"), "{}", page.text());
    let conn = &mut *club.portal.conn().await;
    let mail: String = outbox_mails::table.select(outbox_mails::body_text).first(conn).await.expect("a mail");
    assert!(mail.contains("The old address stops when it shuts down."), "{mail}");
}

#[actix_web::test]
async fn nobody_runs_a_move_until_somebody_takes_it() {
    let mut club = Club::start().await;
    let path = club.announce().await;
    assert!(club.core.get(&path).await.ok().says("nobody yet"));
    assert!(club.core.get("/migrations").await.ok().says("nobody yet"));
    club.core.submit(&format!("{path}/operator"), &[]).await.went_to();
    let page = club.core.get(&path).await.ok();
    assert!(!page.says("nobody yet") && page.says("Fenna"), "{}", page.text());
}
