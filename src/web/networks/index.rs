//! All networks.

use actix_web::HttpResponse;
use serde::Serialize;

use crate::fleet::queries::{NetworkRow, networks};
use crate::paths;
use crate::web::{CoreMember, Error};

#[derive(Serialize)]
struct Page {
    networks: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    href: String,
    #[serde(flatten)]
    row: NetworkRow,
}

pub async fn index(member: CoreMember) -> Result<HttpResponse, Error> {
    let networks = networks(&*member.conn().await?).await?;
    let rows = networks.into_iter().map(|row| Row { href: paths::network(row.id), row });
    member.render("networks/index", "nav-hosts", &Page { networks: rows.collect() })
}
