//! Inviting people, and coming in.

use actix_web::http::StatusCode;
use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::schema::{invitations, members, outbox_mails};
use domovoi::db::token::Token;
use domovoi::mail::delivery;
use domovoi::mail::smtp::Answer;
use domovoi::members::accept::{self, Acceptance};
use domovoi::members::invitation::{self, NewMember};
use domovoi::members::{Actor, Member, MemberState, Password, Role};
use domovoi::words::{Locale, Sentence};

use super::people::{
    ANOTHER, PASSWORD, audited, link_in, mails, member_with_password, odd_tokens, reload, try_sign_in,
};
use crate::support::{Page, Portal};

const ACCEPTANCE: [(&str, &str); 5] = [
    ("name", "Joris Molen"),
    ("locale", "nl"),
    ("time_zone", "Europe/Lisbon"),
    ("new_password", PASSWORD),
    ("new_password_again", PASSWORD),
];

async fn invite(portal: &Portal, email: &str) -> (Member, String) {
    let new =
        NewMember { email: email.parse().expect("an address"), name: "Joris".to_owned(), role: Role::Member };
    let conn = &mut *portal.conn().await;
    let invited = invitation::invite(conn, &portal.app.letterhead, &Actor::Command, new, portal.now())
        .await
        .expect("an invitation");
    let member =
        members::table.find(invited.member).select(Member::as_select()).first(conn).await.expect("a member");
    (member, link_in(&invited.link, "/invitations/"))
}

fn says_gone(page: &Page) {
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.says("This invitation doesn’t work any more"), "{}", page.text());
    assert!(!page.text().contains("joris@"), "{}", page.text());
}

#[actix_web::test]
async fn the_core_team_invites_and_the_person_comes_in() {
    let portal = Portal::start().await;
    let mut fenna = portal.sign_in_as(Role::Core, "Fenna").await;
    let to = fenna
        .submit("/members", &[("name", "Joris"), ("email", "joris@club.example"), ("role", "member")])
        .await
        .went_to();
    let page = fenna.get(&to).await.ok();
    assert!(page.says("Invited") && page.says("Its mail is on its way"), "{}", page.text());

    let mail = mails(&portal, "invitation").await.remove(0);
    let link = link_in(&mail, "/invitations/");
    let mut joris = portal.browser();
    let page = joris.get(&link).await.ok();
    assert_eq!(page.headers.get("referrer-policy").expect("a policy"), "no-referrer");
    assert_eq!(page.attribute("#name", "value").as_deref(), Some("Joris"));
    assert!(fenna.get(&to).await.says("Opened"));

    assert_eq!(joris.submit(&link, &ACCEPTANCE).await.went_to(), "/sign-in?done=joined");
    assert!(joris.get("/sign-in?done=joined").await.says("Your account is ready"));
    try_sign_in(&mut joris, "joris@club.example", PASSWORD).await.went_to();
    let page = fenna.get(&to).await.ok();
    assert!(page.says("Joris Molen") && page.says("Accepted"), "{}", page.text());
    says_gone(&portal.browser().get(&link).await);
    says_gone(&portal.browser().submit(&link, &ACCEPTANCE).await);

    let kept: Member = members::table
        .filter(members::email.eq("joris@club.example"))
        .select(Member::as_select())
        .first(&mut *portal.conn().await)
        .await
        .expect("Joris");
    assert_eq!(
        (kept.name.as_str(), kept.locale, kept.time_zone.as_str(), kept.state, kept.role),
        ("Joris Molen", Locale::Nl, "Europe/Lisbon", MemberState::Active, Role::Member)
    );
    assert_eq!(audited(&portal, "member.invited").await + audited(&portal, "member.joined").await, 2);
}

#[actix_web::test]
async fn a_bad_form_keeps_what_was_typed_and_changes_nothing() {
    let portal = Portal::start().await;
    let (member, link) = invite(&portal, "joris@club.example").await;
    let mut joris = portal.browser();
    let page = joris
        .submit(
            &link,
            &[
                ("name", ""),
                ("locale", "xx"),
                ("time_zone", "Mars/Base"),
                ("new_password", "too short"),
                ("new_password_again", ""),
            ],
        )
        .await
        .refused();
    for field in ["name", "locale", "time_zone", "new_password"] {
        assert!(!page.error_at(field).is_empty(), "{field}");
    }
    for (password, again, field) in [
        ("passwordpassword", "passwordpassword", "new_password"),
        ("voorbeeldhostingclub", "voorbeeldhostingclub", "new_password"),
        ("joris-joris-joris", "joris-joris-joris", "new_password"),
        (PASSWORD, ANOTHER, "new_password_again"),
    ] {
        let fields = [
            ("name", "Joris M"),
            ("locale", "nl"),
            ("time_zone", "UTC"),
            ("new_password", password),
            ("new_password_again", again),
        ];
        let page = joris.submit(&link, &fields).await.refused();
        assert!(!page.error_at(field).is_empty(), "{password}");
        assert_eq!(page.attribute("#name", "value").as_deref(), Some("Joris M"));
        assert!(!page.html().contains(password), "{password}");
    }
    let long = "é☂".repeat(65);
    let fields = [
        ("name", "Joris"),
        ("locale", "en"),
        ("time_zone", "UTC"),
        ("new_password", long.as_str()),
        ("new_password_again", long.as_str()),
    ];
    assert!(joris.submit(&link, &fields).await.refused().error_at("new_password").contains("at most 128"));
    assert_eq!(reload(&portal, &member).await, member);
}

#[actix_web::test]
async fn more_fields_than_the_form_has_change_nothing_more() {
    let portal = Portal::start().await;
    let (member, link) = invite(&portal, "joris@club.example").await;
    let mut fields = ACCEPTANCE.to_vec();
    fields.extend([
        ("role", "admin"),
        ("is_admin", "true"),
        ("state", "left"),
        ("id", "1"),
        ("email", "evil@e.example"),
        ("member_id", "1"),
        ("created_at", "2001-01-01"),
    ]);
    portal.browser().submit(&link, &fields).await.went_to();
    let after = reload(&portal, &member).await;
    assert_eq!(
        (after.role, after.state, after.email, after.created_at),
        (Role::Member, MemberState::Active, member.email, member.created_at)
    );
}

#[actix_web::test]
async fn an_invitation_works_for_three_days() {
    let portal = Portal::start().await;
    let (_, link) = invite(&portal, "joris@club.example").await;
    portal.advance(Duration::hours(72) - Duration::seconds(1));
    portal.browser().get(&link).await.ok();
    portal.advance(Duration::seconds(1));
    says_gone(&portal.browser().get(&link).await);
    says_gone(&portal.browser().submit(&link, &ACCEPTANCE).await);
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    assert!(core.get("/members?state=invited").await.says("Invitation over"));
}

#[actix_web::test]
async fn sending_again_kills_the_old_link_and_withdrawing_kills_both() {
    let portal = Portal::start().await;
    let (member, first) = invite(&portal, "joris@club.example").await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    let here = format!("/members/{}", member.id);
    assert_eq!(core.submit(&format!("{here}/invitation"), &[]).await.went_to(), here);
    let second = link_in(mails(&portal, "invitation").await.last().expect("a mail"), "/invitations/");
    assert_ne!(first, second);
    says_gone(&portal.browser().get(&first).await);
    portal.browser().get(&second).await.ok();

    assert_eq!(core.submit(&format!("{here}/invitation/withdrawal"), &[]).await.went_to(), here);
    assert!(core.get(&here).await.says("Withdrawn"));
    says_gone(&portal.browser().get(&second).await);
    says_gone(&portal.browser().submit(&second, &ACCEPTANCE).await);
    let again = core.submit(&format!("{here}/invitation/withdrawal"), &[]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    core.submit(&format!("{here}/invitation"), &[]).await.went_to();
    let third = link_in(mails(&portal, "invitation").await.last().expect("a mail"), "/invitations/");
    portal.browser().submit(&third, &ACCEPTANCE).await.went_to();
    assert_eq!(core.submit(&format!("{here}/invitation"), &[]).await.status, StatusCode::CONFLICT);
}

/// Lets the server say this of the mail that is due.
async fn answer(portal: &Portal, answer: &Answer) {
    let conn = &mut *portal.conn().await;
    let mail = delivery::claim(conn, 1, portal.now()).await.expect("mails").remove(0);
    assert!(delivery::begin(conn, &mail, portal.now()).await.expect("a mail"));
    assert!(delivery::settle(conn, &mail, answer, portal.now()).await.expect("a mail"));
}

#[actix_web::test]
async fn the_state_of_an_invitation_is_that_of_its_mail() {
    let mut portal = Portal::start().await;
    let (member, link) = invite(&portal, "joris@club.example").await;
    let here = format!("/members/{}", member.id);
    let fenna = member_with_password(&portal, Role::Core, "Fenna").await;
    let mut core = portal.browser_of(&fenna).await;
    let state = "[aria-labelledby=invitation-h] .pill";
    let first = |page: &Page| page.all(state).remove(0);
    assert_eq!(first(&core.get(&here).await.ok()), "Its mail is on its way");
    portal.app.keeps_mail = true;
    let page = portal.browser_of(&fenna).await.get(&here).await.ok();
    assert_eq!(first(&page), "Its mail waits");
    assert!(page.says("No mail server is set, so it waits."), "{}", page.text());
    portal.app.keeps_mail = false;

    answer(&portal, &Answer::Later("451 4.4.1 timed out".to_owned())).await;
    assert_eq!(first(&core.get(&here).await.ok()), "Its mail is on its way");
    portal.advance(Duration::minutes(5));
    answer(&portal, &Answer::Never("552 5.2.2 Mailbox full".to_owned())).await;
    let page = core.get(&here).await.ok();
    assert_eq!(first(&page), "Its mail did not arrive");
    let mail = page.attribute("[aria-labelledby=invitation-h] dd a", "href").expect("a link to the mail");
    assert!(core.get(&mail).await.ok().says("552 5.2.2 Mailbox full"));

    portal.advance(Duration::minutes(1));
    core.submit(&format!("{here}/invitation"), &[]).await.went_to();
    answer(&portal, &Answer::Accepted("250 2.0.0 Ok".to_owned())).await;
    assert_eq!(first(&core.get(&here).await.ok()), "Sent", "the latest counts");
    says_gone(&portal.browser().get(&link).await);
}

/// The states of the mails with an invitation, the first owed first.
async fn mail_states(portal: &Portal) -> Vec<String> {
    outbox_mails::table
        .filter(outbox_mails::kind.eq("invitation"))
        .order(outbox_mails::id)
        .select(outbox_mails::state)
        .load(&mut *portal.conn().await)
        .await
        .expect("mails")
}

#[actix_web::test]
async fn a_mail_whose_link_is_worth_nothing_stays_at_home() {
    let portal = Portal::start().await;
    let (member, _) = invite(&portal, "joris@club.example").await;
    let (_, accepted) = invite(&portal, "anouk@club.example").await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    core.submit(&format!("/members/{}/invitation/withdrawal", member.id), &[]).await.went_to();
    assert_eq!(mail_states(&portal).await, ["expired", "queued"]);
    portal.browser().submit(&accepted, &ACCEPTANCE).await.went_to();
    assert_eq!(mail_states(&portal).await, ["expired", "expired"]);

    core.submit(&format!("/members/{}/invitation", member.id), &[]).await.went_to();
    core.submit(&format!("/members/{}/invitation", member.id), &[]).await.went_to();
    assert_eq!(mail_states(&portal).await, ["expired", "expired", "superseded", "queued"]);
}

#[actix_web::test]
async fn a_mail_that_is_just_leaving_is_not_tried_again_once_it_makes_no_sense() {
    let portal = Portal::start().await;
    let (member, _) = invite(&portal, "joris@club.example").await;
    let conn = &mut *portal.conn().await;
    let mail = delivery::claim(conn, 1, portal.now()).await.expect("mails").remove(0);
    assert!(delivery::begin(conn, &mail, portal.now()).await.expect("a mail"));
    invitation::withdraw(conn, &Actor::Command, member.id, portal.now()).await.expect("withdrawn");
    let later = Answer::Later("451 4.4.1 timed out".to_owned());
    assert!(delivery::settle(conn, &mail, &later, portal.now()).await.expect("a mail"));
    portal.advance(Duration::hours(1));
    assert!(delivery::claim(conn, 1, portal.now()).await.expect("mails").is_empty());
    delivery::tidy(conn, portal.now()).await.expect("tidy");
    assert_eq!(mail_states(&portal).await, ["expired"]);
}

#[actix_web::test]
async fn nobody_is_invited_where_no_mail_can_go() {
    let portal = Portal::start().await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    for (email, why) in [
        ("müller@bücher.example", "letters such as ü or é before the @"),
        ("x@[127.0.0.1]", "an address in brackets"),
        ("nonsense", "does not look like an email address"),
    ] {
        let fields = [("name", "Joris"), ("email", email), ("role", "member")];
        let page = core.submit("/members", &fields).await.refused();
        assert!(page.error_at("email").contains(why), "{email}: {}", page.text());
        assert_eq!(page.attribute("#email", "value").as_deref(), Some(email));
    }
    assert_eq!(mail_states(&portal).await, [""; 0]);
    let fields = [("name", "Joris"), ("email", "joris@bücher.example"), ("role", "member")];
    let to = core.submit("/members", &fields).await.went_to();
    assert!(core.get(&to).await.ok().says("joris@xn--bcher-kva.example"));
    assert_eq!(mail_states(&portal).await, ["queued"]);
}

#[actix_web::test]
async fn nobody_is_called_what_nobody_can_see() {
    let portal = Portal::start().await;
    let conn = &mut *portal.conn().await;
    for (name, refused) in [
        ("\u{200b}\u{202e}", "member-name-length"),
        ("Fen\u{200b}na", "form-unseen-character"),
        ("Fen\nna", "form-one-line"),
    ] {
        let email = "fenna@club.example".parse().expect("an address");
        let new = NewMember { email, name: name.to_owned(), role: Role::Member };
        let invited =
            invitation::invite(conn, &portal.app.letterhead, &Actor::Command, new, portal.now()).await;
        assert_eq!(invited.expect_err(name).sentence().id, refused, "{name:?}");
    }
}

#[actix_web::test]
async fn only_an_administrator_invites_into_the_core_team() {
    let portal = Portal::start().await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    for role in ["core", "admin"] {
        let fields = [("name", "Bas"), ("email", "bas@club.example"), ("role", role)];
        let page = core.submit("/members", &fields).await.refused();
        assert!(page.error_at("role").contains("Only an administrator"), "{}", page.text());
    }
    assert_eq!(core.get("/members/new").await.all("#role option"), ["Member"]);
    let mut admin = portal.sign_in_as(Role::Admin, "Ada").await;
    let to = admin
        .submit("/members", &[("name", "Bas"), ("email", "bas@club.example"), ("role", "core")])
        .await
        .went_to();
    let resend = core.submit(&format!("{to}/invitation"), &[]).await;
    assert_eq!(resend.status, StatusCode::CONFLICT);
    let mut member = portal.sign_in_as(Role::Member, "Noor").await;
    for path in ["/members", "/members/new", to.as_str()] {
        member.get(path).await.missing();
    }
    member
        .submit("/members", &[("name", "X"), ("email", "x@club.example"), ("role", "member")])
        .await
        .missing();
    assert_eq!(portal.browser().get("/members").await.went_to(), "/sign-in?back=%2Fmembers");
}

#[actix_web::test]
async fn an_address_is_invited_once_whatever_its_case() {
    let portal = Portal::start().await;
    let mut core = portal.sign_in_as(Role::Core, "Fenna").await;
    let fields = [("name", "Second Fenna"), ("email", "FENNA@Club.Example"), ("role", "member")];
    let page = core.submit("/members", &fields).await.refused();
    assert!(page.error_at("email").contains("belongs to a member already"), "{}", page.text());
    assert_eq!(page.attribute("#name", "value").as_deref(), Some("Second Fenna"));
    let page =
        core.submit("/members", &[("name", " "), ("email", "nonsense"), ("role", "king")]).await.refused();
    for field in ["name", "email", "role"] {
        assert!(!page.error_at(field).is_empty(), "{field}");
    }
}

#[actix_web::test]
async fn an_odd_token_opens_nothing_and_tells_nothing() {
    let portal = Portal::start().await;
    let (member, link) = invite(&portal, "joris@club.example").await;
    let real = link.strip_prefix("/invitations/").expect("a token");
    let stranger = portal.browser().get(&format!("/invitations/{}", "A".repeat(43))).await;
    says_gone(&stranger);
    for odd in odd_tokens(real) {
        for page in [
            portal.browser().get(&format!("/invitations/{odd}")).await,
            portal.browser().submit(&format!("/invitations/{odd}"), &ACCEPTANCE).await,
        ] {
            assert!(page.status.is_client_error(), "{odd:.60}: {}", page.status);
            assert!(!page.text().contains("joris@"), "{odd:.60}");
        }
    }
    assert_eq!(reload(&portal, &member).await, member);
}

#[actix_web::test]
async fn of_many_who_accept_at_once_one_comes_in() {
    let portal = Portal::start().await;
    let (_, link) = invite(&portal, "joris@club.example").await;
    let token = Token::from_input(link.strip_prefix("/invitations/").expect("a token")).expect("a token");
    let all = futures_util::future::join_all((0..12).map(|_| {
        let chosen = Acceptance {
            name: "Joris".to_owned(),
            locale: Locale::En,
            zone: chrono_tz::UTC,
            password: Password::new(PASSWORD, &[]).expect("a password"),
        };
        accept::accept(&portal.app.pool, &portal.app.hasher, &token, chosen, portal.now())
    }))
    .await;
    assert_eq!(all.iter().filter(|one| one.is_ok()).count(), 1);
    assert_eq!(audited(&portal, "member.joined").await, 1);
}

#[actix_web::test]
async fn only_a_hash_of_the_invitation_is_kept() {
    let portal = Portal::start().await;
    let (_, link) = invite(&portal, "joris@club.example").await;
    let token = Token::from_input(link.strip_prefix("/invitations/").expect("a token")).expect("a token");
    let kept: Vec<Vec<u8>> = invitations::table
        .select(invitations::token_hash)
        .load(&mut *portal.conn().await)
        .await
        .expect("rows");
    assert_eq!(kept, [token.hash()]);
}
