//! The recordings of a real move, told as a reporter would have: what the portal makes of them agrees
//! with what happened.

use std::path::Path;

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::ids::MigrationId;
use domovoi::db::schema::{attempts, disks};
use domovoi::migrations::reported::{Lamp, Progress, heard_of};
use domovoi::migrations::{MigrationState, StepCode};
use domovoi::reports::{Item, Said};

use crate::migrations::story::Story;
use crate::support::Dom0;
use crate::support::dom0::{began, ended, sample};

/// The size of the volume of higgs.
const TOTAL: i64 = 314_572_800;

fn recording(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cold-migration").join(name);
    std::fs::read_to_string(path).expect("a recording")
}

/// What `pv -n -i 5` printed: per cent, a line each five seconds.
fn copied(name: &str) -> Vec<i64> {
    recording(name).lines().map(|line| line.parse::<i64>().expect("per cent") * TOTAL / 100).collect()
}

async fn about_to_copy() -> (Story, MigrationId) {
    let story = Story::begin().await;
    let (conn, now) = (&mut *story.conn().await, story.now());
    diesel::update(disks::table.filter(disks::domu_id.eq(story.higgs)))
        .set(disks::bytes.eq(TOTAL))
        .execute(conn)
        .await
        .expect("a disk");
    assert!(now < story.plan().window.starts_at);
    let id = story.under_way().await;
    story.walk(id, &[StepCode::Preflight, StepCode::Stop]).await;
    (story, id)
}

async fn progress(story: &Story, id: MigrationId) -> Progress {
    let conn = &mut *story.conn().await;
    let open = attempts::table.filter(attempts::migration_id.eq(id)).order(attempts::n.desc());
    let (attempt, total) =
        open.select((attempts::id, attempts::bytes_total)).first(conn).await.expect("an attempt");
    let heard = heard_of(conn, id).await.expect("a query");
    Progress::of(&heard, attempt, total, story.now()).expect("something was heard")
}

fn at(began_at: DateTime<Utc>, seconds: i64) -> DateTime<Utc> {
    began_at + Duration::seconds(seconds)
}

#[actix_web::test]
async fn the_copy_that_went_well_has_the_total_the_speed_and_the_end_of_the_recording() {
    let (story, id) = about_to_copy().await;
    let mut prins = Dom0::of(&story.portal, story.prins).await;
    let began_at = story.now();
    prins.reports((id, 1), &[began(1, began_at, TOTAL)]).await;
    let lines = copied("pv-n.attempt2.txt");
    assert_eq!(lines.len(), 22);
    let mut before = 0;
    for (n, bytes) in (1..).zip(&lines) {
        story.portal.advance(Duration::seconds(5));
        prins.reports((id, 1), &[sample(n + 1, at(began_at, 5 * n), 1, 5 * n, *bytes)]).await;
        let seen = progress(&story, id).await;
        assert_eq!((seen.bytes, seen.total, seen.lamp()), (*bytes, TOTAL, None));
        assert!(seen.per_cent() >= before, "it never goes back");
        before = seen.per_cent();
        if n == 10 {
            // 10.8 s are what 7 % of it took before: the recording says 2.3 to 4.9 MB/s.
            let rate = seen.bytes_per_second.expect("a speed");
            assert!((2_300_000..=4_900_000).contains(&rate), "{rate}");
            let left = seen.seconds_left.expect("an end in sight");
            assert_eq!(left, (TOTAL - bytes) / rate);
        }
    }
    assert!(progress(&story, id).await.per_cent() < 100, "it is not over before it says so");
    prins.reports((id, 1), &[ended(24, at(began_at, 109), 1, TOTAL, "ab")]).await;
    let seen = progress(&story, id).await;
    assert_eq!((seen.bytes, seen.per_cent(), seen.has_ended, seen.seconds_left), (TOTAL, 100, true, None));
    // 314572800 bytes in 108.6 s are 2.9 MB/s: what the first and the last sample say together.
    let seconds = 5 * lines.len() as i64;
    assert_eq!(TOTAL / seconds / 100_000, 28);
}

#[actix_web::test]
async fn the_copies_that_hung_show_where_and_for_how_long() {
    for name in ["pv-n.attempt1-ssh.txt", "pv-n.attempt1-nc.txt"] {
        let (story, id) = about_to_copy().await;
        let mut prins = Dom0::of(&story.portal, story.prins).await;
        let began_at = story.now();
        prins.reports((id, 1), &[began(1, began_at, TOTAL)]).await;
        // One line and then silence for 80 s; a reporter goes on saying that nothing moves.
        let hung_at = *copied(name).last().expect("a line");
        assert_eq!(hung_at, 0);
        for n in 1..=16 {
            story.portal.advance(Duration::seconds(5));
            prins.reports((id, 1), &[sample(n + 1, at(began_at, 5 * n), 1, 5 * n, hung_at)]).await;
        }
        let seen = progress(&story, id).await;
        assert_eq!((seen.bytes, seen.bytes_per_second, seen.seconds_left), (0, Some(0), None));
        assert_eq!(seen.sides[0].flat_seconds, 75, "not yet long enough to be called stalled");
        assert_eq!(seen.lamp(), None);
        let failure = Some("given up after 80 s".to_owned());
        let (run, disk, bytes, blake3) = (1, "xvda".to_owned(), hung_at, None);
        let given_up = Said::CopyEnded { run, disk, bytes, blake3, failure };
        prins.reports((id, 1), &[Item::new(18, at(began_at, 80), given_up)]).await;
        assert_eq!(progress(&story, id).await.lamp(), Some(Lamp::Failed));
        story.abort(id).await;
        story.walk(id, &domovoi::migrations::step::WAY_BACK).await;
        assert_eq!(story.row(id).await.state, MigrationState::Returned);
        let hung = progress(&story, id).await;
        assert_eq!((hung.bytes, hung.total, hung.per_cent()), (0, TOTAL, 0));
        assert_eq!(hung.sides[0].failure.as_deref(), Some("given up after 80 s"));
    }
}
