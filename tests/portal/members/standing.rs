//! Roles, and who may come in.

use actix_web::http::StatusCode;
use domovoi::members::{Actor, MemberState, Role, standing};

use super::people::{audited, member_with_password, reload, sessions_of};
use crate::support::Portal;

#[actix_web::test]
async fn an_administrator_decides_and_it_counts_at_once() {
    let portal = Portal::start().await;
    let mut admin = portal.sign_in_as(Role::Admin, "Ada").await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    let here = format!("/members/{}", noor.id);

    let mut browser = portal.browser_of(&noor).await;
    assert_eq!(admin.submit(&format!("{here}/role"), &[("role", "core")]).await.went_to(), here);
    assert_eq!(browser.get("/account").await.status, StatusCode::SEE_OTHER);
    assert_eq!(reload(&portal, &noor).await.role, Role::Core);

    let mut browser = portal.browser_of(&reload(&portal, &noor).await).await;
    browser.get("/members").await.ok();
    assert_eq!(admin.submit(&format!("{here}/sessions"), &[]).await.went_to(), here);
    assert_eq!(browser.get("/members").await.status, StatusCode::SEE_OTHER);

    let mut browser = portal.browser_of(&reload(&portal, &noor).await).await;
    assert_eq!(admin.submit(&format!("{here}/suspension"), &[]).await.went_to(), here);
    assert_eq!(browser.get("/members").await.status, StatusCode::SEE_OTHER);
    assert_eq!(sessions_of(&portal, &noor).await, 0);
    assert!(admin.get(&here).await.says("Suspended"));
    let twice = admin.submit(&format!("{here}/suspension"), &[]).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);

    assert_eq!(admin.submit(&format!("{here}/reinstatement"), &[]).await.went_to(), here);
    assert_eq!(reload(&portal, &noor).await.state, MemberState::Active);
    for action in ["member.role_changed", "member.sessions_ended", "member.suspended", "member.reinstated"] {
        assert_eq!(audited(&portal, action).await, 1, "{action}");
    }
    assert!(admin.get(&here).await.says("Role changed by Ada"));
}

#[actix_web::test]
async fn nobody_else_decides() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    let mut own = portal.browser_of(&noor).await;
    for path in ["role", "suspension", "reinstatement", "sessions"] {
        let path = format!("/members/{}/{path}", noor.id);
        core.submit(&path, &[("role", "admin")]).await.missing();
        own.submit(&path, &[("role", "admin")]).await.missing();
        assert_eq!(portal.browser().submit(&path, &[("role", "admin")]).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(reload(&portal, &noor).await, noor);
    assert!(!core.get(&format!("/members/{}", noor.id)).await.ok().says("What they may do"));
}

#[actix_web::test]
async fn the_last_administrator_stays() {
    let portal = Portal::start().await;
    let ada = member_with_password(&portal, Role::Admin, "Ada").await;
    let mut browser = portal.browser_of(&ada).await;
    for (path, fields) in [("role", vec![("role", "member")]), ("suspension", vec![])] {
        let page = browser.submit(&format!("/members/{}/{path}", ada.id), &fields).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        assert!(page.says("This is the last administrator"), "{}", page.text());
    }
    let page = browser.submit(&format!("/members/{}/role", ada.id), &[("role", "king")]).await.refused();
    assert!(!page.error_at("role").is_empty());
    browser.submit("/members/999999/suspension", &[]).await.missing();
    assert_eq!(reload(&portal, &ada).await, ada);
}

#[actix_web::test]
async fn two_administrators_who_demote_each_other_at_once_leave_one() {
    for _ in 0..5 {
        let portal = Portal::start().await;
        let ada = member_with_password(&portal, Role::Admin, "Ada").await;
        let bas = member_with_password(&portal, Role::Admin, "Bas").await;
        let now = portal.now();
        let demote = async |by: &domovoi::members::Member, whom: domovoi::db::ids::MemberId| {
            let (conn, letterhead) = (&mut *portal.conn().await, &portal.app.letterhead);
            standing::change_role(conn, letterhead, &Actor::of(by), whom, Role::Member, now).await.is_ok()
        };
        let (a, b) = tokio::join!(demote(&ada, bas.id), demote(&bas, ada.id));
        assert_eq!([a, b].into_iter().filter(|done| *done).count(), 1);
    }
}
