//! Whatever changes a domU or a move leaves an entry in its history.

use diesel::sql_types::BigInt;
use diesel::{QueryableByName, sql_query};
use diesel_async::RunQueryDsl;

use super::rows::ROWS;
use super::world::{Who, World};

/// What a domU is, and what a move is.
const OF_A_DOMU_OR_A_MOVE: [&str; 14] = [
    "attempts",
    "disks",
    "domu_members",
    "domu_names",
    "domu_services",
    "domus",
    "ip_addresses",
    "migration_addresses",
    "migration_choices",
    "migrations",
    "nics",
    "reservations",
    "steps",
    "attestations",
];

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

async fn entries(world: &World) -> i64 {
    let count = sql_query(
        "SELECT (SELECT count(*) FROM migration_events)
              + (SELECT count(*) FROM audit_entries WHERE subject LIKE 'domu %') AS n",
    );
    let count: Count = count.get_result(&mut *world.portal.conn().await).await.expect("a count");
    count.n
}

#[actix_web::test]
async fn whatever_changes_a_domu_or_a_move_stands_in_its_history() {
    let world = World::begin().await;
    let (mut changes, mut silent) = (0, Vec::new());
    for (who, things) in [(Who::Ada, &world.ada), (Who::Core, &world.bert), (Who::Admin, &world.cleo)] {
        let mut browser = world.browser(who).await;
        for row in ROWS.iter().filter(|row| row.is_post() && row.path != "/sign-out") {
            let (before, written) = (world.digest().await, entries(&world).await);
            row.ask(&mut browser, things).await;
            let after = world.digest().await;
            let mut changed = before.changed(&after);
            changed.retain(|table| OF_A_DOMU_OR_A_MOVE.contains(table));
            if changed.is_empty() {
                continue;
            }
            changes += 1;
            if entries(&world).await == written {
                silent.push(format!("{who:?} {} wrote to {}", row.path, changed.join(" ")));
            }
        }
    }
    assert!(silent.is_empty(), "no history tells of it:\n{}", silent.join("\n"));
    assert!(changes > 40, "there was something to tell: {changes}");
}
