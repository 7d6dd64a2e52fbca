//! Nothing is lost: between drawing and listening, between instances, while nobody listened.

use diesel_async::RunQueryDsl;
use domovoi::migrations::StepCode;

use super::{Evening, GIB, Open, address, is_known, seen};
use crate::support::dom0::sample;

#[actix_web::test]
async fn what_happened_before_the_stream_was_open_is_told_at_once() {
    let mut evening = Evening::begin().await;
    let mut noor = evening.portal().browser_of(&evening.story.noor).await;
    let drawn = noor.get(&evening.page()).await.ok();
    let at = evening.story.now();
    evening.prins.reports((evening.higgs, 1), &[sample(2, at, 1, 60, 7 * GIB)]).await;
    let mut stream = noor.listen(&address(&drawn)).await;
    let now = noor.get(&evening.page()).await.ok();
    assert_eq!(stream.next().await, Some(seen(&now)));

    // And what it shows already is no news.
    let mut stream = noor.listen(&address(&now)).await;
    evening.story.finish(evening.higgs, StepCode::Copy).await;
    let after = noor.get(&evening.page()).await.ok();
    assert_eq!(stream.next().await, Some(seen(&after)));
}

#[actix_web::test]
async fn a_page_of_long_ago_or_of_nobody_knows_when_is_told_to_look() {
    let evening = Evening::begin().await;
    let mut noor = evening.portal().browser_of(&evening.story.noor).await;
    let old = address(&noor.get(&evening.page()).await.ok());
    evening.portal().advance(chrono::Duration::hours(2));
    let plain = format!("/live{}", evening.page());
    let ahead = format!("{plain}?seen=9000000000000000000.{}", "0".repeat(24));
    for path in [old, plain.clone(), format!("{plain}?seen=x"), ahead] {
        let told = noor.listen(&path).await.next().await.expect("news");
        assert!(is_known(&told, evening.portal()), "{path}: {told}");
    }
}

#[actix_web::test]
async fn a_change_on_one_instance_is_told_on_the_other() {
    let mut evening = Evening::begin().await;
    let other = evening.portal().another_instance();
    other.listens().await;
    let mut open = Open::by(other.browser_of(&evening.story.noor).await, &evening.page()).await;
    let at = evening.story.now();
    evening.prins.reports((evening.higgs, 1), &[sample(2, at, 1, 60, 7 * GIB)]).await;
    assert!(open.is_told().await.says("7 GiB of 14 GiB"));
}

#[actix_web::test]
async fn what_nobody_heard_is_told_after_the_gap() {
    let evening = Evening::begin().await;
    let mut member = evening.open(&evening.story.noor, &evening.page()).await;
    let mut core = evening.open(&evening.story.fenna, "/home").await;
    let mut conn = evening.story.conn().await;
    // No hint goes out, as if it had been sent while the connection was down.
    for statement in [
        "UPDATE migrations SET reason = 'The roof leaks.'",
        "UPDATE domus SET name = 'higgs2'",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()",
    ] {
        diesel::sql_query(statement).execute(&mut conn).await.expect("a statement");
    }
    assert!(member.is_told().await.says("The roof leaks."));
    assert!(core.is_told().await.says("higgs2"));
}
