//! Hints between instances.

use std::time::Duration;

use diesel_async::{AsyncConnection, RunQueryDsl};
use domovoi::live::{Hint, Listener, hint, listener};
use tokio::sync::broadcast::Receiver;
use tokio::time::timeout;

use crate::support::database::TestDatabase;

async fn next(hints: &mut Receiver<Hint>) -> Hint {
    let heard = timeout(Duration::from_secs(20), listener::next(hints)).await;
    heard.expect("within 20 seconds").expect("the listener lives")
}

#[tokio::test]
async fn a_hint_is_heard_when_its_change_is_committed_and_not_before() {
    let database = TestDatabase::new().await;
    let mut hints = Listener::start(database.url.parse().unwrap()).subscribe();
    assert_eq!(next(&mut hints).await, Hint::Everything, "it listens now");
    let mut conn = database.conn().await;
    let undone = conn
        .transaction::<(), diesel::result::Error, _>(async |conn| {
            hint::notify(conn, Hint::Issue(1)).await?;
            Err(diesel::result::Error::RollbackTransaction)
        })
        .await;
    assert!(undone.is_err());
    hint::notify(&mut conn, Hint::Migration(142)).await.unwrap();
    assert_eq!(next(&mut hints).await, Hint::Migration(142));
}

#[tokio::test]
async fn after_a_gap_anything_may_have_changed() {
    let database = TestDatabase::new().await;
    let mut hints = Listener::start(database.url.parse().unwrap()).subscribe();
    assert_eq!(next(&mut hints).await, Hint::Everything);
    let mut conn = database.conn().await;
    diesel::sql_query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()")
        .execute(&mut conn)
        .await
        .unwrap();
    assert_eq!(next(&mut hints).await, Hint::Everything);
    hint::notify(&mut conn, Hint::Outbox).await.unwrap();
    assert_eq!(next(&mut hints).await, Hint::Outbox);
}
