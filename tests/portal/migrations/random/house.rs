//! Two hosts with little room, two that the last player has alone, domUs that belong to somebody or to
//! nobody, and people.

use chrono::{DateTime, TimeZone, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domovoi::db::ids::{DomuId, HostId, IpNetworkId, PlanId};
use domovoi::db::schema::domu_members;
use domovoi::members::{Actor, Member, Role};
use domovoi::migrations::plan::{NewPlan, make_plan};

use crate::support::{Portal, builders};

pub struct House {
    pub portal: Portal,
    pub fenna: Member,
    pub bas: Member,
    pub noor: Member,
    pub mees: Member,
    /// Which some of the moves belong to.
    pub plan: PlanId,
    /// Those of each player.
    pub domus: Vec<Vec<Lodger>>,
}

/// Two hosts, and how the addresses at each of them begin.
#[derive(Debug, Clone, Copy)]
pub struct Pair {
    pub hosts: [HostId; 2],
    pub nets: [&'static str; 2],
}

/// A domU and the last number of its address on either site.
#[derive(Debug, Clone)]
pub struct Lodger {
    pub id: DomuId,
    pub name: String,
    pub number: usize,
    pub pair: Pair,
    /// Whether anybody gets mails about it.
    pub has_owner: bool,
}

/// How many domUs a player has who shares the hosts with others. The last player has one alone, so that
/// nothing keeps it from moving at once.
const EACH: usize = 3;

const NETS: [[&str; 2]; 2] = [["192.0.2.", "198.51.100."], ["203.0.113.", "198.18.0."]];

impl House {
    pub async fn build(players: usize) -> House {
        let portal = Portal::start_at(start()).await;
        let mut conn = portal.conn().await;
        let (conn, now) = (&mut *conn, portal.now());
        let fenna = builders::member(conn, Role::Core, "Fenna", now).await;
        let bas = builders::member(conn, Role::Core, "Bas", now).await;
        let noor = builders::member(conn, Role::Member, "Noor", now).await;
        let mees = builders::member(conn, Role::Member, "Mees", now).await;
        // Room for three of the six domUs.
        let (crowded, crowded_net) = pair(conn, ["prins", "spaarne"], NETS[0], (8, 3), now).await;
        let (quiet, quiet_net) = pair(conn, ["vecht", "linge"], NETS[1], (8, 8), now).await;
        let mut domus = Vec::new();
        for player in 0..players {
            let is_last = player + 1 == players;
            let (pair, net) = if is_last { (quiet, quiet_net) } else { (crowded, crowded_net) };
            let mut own = Vec::new();
            for n in 0..if is_last { 1 } else { EACH } {
                let number = 10 + player * EACH + n;
                let name = format!("lodger{number}");
                let id = builders::domu(conn, pair.hosts[0], &name, 1, &noor, now).await;
                builders::address(conn, net, id, &format!("{}{number}", pair.nets[0]), now).await;
                own.push(Lodger { id, name, number, pair, has_owner: n == 0 });
            }
            domus.push(own);
        }
        let nobodys: Vec<DomuId> =
            domus.iter().flatten().filter(|lodger| !lodger.has_owner).map(|lodger| lodger.id).collect();
        diesel::delete(domu_members::table.filter(domu_members::domu_id.eq_any(nobodys)))
            .execute(conn)
            .await
            .expect("nobody's");
        let plan = NewPlan {
            title: "Away from here".to_owned(),
            reason: "It closes.".to_owned(),
            public_text: String::new(),
            stop_on_return: true,
        };
        let plan = make_plan(conn, &Actor::of(&fenna), &plan, now).await.expect("a plan");
        House { fenna, bas, noor, mees, plan, domus, portal }
    }
}

/// Two hosts on sites of their own, with so many GiB of memory, and the network of the first.
async fn pair(
    conn: &mut AsyncPgConnection,
    names: [&str; 2],
    nets: [&'static str; 2],
    (first, second): (i64, i64),
    now: DateTime<Utc>,
) -> (Pair, IpNetworkId) {
    let mut sites = Vec::new();
    let mut networks = Vec::new();
    for (name, net) in names.iter().zip(nets) {
        let site = builders::site(conn, &name.to_uppercase(), &format!("The site of {name}"), now).await;
        networks.push(builders::network(conn, site, &format!("{net}0/24"), now).await);
        sites.push(site);
    }
    let hosts = [
        builders::host(conn, sites[0], names[0], first, 100, now).await,
        builders::host(conn, sites[1], names[1], second, 100, now).await,
    ];
    builders::interconnect(conn, [sites[0], sites[1]], 100_000_000, now).await;
    (Pair { hosts, nets }, networks[0])
}

pub fn start() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 2, 8, 0, 0).single().expect("an instant")
}
