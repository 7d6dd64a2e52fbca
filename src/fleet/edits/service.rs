//! What lives on a domU, as its people say.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use super::constraint;
use super::history::record;
use super::name_watch::look_soon;
use crate::db::ids::{DomuId, DomuServiceId};
use crate::db::schema::domu_services;
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
    check(input)?;
    conn.transaction(async |conn| {
        let written = match id {
            Some(id) => {
                diesel::update(domu_services::table.find(id).filter(domu_services::domu_id.eq(domu)))
                    .set((
                        domu_services::name.eq(&input.name),
                        domu_services::kind.eq(input.kind),
                        domu_services::hostname.eq(&input.hostname),
                        domu_services::port.eq(input.port),
                    ))
                    .execute(conn)
                    .await?
            }
            None => add(conn, domu, input).await?,
        };
        if written == 0 {
            return Err(ServiceError::NotFound);
        }
        look_soon(conn, domu, now).await?;
        let detail = json!({ "service": input.name, "hostname": input.hostname });
        record(conn, actor, "domu.service_set", domu, detail, now).await?;
        Ok(())
    })
    .await
}

async fn add(
    conn: &mut AsyncPgConnection,
    domu: DomuId,
    input: &ServiceInput,
) -> Result<usize, ServiceError> {
    let there: i64 =
        domu_services::table.filter(domu_services::domu_id.eq(domu)).count().get_result(conn).await?;
    if there >= MOST {
        return Err(ServiceError::TooMany);
    }
    let written = diesel::insert_into(domu_services::table)
        .values((
            domu_services::domu_id.eq(domu),
            domu_services::name.eq(&input.name),
            domu_services::kind.eq(input.kind),
            domu_services::hostname.eq(&input.hostname),
            domu_services::port.eq(input.port),
        ))
        .execute(conn)
        .await?;
    Ok(written)
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

fn check(input: &ServiceInput) -> Result<(), ServiceError> {
    if !is_hostname(&input.hostname) {
        return Err(ServiceError::HostnameShape);
    }
    match input.port {
        None if input.kind == ServiceKind::Tcp => Err(ServiceError::NoPort),
        Some(port) if !(1..=65535).contains(&port) => Err(ServiceError::PortRange),
        _ => Ok(()),
    }
}
