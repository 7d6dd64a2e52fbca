//! Sites and interconnects on one page.

use actix_web::HttpResponse;
use serde::Serialize;

use crate::fleet::queries::{InterconnectRow, MOST_COUNTED, SiteRow, interconnects, sites_with_counts};
use crate::paths;
use crate::web::{CoreMember, Error};

#[derive(Serialize)]
struct Page {
    sites: Vec<Site>,
    interconnects: Vec<Link>,
}

#[derive(Serialize)]
struct Site {
    edit_href: String,
    /// Where more domUs live than are counted: how many were.
    more_than: Option<i64>,
    #[serde(flatten)]
    row: SiteRow,
}

#[derive(Serialize)]
struct Link {
    edit_href: String,
    between_hosts: bool,
    nominal_mbit: i64,
    #[serde(flatten)]
    row: InterconnectRow,
}

pub async fn index(member: CoreMember) -> Result<HttpResponse, Error> {
    let conn = member.conn().await?;
    let (sites, links) = tokio::try_join!(sites_with_counts(&conn), interconnects(&conn))?;
    let page = Page {
        sites: sites
            .into_iter()
            .map(|row| Site {
                edit_href: format!("{}/edit", paths::site(&row.code)),
                more_than: (row.domus > MOST_COUNTED).then_some(MOST_COUNTED),
                row,
            })
            .collect(),
        interconnects: links
            .into_iter()
            .map(|row| Link {
                edit_href: format!("{}/edit", paths::interconnect(row.id)),
                between_hosts: row.a_host_id.is_some(),
                nominal_mbit: row.nominal_bits_per_second / 1_000_000,
                row,
            })
            .collect(),
    };
    member.render("sites/index", "nav-hosts", &page)
}
