//! The hosts by name, page by page.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::{Caps, mark};
use crate::fleet::queries::{DomuFilter, HostWithRoom, MOST_COUNTED, count_domus, hosts_with_room};
use crate::paths;
use crate::web::{CoreMember, Error};

/// Hosts on a page.
const FEW: i64 = 25;

#[derive(Deserialize)]
pub struct Query {
    #[serde(default)]
    after: String,
}

#[derive(Serialize)]
struct Page {
    hosts: Vec<Row>,
    domus: i64,
    is_capped: bool,
    next: Option<String>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    href: String,
    site: String,
    domus: i64,
    caps: Caps,
    mark: &'static str,
    icon: &'static str,
    state_label: String,
}

pub async fn index(member: CoreMember, query: web::Query<Query>) -> Result<HttpResponse, Error> {
    let after = if query.after.contains('\0') { "" } else { &query.after };
    let conn = member.conn().await?;
    let everything = DomuFilter::default();
    let (mut hosts, domus) =
        tokio::try_join!(hosts_with_room(&conn, after, FEW + 1), count_domus(&conn, &everything))?;
    let has_more = hosts.len() as i64 > FEW;
    hosts.truncate(FEW as usize);
    let next = hosts.last().filter(|_| has_more);
    let page = Page {
        next: next.map(|last| format!("{}?after={}", paths::HOSTS, paths::segment(&last.host.name))),
        domus: domus.min(MOST_COUNTED),
        is_capped: domus > MOST_COUNTED,
        hosts: hosts.into_iter().map(row).collect(),
    };
    member.render("hosts/index", "nav-hosts", &page)
}

fn row(host: HostWithRoom) -> Row {
    let (mark, icon) = mark(host.host.state);
    Row {
        href: paths::host(&host.host.name),
        caps: Caps::of(&host),
        mark,
        icon,
        state_label: format!("fleet-host-state-{}", host.host.state),
        site: host.site.name,
        domus: host.room.domus,
        name: host.host.name,
    }
}
