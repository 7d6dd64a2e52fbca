//! What somebody types or sees when they do something to a move.

use chrono::{DateTime, Duration, Utc};
use diesel::dsl::max;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domovoi::db::ids::MigrationId;
use domovoi::db::schema::{attempts, issues, outbox_mails, steps};
use domovoi::migrations::{ChooseWindow, FinishStep, Handover, StepCode, StepState, Window, queries};

use super::house::{House, Lodger};
use crate::support::chance::Dice;

/// Soon, and long enough.
pub fn window(dice: &mut Dice, now: DateTime<Utc>) -> Window {
    let starts_at = now + Duration::minutes(5 + dice.below(40) as i64);
    let ends_at = starts_at + Duration::hours(3);
    Window { starts_at, ends_at, zone: chrono_tz::Europe::Amsterdam }
}

/// Days ahead, so that there is time to choose.
pub fn far(dice: &mut Dice, now: DateTime<Utc>) -> Window {
    let soon = window(dice, now);
    let ahead = Duration::days(4 + dice.below(3) as i64);
    Window { starts_at: soon.starts_at + ahead, ends_at: soon.ends_at + ahead, ..soon }
}

/// A window of those on offer, as a page would show them; now and then one that is not.
pub async fn choice(
    conn: &mut AsyncPgConnection,
    house: &House,
    dice: &mut Dice,
    id: MigrationId,
    now: DateTime<Utc>,
) -> Option<ChooseWindow> {
    let found = queries::choosing(conn, &house.fenna, id).await.expect("an answer")?;
    let migration = &found.shown.migration;
    let busy = queries::busy_around(conn, id, now).await.expect("an answer");
    let slots = found.choice?.offer(migration)?.slots(&busy, now);
    let starts_at = match dice.below(10) {
        0 => None,
        1 => Some(now + Duration::days(2)),
        _ if slots.is_empty() => None,
        _ => Some(dice.one_of(&slots).starts_at),
    };
    let seen_revision = migration.revision - i32::from(dice.percent(10));
    Some(ChooseWindow { starts_at, boots: dice.percent(70), seen_revision })
}

/// The attempt that is under way, as a page would show it; now and then another, or none.
pub async fn attempt_seen(conn: &mut AsyncPgConnection, dice: &mut Dice, id: MigrationId) -> Option<i32> {
    let last: Option<i32> = attempts::table
        .filter(attempts::migration_id.eq(id))
        .select(max(attempts::n))
        .first(conn)
        .await
        .expect("an answer");
    match dice.below(10) {
        0 => None,
        1 => Some(1 + dice.below(3) as i32),
        _ => last,
    }
}

/// The step that is being done, as a page would show it; now and then one that was, or another.
pub async fn step_seen(
    conn: &mut AsyncPgConnection,
    dice: &mut Dice,
    lodger: &Lodger,
    id: MigrationId,
) -> FinishStep {
    let here: Option<(i32, StepCode)> = attempts::table
        .inner_join(steps::table)
        .filter(attempts::migration_id.eq(id).and(attempts::result.is_null()))
        .filter(steps::state.eq(StepState::Doing))
        .select((attempts::n, steps::code))
        .first(conn)
        .await
        .optional()
        .expect("an answer");
    let (n, step) = match here {
        Some(here) if dice.percent(90) => here,
        _ => (1 + dice.below(3) as i32, *dice.one_of(StepCode::ALL)),
    };
    let handover = Handover {
        typed_name: lodger.name.clone(),
        source_is_down_and_fenced: true,
        target_is_ready: !dice.percent(5),
    };
    FinishStep { attempt: Some(n), step, note: String::new(), handover: Some(handover) }
}

pub async fn report(
    conn: &mut AsyncPgConnection,
    house: &House,
    lodger: &Lodger,
    id: MigrationId,
    now: DateTime<Utc>,
) -> Result<(), String> {
    diesel::insert_into(issues::table)
        .values((
            issues::reporter_id.eq(house.noor.id),
            issues::domu_id.eq(lodger.id),
            issues::migration_id.eq(id),
            issues::severity.eq("partly"),
            issues::summary.eq("no mail arrives"),
            issues::created_at.eq(now),
            issues::updated_at.eq(now),
        ))
        .execute(conn)
        .await
        .map(|_| ())
        .map_err(|error| panic!("ReportBroken: {error}"))
}

pub async fn solve(conn: &mut AsyncPgConnection, id: MigrationId, now: DateTime<Utc>) -> Result<(), String> {
    let open = issues::table.filter(issues::migration_id.eq(id).and(issues::ended_at.is_null()));
    let solved = diesel::update(open)
        .set((issues::state.eq("resolved"), issues::ended_at.eq(now)))
        .execute(conn)
        .await
        .expect("it is solved");
    if solved > 0 { Ok(()) } else { Err("nothing is open".to_owned()) }
}

/// What is owed about the move leaves, or an address is known to fail.
pub async fn post(conn: &mut AsyncPgConnection, dice: &mut Dice, id: MigrationId, now: DateTime<Utc>) {
    let owed = outbox_mails::table.filter(outbox_mails::migration_id.eq(id));
    let owed = owed.filter(outbox_mails::state.eq("queued"));
    match dice.below(10) {
        0 => {}
        1 => {
            let dead = diesel::update(owed).set(outbox_mails::state.eq("dead"));
            dead.execute(conn).await.expect("dead mails");
        }
        _ => {
            let sent = (outbox_mails::state.eq("sent"), outbox_mails::sent_at.eq(now));
            diesel::update(owed).set(sent).execute(conn).await.expect("mails that are sent");
        }
    }
}
