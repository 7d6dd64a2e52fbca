//! What lives on a domU, as its people say.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use super::constraint;
use super::history::{record, record_changes};
use super::name_watch::look_soon;
use crate::db::ids::{DomuId, DomuServiceId};
use crate::db::schema::domu_services;
use crate::fleet::change::{Change, Field};
use crate::fleet::domu_service::{ServiceKind, is_hostname};
use crate::members::Actor;
use crate::words::{Message, Sentence};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceInput {
    pub name: String,
    pub kind: ServiceKind,
    pub hostname: String,
    pub port: Option<i32>,
}

#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    #[error("not a host name")]
    HostnameShape,
    #[error("tcp needs its port")]
    NoPort,
    #[error("a port is between 1 and 65535")]
    PortRange,
    #[error("this service is in the list already")]
    Twice,
    #[error("there are {MOST} services already")]
    TooMany,
    #[error("there is no such service")]
    NotFound,
    #[error(transparent)]
    Database(diesel::result::Error),
}

impl From<diesel::result::Error> for ServiceError {
    fn from(error: diesel::result::Error) -> ServiceError {
        match constraint(&error) {
            "domu_services_unique" => ServiceError::Twice,
            _ => ServiceError::Database(error),
        }
    }
}

impl Sentence for ServiceError {
    fn sentence(&self) -> Message {
        Message::new(match self {
            ServiceError::HostnameShape => "fleet-service-hostname-shape",
            ServiceError::NoPort => "fleet-service-no-port",
            ServiceError::PortRange => "fleet-service-port-range",
            ServiceError::Twice => "fleet-service-twice",
            ServiceError::TooMany => "fleet-service-too-many",
            ServiceError::NotFound => "fleet-gone",
            ServiceError::Database(_) => "fleet-database-away",
        })
    }
}

/// More than anybody has to look at after a move.
const MOST: i64 = 50;

/// Records a service: a new one, or the one with this id anew.
pub async fn set_service(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    domu: DomuId,
    id: Option<DomuServiceId>,
    input: &ServiceInput,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    check_hostname(&input.hostname)?;
    check_port(Some(input.kind), input.port)?;
    conn.transaction(async |conn| {
        let before = match id {
            Some(id) => Some(change(conn, domu, id, input).await?),
            None => {
                add(conn, domu, input).await?;
                None
            }
        };
        look_soon(conn, domu, now).await?;
        let changes = changes(before.as_ref(), input);
        let named = json!({ "service": input.name, "hostname": input.hostname });
        record_changes(conn, actor, "domu.service_set", domu, changes, named, now).await?;
        Ok(())
    })
    .await
}

/// Gives back what it was.
async fn change(
    conn: &mut AsyncPgConnection,
    domu: DomuId,
    id: DomuServiceId,
    input: &ServiceInput,
) -> Result<ServiceInput, ServiceError> {
    let row = domu_services::table.find(id).filter(domu_services::domu_id.eq(domu));
    let (name, kind, hostname, port) = row
        .select((domu_services::name, domu_services::kind, domu_services::hostname, domu_services::port))
        .for_no_key_update()
        .first(conn)
        .await
        .optional()?
        .ok_or(ServiceError::NotFound)?;
    diesel::update(domu_services::table.find(id))
        .set((
            domu_services::name.eq(&input.name),
            domu_services::kind.eq(input.kind),
            domu_services::hostname.eq(&input.hostname),
            domu_services::port.eq(input.port),
        ))
        .execute(conn)
        .await?;
    Ok(ServiceInput { name, kind, hostname, port })
}

/// Of a new service all that is told beside its name.
fn changes(before: Option<&ServiceInput>, input: &ServiceInput) -> [Option<Change>; 4] {
    [
        before.and_then(|old| Change::between(Field::Name, Some(&old.name), Some(&input.name))),
        Change::between(Field::Kind, before.map(|old| &old.kind), Some(&input.kind)),
        Change::between(Field::Hostname, before.map(|old| &old.hostname), Some(&input.hostname)),
        Change::between(Field::Port, before.and_then(|old| old.port.as_ref()), input.port.as_ref()),
    ]
}

async fn add(conn: &mut AsyncPgConnection, domu: DomuId, input: &ServiceInput) -> Result<(), ServiceError> {
    let there: i64 =
        domu_services::table.filter(domu_services::domu_id.eq(domu)).count().get_result(conn).await?;
    if there >= MOST {
        return Err(ServiceError::TooMany);
    }
    diesel::insert_into(domu_services::table)
        .values((
            domu_services::domu_id.eq(domu),
            domu_services::name.eq(&input.name),
            domu_services::kind.eq(input.kind),
            domu_services::hostname.eq(&input.hostname),
            domu_services::port.eq(input.port),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

pub async fn remove_service(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    domu: DomuId,
    id: DomuServiceId,
    now: DateTime<Utc>,
) -> Result<(), ServiceError> {
    conn.transaction(async |conn| {
        let gone: Option<(String, String)> =
            diesel::delete(domu_services::table.find(id).filter(domu_services::domu_id.eq(domu)))
                .returning((domu_services::name, domu_services::hostname))
                .get_result(conn)
                .await
                .optional()?;
        let (name, hostname) = gone.ok_or(ServiceError::NotFound)?;
        look_soon(conn, domu, now).await?;
        let detail = json!({ "service": name, "hostname": hostname });
        record(conn, actor, "domu.service_removed", domu, detail, now).await?;
        Ok(())
    })
    .await
}

pub fn check_hostname(hostname: &str) -> Result<(), ServiceError> {
    if is_hostname(hostname) { Ok(()) } else { Err(ServiceError::HostnameShape) }
}

/// No kind: nobody has said yet which it is.
pub fn check_port(kind: Option<ServiceKind>, port: Option<i32>) -> Result<(), ServiceError> {
    match port {
        None if kind == Some(ServiceKind::Tcp) => Err(ServiceError::NoPort),
        Some(port) if !(1..=65535).contains(&port) => Err(ServiceError::PortRange),
        _ => Ok(()),
    }
}
