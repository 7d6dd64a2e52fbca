//! What members are told when something happens to their account.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::schema::{members, outbox_mails};
use domovoi::members::invitation::{self, NewMember};
use domovoi::members::{Actor, Member, Role, password_reset};

use super::people::{ANOTHER, PASSWORD, mails, member_with_password};
use crate::support::Portal;

async fn with_second_address(portal: &Portal, name: &str) -> Member {
    let member = member_with_password(portal, Role::Member, name).await;
    diesel::update(members::table.find(member.id))
        .set(members::second_email.eq("second@elsewhere.example"))
        .returning(Member::as_returning())
        .get_result(&mut *portal.conn().await)
        .await
        .expect("a member")
}

/// To whom mails of this kind are owed, the first of them first, without those already seen.
async fn readers(portal: &Portal, kind: &str) -> Vec<String> {
    outbox_mails::table
        .filter(outbox_mails::kind.eq(kind))
        .order((outbox_mails::created_at, outbox_mails::id))
        .select(outbox_mails::to_address)
        .load(&mut *portal.conn().await)
        .await
        .expect("mails")
}

const BOTH: [&str; 2] = ["noor@club.example", "second@elsewhere.example"];

#[actix_web::test]
async fn every_decision_about_a_member_is_told_to_both_addresses() {
    let portal = Portal::start().await;
    let mut admin = portal.sign_in_as(Role::Admin, "Ada").await;
    let noor = with_second_address(&portal, "Noor").await;
    let here = format!("/members/{}", noor.id);

    admin.submit(&format!("{here}/sessions"), &[]).await.went_to();
    assert_eq!(readers(&portal, "sessions_ended").await.len(), 0, "there were none to end");
    portal.browser_of(&noor).await;
    admin.submit(&format!("{here}/sessions"), &[]).await.went_to();
    assert_eq!(readers(&portal, "sessions_ended").await, BOTH);

    admin.submit(&format!("{here}/role"), &[("role", "core")]).await.went_to();
    assert_eq!(readers(&portal, "role_changed").await, BOTH);
    let told = mails(&portal, "role_changed").await.remove(0);
    assert!(told.contains("Ada changed") && told.contains("Your role is now: Core team"), "{told}");
    admin.submit(&format!("{here}/role"), &[("role", "core")]).await.went_to();
    assert_eq!(readers(&portal, "role_changed").await.len(), 2, "nothing changed");

    admin.submit(&format!("{here}/suspension"), &[]).await.went_to();
    assert_eq!(readers(&portal, "suspended").await, BOTH);
    admin.submit(&format!("{here}/suspension"), &[]).await;
    assert_eq!(readers(&portal, "suspended").await.len(), 2, "a refusal is not told");
    admin.submit(&format!("{here}/reinstatement"), &[]).await.went_to();
    assert_eq!(readers(&portal, "reinstated").await, BOTH);
}

#[actix_web::test]
async fn a_changed_password_is_told_to_both_addresses_each_time() {
    let portal = Portal::start().await;
    let noor = with_second_address(&portal, "Noor").await;
    let mut browser = portal.browser_of(&noor).await;
    for (present, new) in [(PASSWORD, ANOTHER), (ANOTHER, PASSWORD)] {
        let fields = [("present_password", present), ("new_password", new), ("new_password_again", new)];
        browser.submit("/account/password", &fields).await.went_to();
        portal.advance(chrono::Duration::seconds(1));
    }
    assert_eq!(readers(&portal, "password_changed").await, [BOTH, BOTH].concat());
}

#[actix_web::test]
async fn who_has_not_come_in_is_told_nothing_but_the_invitation() {
    let portal = Portal::start().await;
    let mut admin = portal.sign_in_as(Role::Admin, "Ada").await;
    let new = NewMember {
        email: "joris@club.example".parse().expect("an address"),
        name: "Joris".to_owned(),
        role: Role::Member,
    };
    let conn = &mut *portal.conn().await;
    let invited = invitation::invite(conn, &portal.app.letterhead, &Actor::Command, new, portal.now())
        .await
        .expect("an invitation");
    admin.submit(&format!("/members/{}/role", invited.member), &[("role", "core")]).await.went_to();
    assert_eq!(readers(&portal, "role_changed").await.len(), 0);
    assert_eq!(readers(&portal, "invitation").await.len(), 1);
}

#[actix_web::test]
async fn each_mail_about_an_account_stands_alone() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    let (app, email) = (&portal.app, noor.email.parse().expect("an address"));
    for _ in 0..2 {
        password_reset::answer(&app.pool, &app.letterhead, &email, portal.now()).await.expect("a mail");
        diesel::update(outbox_mails::table)
            .set((outbox_mails::state.eq("sent"), outbox_mails::sent_at.eq(portal.now())))
            .execute(&mut *portal.conn().await)
            .await
            .expect("a delivery");
    }
    let owed: Vec<(String, Vec<u8>)> = outbox_mails::table
        .select((outbox_mails::subject, outbox_mails::raw))
        .load(&mut *portal.conn().await)
        .await
        .expect("mails");
    assert_eq!(owed.len(), 2);
    for (subject, raw) in owed {
        assert_eq!(subject, "A new password for Voorbeeld Hosting Club");
        assert!(!String::from_utf8_lossy(&raw).contains("In-Reply-To"));
    }
}
