//! All networks.

use actix_web::HttpResponse;
use serde::Serialize;

use crate::fleet::queries::{MOST_COUNTED, NetworkRow, networks};
use crate::paths;
use crate::web::{CoreMember, Error};

#[derive(Serialize)]
struct Page {
    networks: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    href: String,
    /// Set when more are in use than were counted.
    more_than: Option<i64>,
    #[serde(flatten)]
    row: NetworkRow,
}

pub async fn index(member: CoreMember) -> Result<HttpResponse, Error> {
    let networks = networks(&*member.conn().await?).await?;
    let rows = networks.into_iter().map(|row| Row {
        href: paths::network(row.id),
        more_than: (row.used > MOST_COUNTED).then_some(MOST_COUNTED),
        row,
    });
    member.render("networks/index", "nav-hosts", &Page { networks: rows.collect() })
}
