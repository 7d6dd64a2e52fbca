//! Two hosts with little room, domUs that belong to somebody or to nobody, and people.

use chrono::{DateTime, TimeZone, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::ids::{DomuId, HostId};
use domovoi::db::schema::domu_members;
use domovoi::members::{Member, Role};

use crate::support::{Portal, builders};

pub struct House {
    pub portal: Portal,
    pub fenna: Member,
    pub bas: Member,
    pub noor: Member,
    pub mees: Member,
    pub hosts: [HostId; 2],
    /// Those of each player.
    pub domus: Vec<Vec<Lodger>>,
}

/// A domU and the last number of its address on either site.
#[derive(Debug, Clone)]
pub struct Lodger {
    pub id: DomuId,
    pub name: String,
    pub number: usize,
    /// Whether anybody gets mails about it.
    pub has_owner: bool,
}

/// How many domUs each player has.
const EACH: usize = 3;

impl House {
    pub async fn build(players: usize) -> House {
        let portal = Portal::start_at(start()).await;
        let mut conn = portal.conn().await;
        let (conn, now) = (&mut *conn, portal.now());
        let fenna = builders::member(conn, Role::Core, "Fenna", now).await;
        let bas = builders::member(conn, Role::Core, "Bas", now).await;
        let noor = builders::member(conn, Role::Member, "Noor", now).await;
        let mees = builders::member(conn, Role::Member, "Mees", now).await;
        let [dc1, dc2] = builders::two_sites(conn, now).await;
        let prins = builders::host(conn, dc1, "prins", 10, 100, now).await;
        // Room for five of the nine domUs.
        let spaarne = builders::host(conn, dc2, "spaarne", 5, 100, now).await;
        let old = builders::two_networks(conn, [dc1, dc2], now).await;
        builders::interconnect(conn, [dc1, dc2], 100_000_000, now).await;
        let mut domus = Vec::new();
        for player in 0..players {
            let mut own = Vec::new();
            for n in 0..EACH {
                let number = 10 + player * EACH + n;
                let name = format!("lodger{number}");
                let id = builders::domu(conn, prins, &name, 1, &noor, now).await;
                builders::address(conn, old, id, &format!("192.0.2.{number}"), now).await;
                own.push(Lodger { id, name, number, has_owner: n == 0 });
            }
            domus.push(own);
        }
        let nobodys: Vec<DomuId> =
            domus.iter().flatten().filter(|lodger| !lodger.has_owner).map(|lodger| lodger.id).collect();
        diesel::delete(domu_members::table.filter(domu_members::domu_id.eq_any(nobodys)))
            .execute(conn)
            .await
            .expect("nobody's");
        House { fenna, bas, noor, mees, hosts: [prins, spaarne], domus, portal }
    }
}

pub fn start() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 2, 8, 0, 0).single().expect("an instant")
}
