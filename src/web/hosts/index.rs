//! All hosts.

use actix_web::HttpResponse;
use serde::Serialize;

use super::{Caps, mark};
use crate::fleet::queries::{HostWithRoom, hosts_with_room};
use crate::paths;
use crate::web::{CoreMember, Error};

#[derive(Serialize)]
struct Page {
    hosts: Vec<Row>,
    domus: i64,
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

pub async fn index(member: CoreMember) -> Result<HttpResponse, Error> {
    let hosts = hosts_with_room(&*member.conn().await?).await?;
    let page = Page {
        domus: hosts.iter().map(|host| host.room.domus).sum(),
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
