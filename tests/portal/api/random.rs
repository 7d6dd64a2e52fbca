//! The network at its worst: batches that come doubled, in another order, cut short and late. In
//! the end everything is as if each report had come once and in order.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use diesel::QueryableByName;
use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;
use domovoi::db::ids::MigrationId;
use domovoi::migrations::StepCode;
use domovoi::reports::{Item, StepWord};

use crate::migrations::story::Story;
use crate::support::Dom0;
use crate::support::chance::{self, Dice};
use crate::support::dom0::{began, ended, sample, step};

const TOTAL: i64 = 14 << 30;
const CASES: u64 = 12;
const SAMPLES: i64 = 40;

/// All that one side says: a copy with its samples, and the steps at its end.
fn told(at: DateTime<Utc>, steps: &[&str]) -> Vec<Item> {
    let instant = |seconds| at + Duration::seconds(seconds);
    let mut items = vec![began(1, at, TOTAL)];
    for n in 1..=SAMPLES {
        items.push(sample(n + 1, instant(5 * n), 1, 5 * n, TOTAL / SAMPLES * n));
    }
    items.push(ended(SAMPLES + 2, instant(5 * SAMPLES), 1, TOTAL, "ab"));
    for (seq, name) in (SAMPLES + 3..).zip(steps) {
        items.push(step(seq, instant(5 * SAMPLES), name, StepWord::Ended));
    }
    items
}

/// What the network makes of it: pieces of any length, some twice, in any order; then the sender's
/// own second try, which leaves nothing out.
fn sent(items: &[Item], dice: &mut Dice) -> Vec<Vec<Item>> {
    let mut pieces = Vec::new();
    for _ in 0..12 {
        let from = dice.below(items.len());
        let length = 1 + dice.below(items.len() - from);
        pieces.push(items[from..from + length].to_vec());
        if dice.percent(30) {
            let cut = 1 + dice.below(length);
            pieces.push(items[from..from + cut].to_vec());
        }
    }
    for at in (1..pieces.len()).rev() {
        pieces.swap(at, dice.below(at + 1));
    }
    for piece in items.chunks(1 + dice.below(20)) {
        pieces.push(piece.to_vec());
    }
    pieces.push(pieces[0].clone());
    pieces
}

async fn about_to_copy() -> (Story, MigrationId) {
    let story = Story::begin().await;
    let id = story.under_way().await;
    story.walk(id, &[StepCode::Preflight, StepCode::Stop]).await;
    (story, id)
}

#[derive(Debug, PartialEq, Eq, QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    line: String,
}

/// Everything that reports may change, but for when it came.
async fn rows(story: &Story) -> Vec<String> {
    let rows: Vec<Row> = diesel::sql_query(
        "SELECT line FROM (
           SELECT 1 AS n, (to_jsonb(r) - 'heard_at')::text AS line FROM attempt_sides r
           UNION ALL SELECT 2, to_jsonb(r)::text FROM transfers r
           UNION ALL SELECT 3, (to_jsonb(r) - 'received_at')::text FROM transfer_samples r
           UNION ALL SELECT 4, to_jsonb(r)::text FROM transfer_minutes r
           UNION ALL SELECT 5, (to_jsonb(r) - 'received_at')::text FROM reports r
           UNION ALL SELECT 6, (to_jsonb(r) - '{id}'::text[])::text FROM steps r
           UNION ALL SELECT 7, to_jsonb(r)::text FROM migrations r
           UNION ALL SELECT 8, r.event || r.note FROM migration_events r
           UNION ALL SELECT 9, r.kind || r.to_address FROM outbox_mails r
         ) all_rows ORDER BY n, line",
    )
    .load(&mut *story.conn().await)
    .await
    .expect("rows");
    rows.into_iter().map(|row| row.line).collect()
}

async fn arrived(story: &Story, id: MigrationId, halves: [Vec<Vec<Item>>; 2], dice: &mut Dice) {
    let mut dom0s =
        [Dom0::of(&story.portal, story.prins).await, Dom0::of(&story.portal, story.spaarne).await];
    let mut waiting = halves.map(|pieces| pieces.into_iter());
    loop {
        let side = dice.below(2);
        let next = waiting[side].next().map(|piece| (side, piece));
        let next = next.or_else(|| waiting[1 - side].next().map(|piece| (1 - side, piece)));
        let Some((side, piece)) = next else { break };
        dom0s[side].reports((id, 1), &piece).await;
    }
}

#[actix_web::test]
async fn whatever_the_network_does_to_batches_the_end_is_the_same() {
    let (seed, cases) = (chance::seed(), chance::cases(CASES).min(200));
    println!("seed {seed}, {cases} cases");
    let mut dice = Dice::new(seed);
    let (story, id) = about_to_copy().await;
    let now = story.now();
    let said = Arc::new([told(now, &[]), told(now, &["copy", "compare", "prepare"])]);
    let in_order = said.as_ref().clone().map(|items| vec![items]);
    // The source first, so that both copies are there when the target compares them.
    arrived(&story, id, [in_order[0].clone(), vec![]], &mut dice).await;
    arrived(&story, id, [vec![], in_order[1].clone()], &mut dice).await;
    let expected = rows(&story).await;
    assert!(expected.len() > 2 * SAMPLES as usize, "there is something to compare");
    for case in 0..cases {
        let (story, id) = about_to_copy().await;
        assert_eq!(story.now(), now);
        let halves = [sent(&said[0], &mut dice), sent(&said[1], &mut dice)];
        arrived(&story, id, halves, &mut dice).await;
        let rows = rows(&story).await;
        for (row, expected) in rows.iter().zip(&expected) {
            assert_eq!(row, expected, "seed {seed}, case {case}");
        }
        assert_eq!(rows.len(), expected.len(), "seed {seed}, case {case}");
    }
}
