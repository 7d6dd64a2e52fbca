//! Sites, hosts and networks, and a member's domUs on them.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domovoi::db::ids::{DomuId, HostId};
use domovoi::db::schema::{disks, domu_members, domu_services, domus, hosts};
use domovoi::fleet::edits::{Ends, LinkInput, add_interconnect, add_name};
use domovoi::members::{Actor, Member};

use super::{Ground, Things};
use crate::support::builders;

/// prins in DC1 and spaarne in DC2, roomy enough.
pub async fn ground(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> [HostId; 2] {
    let [dc1, dc2] = builders::two_sites(conn, now).await;
    let prins = builders::host(conn, dc1, "prins", 512, 20_000, now).await;
    let spaarne = builders::host(conn, dc2, "spaarne", 512, 20_000, now).await;
    builders::network(conn, dc1, "192.0.2.0/24", now).await;
    builders::network(conn, dc2, "198.51.100.0/24", now).await;
    [prins, spaarne]
}

/// A domU with a disk more, a service, an address and a contact, one for each move, two that stand still
/// until they are announced or drafted, and what the core team may remove.
pub async fn add(conn: &mut AsyncPgConnection, ground: &Ground, own: &mut Things, member: &Member) {
    let now = ground.portal.now();
    let [prins, spaarne] = ground.hosts;
    let (bird, n, secret) = (own.get("domu").to_owned(), own.get("n").to_owned(), member.name.clone());
    let home = builders::domu(conn, prins, &bird, 10, member, now).await;
    for suffix in ["a", "b", "e", "h", "k", "o", "r", "s", "u", "v", "w"] {
        builders::domu(conn, prins, &format!("{bird}-{suffix}"), 10, member, now).await;
    }
    let network = domovoi::db::ids::IpNetworkId(1);
    let still = builders::domu(conn, prins, &format!("{bird}-n"), 10, member, now).await;
    builders::address(conn, network, still, &format!("192.0.2.20{n}"), now).await;
    let address = format!("192.0.2.3{n}");
    builders::address(conn, network, home, &address, now).await;
    own.put("address", address);
    own.put("lives_on", prins);
    add_contact(conn, home, &ground.core).await;
    own.put("disk", add_disk(conn, home, &secret).await);
    own.put("service", add_service(conn, home, &secret).await);
    own.put("listed_name", add_listed_name(conn, ground, home, &secret).await);

    let dc1 = domovoi::db::ids::SiteId(1);
    let pand = builders::host(conn, dc1, &format!("pand{n}"), 16, 100, now).await;
    own.put("host", format!("pand{n}"));
    own.put("free_host", pand);
    own.put("host_token", builders::host_token(conn, pand, now).await.1);
    let input = LinkInput {
        nominal_bits_per_second: 1_000_000_000,
        measured_bytes_per_second: None,
        expected_mtu: 1500,
    };
    let link = add_interconnect(conn, &Actor::Command, Ends::Hosts(spaarne, pand), input, now).await;
    own.put("link", link.expect("a link"));
    own.put("network", builders::network(conn, dc1, &format!("203.0.{n}.0/24"), now).await);
    let site = format!("DC5{n}");
    builders::site(conn, &site, "Spare", now).await;
    own.put("site", site);
    let revision: i32 = domus::table.find(home).select(domus::revision).first(conn).await.expect("a domU");
    own.put("domu_revision", revision);
    let revision: i32 = hosts::table.find(pand).select(hosts::revision).first(conn).await.expect("a host");
    own.put("host_revision", revision);
}

async fn add_contact(conn: &mut AsyncPgConnection, domu: DomuId, contact: &Member) {
    diesel::insert_into(domu_members::table)
        .values((
            domu_members::domu_id.eq(domu),
            domu_members::member_id.eq(contact.id),
            domu_members::role.eq("technical"),
        ))
        .execute(conn)
        .await
        .expect("a contact");
}

async fn add_disk(conn: &mut AsyncPgConnection, domu: DomuId, secret: &str) -> i64 {
    diesel::insert_into(disks::table)
        .values((
            disks::domu_id.eq(domu),
            disks::name.eq("xvdb"),
            disks::path.eq(format!("/dev/vg0/{secret}")),
            disks::bytes.eq(builders::GIB),
        ))
        .returning(disks::id)
        .get_result(conn)
        .await
        .expect("a disk")
}

async fn add_listed_name(
    conn: &mut AsyncPgConnection,
    ground: &Ground,
    domu: DomuId,
    secret: &str,
) -> String {
    let name = format!("www.{secret}.example");
    add_name(conn, &Actor::of(&ground.core), domu, &name, ground.portal.now()).await.expect("a name");
    name
}

async fn add_service(conn: &mut AsyncPgConnection, domu: DomuId, secret: &str) -> i64 {
    diesel::insert_into(domu_services::table)
        .values((
            domu_services::domu_id.eq(domu),
            domu_services::name.eq(secret),
            domu_services::kind.eq("https"),
            domu_services::hostname.eq(format!("{secret}.example")),
        ))
        .returning(domu_services::id)
        .get_result(conn)
        .await
        .expect("a service")
}
