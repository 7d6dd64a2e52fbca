//! DomUs: the core team's list and forms, a member's own page.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::schema::{disks, domu_members, domu_services, domus, migrations};
use domovoi::members::{Member, Role};

use crate::support::{Portal, builders};

async fn a_small_club(portal: &Portal) -> Member {
    let conn = &mut *portal.conn().await;
    let now = portal.now();
    let noor = builders::member(conn, Role::Member, "Noor", now).await;
    let joris = builders::member(conn, Role::Member, "Joris", now).await;
    let site = builders::site(conn, "DC1", "DC1 Amsterdam", now).await;
    let prins = builders::host(conn, site, "prins", 24, 400, now).await;
    let heren = builders::host(conn, site, "heren", 24, 400, now).await;
    let higgs = builders::domu(conn, prins, "higgs", 14, &noor, now).await;
    builders::domu(conn, heren, "hadron", 30, &joris, now).await;
    let network = builders::network(conn, site, "192.0.2.0/24", now).await;
    builders::address(conn, network, higgs, "192.0.2.41", now).await;
    noor
}

#[actix_web::test]
async fn the_list_finds_domus_by_name_owner_address_host_and_state() {
    let portal = Portal::start().await;
    a_small_club(&portal).await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    for (query, found) in [
        ("", vec!["hadron", "higgs"]),
        ("?q=iggs", vec!["higgs"]),
        ("?q=HIG", vec!["higgs"]),
        ("?q=joris", vec!["hadron"]),
        ("?q=NOOR@club", vec!["higgs"]),
        ("?q=192.0.2.41", vec!["higgs"]),
        ("?q=192.0.2.42", vec![]),
        ("?q=h%25s", vec![]),
        ("?host=heren", vec!["hadron"]),
        ("?state=running", vec!["hadron", "higgs"]),
        ("?state=off", vec![]),
        ("?q=hi", vec!["hadron", "higgs"]),
        ("?after=hadron", vec!["higgs"]),
    ] {
        let page = core.get(&format!("/domus{query}")).await.ok();
        assert_eq!(page.all("tbody .plate"), found, "{query}");
    }
    assert!(core.get("/domus?q=hi").await.ok().says("three letters or more"));
    assert!(core.get("/domus?q=hgigs").await.ok().says("Nobody home for “hgigs”"));
}

#[actix_web::test]
async fn a_long_list_comes_in_pages_that_follow_each_other() {
    let portal = Portal::start().await;
    let noor = a_small_club(&portal).await;
    {
        let conn = &mut *portal.conn().await;
        let prins = domovoi::db::ids::HostId(1);
        for n in 0..60 {
            builders::domu(conn, prins, &format!("n{n:02}"), 1, &noor, portal.now()).await;
        }
    }
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    let first = core.get("/domus?state=running").await.ok();
    let next = first.attribute(".pages a", "href").expect("a next page");
    let second = core.get(&next).await.ok();
    assert_eq!(second.attribute(".pages a", "href"), None);
    let mut all = first.all("tbody .plate");
    assert_eq!(all.len(), 50);
    all.extend(second.all("tbody .plate"));
    assert_eq!(all.len(), 62);
    assert!(all.is_sorted());
}

#[actix_web::test]
async fn a_member_sees_where_their_domu_lives_and_not_who_lives_beside_it() {
    let portal = Portal::start().await;
    let noor = a_small_club(&portal).await;
    let mut own = portal.browser_of(&noor).await;
    let page = own.get("/domus/higgs").await.ok();
    for words in
        ["higgs lives on prins", "DC1 Amsterdam", "Up, last known today, 20:00", "192.0.2.41", "14 GiB"]
    {
        assert!(page.says(words), "{words}: {}", page.text());
    }
    assert!(!page.html().contains("hadron") && !page.html().contains("/hosts"), "{}", page.html());
    assert!(!page.html().contains("fleet-"), "a word is missing");
}

#[actix_web::test]
async fn a_page_lists_the_moves_of_its_domu_and_a_draft_only_to_the_core_team() {
    let portal = Portal::start().await;
    let noor = a_small_club(&portal).await;
    let now = portal.now();
    builders::draft(&mut *portal.conn().await, now, now).await;
    let mut own = portal.browser_of(&noor).await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    assert!(own.get("/domus/higgs").await.ok().says("It has not moved"));
    assert!(core.get("/domus/higgs").await.ok().says("To heren"));
    diesel::update(migrations::table)
        .set(migrations::state.eq("on_hold"))
        .execute(&mut *portal.conn().await)
        .await
        .expect("an update");
    assert!(own.get("/domus/higgs").await.ok().says("To heren"));
    assert!(core.get("/domus").await.ok().says("On hold"));
}

#[actix_web::test]
async fn a_member_decides_what_is_theirs_to_decide() {
    let portal = Portal::start().await;
    let noor = a_small_club(&portal).await;
    let mut own = portal.browser_of(&noor).await;
    own.submit("/domus/higgs/preferences", &[("is_named_publicly", "yes")]).await.went_to();
    let decided: (bool, bool) = domus::table
        .filter(domus::name.eq("higgs"))
        .select((domus::boot_after_migration, domus::is_named_publicly))
        .first(&mut *portal.conn().await)
        .await
        .expect("a domU");
    assert_eq!(decided, (false, true));
}

#[actix_web::test]
async fn services_are_added_edited_and_removed_by_their_member() {
    let portal = Portal::start().await;
    let noor = a_small_club(&portal).await;
    let mut own = portal.browser_of(&noor).await;
    let good =
        [("service_name", "My blog"), ("kind", "https"), ("hostname", "higgs.example.org"), ("port", "")];
    for (field, wrong) in [
        ("service_name", ""),
        ("kind", "gopher"),
        ("kind", ""),
        ("hostname", "https://higgs.example.org/"),
        ("hostname", ""),
        ("port", "99999"),
        ("port", "x"),
    ] {
        let fields: Vec<_> =
            good.iter().map(|&(name, value)| (name, if name == field { wrong } else { value })).collect();
        let page = own.submit("/domus/higgs/services", &fields).await.refused();
        assert!(!page.error_at(field).is_empty(), "{field}={wrong}: {}", page.text());
        let kept = if field == "service_name" { "" } else { "My blog" };
        assert_eq!(page.attribute("#service_name", "value").as_deref(), Some(kept));
    }
    let tcp = [("service_name", "IRC"), ("kind", "tcp"), ("hostname", "irc.example.org")];
    assert!(!own.submit("/domus/higgs/services", &tcp).await.refused().error_at("port").is_empty());
    let count = async || -> i64 {
        domu_services::table.count().get_result(&mut *portal.conn().await).await.expect("a count")
    };
    assert_eq!(count().await, 0);

    assert_eq!(own.submit("/domus/higgs/services", &good).await.went_to(), "/domus/higgs");
    let twice = own.submit("/domus/higgs/services", &good).await.refused();
    assert!(twice.error_at("hostname").contains("already"));
    let page = own.get("/domus/higgs").await.ok();
    let path = page.attribute("section[aria-labelledby=svc] tbody a", "href").expect("a link");
    own.get(&path).await.ok();
    own.submit(&path, &[("service_name", "Mail"), ("kind", "smtp"), ("hostname", "mx.example.org")])
        .await
        .went_to();
    assert!(own.get("/domus/higgs").await.ok().says("mx.example.org"));
    let mut other = portal.sign_in_as(Role::Member, "Mees").await;
    other.submit(&format!("{path}/removal"), &[]).await.missing();
    assert_eq!(count().await, 1);
    own.submit(&format!("{path}/removal"), &[]).await.went_to();
    assert_eq!(count().await, 0);
}

const KAON: [(&str, &str); 7] = [
    ("name", "kaon"),
    ("host", "1"),
    ("memory", "4 GiB"),
    ("vcpus", "2"),
    ("state", "off"),
    ("uuid", ""),
    ("note", "by hand"),
];

#[actix_web::test]
async fn the_core_team_records_a_domu_by_hand() {
    let portal = Portal::start().await;
    a_small_club(&portal).await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    let before: i64 = domus::table.count().get_result(&mut *portal.conn().await).await.expect("a count");
    for (field, wrong) in [
        ("name", ""),
        ("name", "new"),
        ("name", "a/b"),
        ("name", "higgs"),
        ("name", "HIGGS"),
        ("host", "99"),
        ("host", "x"),
        ("memory", "4"),
        ("vcpus", "0"),
        ("vcpus", "many"),
        ("state", "asleep"),
        ("uuid", "nonsense"),
        ("uuid", "00000000-0000-0000-0000-000000000000"),
    ] {
        let fields: Vec<_> =
            KAON.iter().map(|&(name, value)| (name, if name == field { wrong } else { value })).collect();
        let page = core.submit("/domus", &fields).await.refused();
        assert!(!page.error_at(field).is_empty(), "{field}={wrong}: {}", page.text());
        assert!(page.all("#note").concat().contains("by hand"));
    }
    let after: i64 = domus::table.count().get_result(&mut *portal.conn().await).await.expect("a count");
    assert_eq!(after, before);
    assert_eq!(core.submit("/domus", &KAON).await.went_to(), "/domus/kaon/edit");
    assert!(core.get("/domus/kaon").await.ok().says("Switched off, last known today, 20:00"));

    let mut edited = KAON.to_vec();
    edited[2] = ("memory", "8 GiB");
    edited.push(("revision", "1"));
    assert_eq!(core.submit("/domus/kaon", &edited).await.went_to(), "/domus/kaon");
    let stale = core.submit("/domus/kaon", &edited).await;
    assert_eq!(stale.status.as_u16(), 409);
    assert!(stale.says("and it says what you typed already"), "{}", stale.text());
    edited[2] = ("memory", "100 GiB");
    edited[7] = ("revision", "2");
    let full = core.submit("/domus/kaon", &edited).await.refused();
    assert!(full.error_at("memory").contains("hasn’t that much memory left"), "{}", full.text());
}

#[actix_web::test]
async fn of_two_who_edit_a_domu_the_second_sees_what_it_says_now_and_saves_again() {
    let portal = Portal::start().await;
    a_small_club(&portal).await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    core.submit("/domus", &KAON).await.went_to();
    let edit = |changed: &[(&'static str, &'static str)]| -> Vec<(&'static str, &'static str)> {
        let kept = KAON.into_iter().filter(|(name, _)| changed.iter().all(|(other, _)| other != name));
        kept.chain(changed.iter().copied()).collect()
    };
    let first = edit(&[("host", "2"), ("memory", "8 GiB"), ("state", "running"), ("revision", "1")]);
    core.submit("/domus/kaon", &first).await.went_to();

    let second = edit(&[("vcpus", "4"), ("revision", "1")]);
    let page = core.submit("/domus/kaon", &second).await;
    assert_eq!(page.status.as_u16(), 409);
    for (field, now) in [
        ("host", "Now it says: heren (DC1)"),
        ("memory", "Now it says: 8 GiB"),
        ("state", "Now it says: Up"),
        ("vcpus", "Now it says: 2"),
        ("uuid", ""),
        ("note", ""),
    ] {
        let said = page.error_at(field);
        assert!(said.contains(now) && said.is_empty() == now.is_empty(), "{field}: {said}");
    }
    assert_eq!(page.attribute("#vcpus", "value").as_deref(), Some("4"));
    assert_eq!(page.attribute("input[name=revision]", "value").as_deref(), Some("2"));
    core.submit("/domus/kaon", &edit(&[("vcpus", "4"), ("revision", "2")])).await.went_to();
    let written: (i64, i32) = domus::table
        .filter(domus::name.eq("kaon"))
        .select((domus::memory_bytes, domus::vcpus))
        .first(&mut *portal.conn().await)
        .await
        .expect("a domU");
    assert_eq!(written, (4 * builders::GIB, 4));
    let form = core.get("/domus/kaon/edit").await.ok();
    assert!(form.says("Leave it empty and it stays as it was"), "{}", form.text());
    assert!(core.get("/domus/new").await.ok().says("Leave it empty and we make one"));
}

#[actix_web::test]
async fn an_address_of_another_site_is_given_only_while_the_domu_moves() {
    let portal = Portal::start().await;
    a_small_club(&portal).await;
    let now = portal.now();
    {
        let conn = &mut *portal.conn().await;
        let dc2 = builders::site(conn, "DC2", "DC2 Haarlem", now).await;
        builders::network(conn, dc2, "198.51.100.0/24", now).await;
    }
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    let own = core.submit("/domus/higgs/addresses", &[("address", "192.0.2.41")]).await.refused();
    assert!(own.error_at("address").contains("The domU has 192.0.2.41 already"), "{}", own.text());
    let foreign = [("address", "198.51.100.41")];
    let page = core.submit("/domus/higgs/addresses", &foreign).await.refused();
    assert!(page.error_at("address").contains("198.51.100.41 is an address of DC2"), "{}", page.text());
    builders::draft(&mut *portal.conn().await, now, now).await;
    core.submit("/domus/higgs/addresses", &foreign).await.went_to();
}

#[actix_web::test]
async fn a_disk_has_a_path_of_its_own_on_its_host() {
    let portal = Portal::start().await;
    let noor = a_small_club(&portal).await;
    let neighbour = {
        let conn = &mut *portal.conn().await;
        builders::domu(conn, domovoi::db::ids::HostId(2), "kaon", 1, &noor, portal.now()).await
    };
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    let disk = |path: &'static str| {
        [("disk_name", "xvdb"), ("disk_path", path), ("disk_format", "raw"), ("disk_size", "1 GiB")]
    };
    for (path, word) in [
        ("/dev/vg0/hadron-disk", "Another disk of this domU"),
        ("/dev/vg0/kaon-disk", "A disk of kaon"),
        ("relative path", "Write the whole path"),
        ("/dev/vg0/ok$(x)", "Write the whole path"),
    ] {
        let page = core.submit("/domus/hadron/disks", &disk(path)).await.refused();
        assert!(page.error_at("disk_path").contains(word), "{path}: {}", page.text());
    }
    for name in ["../x", "xv da"] {
        let mut fields = disk("/dev/vg0/s");
        fields[0] = ("disk_name", name);
        let page = core.submit("/domus/hadron/disks", &fields).await.refused();
        assert!(page.error_at("disk_name").contains("Write it as Xen does"), "{}", page.text());
    }
    core.submit("/domus/hadron/disks", &disk("/dev/vg0/higgs-disk")).await.went_to();

    // What an import brought along stays while the rest is edited.
    let id: i64 = diesel::update(disks::table.filter(disks::domu_id.eq(neighbour)))
        .set(disks::path.eq("rbd:pool/an image"))
        .returning(disks::id)
        .get_result(&mut *portal.conn().await)
        .await
        .expect("a disk");
    let mut fields = disk("rbd:pool/an image");
    fields[3] = ("disk_size", "2 GiB");
    core.submit(&format!("/domus/kaon/disks/{id}"), &fields).await.went_to();
}

#[actix_web::test]
async fn a_domu_that_has_an_owner_keeps_one() {
    let portal = Portal::start().await;
    let noor = a_small_club(&portal).await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    let removal = format!("/domus/higgs/people/{}/removal", noor.id);
    assert!(core.submit(&removal, &[]).await.refused().says("This is the last owner"));
    let demote = [("person_email", "noor@club.example"), ("person_role", "technical")];
    let page = core.submit("/domus/higgs/people", &demote).await.refused();
    assert!(page.error_at("person_role").contains("last owner"), "{}", page.text());
    let stranger = [("person_email", "who@club.example"), ("person_role", "owner")];
    let page = core.submit("/domus/higgs/people", &stranger).await.refused();
    assert!(page.error_at("person_email").contains("No member has this address"));
    assert_eq!(page.attribute("#person_email", "value").as_deref(), Some("who@club.example"));
    assert_eq!(page.attribute("#memory", "value").as_deref(), Some("1 GiB"));

    core.submit("/domus/higgs/people", &[("person_email", "JORIS@club.example"), ("person_role", "owner")])
        .await
        .went_to();
    core.submit(&removal, &[]).await.went_to();
    let people: i64 = domu_members::table
        .filter(domu_members::member_id.eq(noor.id))
        .count()
        .get_result(&mut *portal.conn().await)
        .await
        .expect("a count");
    assert_eq!(people, 0);
    portal.browser_of(&noor).await.get("/domus/higgs").await.missing();
}

#[actix_web::test]
async fn addresses_and_disks_are_recorded_by_hand() {
    let portal = Portal::start().await;
    a_small_club(&portal).await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    for (address, word) in [
        ("", ""),
        ("x", "not an IP address"),
        ("192.0.2.41", "in use"),
        ("192.0.2.255", "an end of its network"),
        ("198.51.100.1", "No network of ours"),
    ] {
        let page = core.submit("/domus/hadron/addresses", &[("address", address)]).await.refused();
        let said = page.error_at("address");
        assert!(!said.is_empty() && said.contains(word), "{address}: {said}");
        assert_eq!(page.attribute("#address", "value").as_deref(), Some(address));
    }
    core.submit("/domus/hadron/addresses", &[("address", "192.0.2.42")]).await.went_to();
    assert!(core.get("/domus/hadron").await.ok().says("192.0.2.42"));

    let good =
        [("disk_name", "xvdb"), ("disk_path", "/dev/vg0/s"), ("disk_format", "raw"), ("disk_size", "")];
    for (field, wrong) in [("disk_name", ""), ("disk_name", "xvda"), ("disk_path", ""), ("disk_size", "big")]
    {
        let fields: Vec<_> =
            good.iter().map(|&(name, value)| (name, if name == field { wrong } else { value })).collect();
        let page = core.submit("/domus/hadron/disks", &fields).await.refused();
        assert!(!page.error_at(field).is_empty(), "{field}={wrong}: {}", page.text());
    }
    let mut big = good;
    big[3] = ("disk_size", "371 GiB");
    let page = core.submit("/domus/hadron/disks", &big).await.refused();
    assert!(page.error_at("disk_size").contains("hasn’t that much disk left"), "{}", page.text());
    core.submit("/domus/hadron/disks", &good).await.went_to();
    let id: i64 = disks::table
        .filter(disks::path.eq("/dev/vg0/s"))
        .select(disks::id)
        .first(&mut *portal.conn().await)
        .await
        .expect("a disk");
    let path = format!("/domus/hadron/disks/{id}");
    core.get(&path).await.ok();
    let foreign = format!("/domus/higgs/disks/{id}");
    core.submit(&foreign, &good).await.missing();
    core.submit(
        &path,
        &[("disk_name", "xvdb"), ("disk_path", "/dev/vg0/s"), ("disk_format", "raw"), ("disk_size", "1 G")],
    )
    .await
    .went_to();
    assert!(core.get("/domus/hadron").await.ok().says("31 GiB"));
    core.submit(&format!("{path}/removal"), &[]).await.went_to();
    core.get(&path).await.missing();
}
