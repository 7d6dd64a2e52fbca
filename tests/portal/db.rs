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
