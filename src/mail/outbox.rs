//! The outbox holds the mails that are owed. A mail is rendered and built when it is owed, in the
//! transaction of its cause: it exists exactly if that was committed, and what it says was true
//! then.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::result::Error::SerializationError;
use diesel::sql_types::{Array, Bool, Nullable, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use handlebars::RenderError;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::db::FixedText;
use crate::db::ids::{MemberId, MigrationId};
use crate::db::schema::{mail_streams, outbox_mails};
use crate::live::{Hint, hint};
use crate::mail::kind::Topic;
use crate::mail::message::{self, Draft, Thread};
use crate::mail::rendering::render;
use crate::mail::{Letterhead, MailKind, NewMail, Recipient, preferences};

/// Renders the mail and owes it, in the caller's transaction. Owing the same (kind, object,
/// revision, recipient) again changes nothing. Nothing is owed to a member who switched this kind
/// off; an address that is known to fail gets a row that says so and is never sent.
pub async fn enqueue(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    mail: NewMail,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    owe(conn, letterhead, mail, now).await.map(|_| ())
}

/// The same, saying which mail is owed now, if any.
pub(super) async fn owe(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    mail: NewMail,
    now: DateTime<Utc>,
) -> QueryResult<Option<Uuid>> {
    if !preferences::wants(conn, &mail.to, mail.kind).await? {
        return Ok(None);
    }
    let id = new_id();
    let key = Keys::of(&mail);
    let stream = next_in_stream(conn, letterhead, &key, id).await?;
    let standing = standing(conn, &key, &mail).await?;
    if standing.is_owed {
        return Ok(None);
    }
    supersede(conn, &key, &mail).await?;

    let unsubscribe_url = preferences::unsubscribe_url(conn, letterhead, &mail.to, mail.kind).await?;
    let words = render(letterhead, mail.kind, &mail.to, &mail.data, &unsubscribe_url, now).map_err(broken)?;
    let thread = match standing.last_message_id {
        Some(last) if mail.kind.topic() != Topic::Account => {
            Thread { subject: stream.subject, before: Some((stream.root_message_id, last)) }
        }
        _ => Thread { subject: words.stem.clone(), before: None },
    };
    if thread.before.is_none() {
        begin_thread(conn, letterhead, &key, id, &thread).await?;
    }
    let built = message::build(
        letterhead,
        &Draft {
            id,
            kind: mail.kind,
            to: &mail.to,
            words: &words,
            thread: &thread,
            calendar: mail.calendar.as_ref(),
            unsubscribe_url: &unsubscribe_url,
            now,
        },
    );
    let (raw, state, state_note) = match (built, standing.suppression) {
        (Err(error), _) => {
            tracing::error!(%id, kind = %mail.kind, "mail {id} can't be sent: {error}");
            (Vec::new(), "dead", error.to_string())
        }
        (Ok(raw), Some(reason)) => (raw, "cancelled", reason),
        (Ok(raw), None) => (raw, "queued", String::new()),
    };
    diesel::insert_into(outbox_mails::table)
        .values((
            (
                outbox_mails::id.eq(id),
                outbox_mails::dedup_key.eq(key.dedup),
                outbox_mails::message_id.eq(message::message_id(letterhead, id)),
                outbox_mails::stream_key.eq(key.stream),
                outbox_mails::stream_seq.eq(stream.next_seq - 1),
                outbox_mails::kind.eq(mail.kind.as_str()),
                outbox_mails::member_id.eq(mail.to.member_id),
                outbox_mails::migration_id.eq(mail.about.migration_id),
                outbox_mails::issue_id.eq(mail.about.issue_id),
                outbox_mails::status_post_id.eq(mail.about.status_post_id),
                outbox_mails::to_address.eq(&mail.to.address),
            ),
            (
                outbox_mails::subject.eq(message::subject(&thread)),
                outbox_mails::headline.eq(words.headline),
                outbox_mails::body_text.eq(words.text),
                outbox_mails::body_html.eq(words.html),
                outbox_mails::sha256.eq(Sha256::digest(&raw).to_vec()),
                outbox_mails::raw.eq(raw),
                outbox_mails::state.eq(state),
                outbox_mails::state_note.eq(state_note),
                outbox_mails::priority.eq(mail.kind.priority()),
                outbox_mails::not_before.eq(now),
                outbox_mails::expires_at.eq(mail.expires_at),
                outbox_mails::created_at.eq(now),
            ),
        ))
        .execute(conn)
        .await?;
    hint::notify(conn, Hint::Outbox).await?;
    Ok(Some(id))
}

/// What is still owed to the member of this kind makes no sense any more: it stays at home, and what a
/// worker has in its hands is not tried again.
pub async fn expire(
    conn: &mut AsyncPgConnection,
    member: MemberId,
    kind: MailKind,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let mails = || {
        outbox_mails::table
            .filter(outbox_mails::member_id.eq(member))
            .filter(outbox_mails::kind.eq(kind.as_str()))
    };
    diesel::update(mails().filter(outbox_mails::state.eq_any(["queued", "dead"])))
        .set((outbox_mails::state.eq("expired"), outbox_mails::expires_at.eq(now)))
        .execute(conn)
        .await?;
    diesel::update(mails().filter(outbox_mails::state.eq_any(["leased", "sending"])))
        .set(outbox_mails::expires_at.eq(now))
        .execute(conn)
        .await?;
    Ok(())
}

/// A template that doesn't render is a mistake of ours and undoes the change that caused the mail.
fn broken(error: RenderError) -> diesel::result::Error {
    SerializationError(Box::new(error))
}

/// Time-ordered, as all keys that a program makes.
fn new_id() -> Uuid {
    Uuid::now_v7()
}

struct Keys {
    dedup: String,
    stream: String,
}

impl Keys {
    fn of(mail: &NewMail) -> Keys {
        let reader = reader(&mail.to);
        Keys {
            dedup: format!("{}:{}:{}:{reader}", mail.kind, mail.object, mail.revision),
            stream: format!("{}:{reader}", mail.stream),
        }
    }
}

/// The member and the address: both addresses of one member are written to, and so are two
/// members who share one.
fn reader(to: &Recipient) -> String {
    let address = to.address.to_lowercase();
    match to.member_id {
        Some(member) => format!("{member}/{address}"),
        None => address,
    }
}

#[derive(Queryable)]
struct Stream {
    next_seq: i32,
    root_message_id: String,
    subject: String,
}

/// Takes the next place in the stream and holds its row, so that two mails of one stream are owed
/// one after the other.
async fn next_in_stream(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    key: &Keys,
    id: Uuid,
) -> QueryResult<Stream> {
    diesel::insert_into(mail_streams::table)
        .values((
            mail_streams::key.eq(&key.stream),
            mail_streams::next_seq.eq(2),
            mail_streams::root_message_id.eq(message::message_id(letterhead, id)),
            mail_streams::subject.eq(""),
        ))
        .on_conflict(mail_streams::key)
        .do_update()
        .set(mail_streams::next_seq.eq(mail_streams::next_seq + 1))
        .returning((mail_streams::next_seq, mail_streams::root_message_id, mail_streams::subject))
        .get_result(conn)
        .await
}

#[derive(QueryableByName)]
struct Standing {
    #[diesel(sql_type = Bool)]
    is_owed: bool,
    #[diesel(sql_type = Nullable<Text>)]
    suppression: Option<String>,
    /// Of the last mail of the stream that its reader has or will get.
    #[diesel(sql_type = Nullable<Text>)]
    last_message_id: Option<String>,
}

async fn standing(conn: &mut AsyncPgConnection, key: &Keys, mail: &NewMail) -> QueryResult<Standing> {
    diesel::sql_query(
        "SELECT EXISTS (SELECT FROM outbox_mails WHERE dedup_key = $1) AS is_owed,
                (SELECT reason FROM mail_suppressions WHERE address = $2::citext) AS suppression,
                (SELECT message_id FROM outbox_mails
                  WHERE stream_key = $3 AND state NOT IN ('superseded', 'expired', 'cancelled')
                    AND NOT (state = 'queued' AND kind = ANY ($4))
                  ORDER BY stream_seq DESC LIMIT 1) AS last_message_id",
    )
    .bind::<Text, _>(&key.dedup)
    .bind::<Text, _>(&mail.to.address)
    .bind::<Text, _>(&key.stream)
    .bind::<Array<Text>, _>(words_of(&mail.supersedes))
    .fixed()
    .get_result(conn)
    .await
}

fn words_of(kinds: &[MailKind]) -> Vec<&'static str> {
    kinds.iter().map(|kind| kind.as_str()).collect()
}

/// What is still queued and makes no sense beside the new mail stays at home.
async fn supersede(conn: &mut AsyncPgConnection, key: &Keys, mail: &NewMail) -> QueryResult<()> {
    if mail.supersedes.is_empty() {
        return Ok(());
    }
    diesel::update(outbox_mails::table)
        .filter(outbox_mails::stream_key.eq(&key.stream))
        .filter(outbox_mails::state.eq("queued"))
        .filter(outbox_mails::kind.eq_any(words_of(&mail.supersedes)))
        .set((outbox_mails::state.eq("superseded"), outbox_mails::state_note.eq(mail.kind.as_str())))
        .execute(conn)
        .await?;
    Ok(())
}

/// Keeps unsent mails of these kinds about the migration at home: they would only confuse by now.
pub async fn let_go(
    conn: &mut AsyncPgConnection,
    migration: MigrationId,
    kinds: &[MailKind],
) -> QueryResult<()> {
    diesel::update(outbox_mails::table)
        .filter(outbox_mails::migration_id.eq(migration))
        .filter(outbox_mails::state.eq("queued"))
        .filter(outbox_mails::kind.eq_any(words_of(kinds)))
        .set(outbox_mails::state.eq("expired"))
        .execute(conn)
        .await?;
    Ok(())
}

/// The first mail that really goes out names the thread: also when earlier ones were superseded.
async fn begin_thread(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    key: &Keys,
    id: Uuid,
    thread: &Thread,
) -> QueryResult<()> {
    diesel::update(mail_streams::table.find(&key.stream))
        .set((
            mail_streams::root_message_id.eq(message::message_id(letterhead, id)),
            mail_streams::subject.eq(&thread.subject),
        ))
        .execute(conn)
        .await?;
    Ok(())
}
