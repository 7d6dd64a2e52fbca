//! The first return pauses the rest of a plan, whose dates stay booked.

use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::ids::{MigrationId, PlanId};
use domovoi::db::schema::{migration_plans, migrations as rows, plan_events};
use domovoi::migrations::plan::{NewPlan, PlanError, make_plan, pause_plan, resume_plan};
use domovoi::migrations::step::{FORWARD, REVERT, WAY_BACK};
use domovoi::migrations::{self, MigrationState, NewMigration, Refused, StartError};

use super::story::{Story, nothing_written, november};
use crate::support::builders;

/// higgs and edam leave prins together, at the same time.
struct Leaving {
    story: Story,
    plan: PlanId,
    higgs: MigrationId,
    edam: MigrationId,
}

async fn leaving(stop_on_return: bool) -> Leaving {
    let story = Story::begin().await;
    let mut conn = story.conn().await;
    let input = NewPlan {
        title: "Leaving prins".to_owned(),
        reason: "DC1 closes.".to_owned(),
        public_text: "We leave **DC1**. <script>alert(1)</script>".to_owned(),
        stop_on_return,
    };
    let plan = make_plan(&mut conn, &story.fenna(), &input, story.now()).await.expect("a plan");
    let edam = builders::domu(&mut conn, story.prins, "edam", 14, &story.noor, story.now()).await;
    let of_higgs = NewMigration { plan: Some(plan), ..story.plan() };
    let of_edam = NewMigration { domu: edam, addresses: Vec::new(), ..of_higgs.clone() };
    let higgs = story.try_announce(&of_higgs).await.expect("announced");
    let edam = story.try_announce(&of_edam).await.expect("announced");
    story.at(november(17, 21, 0));
    drop(conn);
    Leaving { story, plan, higgs, edam }
}

impl Leaving {
    async fn start_edam(&self) -> Result<(), StartError> {
        let (conn, bas) = (&mut *self.story.conn().await, self.story.bas());
        migrations::start_overruling(conn, &bas, self.edam, "Checked by hand.", self.story.now())
            .await
            .map(|_| ())
    }

    async fn is_paused(&self) -> bool {
        let conn = &mut *self.story.conn().await;
        let paused = migration_plans::table.find(self.plan).select(migration_plans::paused_at.is_not_null());
        paused.first(conn).await.expect("the plan")
    }

    async fn events(&self) -> Vec<(String, Option<MigrationId>, String)> {
        plan_events::table
            .order(plan_events::id)
            .select((plan_events::event, plan_events::migration_id, plan_events::note))
            .load(&mut *self.story.conn().await)
            .await
            .expect("its history")
    }
}

#[tokio::test]
async fn the_first_return_pauses_the_others_whose_dates_stay() {
    let club = leaving(true).await;
    let story = &club.story;
    story.start(club.higgs).await;
    story.walk(club.higgs, &FORWARD[..2]).await;
    story.abort(club.higgs).await;
    assert!(!club.is_paused().await, "it is on its way back, and may still be lost");
    story.walk(club.higgs, &WAY_BACK).await;
    assert!(club.is_paused().await);
    let outcome = club.start_edam().await;
    assert!(
        matches!(&outcome, Err(StartError::PlanPaused { title }) if title == "Leaving prins"),
        "{outcome:?}"
    );
    let edam: (MigrationState, chrono::DateTime<chrono::Utc>) = rows::table
        .find(club.edam)
        .select((rows::state, rows::starts_at))
        .first(&mut *story.conn().await)
        .await
        .expect("edam");
    assert_eq!(edam, (MigrationState::Booked, november(17, 21, 0)));

    let (conn, bas) = (&mut *story.conn().await, story.bas());
    let silent = resume_plan(conn, &bas, club.plan, " ", story.now()).await;
    assert!(matches!(silent, Err(PlanError::Reason)), "{silent:?}");
    resume_plan(conn, &bas, club.plan, "The bridge is mended.", story.now()).await.expect("it goes on");
    let twice = resume_plan(conn, &bas, club.plan, "The bridge is mended.", story.now()).await;
    assert!(matches!(twice, Err(PlanError::NotNow)), "{twice:?}");
    club.start_edam().await.expect("it starts");
    assert_eq!(
        club.events().await,
        [
            ("made".to_owned(), None, String::new()),
            ("paused".to_owned(), Some(club.higgs), String::new()),
            ("resumed".to_owned(), None, "The bridge is mended.".to_owned()),
        ]
    );
    let gone = diesel::delete(plan_events::table).execute(conn).await;
    assert!(gone.is_err(), "nothing of it can be removed");
}

#[tokio::test]
async fn a_revert_and_a_domu_that_is_lost_pause_it_as_well() {
    let club = leaving(true).await;
    club.story.start(club.higgs).await;
    club.story.walk(club.higgs, &FORWARD).await;
    assert!(!club.is_paused().await);
    club.story.try_revert(club.higgs, &nothing_written()).await.expect("it goes back");
    assert!(club.is_paused().await);
    club.story.walk(club.higgs, &REVERT).await;
    assert_eq!(club.events().await.len(), 2, "paused once");

    let club = leaving(true).await;
    club.story.start(club.higgs).await;
    club.story.walk(club.higgs, &FORWARD[..2]).await;
    club.story.lose_track(club.higgs).await;
    assert!(club.is_paused().await);
}

#[tokio::test]
async fn what_runs_already_goes_on() {
    let club = leaving(true).await;
    club.start_edam().await.expect("it starts");
    club.story.start(club.higgs).await;
    club.story.walk(club.higgs, &FORWARD[..2]).await;
    club.story.lose_track(club.higgs).await;
    club.story.walk(club.edam, &FORWARD[..2]).await;
}

#[tokio::test]
async fn a_plan_may_go_on_regardless_and_be_paused_by_hand() {
    let club = leaving(false).await;
    club.story.start(club.higgs).await;
    club.story.walk(club.higgs, &FORWARD[..2]).await;
    club.story.lose_track(club.higgs).await;
    assert!(!club.is_paused().await);
    let (conn, noor) = (&mut *club.story.conn().await, club.story.noor());
    let hers = pause_plan(conn, &noor, club.plan, "Stop.", club.story.now()).await;
    assert!(matches!(hers, Err(PlanError::Refused(Refused::CoreOnly))), "{hers:?}");
    pause_plan(conn, &club.story.bas(), club.plan, "A storm comes.", club.story.now()).await.expect("paused");
    assert!(matches!(club.start_edam().await, Err(StartError::PlanPaused { .. })));
}

/// A start and the return that pauses the plan don't miss each other: the start came first, or it is
/// refused.
#[tokio::test]
async fn a_start_beside_the_return_that_pauses_it_is_before_or_refused() {
    for round in 0..4 {
        let club = leaving(true).await;
        let story = &club.story;
        story.start(club.higgs).await;
        story.walk(club.higgs, &FORWARD[..2]).await;
        let start = club.start_edam();
        let lose = story.lose_track(club.higgs);
        let outcome = if round % 2 == 0 { tokio::join!(start, lose).0 } else { tokio::join!(lose, start).1 };
        assert!(matches!(outcome, Ok(()) | Err(StartError::PlanPaused { .. })), "{outcome:?}");
        assert!(club.is_paused().await);
        story.portal.advance(Duration::minutes(1));
    }
}

/// What the plan says to everybody stands on the public page and where members see their move, as
/// safe as any other text; its title and reason stay inside.
#[actix_web::test]
async fn what_a_plan_says_to_everybody_is_read_by_everybody() {
    let club = leaving(true).await;
    let story = &club.story;
    let mut visitor = story.portal.browser();
    let page = visitor.get("/").await.ok();
    let said = page.all("section[aria-labelledby=upcoming] article.update");
    assert_eq!(said.len(), 1, "{}", page.text());
    assert!(said[0].contains("2 moves until") && said[0].contains("We leave DC1"), "{said:?}");
    assert_eq!(page.all("[aria-labelledby=upcoming] article tbody tr").len(), 2, "{}", page.text());
    assert!(!page.says("Other moves"), "{}", page.text());
    assert!(page.html().contains("<p>We leave <strong>DC1</strong>."), "{}", page.html());
    assert!(!page.html().contains("<script>alert"), "{}", page.html());
    for inside in ["Leaving prins", "DC1 closes", "higgs", "edam"] {
        assert!(!page.says(inside), "{inside} is not for everybody: {}", page.text());
    }
    let path = format!("/migrations/{}", club.higgs);
    let mut noor = story.portal.browser_of(&story.noor).await;
    let own = noor.get(&path).await.ok();
    assert!(own.says("What we do") && own.says("We leave DC1"), "{}", own.text());
    assert!(!own.says("Leaving prins") && !own.html().contains("<script>alert"), "{}", own.html());

    let reason = [("reason", "The bridge is broken.")];
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    fenna.submit(&format!("/plans/{}/pause", club.plan), &reason).await.went_to();
    story.portal.advance(Duration::minutes(10));
    let page = visitor.get("/").await.ok();
    assert!(page.says("It waits at the moment.") && !page.says("The bridge is broken."), "{}", page.text());
}
