//! People, hosts and domUs, put straight into the database for tests that are about something
//! else.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domovoi::db::ids::{DomuId, HostId, HostTokenId, IpNetworkId, MigrationId, SiteId};
use domovoi::db::schema::*;
use domovoi::db::token::Token;
use domovoi::fleet::host_token::make_token;
use domovoi::members::{Actor, Member, MemberState, Role};
use domovoi::migrations::preflight::{self, Item};
use domovoi::migrations::queries;

pub const GIB: i64 = 1 << 30;

/// An active member `name@club.example` in lower case.
pub async fn member(conn: &mut AsyncPgConnection, role: Role, name: &str, now: DateTime<Utc>) -> Member {
    diesel::insert_into(members::table)
        .values((
            members::email.eq(format!("{}@club.example", name.to_lowercase().replace(' ', "."))),
            members::name.eq(name),
            members::role.eq(role),
            members::state.eq(MemberState::Active),
            members::password_hash.eq("never matches"),
            members::created_at.eq(now),
            members::joined_at.eq(now),
        ))
        .returning(Member::as_returning())
        .get_result(conn)
        .await
        .expect("a member")
}

pub async fn site(conn: &mut AsyncPgConnection, code: &str, name: &str, now: DateTime<Utc>) -> SiteId {
    diesel::insert_into(sites::table)
        .values((sites::code.eq(code), sites::name.eq(name), sites::created_at.eq(now)))
        .returning(sites::id)
        .get_result::<i64>(conn)
        .await
        .map(SiteId)
        .expect("a site")
}

/// DC1 in Amsterdam and DC2 in Haarlem.
pub async fn two_sites(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> [SiteId; 2] {
    [site(conn, "DC1", "DC1 Amsterdam", now).await, site(conn, "DC2", "DC2 Haarlem", now).await]
}

/// The link between two sites: 1 Gbit/s, of which so much was measured.
pub async fn interconnect(
    conn: &mut AsyncPgConnection,
    [a, b]: [SiteId; 2],
    measured_bytes_per_second: i64,
    now: DateTime<Utc>,
) {
    diesel::insert_into(interconnects::table)
        .values((
            interconnects::a_site_id.eq(a),
            interconnects::b_site_id.eq(b),
            interconnects::nominal_bits_per_second.eq(1_000_000_000_i64),
            interconnects::measured_bytes_per_second.eq(measured_bytes_per_second),
            interconnects::created_at.eq(now),
        ))
        .execute(conn)
        .await
        .expect("an interconnect");
}

/// A preflight of the migration's two hosts that says that all is well.
pub async fn ready(conn: &mut AsyncPgConnection, migration: MigrationId, now: DateTime<Utc>) {
    let (source, target) = queries::hosts_of(conn, migration).await.expect("a query").expect("two hosts");
    let found = preflight::found(conn, source, target).await.expect("a query").expect("two hosts");
    let id: i64 = diesel::insert_into(preflights::table)
        .values((
            preflights::source_host_id.eq(source),
            preflights::target_host_id.eq(target),
            preflights::mtu.eq(1500),
            preflights::conclusion.eq("fits"),
            preflights::fingerprint.eq(found.fingerprint()),
            preflights::began_at.eq(now),
            preflights::valid_until.eq(now + preflight::begin::VALID_FOR),
        ))
        .returning(preflights::id)
        .get_result(conn)
        .await
        .expect("a preflight");
    for item in Item::ALL {
        diesel::insert_into(preflight_ticks::table)
            .values((
                preflight_ticks::preflight_id.eq(id),
                preflight_ticks::item.eq(*item),
                preflight_ticks::is_good.eq(true),
                preflight_ticks::at.eq(now),
            ))
            .execute(conn)
            .await
            .expect("a tick");
    }
}

/// A host with memory and disk in GiB.
pub async fn host(
    conn: &mut AsyncPgConnection,
    site: SiteId,
    name: &str,
    memory_gib: i64,
    disk_gib: i64,
    now: DateTime<Utc>,
) -> HostId {
    diesel::insert_into(hosts::table)
        .values((
            hosts::site_id.eq(site),
            hosts::name.eq(name),
            hosts::memory_bytes.eq(memory_gib * GIB),
            hosts::disk_bytes.eq(disk_gib * GIB),
            hosts::created_at.eq(now),
        ))
        .returning(hosts::id)
        .get_result::<i64>(conn)
        .await
        .map(HostId)
        .expect("a host")
}

/// A token with which the host's dom0 reports, and its key.
pub async fn host_token(
    conn: &mut AsyncPgConnection,
    host: HostId,
    now: DateTime<Utc>,
) -> (Token, HostTokenId) {
    let token = make_token(conn, &Actor::Command, host, now).await.expect("a token");
    let id = host_tokens::table
        .filter(host_tokens::token_hash.eq(token.hash()))
        .select(host_tokens::id)
        .first(conn)
        .await
        .expect("its row");
    (token, id)
}

/// A running domU of 1 GiB memory with one disk, owned by `owner`. As after an import it is there, also on
/// a host that is full.
pub async fn domu(
    conn: &mut AsyncPgConnection,
    host: HostId,
    name: &str,
    disk_gib: i64,
    owner: &Member,
    now: DateTime<Utc>,
) -> DomuId {
    recorded(conn, true).await;
    let id = diesel::insert_into(domus::table)
        .values((
            domus::uuid.eq(uuid::Uuid::now_v7()),
            domus::name.eq(name),
            domus::host_id.eq(host),
            domus::memory_bytes.eq(GIB),
            domus::state.eq("running"),
            domus::state_known_at.eq(now),
            domus::created_at.eq(now),
        ))
        .returning(domus::id)
        .get_result::<i64>(conn)
        .await
        .expect("a domU");
    diesel::insert_into(disks::table)
        .values((
            disks::domu_id.eq(id),
            disks::name.eq("xvda"),
            disks::path.eq(format!("/dev/vg0/{name}-disk")),
            disks::bytes.eq(disk_gib * GIB),
        ))
        .execute(conn)
        .await
        .expect("a disk");
    recorded(conn, false).await;
    diesel::insert_into(domu_members::table)
        .values((
            domu_members::domu_id.eq(id),
            domu_members::member_id.eq(owner.id),
            domu_members::role.eq("owner"),
        ))
        .execute(conn)
        .await
        .expect("an owner");
    DomuId(id)
}

/// Whether what is written from here on counts as what is there already, however big it is.
async fn recorded(conn: &mut AsyncPgConnection, is_recorded: bool) {
    let value = if is_recorded { "on" } else { "off" };
    diesel::sql_query(format!("SET domovoi.records_what_is = '{value}'"))
        .execute(conn)
        .await
        .expect("a setting");
}

pub async fn network(
    conn: &mut AsyncPgConnection,
    site: SiteId,
    cidr: &str,
    now: DateTime<Utc>,
) -> IpNetworkId {
    diesel::insert_into(ip_networks::table)
        .values((
            ip_networks::site_id.eq(site),
            ip_networks::cidr.eq(cidr.parse::<ipnet::IpNet>().expect("a network")),
            ip_networks::created_at.eq(now),
        ))
        .returning(ip_networks::id)
        .get_result::<i64>(conn)
        .await
        .map(IpNetworkId)
        .expect("a network")
}

/// Lets loopback be a network of the club, so that a test can serve its addresses.
pub async fn loopback_is_ours(conn: &mut AsyncPgConnection) {
    diesel::sql_query("ALTER TABLE ip_networks DROP CONSTRAINT ip_networks_for_a_club")
        .execute(conn)
        .await
        .expect("a rule less");
}

/// A move that nobody was told of: the first domU from the first host to the second.
pub async fn draft(conn: &mut AsyncPgConnection, starts_at: DateTime<Utc>, now: DateTime<Utc>) {
    diesel::insert_into(migrations::table)
        .values((
            migrations::domu_id.eq(1),
            migrations::source_host_id.eq(1),
            migrations::target_host_id.eq(2),
            migrations::state.eq("draft"),
            migrations::starts_at.eq(starts_at),
            migrations::ends_at.eq(starts_at + chrono::Duration::hours(1)),
            migrations::zone.eq("Europe/Amsterdam"),
            migrations::reason.eq("DC1 closes"),
            migrations::expected_seconds.eq(600),
            migrations::expected_low_seconds.eq(300),
            migrations::expected_high_seconds.eq(900),
            migrations::created_at.eq(now),
        ))
        .execute(conn)
        .await
        .expect("a migration");
}

/// 192.0.2.0/24 of the first site, which is given back, and 198.51.100.0/24 of the second.
pub async fn two_networks(
    conn: &mut AsyncPgConnection,
    [old, new]: [SiteId; 2],
    now: DateTime<Utc>,
) -> IpNetworkId {
    network(conn, new, "198.51.100.0/24", now).await;
    network(conn, old, "192.0.2.0/24", now).await
}

/// Gives the domU an address of the network.
pub async fn address(
    conn: &mut AsyncPgConnection,
    network: IpNetworkId,
    domu: DomuId,
    address: &str,
    now: DateTime<Utc>,
) {
    let address: std::net::IpAddr = address.parse().expect("an address");
    diesel::insert_into(ip_addresses::table)
        .values((
            ip_addresses::address.eq(ipnet::IpNet::from(address)),
            ip_addresses::network_id.eq(network),
            ip_addresses::domu_id.eq(domu),
            ip_addresses::created_at.eq(now),
        ))
        .execute(conn)
        .await
        .expect("an address");
}

/// The member with this address.
pub async fn member_with_email(conn: &mut AsyncPgConnection, email: &str) -> Member {
    members::table
        .filter(members::email.eq(email))
        .select(Member::as_select())
        .first(conn)
        .await
        .expect("a member")
}
