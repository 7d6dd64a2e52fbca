//! The database as the portal holds it: upgrades, limits, and what happens when it goes away.

use diesel::QueryableByName;
use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;
use domovoi::db::{DatabaseUrl, schema_upgrade};
use futures_util::future::join_all;

use crate::support::database::TestDatabase;

#[tokio::test]
async fn portals_that_start_at_once_upgrade_the_schema_once() {
    let database = TestDatabase::without_schema().await;
    let url: DatabaseUrl = database.url.parse().unwrap();
    let before = schema_upgrade::status(&url).await.unwrap();
    assert!(before.applied.is_empty() && before.pending.len() >= 6, "{before:?}");

    let upgrades = join_all((0..4).map(|_| schema_upgrade::upgrade(&url))).await;
    let applied: Vec<usize> = upgrades.into_iter().map(|steps| steps.unwrap().len()).collect();
    assert_eq!(applied.iter().sum::<usize>(), before.pending.len(), "{applied:?}");
    assert_eq!(applied.iter().filter(|steps| **steps > 0).count(), 1, "{applied:?}");

    let after = schema_upgrade::status(&url).await.unwrap();
    assert_eq!((after.applied, after.pending), (before.pending, vec![]));
    let mut conn = database.conn().await;
    assert!(schema_upgrade::is_current(&mut conn).await.unwrap());
}

#[tokio::test]
async fn a_database_from_the_future_is_left_alone() {
    let database = TestDatabase::new().await;
    let sql = "INSERT INTO __diesel_schema_migrations (version) VALUES ('29991231000001')";
    diesel::sql_query(sql).execute(&mut database.conn().await).await.unwrap();
    let error = schema_upgrade::upgrade(&database.url.parse().unwrap()).await.unwrap_err();
    assert!(error.to_string().contains("by a newer domovoi (it knows 29991231000001)"), "{error}");
}

#[derive(QueryableByName)]
struct Shown {
    #[diesel(sql_type = Text)]
    value: String,
}

#[tokio::test]
async fn every_connection_of_the_pool_has_its_limits() {
    let database = TestDatabase::new().await;
    let mut conn = database.conn().await;
    for (setting, expected) in
        [("statement_timeout", "5s"), ("lock_timeout", "2s"), ("idle_in_transaction_session_timeout", "10s")]
    {
        let sql = format!("SELECT current_setting('{setting}') AS value");
        let shown: Shown = diesel::sql_query(sql).get_result(&mut conn).await.unwrap();
        assert_eq!(shown.value, expected, "{setting}");
    }
}

#[tokio::test]
async fn the_pool_heals_when_the_server_drops_all_connections() {
    let database = TestDatabase::new().await;
    let held = join_all((0..5).map(|_| database.conn())).await;
    drop(held);
    let (killer, connection) = tokio_postgres::connect(&database.url, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    let sql = "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()";
    let killed: i64 = killer.query_one(sql, &[]).await.unwrap().get(0);
    assert_eq!(killed, 5);
    for _ in 0..10 {
        diesel::sql_query("SELECT 1").execute(&mut database.conn().await).await.unwrap();
    }
}

/// What an older portal took and this one refuses.
const OF_OLD: &str = "
    INSERT INTO sites (code, name, created_at) VALUES ('DC1', 'DC1', now()), ('dc1', 'dc1', now());
    INSERT INTO hosts (site_id, name, memory_bytes, disk_bytes, volume_group, bridge, interconnect_address, note, created_at)
    VALUES (1, 'prins', 1, 1, 'vg 0; rm -rf', '$(x)', '10.9.0.1', 'Old.', now()),
        (1, 'PRINS', 1, 1, 'vg0', 'xenbr0', '10.9.0.1', '', now()),
        (1, 'heren', 1, 1, 'vg0', 'xenbr0', '127.0.0.1', '', now());
    INSERT INTO ip_networks (site_id, cidr, gateway, created_at)
    VALUES (1, '127.0.0.0/8', NULL, now()), (1, '192.0.2.0/24', '192.0.2.0', now());
    INSERT INTO domus (uuid, name, host_id, memory_bytes, created_at)
    VALUES ('00000000-0000-0000-0000-000000000000', 'higgs', 1, 1, now());
    INSERT INTO disks (domu_id, name, path) VALUES (1, '../x', 'y')";

#[tokio::test]
async fn what_an_older_portal_took_does_not_stop_the_upgrade() {
    let database = TestDatabase::new().await;
    let (client, connection) = tokio_postgres::connect(&database.url, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    let names = [
        "2026-11-28-000095_refuse_names_that_differ_by_case",
        "2026-11-28-000096_refuse_what_is_no_network",
        "2026-11-28-000097_refuse_what_no_host_has",
    ];
    let sql = |name: &str, way: &str| {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
        std::fs::read_to_string(folder.join(name).join(way)).unwrap()
    };
    for name in names.into_iter().rev() {
        client.batch_execute(&sql(name, "down.sql")).await.unwrap();
    }
    client.batch_execute(OF_OLD).await.unwrap();
    for name in names {
        client.batch_execute(&sql(name, "up.sql")).await.unwrap();
    }
    let hosts = client
        .query("SELECT volume_group, bridge, host(interconnect_address), note FROM hosts ORDER BY id", &[])
        .await
        .unwrap();
    let hosts: Vec<[Option<String>; 4]> =
        hosts.iter().map(|row| std::array::from_fn(|column| row.get(column))).collect();
    let host = |note: &str| [Some("vg0".to_owned()), Some("xenbr0".to_owned()), None, Some(note.to_owned())];
    assert_eq!(hosts, [host("Old.\nvg 0; rm -rf\n$(x)\n10.9.0.1"), host("10.9.0.1"), host("127.0.0.1")]);
    client
        .batch_execute("UPDATE hosts SET last_report_at = now(); UPDATE domus SET state = 'off'")
        .await
        .unwrap();
    let third = "INSERT INTO sites (code, name, created_at) VALUES ('Dc1', 'A third', now())";
    let refused = client.batch_execute(third).await.unwrap_err();
    let refused = refused.as_db_error().and_then(|error| error.constraint().map(str::to_owned));
    assert_eq!(refused.as_deref(), Some("sites_code_in_any_case"));
}
