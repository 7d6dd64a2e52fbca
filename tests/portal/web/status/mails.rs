//! Who gets a mail about a post, and what it says.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::schema::{mail_preferences, members, outbox_mails};
use domovoi::members::Role;

use super::{Club, form, post};
use crate::support::builders;

#[actix_web::test]
async fn the_button_counts_exactly_who_gets_a_mail() {
    let club = Club::new().await;
    let conn = &mut *club.portal.conn().await;
    let fenna = builders::member(conn, Role::Member, "Fenna", club.portal.now()).await;
    let left = builders::member(conn, Role::Member, "Left", club.portal.now()).await;
    diesel::update(members::table.find(left.id))
        .set(members::state.eq("left"))
        .execute(conn)
        .await
        .expect("left");
    diesel::insert_into(mail_preferences::table)
        .values((
            mail_preferences::member_id.eq(fenna.id),
            mail_preferences::kind.eq("status_update"),
            mail_preferences::is_wanted.eq(false),
        ))
        .execute(conn)
        .await
        .expect("a preference");
    let mut bas = club.core("Bas").await;
    let host = club.prins.to_string();

    let look = [("host", host.as_str()), ("audience", "affected"), ("preview", "1"), ("kind", "news")];
    let page = bas.submit("/status", &form(&look)).await.ok();
    assert!(page.says("Publish and mail one member"), "{}", page.text());
    assert!(page.says("One more has switched these mails off"), "{}", page.text());
    assert!(page.all(".prose strong").contains(&"hadron".to_owned()));
    assert_eq!(page.attribute("input[name=counted]", "value").as_deref(), Some("1"));
    assert!(club.mails().await.is_empty());

    // Somebody ticks another host after the preview: the count no longer fits, so nothing is sent.
    let other = club.bakenes.to_string();
    let both = [("audience", "affected"), ("counted", "1"), ("host", host.as_str())];
    let fields = [form(&both), vec![("host", other.as_str())]].concat();
    let page = bas.submit("/status", &fields).await.refused();
    assert!(page.says("2 members would get this mail now"), "{}", page.text());
    assert!(club.mails().await.is_empty());

    let everybody = [("audience", "everybody"), ("counted", "3")];
    post(&mut bas, &everybody).await;
    let to: Vec<_> = club.mails().await.into_iter().map(|(to, _)| to).collect();
    assert_eq!(to, ["bas@club.example", "canaria.geheim@club.example", "joris@club.example"]);
}

#[actix_web::test]
async fn one_mail_a_member_names_all_of_theirs_and_says_what_it_is_in_one_thread() {
    let club = Club::new().await;
    let mut bas = club.core("Bas").await;
    let host = club.prins.to_string();
    let address = post(&mut bas, &[("host", &host), ("audience", "affected"), ("counted", "1")]).await;
    let fields = [("body", "Mended."), ("state", "watching"), ("audience", "affected"), ("counted", "1")];
    bas.submit(&format!("{address}/updates"), &fields).await.went_to();
    let mails = club.mails().await;
    assert_eq!(mails.len(), 2);
    assert!(mails[0].1.contains("Of yours it touches: canarydomu, higgs."), "{}", mails[0].1);
    assert!(mails[1].1.contains("Mended, we keep watching, since "), "{}", mails[1].1);
    let subjects: Vec<String> = outbox_mails::table
        .order(outbox_mails::stream_seq)
        .select(outbox_mails::subject)
        .load(&mut *club.portal.conn().await)
        .await
        .expect("subjects");
    assert_eq!(subjects, ["Disks on bakenes are slow", "Re: Disks on bakenes are slow"]);
    let raw: Vec<u8> = outbox_mails::table
        .select(outbox_mails::raw)
        .first(&mut *club.portal.conn().await)
        .await
        .expect("a mail");
    assert!(String::from_utf8_lossy(&raw).contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
}
