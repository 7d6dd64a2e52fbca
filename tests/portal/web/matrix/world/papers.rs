//! What is written about a member: an issue with an internal note, mails, links that open things.

use chrono::Duration;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domovoi::db::ids::MemberId;
use domovoi::db::schema::{
    address_changes, invitations, members, outbox_mails, password_resets, unsubscribe_tokens,
};
use domovoi::db::token::Token;
use domovoi::issues::{self, Report, Severity};
use domovoi::members::{Actor, Member};
use domovoi::migrations;
use domovoi::status::{self, Audience, Kind, NewPost, PostState, Scope};

use super::{Ground, Things};

pub async fn add(conn: &mut AsyncPgConnection, ground: &Ground, own: &mut Things, member: &Member) {
    let (app, now, secret) = (&ground.portal.app, ground.portal.now(), member.name.as_str());
    let report = Report {
        domu: Some(own.get("domu").to_owned()),
        migration: None,
        body: format!("Nothing answers, {secret}.\nSince ten."),
        severity: Severity::Partly,
    };
    let issue =
        issues::submit(conn, &app.letterhead, &Actor::of(member), report, now).await.expect("an issue");
    issues::note(conn, &Actor::of(&ground.core), issue, &format!("Internal, {secret}."), now)
        .await
        .expect("a note");
    own.put("issue", issue);
    let mail: uuid::Uuid = outbox_mails::table
        .filter(outbox_mails::member_id.eq(member.id))
        .filter(outbox_mails::kind.eq("issue_receipt"))
        .select(outbox_mails::id)
        .first(conn)
        .await
        .expect("a mail");
    own.put("mail", mail);
    let invited = invite(conn, secret, ground).await;
    own.put("invited", invited.0);
    own.put("invitation", invited.1.as_str());
    own.put("reset", reset(conn, member, ground).await.as_str());
    own.put("new_address", address_change(conn, member, ground).await.as_str());
    let moved = own.get("verifying").parse().expect("a number");
    let all_fine = migrations::link::make(conn, moved, member.id, now).await.expect("a link");
    own.put("all_fine", all_fine.as_str());
    own.put("unsubscribe", unsubscribe(conn, member).await.as_str());
}

async fn invite(conn: &mut AsyncPgConnection, secret: &str, ground: &Ground) -> (MemberId, Token) {
    let (now, token) = (ground.portal.now(), Token::random());
    let member: MemberId = diesel::insert_into(members::table)
        .values((
            members::email.eq(format!("{secret}.friend@club.example")),
            members::name.eq(format!("{secret} friend")),
            members::role.eq("member"),
            members::state.eq("invited"),
            members::created_at.eq(now),
        ))
        .returning(members::id)
        .get_result::<i64>(conn)
        .await
        .map(MemberId)
        .expect("somebody invited");
    diesel::insert_into(invitations::table)
        .values((
            invitations::member_id.eq(member),
            invitations::token_hash.eq(token.hash()),
            invitations::created_at.eq(now),
            invitations::expires_at.eq(now + Duration::hours(72)),
            invitations::opened_at.eq(now),
        ))
        .execute(conn)
        .await
        .expect("an invitation");
    (member, token)
}

async fn reset(conn: &mut AsyncPgConnection, member: &Member, ground: &Ground) -> Token {
    let (now, token) = (ground.portal.now(), Token::random());
    diesel::insert_into(password_resets::table)
        .values((
            password_resets::member_id.eq(member.id),
            password_resets::token_hash.eq(token.hash()),
            password_resets::created_at.eq(now),
            password_resets::expires_at.eq(now + Duration::hours(1)),
        ))
        .execute(conn)
        .await
        .expect("a reset");
    token
}

async fn address_change(conn: &mut AsyncPgConnection, member: &Member, ground: &Ground) -> Token {
    let (now, token) = (ground.portal.now(), Token::random());
    diesel::insert_into(address_changes::table)
        .values((
            address_changes::member_id.eq(member.id),
            address_changes::place.eq("second"),
            address_changes::address.eq(format!("{}.new@club.example", member.name)),
            address_changes::token_hash.eq(token.hash()),
            address_changes::created_at.eq(now),
            address_changes::expires_at.eq(now + Duration::hours(24)),
        ))
        .execute(conn)
        .await
        .expect("a change of address");
    token
}

async fn unsubscribe(conn: &mut AsyncPgConnection, member: &Member) -> Token {
    let token = Token::random();
    diesel::insert_into(unsubscribe_tokens::table)
        .values((unsubscribe_tokens::member_id.eq(member.id), unsubscribe_tokens::token.eq(token.as_str())))
        .on_conflict(unsubscribe_tokens::member_id)
        .do_update()
        .set(unsubscribe_tokens::token.eq(token.as_str()))
        .execute(conn)
        .await
        .expect("a link");
    token
}

/// The post with the number 1, open to everybody.
pub async fn status_post(conn: &mut AsyncPgConnection, ground: &Ground) {
    let now = ground.portal.now();
    let post = NewPost {
        kind: Kind::Outage,
        title: "Disks on prins are slow".to_owned(),
        severity: status::Severity::Minor,
        state: PostState::Investigating,
        body: "We look.".to_owned(),
        scope: Scope { hosts: vec![ground.hosts[0]], ..Scope::default() },
        starts_at: now,
        ends_at: None,
        zone: chrono_tz::Europe::Amsterdam,
        audience: Audience::Nobody,
    };
    let actor = Actor::of(&ground.core);
    let id = status::publish(conn, &ground.portal.app.letterhead, &actor, post, now).await.expect("a post");
    assert_eq!(id.to_string(), "1");
}
