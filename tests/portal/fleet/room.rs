//! What hosts hold is kept as rows. They say what adding it all up says, whoever writes beside whom.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::ids::{DomuId, HostId};
use domovoi::db::schema::{domus, host_rooms};
use domovoi::demo;
use domovoi::fleet::domu::Domu;
use domovoi::fleet::edits::{self, DiskError, DiskInput, DomuError, DomuInput};
use domovoi::fleet::{Bytes, domu::DomuState};
use domovoi::members::{Actor, Role};
use tokio_postgres::NoTls;

use crate::support::database::TestDatabase;
use crate::support::{Portal, builders};

const WRITERS: u32 = 4;
const EDITS: u32 = 60;

/// What the third host has no memory for, and a domU whose size a move keeps.
const REFUSALS: [&str; 3] = ["reservations_within_memory", "domus_within_memory", "domus_size_kept"];

/// Three hosts, the last of which is soon full, twelve domUs, and a move of each to hang reservations on.
const CLUB: &str = "
    INSERT INTO sites (code, name, created_at) VALUES ('DC1', 'DC1', now());
    INSERT INTO hosts (site_id, name, memory_bytes, disk_bytes, created_at)
    SELECT s.id, 'host-' || n, CASE n WHEN 3 THEN 2000 ELSE 1000000 END, 1000000, now() FROM sites s, generate_series(1, 3) n;
    INSERT INTO domus (uuid, name, host_id, memory_bytes, created_at)
    SELECT gen_random_uuid(), 'domu-' || n, n % 3 + 1, 100 + n, now() FROM generate_series(1, 12) n;
    INSERT INTO migrations (domu_id, source_host_id, target_host_id, state, starts_at, ends_at, zone, reason,
        expected_seconds, expected_low_seconds, expected_high_seconds, created_at)
    SELECT id, 1, 2, 'booked', now(), now() + interval '1 hour', 'UTC', 'A test', 1, 1, 1, now() FROM domus";

#[tokio::test]
async fn what_hosts_hold_is_the_sum_of_what_lives_and_is_kept_there() {
    let database = TestDatabase::new().await;
    connect(&database).await.batch_execute(CLUB).await.unwrap();
    let writers = (0..WRITERS).map(|writer| tokio::spawn(edit(database.clone(), writer)));
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    let client = connect(&database).await;
    assert_eq!(differences(&client).await, "");
    let (lived_in, held): (i64, i64) = client
        .query_one("SELECT sum(disk_lived_in)::bigint, sum(memory_held)::bigint FROM host_uses", &[])
        .await
        .map(|row| (row.get(0), row.get(1)))
        .unwrap();
    assert!(lived_in > 0 && held > 0, "there was something to add up: {lived_in}, {held}");
}

#[tokio::test]
async fn a_sample_club_is_added_up() {
    let portal = Portal::start().await;
    let now = portal.now();
    let letterhead = &portal.app.letterhead;
    demo::fill(&mut *portal.conn().await, letterhead, "never matches", now).await.unwrap();
    assert_eq!(differences(&connect(&portal.database).await).await, "");
}

/// A host of 4 GiB on which three domUs of 1 GiB live.
async fn a_small_host(portal: &Portal) -> [DomuId; 3] {
    let (conn, now) = (&mut *portal.conn().await, portal.now());
    let noor = builders::member(conn, Role::Member, "Noor", now).await;
    let dc1 = builders::site(conn, "DC1", "DC1", now).await;
    let prins = builders::host(conn, dc1, "prins", 4, 10, now).await;
    let mut domus = [DomuId(0); 3];
    for (n, id) in domus.iter_mut().enumerate() {
        *id = builders::domu(conn, prins, &format!("domu{n}"), 2, &noor, now).await;
    }
    domus
}

async fn resize(portal: &Portal, id: DomuId, gib: i64) -> Result<(), DomuError> {
    let conn = &mut *portal.conn().await;
    let domu: Domu = domus::table.find(id).select(Domu::as_select()).first(conn).await.expect("a domU");
    let input = DomuInput {
        name: domu.name,
        uuid: None,
        host_id: domu.host_id,
        memory: Bytes(gib * builders::GIB),
        vcpus: domu.vcpus,
        state: domu.state,
        note: domu.note,
    };
    edits::edit_domu(conn, &Actor::Command, id, domu.revision, &input, portal.now()).await
}

async fn memory_free(portal: &Portal) -> i64 {
    let free = host_rooms::table.select(host_rooms::memory_free);
    free.first::<Bytes>(&mut *portal.conn().await).await.expect("a host").0 / builders::GIB
}

#[tokio::test]
async fn of_domus_that_grow_at_once_by_hand_only_those_grow_that_fit() {
    let portal = Portal::start().await;
    let [a, b, c] = a_small_host(&portal).await;
    let outcomes = tokio::join!(resize(&portal, a, 2), resize(&portal, b, 2), resize(&portal, c, 2));
    let outcomes = [outcomes.0, outcomes.1, outcomes.2];
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    for refused in outcomes.into_iter().filter_map(Result::err) {
        assert!(matches!(refused, DomuError::NoMemory), "{refused:?}");
    }
    assert_eq!(memory_free(&portal).await, 0);
    let grown: DomuId = domus::table
        .filter(domus::memory_bytes.eq(2 * builders::GIB))
        .select(domus::id)
        .first(&mut *portal.conn().await)
        .await
        .expect("one has grown");
    resize(&portal, grown, 1).await.expect("what shrinks always fits");
    assert_eq!(memory_free(&portal).await, 1);
}

#[tokio::test]
async fn a_domu_or_a_disk_that_is_added_by_hand_fits_on_its_host() {
    let portal = Portal::start().await;
    let [a, ..] = a_small_host(&portal).await;
    let conn = &mut *portal.conn().await;
    let host_id: HostId = domus::table.find(a).select(domus::host_id).first(conn).await.expect("a host");
    let input = |name: &str, gib: i64| DomuInput {
        name: name.to_owned(),
        uuid: None,
        host_id,
        memory: Bytes(gib * builders::GIB),
        vcpus: 1,
        state: DomuState::Off,
        note: String::new(),
    };
    let refused = edits::add_domu(conn, &Actor::Command, &input("big", 2), portal.now()).await;
    assert!(matches!(refused, Err(DomuError::NoMemory)), "{refused:?}");
    edits::add_domu(conn, &Actor::Command, &input("small", 1), portal.now()).await.expect("it fits");

    let disk = |gib: i64| DiskInput {
        name: "xvdb".to_owned(),
        path: "/dev/vg0/more".to_owned(),
        format: "raw".to_owned(),
        bytes: Some(Bytes(gib * builders::GIB)),
    };
    let refused = edits::set_disk(conn, &Actor::Command, a, None, &disk(5), portal.now()).await;
    assert!(matches!(refused, Err(DiskError::NoRoom)), "{refused:?}");
    edits::set_disk(conn, &Actor::Command, a, None, &disk(4), portal.now()).await.expect("it fits");
}

async fn connect(database: &TestDatabase) -> tokio_postgres::Client {
    let (client, connection) = tokio_postgres::connect(&database.url, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

/// Edits in an order of this writer's own. The third host refuses some of what it is to keep.
async fn edit(database: TestDatabase, writer: u32) {
    let client = connect(&database).await;
    let mut dice = Dice(writer + 1);
    for _ in 0..EDITS {
        let (domu, host, size) = (dice.roll(12) + 1, dice.roll(3) + 1, dice.roll(500) + 1);
        let sql = match dice.roll(9) {
            0 | 1 => format!("UPDATE domus SET host_id = {host} WHERE id = {domu}"),
            2 => format!("UPDATE domus SET memory_bytes = {size} WHERE id = {domu}"),
            3 => format!("UPDATE domus SET state = 'off', revision = revision + 1 WHERE id = {domu}"),
            4 => format!(
                "INSERT INTO disks (domu_id, name, path, bytes) VALUES ({domu}, 'd{size}', '/dev/d', {size})
                 ON CONFLICT DO NOTHING"
            ),
            5 => format!("UPDATE disks SET bytes = nullif({size}, 1) WHERE domu_id = {domu}"),
            6 => format!("DELETE FROM disks WHERE domu_id = {domu} AND bytes % 2 = 0"),
            7 => format!(
                "INSERT INTO reservations (host_id, migration_id, domu_id, kind, memory_bytes, disk_bytes, created_at)
                 SELECT {host}, m.id, m.domu_id, 'claims_target', {size}, {size}, now() FROM migrations m
                 WHERE m.domu_id = {domu} ON CONFLICT DO NOTHING"
            ),
            _ => format!(
                "UPDATE reservations SET released_at = now() WHERE domu_id = {domu} AND released_at IS NULL"
            ),
        };
        if let Err(error) = client.batch_execute(&sql).await {
            let constraint = error.as_db_error().and_then(|refused| refused.constraint());
            assert!(constraint.is_some_and(|name| REFUSALS.contains(&name)), "{sql}: {error}");
        }
    }
}

/// A small linear congruential generator: the same edits in every run.
struct Dice(u32);

impl Dice {
    fn roll(&mut self, sides: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 16) % sides
    }
}

/// The hosts whose row is not what adding up says; empty when all are.
async fn differences(client: &tokio_postgres::Client) -> String {
    let rows = client
        .query(
            "WITH lives AS (
                 SELECT host_id, count(*) AS domus, sum(memory_bytes) AS memory FROM domus GROUP BY host_id),
             disk AS (
                 SELECT d.host_id, sum(k.bytes) AS disk FROM disks k JOIN domus d ON d.id = k.domu_id GROUP BY d.host_id),
             held AS (
                 SELECT r.host_id, sum(r.memory_bytes) AS memory, sum(r.disk_bytes) AS disk
                 FROM reservations r JOIN domus d ON d.id = r.domu_id
                 WHERE r.released_at IS NULL AND r.host_id <> d.host_id GROUP BY r.host_id)
             SELECT h.name || ' has ' || u::text || ', adds up to ' || added::text
             FROM hosts h LEFT JOIN host_uses u ON u.host_id = h.id
             LEFT JOIN lives ON lives.host_id = h.id LEFT JOIN disk ON disk.host_id = h.id
             LEFT JOIN held ON held.host_id = h.id,
             LATERAL (SELECT coalesce(lives.domus, 0), coalesce(lives.memory, 0), coalesce(disk.disk, 0),
                             coalesce(held.memory, 0), coalesce(held.disk, 0))
                     AS added (domus, memory, disk, memory_held, disk_held)
             WHERE (u.domus, u.memory_lived_in, u.disk_lived_in, u.memory_held, u.disk_held)
                   IS DISTINCT FROM (added.domus, added.memory, added.disk, added.memory_held, added.disk_held)
             ORDER BY h.name",
            &[],
        )
        .await
        .unwrap();
    rows.iter().map(|row| row.get::<_, Option<String>>(0).unwrap_or_default() + "\n").collect()
}
