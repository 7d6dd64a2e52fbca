//! All about one domU, for those who may see it: its people, and the core team. To anybody else
//! it does not exist.

use chrono::{DateTime, Utc};
use diesel::dsl::exists;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ipnet::IpNet;
use serde::Serialize;

use crate::db::ids::{DomuServiceId, MemberId};
use crate::db::schema::{
    disks, domu_members, domu_services, domus, hosts, ip_addresses, ip_networks, members, nics, sites,
};
use crate::fleet::domu::{Disk, Domu, Nic};
use crate::fleet::domu_service::ServiceKind;
use crate::fleet::host::HostState;
use crate::members::Member;
use crate::text_enum;

/// Who looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Viewer {
    pub id: MemberId,
    pub is_core: bool,
}

impl From<&Member> for Viewer {
    fn from(member: &Member) -> Viewer {
        Viewer { id: member.id, is_core: member.role.is_core() }
    }
}

text_enum! {
    /// What somebody is to a domU.
    pub enum PersonRole {
        Owner = "owner",
        Technical = "technical",
    }
}

/// The id of the domU of this name, if the viewer may see it.
fn visible(viewer: Viewer, name: &str) -> domus::BoxedQuery<'_, Pg, BigInt> {
    let query = domus::table.filter(domus::name.eq(name)).select(domus::id).into_boxed();
    if viewer.is_core {
        return query;
    }
    query.filter(exists(
        domu_members::table
            .filter(domu_members::domu_id.eq(domus::id))
            .filter(domu_members::member_id.eq(viewer.id)),
    ))
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Serialize)]
pub struct DomuHead {
    pub domu: Domu,
    pub host: String,
    pub host_state: HostState,
    pub site: String,
    pub site_name: String,
}

pub async fn domu_head(
    mut conn: &AsyncPgConnection,
    viewer: Viewer,
    name: &str,
) -> QueryResult<Option<DomuHead>> {
    domus::table
        .inner_join(hosts::table.inner_join(sites::table))
        .filter(domus::id.eq_any(visible(viewer, name)))
        .select((Domu::as_select(), hosts::name, hosts::state, sites::code, sites::name))
        .first(&mut conn)
        .await
        .optional()
}

pub async fn domu_disks(mut conn: &AsyncPgConnection, viewer: Viewer, name: &str) -> QueryResult<Vec<Disk>> {
    disks::table
        .filter(disks::domu_id.eq_any(visible(viewer, name)))
        .order(disks::name)
        .select(Disk::as_select())
        .load(&mut conn)
        .await
}

pub async fn domu_nics(mut conn: &AsyncPgConnection, viewer: Viewer, name: &str) -> QueryResult<Vec<Nic>> {
    nics::table
        .filter(nics::domu_id.eq_any(visible(viewer, name)))
        .order(nics::position)
        .select(Nic::as_select())
        .load(&mut conn)
        .await
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Serialize)]
pub struct AddressRow {
    #[serde(serialize_with = "bare")]
    pub address: IpNet,
    pub network: IpNet,
    #[serde(serialize_with = "bare_if_any")]
    pub gateway: Option<IpNet>,
    pub since: DateTime<Utc>,
}

fn bare<S: serde::Serializer>(address: &IpNet, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&address.addr())
}

fn bare_if_any<S: serde::Serializer>(address: &Option<IpNet>, serializer: S) -> Result<S::Ok, S::Error> {
    address.map(|net| net.addr()).serialize(serializer)
}

pub async fn domu_addresses(
    mut conn: &AsyncPgConnection,
    viewer: Viewer,
    name: &str,
) -> QueryResult<Vec<AddressRow>> {
    ip_addresses::table
        .inner_join(ip_networks::table)
        .filter(ip_addresses::domu_id.assume_not_null().eq_any(visible(viewer, name)))
        .order(ip_addresses::address)
        .select((ip_addresses::address, ip_networks::cidr, ip_networks::gateway, ip_addresses::created_at))
        .load(&mut conn)
        .await
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Serialize)]
pub struct ServiceRow {
    pub id: DomuServiceId,
    pub name: String,
    pub kind: ServiceKind,
    pub hostname: String,
    pub port: Option<i32>,
}

pub async fn domu_services(
    mut conn: &AsyncPgConnection,
    viewer: Viewer,
    name: &str,
) -> QueryResult<Vec<ServiceRow>> {
    domu_services::table
        .filter(domu_services::domu_id.eq_any(visible(viewer, name)))
        .order((domu_services::name, domu_services::id))
        .select((
            domu_services::id,
            domu_services::name,
            domu_services::kind,
            domu_services::hostname,
            domu_services::port,
        ))
        .load(&mut conn)
        .await
}

/// An owner or a technical contact.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Serialize)]
pub struct Person {
    pub id: MemberId,
    pub name: String,
    pub email: String,
    pub role: PersonRole,
}

pub async fn domu_people(
    mut conn: &AsyncPgConnection,
    viewer: Viewer,
    name: &str,
) -> QueryResult<Vec<Person>> {
    domu_members::table
        .inner_join(members::table)
        .filter(domu_members::domu_id.eq_any(visible(viewer, name)))
        .order((domu_members::role, members::name, members::id))
        .select((members::id, members::name, members::email, domu_members::role))
        .load(&mut conn)
        .await
}
