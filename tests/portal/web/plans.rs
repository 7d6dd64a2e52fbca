//! The pages about plans.

use actix_web::http::StatusCode;
use domovoi::members::Role;

use crate::support::{Portal, builders};

#[actix_web::test]
async fn a_plan_is_made_filled_paused_and_resumed() {
    let portal = Portal::start().await;
    let now = portal.now();
    let conn = &mut *portal.conn().await;
    let noor = builders::member(conn, Role::Member, "Noor", now).await;
    let [dc1, dc2] = builders::two_sites(conn, now).await;
    let prins = builders::host(conn, dc1, "prins", 64, 1000, now).await;
    builders::host(conn, dc2, "spaarne", 64, 1000, now).await;
    builders::domu(conn, prins, "higgs", 14, &noor, now).await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;

    assert!(core.get("/plans").await.ok().says("No plan yet."));
    let page = core.submit("/plans", &[("title", " "), ("reason", "DC1 closes.")]).await.refused();
    assert!(!page.error_at("title").is_empty() && page.says("DC1 closes."), "{}", page.text());
    let fields = [("title", "Leaving prins"), ("reason", "DC1 closes."), ("stop_on_return", "yes")];
    let plan = core.submit("/plans", &fields).await.went_to();
    let page = core.get(&plan).await.ok();
    assert!(page.says("Leaving prins goes on") && page.says("No move is in it yet."), "{}", page.text());

    let page = core.get("/migrations/new?domu=higgs").await.ok();
    assert_eq!(page.all("#plan option"), ["No", "Leaving prins"]);
    let number = plan.rsplit('/').next().expect("a number");
    let announce = |plan| {
        [
            ("domu", "higgs"),
            ("target", "spaarne"),
            ("day", "2026-11-17"),
            ("starts_at", "20:30"),
            ("ends_at", "23:30"),
            ("zone", "Europe/Amsterdam"),
            ("reason", "We leave."),
            ("short_notice_reason", "Noor asked for it."),
            ("grace_days", "7"),
            ("proposed_for", "spaarne"),
            ("plan", plan),
            ("then", "announce"),
        ]
    };
    for nowhere in ["P-99", "7", "x"] {
        assert!(!core.submit("/migrations", &announce(nowhere)).await.refused().error_at("plan").is_empty());
    }
    let path = core.submit("/migrations", &announce(number)).await.went_to();
    assert!(core.get(&plan).await.ok().says("higgs"));
    assert_eq!(core.get(&path).await.ok().all("a[href^='/plans/']"), ["Leaving prins"]);

    core.submit(&format!("{plan}/pause"), &[("reason", "A storm comes.")]).await.went_to();
    let again = core.submit(&format!("{plan}/pause"), &[("reason", "A storm comes.")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let page = core.get(&plan).await.ok();
    assert!(page.says("Leaving prins waits") && page.says("A storm comes."), "{}", page.text());
    assert!(core.get("/plans").await.ok().says("Paused"));
    portal.advance(chrono::Duration::minutes(20));
    let start = core.submit(&format!("{path}/attempt"), &[("overrule", "Checked by hand today.")]).await;
    let start = start.refused();
    assert!(start.says("Its plan, Leaving prins, is paused."), "{}", start.text());
    assert_eq!(start.all("#overrule"), ["Checked by hand today."], "what was typed is kept");

    core.submit(&format!("{plan}/resumption"), &[("reason", "It is over.")]).await.went_to();
    core.submit(&format!("{path}/attempt"), &[("overrule", "Checked by hand today.")]).await.went_to();
    let mut thijs = portal.browser_of(&noor).await;
    thijs.get(&plan).await.missing();
    assert!(!thijs.get(&path).await.ok().says("Leaving prins"));
}
