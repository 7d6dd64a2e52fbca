//! Shared by these tests: members with a real password, links out of mails, counts of rows.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel_async::RunQueryDsl;
use domovoi::db::schema::{members, outbox_mails, sessions};
use domovoi::members::{Member, Role};

use crate::support::{Browser, Page, Portal, builders};

pub const PASSWORD: &str = "zeven natte eenden op zolder";
pub const ANOTHER: &str = "acht droge ganzen in de kelder";

/// An active member whose password is `PASSWORD`.
pub async fn member_with_password(portal: &Portal, role: Role, name: &str) -> Member {
    let member = builders::member(&mut *portal.conn().await, role, name, portal.now()).await;
    let hash = portal.app.hasher.hash(PASSWORD).await.expect("a hash");
    diesel::update(members::table.find(member.id))
        .set(members::password_hash.eq(hash))
        .execute(&mut *portal.conn().await)
        .await
        .expect("a password");
    member
}

pub async fn try_sign_in(browser: &mut Browser, email: &str, password: &str) -> Page {
    browser.submit("/sign-in", &[("email", email), ("password", password)]).await
}

pub async fn reload(portal: &Portal, member: &Member) -> Member {
    members::table
        .find(member.id)
        .select(Member::as_select())
        .first(&mut *portal.conn().await)
        .await
        .expect("the member")
}

pub async fn sessions_of(portal: &Portal, member: &Member) -> i64 {
    sessions::table
        .filter(sessions::member_id.eq(member.id))
        .count()
        .get_result(&mut *portal.conn().await)
        .await
        .expect("a count")
}

/// The texts of the mails of this kind, the first owed first.
pub async fn mails(portal: &Portal, kind: &str) -> Vec<String> {
    outbox_mails::table
        .filter(outbox_mails::kind.eq(kind))
        .order((outbox_mails::created_at, outbox_mails::id))
        .select(outbox_mails::body_text)
        .load(&mut *portal.conn().await)
        .await
        .expect("mails")
}

/// Mails that are owed beside the answer to a page.
pub async fn mails_soon(portal: &Portal, kind: &str, how_many: usize) -> Vec<String> {
    for _ in 0..5000 {
        let found = mails(portal, kind).await;
        if found.len() >= how_many {
            return found;
        }
        tokio::task::yield_now().await;
    }
    panic!("{how_many} mails of the kind {kind} were not owed");
}

/// The path of the link that stands in a mail.
pub fn link_in(mail: &str, prefix: &str) -> String {
    let start = mail.find(prefix).unwrap_or_else(|| panic!("no {prefix} in {mail}"));
    mail[start..].split_whitespace().next().expect("a link").to_owned()
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// How many audit entries of this action there are.
pub async fn audited(portal: &Portal, action: &str) -> i64 {
    let count: Count = diesel::sql_query("SELECT count(*) AS n FROM audit_entries WHERE action = $1")
        .bind::<Text, _>(action)
        .get_result(&mut *portal.conn().await)
        .await
        .expect("a count");
    count.n
}

/// What a token can look like and never be one.
pub fn odd_tokens(real: &str) -> Vec<String> {
    let mut odd: Vec<String> =
        ["%20", "null", "0", "undefined", "%00", "..", "%5B%5D", "%ff"].map(str::to_owned).to_vec();
    odd.push(real.to_uppercase());
    odd.push(real[..42].to_owned());
    odd.push(format!("{real}A"));
    odd.push("A".repeat(43));
    odd.push("a".repeat(20_000));
    odd
}
