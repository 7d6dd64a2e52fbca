//! The public status page and its posts, and the club that they tell of.

mod mails;
mod page;
mod posting;

use std::collections::BTreeMap;

use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::ids::{DomuId, HostId};
use domovoi::db::schema::{attempts, domus, migrations, outbox_mails};
use domovoi::members::{Member, Role};

use crate::support::{Browser, Portal, builders};

/// Noor has the public higgs and the private canary on prins, Joris hadron on bakenes.
struct Club {
    portal: Portal,
    noor: Member,
    joris: Member,
    prins: HostId,
    bakenes: HostId,
    higgs: DomuId,
    canary: DomuId,
}

const SECRET_MEMBER: &str = "Canaria Geheim";
const SECRET_DOMU: &str = "canarydomu";

impl Club {
    async fn new() -> Club {
        let portal = Portal::start().await;
        let conn = &mut *portal.conn().await;
        let now = portal.now();
        let noor = builders::member(conn, Role::Member, SECRET_MEMBER, now).await;
        let joris = builders::member(conn, Role::Member, "Joris", now).await;
        let [dc1, dc2] = builders::two_sites(conn, now).await;
        let prins = builders::host(conn, dc1, "prins", 64, 1000, now).await;
        let bakenes = builders::host(conn, dc2, "bakenes", 64, 1000, now).await;
        let higgs = builders::domu(conn, prins, "higgs", 14, &noor, now).await;
        let canary = builders::domu(conn, prins, SECRET_DOMU, 14, &noor, now).await;
        builders::domu(conn, bakenes, "hadron", 14, &joris, now).await;
        diesel::update(domus::table.find(higgs))
            .set(domus::is_named_publicly.eq(true))
            .execute(conn)
            .await
            .expect("higgs is public");
        Club { portal, noor, joris, prins, bakenes, higgs, canary }
    }

    async fn core(&self, name: &str) -> Browser {
        self.portal.sign_in_as(Role::Core, name).await
    }

    async fn migration(&self, domu: DomuId, state: &str, starts_in: Duration) {
        let starts_at = self.portal.now() + starts_in;
        diesel::insert_into(migrations::table)
            .values((
                migrations::domu_id.eq(domu),
                migrations::source_host_id.eq(self.prins),
                migrations::target_host_id.eq(self.bakenes),
                migrations::state.eq(state),
                migrations::starts_at.eq(starts_at),
                migrations::ends_at.eq(starts_at + Duration::hours(2)),
                migrations::zone.eq("Europe/Amsterdam"),
                migrations::reason.eq("We leave DC1."),
                migrations::expected_seconds.eq(1200),
                migrations::expected_low_seconds.eq(600),
                migrations::expected_high_seconds.eq(2400),
                migrations::created_at.eq(self.portal.now()),
            ))
            .execute(&mut *self.portal.conn().await)
            .await
            .expect("a migration");
    }

    /// The first migration is tried, by Noor.
    async fn attempt(&self) {
        let now = self.portal.now();
        diesel::insert_into(attempts::table)
            .values((
                attempts::migration_id.eq(1_i64),
                attempts::n.eq(1),
                attempts::operator_id.eq(self.noor.id),
                attempts::started_at.eq(now),
                attempts::bytes_total.eq(0_i64),
                attempts::promised_seconds.eq(1_800),
            ))
            .execute(&mut *self.portal.conn().await)
            .await
            .expect("an attempt");
    }

    /// Who got which mail about posts, in order.
    async fn mails(&self) -> Vec<(String, String)> {
        outbox_mails::table
            .filter(outbox_mails::kind.eq("status_update"))
            .order((outbox_mails::created_at, outbox_mails::to_address))
            .select((outbox_mails::to_address, outbox_mails::body_text))
            .load(&mut *self.portal.conn().await)
            .await
            .expect("the outbox")
    }
}

/// A post's form with these changes.
fn form<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = BTreeMap::from([
        ("kind", "outage"),
        ("severity", "major"),
        ("title", "Disks on bakenes are slow"),
        ("body", "**hadron** does not answer."),
        ("audience", "nobody"),
        ("counted", "0"),
        ("publish", "1"),
    ]);
    fields.extend(changes.iter().copied());
    fields.into_iter().collect()
}

async fn post(browser: &mut Browser, changes: &[(&str, &str)]) -> String {
    browser.submit("/status", &form(changes)).await.went_to()
}
