//! Networks and the addresses in use.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Cidr, Inet, Nullable, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ipnet::IpNet;
use serde::Serialize;

use crate::db::FixedText;
use crate::db::ids::{IpNetworkId, MigrationId, SiteId};
use crate::db::schema::ip_networks;
use crate::fleet::ip_network::IpNetwork;
use crate::fleet::queries::MOST_COUNTED;

/// A network with how much of it is in use.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName, Serialize)]
pub struct NetworkRow {
    #[diesel(sql_type = BigInt)]
    pub id: IpNetworkId,
    #[diesel(sql_type = BigInt)]
    pub site_id: SiteId,
    #[diesel(sql_type = Text)]
    pub site: String,
    #[diesel(sql_type = Cidr)]
    pub cidr: IpNet,
    #[diesel(sql_type = Nullable<Text>)]
    pub gateway: Option<String>,
    #[diesel(sql_type = Text)]
    pub note: String,
    /// Counted no further than one beyond `MOST_COUNTED`.
    #[diesel(sql_type = BigInt)]
    pub used: i64,
}

pub async fn networks(mut conn: &AsyncPgConnection) -> QueryResult<Vec<NetworkRow>> {
    diesel::sql_query(format!(
        "SELECT n.id, n.site_id, s.code AS site, n.cidr, host(n.gateway) AS gateway, n.note,
                (SELECT count(*) FROM (SELECT FROM ip_addresses a WHERE a.network_id = n.id LIMIT {}) few) AS used
         FROM ip_networks n JOIN sites s ON s.id = n.site_id
         ORDER BY s.code, n.cidr",
        MOST_COUNTED + 1
    ))
    .fixed()
    .load(&mut conn)
    .await
}

pub async fn network(mut conn: &AsyncPgConnection, id: IpNetworkId) -> QueryResult<Option<IpNetwork>> {
    ip_networks::table.find(id).select(IpNetwork::as_select()).first(&mut conn).await.optional()
}

/// An address and who has it: a domU, or the migration that keeps it for one.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName, Serialize)]
pub struct NetworkAddress {
    #[diesel(sql_type = Text)]
    pub address: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub domu: Option<String>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub migration_id: Option<MigrationId>,
}

/// The addresses in use after `after`, in order, `most` at most.
pub async fn addresses_in(
    mut conn: &AsyncPgConnection,
    id: IpNetworkId,
    after: Option<IpNet>,
    most: i64,
) -> QueryResult<Vec<NetworkAddress>> {
    diesel::sql_query(
        "SELECT host(a.address) AS address, d.name AS domu, a.migration_id
         FROM ip_addresses a LEFT JOIN domus d ON d.id = a.domu_id
         WHERE a.network_id = $1 AND ($2::inet IS NULL OR a.address > $2)
         ORDER BY a.address LIMIT $3",
    )
    .bind::<BigInt, _>(id)
    .bind::<Nullable<Inet>, _>(after)
    .bind::<BigInt, _>(most)
    .fixed()
    .load(&mut conn)
    .await
}
