//! Hosts, sites and interconnects.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::schema::{audit_entries, hosts, interconnects, sites};
use domovoi::members::Role;

use crate::support::{Portal, builders};

const PRINS: [(&str, &str); 8] = [
    ("name", "prins"),
    ("site", "1"),
    ("state", "active"),
    ("memory", "24 GiB"),
    ("disk", "400 G"),
    ("volume_group", "vg0"),
    ("bridge", "xenbr0"),
    ("interconnect_address", "198.51.100.9"),
];

fn with<'a>(fields: &[(&'a str, &'a str)], changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = fields.iter().filter(|(name, _)| changed.iter().all(|(other, _)| other != name));
    kept.chain(changed).copied().collect()
}

#[actix_web::test]
async fn a_host_is_added_shown_and_edited() {
    let portal = Portal::start().await;
    builders::site(&mut *portal.conn().await, "DC1", "DC1 Amsterdam", portal.now()).await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    assert_eq!(core.submit("/hosts", &PRINS).await.went_to(), "/hosts/prins");
    let page = core.get("/hosts/prins").await.ok();
    assert!(page.says("prins has no domUs"), "{}", page.text());
    assert!(page.says("0 B of 24 GiB") && page.says("0 B of 400 GiB"), "{}", page.text());
    assert!(core.get("/hosts").await.ok().says("DC1 Amsterdam, 0 domUs"));

    let form = core.get("/hosts/prins/edit").await.ok();
    assert_eq!(form.attribute("#memory", "value").as_deref(), Some("24 GiB"));
    let edited = with(&PRINS, &[("memory", "32 GiB"), ("state", "drained"), ("revision", "1")]);
    assert_eq!(core.submit("/hosts/prins", &edited).await.went_to(), "/hosts/prins");
    assert!(core.get("/hosts/prins").await.ok().says("Drained"));

    let stale = core.submit("/hosts/prins", &edited).await;
    assert_eq!(stale.status.as_u16(), 409);
    assert!(stale.says("and it says what you typed already"), "{}", stale.text());
    let actions: Vec<String> = audit_entries::table
        .order(audit_entries::id)
        .select(audit_entries::action)
        .load(&mut *portal.conn().await)
        .await
        .expect("entries");
    assert_eq!(actions, ["host.added", "host.edited"]);
}

#[actix_web::test]
async fn of_two_who_edit_a_host_the_second_sees_what_it_says_now_and_saves_again() {
    let portal = Portal::start().await;
    builders::two_sites(&mut *portal.conn().await, portal.now()).await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    core.submit("/hosts", &PRINS).await.went_to();
    let first = [("site", "2"), ("state", "drained"), ("memory", "32 GiB"), ("revision", "1")];
    core.submit("/hosts/prins", &with(&PRINS, &first)).await.went_to();

    let second = with(&PRINS, &[("disk", "500 GiB"), ("note", "mine"), ("revision", "1")]);
    let page = core.submit("/hosts/prins", &second).await;
    assert_eq!(page.status.as_u16(), 409);
    assert!(page.says("Somebody else has changed it"), "{}", page.text());
    for (field, now) in [
        ("site", "Now it says: DC2 Haarlem"),
        ("state", "Now it says: Drained"),
        ("memory", "Now it says: 32 GiB"),
        ("disk", "Now it says: 400 GiB"),
        ("note", "Now it is empty."),
        ("name", ""),
        ("bridge", ""),
        ("interconnect_address", ""),
    ] {
        let said = page.error_at(field);
        assert!(said.contains(now) && said.is_empty() == now.is_empty(), "{field}: {said}");
    }
    assert_eq!(page.attribute("#memory", "value").as_deref(), Some("24 GiB"));
    assert_eq!(page.attribute("#disk", "value").as_deref(), Some("500 GiB"));
    assert!(page.all("#note").concat().contains("mine"));
    let revision = page.attribute("input[name=revision]", "value").expect("the new one");
    core.submit("/hosts/prins", &with(&second, &[("revision", &revision)])).await.went_to();
    let written: (i64, i64, String) = hosts::table
        .select((hosts::memory_bytes, hosts::disk_bytes, hosts::note))
        .first(&mut *portal.conn().await)
        .await
        .expect("a host");
    assert_eq!(written, (24 * builders::GIB, 500 * builders::GIB, "mine".to_owned()));
}

/// Where an MTU is changed, the post about it is one click away and filled in.
#[actix_web::test]
async fn a_change_of_the_mtu_is_announced_with_one_click() {
    let portal = Portal::start().await;
    let conn = &mut *portal.conn().await;
    let [dc1, dc2] = builders::two_sites(conn, portal.now()).await;
    builders::host(conn, dc1, "prins", 32, 500, portal.now()).await;
    builders::interconnect(conn, [dc1, dc2], 10_000_000, portal.now()).await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    for (page, title, ticked) in [
        ("/interconnects/1/edit", "The MTU between DC1 and DC2 changes", vec!["site"; 2]),
        ("/hosts/prins", "The MTU of prins changes", vec!["host"]),
    ] {
        let page = core.get(page).await.ok();
        let link = page.attribute("main a[href^='/status/new']", "href").expect("a link");
        let form = core.get(&link).await.ok();
        assert_eq!(form.attribute("#title", "value").as_deref(), Some(title));
        assert_eq!(
            form.attribute("input[name=kind][checked]", "value").as_deref(),
            Some("maintenance"),
            "{link}"
        );
        let boxes = form.all("main input[type=checkbox][checked]").len();
        assert_eq!(boxes, ticked.len(), "{link}");
        assert!(form.attribute(&format!("input[name={}][checked]", ticked[0]), "value").is_some(), "{link}");
    }
}

#[actix_web::test]
async fn each_wrong_field_is_named_what_was_typed_is_kept_and_nothing_is_written() {
    let portal = Portal::start().await;
    builders::site(&mut *portal.conn().await, "DC1", "DC1 Amsterdam", portal.now()).await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    for (field, wrong) in [
        ("name", ""),
        ("name", "two words"),
        ("name", "new"),
        ("site", "99"),
        ("site", "x"),
        ("state", "asleep"),
        ("memory", "24"),
        ("memory", "lots"),
        ("disk", "0 G"),
        ("volume_group", ""),
        ("volume_group", "vg 0; rm -rf"),
        ("bridge", "$(x)"),
        ("interconnect_address", "300.1.2.3"),
        ("interconnect_address", "0.0.0.0"),
        ("interconnect_address", "::"),
        ("interconnect_address", "127.0.0.1"),
        ("interconnect_address", "224.0.0.1"),
        ("interconnect_address6", "::1"),
        ("interconnect_address6", "x"),
        ("interconnect_address6", "10.0.0.1"),
    ] {
        let page = core.submit("/hosts", &with(&PRINS, &[(field, wrong)])).await.refused();
        assert!(!page.error_at(field).is_empty(), "{field}={wrong}: {}", page.text());
        if field != "memory" {
            assert_eq!(page.attribute("#memory", "value").as_deref(), Some("24 GiB"));
        } else {
            assert_eq!(page.attribute("#memory", "value").as_deref(), Some(wrong));
        }
    }
    let written: i64 = hosts::table.count().get_result(&mut *portal.conn().await).await.expect("a count");
    assert_eq!(written, 0);
}

#[actix_web::test]
async fn capacity_never_falls_below_what_lives_there_and_only_an_empty_host_retires() {
    let portal = Portal::start().await;
    {
        let conn = &mut *portal.conn().await;
        let now = portal.now();
        let noor = builders::member(conn, Role::Member, "Noor", now).await;
        let site = builders::site(conn, "DC1", "DC1 Amsterdam", now).await;
        let host = builders::host(conn, site, "prins", 24, 400, now).await;
        builders::domu(conn, host, "higgs", 14, &noor, now).await;
    }
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    let edit =
        |changed: &[(&'static str, &'static str)]| with(&PRINS, &[&[("revision", "1")], changed].concat());
    let page = core.submit("/hosts/prins", &edit(&[("memory", "512 MiB")])).await.refused();
    assert!(page.error_at("memory").contains("1 GiB of memory is in use"), "{}", page.text());
    let page = core.submit("/hosts/prins", &edit(&[("disk", "13 GiB")])).await.refused();
    assert!(page.error_at("disk").contains("14 GiB of disk is in use"), "{}", page.text());
    let page = core.submit("/hosts/prins", &edit(&[("state", "retired")])).await.refused();
    assert!(page.error_at("state").contains("One domU lives here"), "{}", page.text());
    core.submit("/hosts/prins", &edit(&[("memory", "1 GiB"), ("disk", "14 GiB")])).await.went_to();
}

#[actix_web::test]
async fn an_address_on_the_interconnect_is_one_that_no_other_host_has() {
    let portal = Portal::start().await;
    builders::site(&mut *portal.conn().await, "DC1", "DC1 Amsterdam", portal.now()).await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    let wrong = with(&PRINS, &[("interconnect_address6", "10.0.0.1")]);
    let page = core.submit("/hosts", &wrong).await.refused();
    assert!(page.error_at("interconnect_address6").contains("not an IPv6 address"), "{}", page.text());
    core.submit("/hosts", &with(&PRINS, &[("interconnect_address6", "2001:db8::9")])).await.went_to();

    let other = with(&PRINS, &[("name", "heren")]);
    for (field, address) in [
        ("interconnect_address", "198.51.100.9"),
        ("interconnect_address", "2001:db8::9"),
        ("interconnect_address6", "2001:db8::9"),
    ] {
        let (other, typed) = (with(&other, &[("interconnect_address", "")]), [(field, address)]);
        let fields = with(&other, &typed);
        let page = core.submit("/hosts", &fields).await.refused();
        assert!(page.error_at(field).contains("Another host has this address"), "{}", page.text());
    }
    core.submit("/hosts", &with(&other, &[("interconnect_address", "198.51.100.10")])).await.went_to();
    let same = with(&other, &[("interconnect_address", "198.51.100.10"), ("revision", "1")]);
    core.submit("/hosts/heren", &same).await.went_to();
    let hers = with(&other, &[("revision", "2")]);
    let page = core.submit("/hosts/heren", &hers).await.refused();
    assert!(page.error_at("interconnect_address").contains("Another host"), "{}", page.text());
}

#[actix_web::test]
async fn capitals_make_no_other_host_and_no_other_site() {
    let portal = Portal::start().await;
    builders::site(&mut *portal.conn().await, "DC1", "DC1 Amsterdam", portal.now()).await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    core.submit("/hosts", &PRINS).await.went_to();
    let page = core.submit("/hosts", &with(&PRINS, &[("name", "PRINS"), ("interconnect_address", "")])).await;
    let page = page.refused();
    assert!(page.error_at("name").contains("Capitals make no difference"), "{}", page.text());
    let page = core.submit("/sites", &[("code", "dc1"), ("name", "Another")]).await.refused();
    assert!(page.error_at("code").contains("Capitals make no difference"), "{}", page.text());
    let own = with(&PRINS, &[("name", "Prins"), ("revision", "1")]);
    assert_eq!(core.submit("/hosts/prins", &own).await.went_to(), "/hosts/Prins");
}

#[actix_web::test]
async fn sites_are_added_and_edited() {
    let portal = Portal::start().await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    assert_eq!(
        core.submit("/sites", &[("code", "DC1"), ("name", "DC1 Amsterdam")]).await.went_to(),
        "/sites"
    );
    for (code, name, field) in [
        ("", "x", "code"),
        ("a b", "x", "code"),
        ("new", "x", "code"),
        ("DC1", "x", "code"),
        ("DC2", "", "name"),
    ] {
        let page = core.submit("/sites", &[("code", code), ("name", name)]).await.refused();
        assert!(!page.error_at(field).is_empty(), "{code} {name}: {}", page.text());
        assert_eq!(page.attribute("#code", "value").as_deref(), Some(code));
    }
    core.submit("/sites/DC1", &[("code", "DC9"), ("name", "DC9 Utrecht")]).await.went_to();
    let all: Vec<(String, String)> =
        sites::table.select((sites::code, sites::name)).load(&mut *portal.conn().await).await.expect("sites");
    assert_eq!(all, [("DC9".to_owned(), "DC9 Utrecht".to_owned())]);
}

#[actix_web::test]
async fn interconnects_join_two_of_a_kind() {
    let portal = Portal::start().await;
    {
        let conn = &mut *portal.conn().await;
        let one = builders::site(conn, "DC1", "DC1 Amsterdam", portal.now()).await;
        builders::site(conn, "DC2", "DC2 Haarlem", portal.now()).await;
        builders::host(conn, one, "prins", 24, 400, portal.now()).await;
    }
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    let good = [("a", "site-2"), ("b", "site-1"), ("nominal", "1000"), ("measured", ""), ("mtu", "1500")];
    for (field, wrong) in [
        ("a", ""),
        ("a", "moon-1"),
        ("b", "host-1"),
        ("b", "site-99"),
        ("nominal", "fast"),
        ("nominal", "0"),
        ("measured", "-1"),
        ("mtu", "12"),
    ] {
        let page = core.submit("/interconnects", &with(&good, &[(field, wrong)])).await.refused();
        assert!(!page.error_at(field).is_empty(), "{field}={wrong}: {}", page.text());
    }
    let same =
        core.submit("/interconnects", &with(&good, &[("a", "host-1"), ("b", "host-1")])).await.refused();
    assert!(same.error_at("b").contains("not linked with itself"));
    core.submit("/interconnects", &good).await.went_to();
    let twice =
        core.submit("/interconnects", &with(&good, &[("a", "site-1"), ("b", "site-2")])).await.refused();
    assert!(twice.error_at("b").contains("linked already"), "{}", twice.text());

    let page = core.get("/sites").await.ok();
    assert!(page.says("DC1 – DC2") && page.says("1000 Mbit/s"), "{}", page.text());
    let id: i64 = interconnects::table
        .select(interconnects::id)
        .first(&mut *portal.conn().await)
        .await
        .expect("a link");
    let path = format!("/interconnects/{id}");
    core.submit(&path, &[("nominal", "10000"), ("measured", "112"), ("mtu", "9000")]).await.went_to();
    assert!(core.get("/sites").await.ok().says("112.0 MB/s"));
    core.submit(&format!("{path}/removal"), &[]).await.went_to();
    core.get(&format!("{path}/edit")).await.missing();
}

#[actix_web::test]
async fn many_hosts_are_shown_page_by_page() {
    let portal = Portal::start().await;
    {
        let conn = &mut *portal.conn().await;
        let site = builders::site(conn, "DC1", "DC1 Amsterdam", portal.now()).await;
        for n in 10..36 {
            builders::host(conn, site, &format!("canal-{n}"), 24, 400, portal.now()).await;
        }
    }
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    let page = core.get("/hosts").await.ok();
    assert_eq!(page.all(".caps .plate").len(), 25);
    let next = page.attribute(".pages a", "href").expect("there is more");
    assert_eq!(next, "/hosts?after=canal-34");
    let page = core.get(&next).await.ok();
    assert_eq!(page.all(".caps .plate"), ["canal-35"]);
    assert_eq!(page.attribute(".pages a", "href"), None);
}

#[actix_web::test]
async fn a_host_says_whose_its_domus_are_and_which_move_next() {
    let portal = Portal::start().await;
    {
        let conn = &mut *portal.conn().await;
        let now = portal.now();
        let noor = builders::member(conn, Role::Member, "Noor", now).await;
        let dc1 = builders::site(conn, "DC1", "DC1 Amsterdam", now).await;
        let prins = builders::host(conn, dc1, "prins", 24, 400, now).await;
        builders::host(conn, dc1, "spaarne", 24, 400, now).await;
        for name in ["higgs", "kaon", "quark"] {
            builders::domu(conn, prins, name, 14, &noor, now).await;
        }
    }
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    let plan = [
        ("target", "spaarne"),
        ("day", "2026-11-21"),
        ("starts_at", "22:00"),
        ("ends_at", "23:30"),
        ("zone", "Europe/Amsterdam"),
        ("reason", "We leave the old data centre."),
        ("grace_days", "7"),
    ];
    let higgs = [("domu", "higgs"), ("then", "announce")];
    let higgs = core.submit("/migrations", &[&plan[..], &higgs].concat()).await.went_to();
    core.submit("/migrations", &[&plan[..], &[("domu", "kaon"), ("then", "draft")]].concat()).await.went_to();
    let page = core.get("/hosts/prins").await.ok();
    let rows = page.all(".table tbody tr");
    assert!(rows[0].contains("Noor") && rows[0].contains("21 Nov, 22:00 to spaarne"), "{rows:?}");
    assert!(rows[1].contains("kaon Noor") && rows[1].contains("No move"), "a draft is no promise: {rows:?}");
    assert!(rows[2].contains("quark Noor") && rows[2].contains("No move"), "{rows:?}");
    assert!(rows[2].contains("1 GiB 14 GiB"), "memory and disk: {rows:?}");
    assert_eq!(page.attribute(&format!(".table a[href='{higgs}']"), "href"), Some(higgs));
    assert!(!page.says("The last domU leaves"), "two of them stay: {}", page.text());
}

#[actix_web::test]
async fn a_host_that_everybody_leaves_says_when_the_last_one_goes_and_until_when_it_is_needed() {
    let portal = Portal::start().await;
    {
        let conn = &mut *portal.conn().await;
        let now = portal.now();
        let noor = builders::member(conn, Role::Member, "Noor", now).await;
        let dc1 = builders::site(conn, "DC1", "DC1 Amsterdam", now).await;
        let prins = builders::host(conn, dc1, "prins", 24, 400, now).await;
        builders::host(conn, dc1, "spaarne", 24, 400, now).await;
        builders::domu(conn, prins, "higgs", 14, &noor, now).await;
    }
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    let plan = [
        ("domu", "higgs"),
        ("target", "spaarne"),
        ("day", "2026-11-21"),
        ("starts_at", "22:00"),
        ("ends_at", "23:30"),
        ("zone", "Europe/Amsterdam"),
        ("reason", "We leave the old data centre."),
        ("grace_days", "7"),
        ("then", "announce"),
    ];
    core.submit("/migrations", &plan).await.went_to();
    let page = core.get("/hosts/prins").await.ok();
    assert!(page.says("The last domU leaves"), "{}", page.text());
    assert!(page.says("Don’t switch prins off before Saturday 28 November, 23:30 CET"), "{}", page.text());
    assert_eq!(page.all(".head .btn")[0], "Empty prins");
    let page = core.get("/hosts/spaarne").await.ok();
    assert!(!page.says("switched off") && !page.says("switch spaarne"), "one comes there: {}", page.text());
}

#[actix_web::test]
async fn a_host_is_drained_and_opened_again_with_one_click_each() {
    let portal = Portal::start().await;
    {
        let conn = &mut *portal.conn().await;
        let site = builders::site(conn, "DC1", "DC1 Amsterdam", portal.now()).await;
        builders::host(conn, site, "prins", 24, 400, portal.now()).await;
    }
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    let page = core.get("/hosts/prins").await.ok();
    let drain = page.attribute("section[aria-labelledby=drain] form", "action").expect("a button");
    for _ in 0..2 {
        assert_eq!(core.submit(&drain, &[]).await.went_to(), "/hosts/prins");
    }
    let page = core.get("/hosts/prins").await.ok();
    assert!(page.says("Drained") && page.says("prins takes nobody in"), "{}", page.text());
    assert!(page.says("it may be switched off"), "{}", page.text());
    let open = page.attribute("section[aria-labelledby=drain] form", "action").expect("a button");
    assert_eq!(core.submit(&open, &[]).await.went_to(), "/hosts/prins");
    assert!(core.get("/hosts/prins").await.ok().says("takes domUs in"));
    let actions: Vec<String> = audit_entries::table
        .order(audit_entries::id)
        .select(audit_entries::action)
        .load(&mut *portal.conn().await)
        .await
        .expect("entries");
    assert_eq!(actions, ["host.drained", "host.opened"], "twice the same is written once");
    core.submit("/hosts/nowhere/draining", &[]).await.missing();
    diesel::update(hosts::table)
        .set(hosts::state.eq("retired"))
        .execute(&mut *portal.conn().await)
        .await
        .expect("it is retired");
    core.submit(&drain, &[]).await.went_to();
    assert!(core.get("/hosts/prins").await.ok().says("It is retired"), "and stays so");
}

#[actix_web::test]
async fn hosts_are_searched_by_name_and_site_and_filtered_by_state() {
    let portal = Portal::start().await;
    {
        let conn = &mut *portal.conn().await;
        let now = portal.now();
        let [old, new] = builders::two_sites(conn, now).await;
        for (site, name) in [(old, "prins"), (old, "prinses"), (new, "herengracht_1"), (new, "singel")] {
            builders::host(conn, site, name, 24, 400, now).await;
        }
        diesel::update(hosts::table.filter(hosts::name.eq("singel")))
            .set(hosts::state.eq("drained"))
            .execute(conn)
            .await
            .expect("it is drained");
    }
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    for (query, expected) in [
        ("", &["herengracht_1", "prins", "prinses", "singel"][..]),
        ("?q=PRINS", &["prins", "prinses"]),
        ("?q=_", &["herengracht_1"]),
        ("?q=%25", &[]),
        ("?q=dc1", &["prins", "prinses"]),
        ("?state=drained", &["singel"]),
        ("?q=prins&state=drained", &[]),
        ("?state=asleep", &["herengracht_1", "prins", "prinses", "singel"]),
        ("?q=prins&after=prins", &["prinses"]),
    ] {
        let page = core.get(&format!("/hosts{query}")).await.ok();
        assert_eq!(page.all(".caps a.plate"), expected, "{query}: {}", page.text());
        assert_eq!(page.says("Show all hosts"), expected.is_empty(), "{query}");
    }
    let page = core.get("/hosts?q=%22prins%22&state=drained").await.ok();
    assert_eq!(page.attribute("#q", "value").as_deref(), Some("\"prins\""));
    assert_eq!(page.attribute("#state option[selected]", "value").as_deref(), Some("drained"));
}

#[actix_web::test]
async fn the_next_page_of_hosts_keeps_what_was_asked() {
    let portal = Portal::start().await;
    {
        let conn = &mut *portal.conn().await;
        let site = builders::site(conn, "DC1", "DC1 Amsterdam", portal.now()).await;
        for n in 10..40 {
            builders::host(conn, site, &format!("host-{n}"), 24, 400, portal.now()).await;
        }
    }
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    let page = core.get("/hosts?q=host-&state=active").await.ok();
    let next = page.attribute(".pages a", "href").expect("a next page");
    assert_eq!(next, "/hosts?q=host-&state=active&after=host-34");
    assert_eq!(core.get(&next).await.ok().all(".caps a.plate").len(), 5);
}
