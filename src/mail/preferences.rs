//! Which mails a member wants. Only news can be switched off: on the account page, or by the
//! one-click link in the mail itself (RFC 8058), which works without a session.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::ids::MemberId;
use crate::db::schema::{mail_preferences, unsubscribe_tokens};
use crate::db::token::Token;
use crate::mail::{Letterhead, MailKind, Recipient};
use crate::paths;

/// Whether the recipient gets mails of this kind. Who never chose does.
pub async fn wants(mut conn: &AsyncPgConnection, to: &Recipient, kind: MailKind) -> QueryResult<bool> {
    let Some(member) = to.member_id.filter(|_| kind.is_optional()) else { return Ok(true) };
    let chosen: Option<bool> = mail_preferences::table
        .find((member, kind.as_str()))
        .select(mail_preferences::is_wanted)
        .first(&mut conn)
        .await
        .optional()?;
    Ok(chosen.unwrap_or(true))
}

/// Keeps what a member chose for a kind that can be switched off; others stay on.
pub async fn choose(
    conn: &mut AsyncPgConnection,
    member: MemberId,
    kind: MailKind,
    is_wanted: bool,
) -> QueryResult<()> {
    if !kind.is_optional() {
        return Ok(());
    }
    diesel::insert_into(mail_preferences::table)
        .values((
            mail_preferences::member_id.eq(member),
            mail_preferences::kind.eq(kind.as_str()),
            mail_preferences::is_wanted.eq(is_wanted),
        ))
        .on_conflict((mail_preferences::member_id, mail_preferences::kind))
        .do_update()
        .set(mail_preferences::is_wanted.eq(is_wanted))
        .execute(conn)
        .await?;
    Ok(())
}

/// Whether somebody holds this link; for the page that asks before anything is switched off.
pub async fn is_unsubscribe_token(mut conn: &AsyncPgConnection, token: &Token) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(
        unsubscribe_tokens::table.filter(unsubscribe_tokens::token.eq(token.as_str())),
    ))
    .get_result(&mut conn)
    .await
}

/// Switches news off for the member who holds this link; again is fine. `false` for a link that
/// nobody holds.
pub async fn unsubscribe(conn: &mut AsyncPgConnection, token: &Token) -> QueryResult<bool> {
    let holder: Option<MemberId> = unsubscribe_tokens::table
        .filter(unsubscribe_tokens::token.eq(token.as_str()))
        .select(unsubscribe_tokens::member_id)
        .first(conn)
        .await
        .optional()?;
    let Some(member) = holder else { return Ok(false) };
    choose(conn, member, MailKind::StatusUpdate, false).await?;
    Ok(true)
}

/// The link that ends mails of this kind, empty for those that can't be switched off. It is the
/// same in every mail to a member, so that it works in the oldest of them.
pub(super) async fn unsubscribe_url(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    to: &Recipient,
    kind: MailKind,
) -> QueryResult<String> {
    let Some(member) = to.member_id.filter(|_| kind.is_optional()) else { return Ok(String::new()) };
    let token: String = diesel::insert_into(unsubscribe_tokens::table)
        .values((
            unsubscribe_tokens::member_id.eq(member),
            unsubscribe_tokens::token.eq(Token::random().as_str()),
        ))
        .on_conflict(unsubscribe_tokens::member_id)
        .do_update()
        .set(unsubscribe_tokens::member_id.eq(member))
        .returning(unsubscribe_tokens::token)
        .get_result(conn)
        .await?;
    Ok(letterhead.url(&paths::unsubscribe(&token)))
}
