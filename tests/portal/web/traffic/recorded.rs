//! The recordings of a real evening: the first attempt hangs, the second one jumps.

use chrono::{DateTime, Utc};
use domovoi::db::ids::MigrationId;
use domovoi::fleet::traffic::flows;
use domovoi::migrations::{self, CauseCode, NewMigration, Rebook, StepCode, step};
use domovoi::reports::Counters;
use uuid::Uuid;

use crate::migrations::story::{Story, window};
use crate::support::Dom0;
use crate::support::dom0::counters;

/// The recording's own clock.
fn epoch(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).expect("an instant")
}

async fn higgs_moved_as_recorded() -> (Story, MigrationId) {
    let story = Story::begin().await;
    let first = window(epoch(1_795_391_580), epoch(1_795_395_000));
    let id = story.try_announce(&NewMigration { window: first, ..story.plan() }).await.expect("announced");
    story.at(epoch(1_795_391_580));
    story.start(id).await;
    story.finish(id, StepCode::Preflight).await;
    story.at(epoch(1_795_391_607));
    story.finish(id, StepCode::Stop).await;
    story.at(epoch(1_795_391_838));
    story.abort(id).await;
    story.at(epoch(1_795_391_885));
    for back in step::WAY_BACK {
        story.finish(id, back).await;
    }
    story.at(epoch(1_795_391_930));
    again(&story, id).await;
    story.at(epoch(1_795_391_946));
    story.start(id).await;
    story.finish(id, StepCode::Preflight).await;
    story.at(epoch(1_795_391_967));
    story.finish(id, StepCode::Stop).await;
    for (at, step) in [
        (1_795_392_109, StepCode::Copy),
        (1_795_392_121, StepCode::Compare),
        (1_795_392_122, StepCode::Prepare),
        (1_795_392_123, StepCode::Commit),
        (1_795_392_139, StepCode::Boot),
        (1_795_392_143, StepCode::Check),
    ] {
        story.at(epoch(at));
        story.finish(id, step).await;
    }
    (story, id)
}

async fn again(story: &Story, id: MigrationId) {
    let input = Rebook {
        window: window(epoch(1_795_391_940), epoch(1_795_395_000)),
        cause_code: CauseCode::PathMtu,
        cause: "The switch between them dropped large frames.".to_owned(),
        fix: "Both of its ports have an MTU of 9000 now.".to_owned(),
    };
    let letterhead = &story.portal.app.letterhead;
    migrations::rebook(&mut *story.conn().await, letterhead, &story.fenna(), id, &input, story.now())
        .await
        .expect("it is booked again");
}

/// Both attempts as one reporter tells them.
fn told(host: &str) -> Vec<Counters> {
    let of = |attempt: u8| counters(&format!("proc-net-dev.attempt{attempt}.{host}.txt"));
    (1..).zip(of(1).into_iter().chain(of(2))).map(|(seq, item)| Counters { seq, ..item }).collect()
}

#[actix_web::test]
async fn the_first_attempt_is_flat_and_the_second_one_a_block_on_both_hosts() {
    let (story, id) = higgs_moved_as_recorded().await;
    for (host, name) in [(story.prins, "dom0-a"), (story.spaarne, "dom0-b")] {
        let items = told(name);
        let acked = Dom0::of(&story.portal, host).await.counts(Uuid::nil(), &items).await;
        assert_eq!(acked, items.len() as i64);
    }
    story.at(epoch(1_795_392_300));
    let mut browser = story.portal.browser_of(&story.noor).await;
    let page = browser.get(&format!("/migrations/{id}")).await.ok();
    assert_eq!(page.all("figure svg.chart .tag-text"), ["higgs: returned", "higgs: moved"]);
    assert_eq!(page.all("#traffic-h"), ["A server jumped from house to house"]);
    assert!(page.says("5-minute averages, times in CET."), "{}", page.text());

    // What each piece of time says, from the same read as the page's.
    for (host, is_source) in [("prins", true), ("spaarne", false)] {
        let conn = &*story.conn().await;
        let span = domovoi::web::graph::day_span(
            "2026-11-23".parse().expect("a day"),
            chrono_tz::Europe::Amsterdam,
            story.now(),
        )
        .expect("a span");
        let [sent, received] = span.series(&flows(conn, host, span).await.expect("flows"), story.now());
        let series = if is_source { sent } else { received };
        let known: Vec<(i64, f64)> =
            series.pieces().filter_map(|(at, rate)| Some((at.timestamp(), rate?))).collect();
        let [(hung_at, hung), (between_at, between), (jumped_at, jumped)] = known[..] else {
            panic!("three pieces of five minutes: {known:?}")
        };
        assert_eq!([hung_at, between_at, jumped_at], [1_795_391_400, 1_795_391_700, 1_795_392_000]);
        // ssh and nc hung: retransmits of up to 18 kB/s for a part of it, next to nothing arrives.
        assert!(hung < 18_000.0 * 8.0, "{host}: {hung}");
        assert!(between < 0.2 * jumped, "{host}: {between} and {jumped}");
        // 314572800 bytes in 108.6 s, in a piece of which about half was reported.
        assert!((10e6..25e6).contains(&jumped), "{host}: {jumped}");
    }
    let row = page.all("#traffic details tbody tr").join("\n");
    assert!(row.contains("higgs: returned, higgs: moved"), "{row}");
}
