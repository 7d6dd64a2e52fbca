//! Who may open which page.

use actix_web::http::{Method, StatusCode};
use domovoi::members::Role;

use crate::support::{Portal, builders};

const CORE_ONLY: &[&str] = &[
    "/hosts",
    "/hosts/new",
    "/hosts/prins",
    "/hosts/prins/edit",
    "/sites",
    "/sites/new",
    "/sites/DC1/edit",
    "/interconnects/new",
    "/interconnects/1/edit",
    "/networks",
    "/networks/new",
    "/networks/1",
    "/networks/1/edit",
    "/domus",
    "/domus/new",
    "/domus/higgs/edit",
    "/domus/higgs/disks/1",
    "/fleet-import",
];

const CORE_POSTS: &[&str] = &[
    "/hosts",
    "/hosts/prins",
    "/hosts/prins/draining",
    "/hosts/prins/draining/end",
    "/hosts/prins/tokens",
    "/hosts/prins/tokens/1/revocation",
    "/sites",
    "/sites/DC1",
    "/interconnects",
    "/interconnects/1",
    "/interconnects/1/removal",
    "/networks",
    "/networks/1",
    "/networks/1/removal",
    "/domus",
    "/domus/higgs",
    "/domus/higgs/people",
    "/domus/higgs/people/1/removal",
    "/domus/higgs/addresses",
    "/domus/higgs/addresses/removal",
    "/domus/higgs/disks",
    "/domus/higgs/disks/1",
    "/domus/higgs/disks/1/removal",
];

const OWN: &[&str] = &["/domus/higgs", "/domus/higgs/services/new"];

async fn a_small_club(portal: &Portal) -> domovoi::members::Member {
    let conn = &mut *portal.conn().await;
    let now = portal.now();
    let noor = builders::member(conn, Role::Member, "Noor", now).await;
    let site = builders::site(conn, "DC1", "DC1 Amsterdam", now).await;
    let host = builders::host(conn, site, "prins", 24, 400, now).await;
    let domu = builders::domu(conn, host, "higgs", 14, &noor, now).await;
    let network = builders::network(conn, site, "192.0.2.0/24", now).await;
    builders::address(conn, network, domu, "192.0.2.41", now).await;
    let ends = domovoi::fleet::edits::Ends::Sites(site, site);
    let input = domovoi::fleet::edits::LinkInput {
        nominal_bits_per_second: 1_000_000_000,
        measured_bytes_per_second: Some(112_000_000),
        expected_mtu: 1500,
    };
    domovoi::fleet::edits::add_interconnect(conn, &domovoi::members::Actor::Command, ends, input, now)
        .await
        .expect("a link");
    noor
}

#[actix_web::test]
async fn the_pages_of_the_core_team_are_there_for_it_and_for_nobody_else() {
    let portal = Portal::start().await;
    let noor = a_small_club(&portal).await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    let mut member = portal.browser_of(&noor).await;
    let mut nobody = portal.browser();
    for path in CORE_ONLY {
        let page = core.get(path).await.ok();
        assert!(
            !page.html().replace("/fleet-import", "").contains("fleet-"),
            "{path} has a word that is missing"
        );
        member.get(path).await.missing();
        assert!(nobody.get(path).await.went_to().starts_with("/sign-in"), "{path}");
    }
    for path in CORE_POSTS {
        member.submit(path, &[("revision", "1")]).await.missing();
        assert!(nobody.submit(path, &[]).await.went_to().starts_with("/sign-in"), "{path}");
    }
}

#[actix_web::test]
async fn a_member_has_the_pages_of_their_own_domu_and_of_no_other() {
    let portal = Portal::start().await;
    let noor = a_small_club(&portal).await;
    let mut own = portal.browser_of(&noor).await;
    let mut other = portal.sign_in_as(Role::Member, "Joris").await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    for path in OWN {
        own.get(path).await.ok();
        core.get(path).await.ok();
        let foreign = other.get(path).await.missing();
        let nowhere = other.get("/domus/nowhere").await.missing();
        assert_eq!(foreign.text(), nowhere.text());
    }
    for path in ["/domus/higgs/preferences", "/domus/higgs/services"] {
        other
            .submit(path, &[("service_name", "x"), ("kind", "ssh"), ("hostname", "a.example")])
            .await
            .missing();
    }
}

#[actix_web::test]
async fn what_is_no_id_or_name_of_ours_is_not_found() {
    let portal = Portal::start().await;
    a_small_club(&portal).await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    for path in [
        "/hosts/nowhere",
        "/hosts/%C3%A9/edit",
        "/sites/DC9/edit",
        "/networks/0",
        "/networks/-1",
        "/networks/99999999999999999999",
        "/networks/1?after=x",
        "/interconnects/99999999999999999999/edit",
        "/domus/nowhere",
        "/domus/higgs/disks/99999999999999999999",
        "/domus/higgs/services/abc",
    ] {
        core.get(path).await.missing();
    }
    for path in ["/hosts/%00", "/domus/%00", "/domus?q=%00%00%00", "/domus?after=%00", "/domus/%ff"] {
        let status = core.send(Method::GET, path, &[], Vec::new()).await.status;
        assert!(status.is_client_error() || status == StatusCode::OK, "{path}: {status}");
    }
}
