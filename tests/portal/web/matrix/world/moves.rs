//! A member's moves: booked, about to start, under way, over but for the member's word, handed over and
//! about to boot, and nobody knows where; and those whose time is still to be found: open to choose,
//! asked for at once, on hold, and on hold because its member says so.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::ids::{MemberId, MigrationId, PlanId};
use domovoi::db::schema::{domus, migrations as rows};
use domovoi::members::{Actor, Role};
use domovoi::migrations::plan::{self, NewPlan};
use domovoi::migrations::{self, CauseCode, FinishStep, Handover, LoseTrack, NewMigration, StepCode, step};

use super::{Ground, Things, window};
use crate::support::builders;

/// What it is called, of which domU, on which day, and whether its members choose.
const MOVES: [(&str, &str, u32, bool); 10] = [
    ("booked", "b", 21, false),
    ("startable", "s", 17, false),
    ("running", "r", 17, false),
    ("verifying", "v", 17, false),
    ("booting", "o", 17, false),
    ("unclear", "u", 17, false),
    ("open", "w", 25, true),
    ("asked", "a", 25, true),
    ("held", "h", 25, true),
    // No other form of the rows books that evening.
    ("regretted", "k", 28, true),
];

pub async fn announce(ground: &Ground, own: &mut Things) {
    own.put("plan", make_plan(ground).await);
    for (name, suffix, day, offers_windows) in MOVES {
        let domu = format!("{}-{suffix}", own.get("domu"));
        let number = announce_one(ground, &domu, (day, offers_windows), &secret(own)).await;
        own.put(name, number);
    }
    // Thursday, Friday or Saturday at 20:00 in Amsterdam: for each member another evening.
    let day: u32 = own.get("n").parse().expect("a number");
    own.put("slot", format!("2026-11-{}T19:00:00Z", 25 + day));
}

async fn make_plan(ground: &Ground) -> PlanId {
    let plan = NewPlan {
        title: "Leaving prins".to_owned(),
        reason: "DC1 closes.".to_owned(),
        public_text: String::new(),
        stop_on_return: true,
    };
    let conn = &mut *ground.portal.conn().await;
    plan::make_plan(conn, &Actor::of(&ground.core), &plan, ground.portal.now()).await.expect("a plan")
}

/// Starts all but the first two, and takes each where its name says.
pub async fn run(ground: &Ground, own: &mut Things) {
    let number = |name: &str| -> MigrationId { own.get(name).parse().expect("a number") };
    let (running, verifying) = (number("running"), number("verifying"));
    let (booting, unclear) = (number("booting"), number("unclear"));
    let conn = &mut *ground.portal.conn().await;
    let (actor, now) = (Actor::of(&ground.core), ground.portal.now());
    for number in [running, verifying, booting, unclear] {
        builders::ready(conn, number, now).await;
        migrations::start(conn, &actor, number, now).await.expect("it starts");
    }
    migrations::remark(conn, &actor, running, &format!("Not for members: {}", secret(own)), now)
        .await
        .expect("a remark");
    for code in step::FORWARD {
        finish(ground, verifying, code, &format!("{}-v", own.get("domu"))).await;
    }
    for code in &step::FORWARD[..6] {
        finish(ground, booting, *code, &format!("{}-o", own.get("domu"))).await;
    }
    for code in &step::FORWARD[..2] {
        finish(ground, unclear, *code, "").await;
    }
    let lost = LoseTrack {
        attempt: None,
        cause_code: CauseCode::Other,
        cause: format!("Nobody sees it, {}.", secret(own)),
        next_word_within: chrono::Duration::hours(1),
    };
    let letterhead = &ground.portal.app.letterhead;
    migrations::lose_track(conn, letterhead, &actor, unclear, &lost, now).await.expect("it is lost");
    let booked = number("booked");
    let (asked, held) = (number("asked"), number("held"));
    migrations::ask_now(conn, letterhead, &actor, asked, now).await.expect("it is asked");
    let reason = format!("Not that evening, {}.", secret(own));
    migrations::hold(conn, letterhead, &actor, held, &reason, now).await.expect("it waits");
    let id = MemberId(own.get("member").parse().expect("an id"));
    let member = Actor::Member { id, role: Role::Member, name: secret(own) };
    let regretted = number("regretted");
    migrations::hold(conn, letterhead, &member, regretted, &reason, now).await.expect("it waits");
    for (name, id) in [("revision", booked), ("held_revision", held)] {
        let revision: i32 = rows::table.find(id).select(rows::revision).first(conn).await.expect("a move");
        own.put(name, revision);
    }
}

async fn announce_one(
    ground: &Ground,
    domu: &str,
    (day, offers_windows): (u32, bool),
    secret: &str,
) -> MigrationId {
    let conn = &mut *ground.portal.conn().await;
    let id = domus::table.filter(domus::name.eq(domu)).select(domus::id).first(conn).await.expect("a domU");
    let plan = NewMigration {
        domu: id,
        target: ground.hosts[1],
        window: window(day),
        offers_windows,
        reason: format!("prins leaves DC1, {secret}."),
        short_notice_reason: None,
        addresses: Vec::new(),
        deadline: None,
        grace_days: 7,
        old_addresses_until: None,
        plan: None,
    };
    let app = &ground.portal.app;
    migrations::announce(conn, &app.letterhead, &Actor::of(&ground.core), None, &plan, ground.portal.now())
        .await
        .expect("it is announced")
}

async fn finish(ground: &Ground, number: MigrationId, step: StepCode, domu: &str) {
    let handover =
        Handover { typed_name: domu.to_owned(), source_is_down_and_fenced: true, target_is_ready: true };
    let input = FinishStep { attempt: None, step, note: String::new(), handover: Some(handover) };
    let app = &ground.portal.app;
    let conn = &mut *ground.portal.conn().await;
    let actor = Actor::of(&ground.core);
    migrations::finish_step(conn, &app.letterhead, &actor, number, &input, ground.portal.now())
        .await
        .expect("the step is done");
}

fn secret(own: &Things) -> String {
    let (secret, _) = own.get("email").split_once('@').expect("an address");
    secret.to_owned()
}
