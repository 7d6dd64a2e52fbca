//! The diary of an attempt: what happened and when, from recorded facts alone, for everybody to read.
//! It names neither the domU nor anybody, and leaves out what people wrote in their own words,
//! where a name could stand.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::{AttemptId, HostId, MigrationId, SiteId, StatusPostId};
use crate::db::schema::{
    attempt_diaries, attempts, hosts, migrations, sites, status_post_migrations, status_posts,
    status_updates, steps,
};
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::migrations::{Attempt, AttemptKind, AttemptResult, Migration, Step, StepCode, StepState};
use crate::status::{
    Audience, Kind, NewPost, NewUpdate, PostState, PublishError, Scope, Severity, UpdateError, publish,
    update,
};
use crate::templates::{bytes_in_words, duration_in_words, time_in_words};
use crate::words::{Locale, Message, Sentence, Words};

#[derive(Debug, thiserror::Error)]
pub enum DiaryError {
    /// Also when whoever asks is not of the core team.
    #[error("there is no such attempt, or it has not ended")]
    NotFound,
    #[error("the domU never went down in it")]
    NeverDown,
    /// The time that it was down is not over, or is told with the attempt after it.
    #[error("the domU has not come up in it")]
    NeverUp,
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for DiaryError {
    fn sentence(&self) -> Message {
        match self {
            DiaryError::NotFound => Message::new("migration-not-found"),
            DiaryError::NeverDown => Message::new("status-diary-never-down"),
            DiaryError::NeverUp => Message::new("status-diary-never-up"),
            DiaryError::Database(_) => Message::new("error-500-text"),
        }
    }
}

/// All that a diary is made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Diary {
    attempt: Attempt,
    steps: Vec<Step>,
    zone: Tz,
    source: Place,
    target: Place,
}

#[derive(Debug, Clone, PartialEq, Queryable)]
struct Place {
    host_id: HostId,
    host: String,
    site_id: SiteId,
    site: String,
}

/// Publishes the diary of an ended attempt, once: as the next words of the post that already tells
/// of this migration, or as a post of its own, in the language of whoever publishes it: they read it over.
/// Mails nobody. Gives the post.
pub async fn publish_diary(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    (actor, locale): (&Actor, Locale),
    migration: MigrationId,
    n: i32,
    now: DateTime<Utc>,
) -> Result<StatusPostId, DiaryError> {
    if !actor.is_core() {
        return Err(DiaryError::NotFound);
    }
    conn.transaction(async |conn| {
        let attempt = lock(conn, migration, n).await?.ok_or(DiaryError::NotFound)?;
        if let Some(post) = published(conn, attempt.id).await? {
            return Ok(post);
        }
        if attempt.down_from.is_none() {
            return Err(DiaryError::NeverDown);
        }
        if !has_diary(&attempt) {
            return Err(DiaryError::NeverUp);
        }
        let diary = load(conn, attempt).await?;
        let body = diary.body(&letterhead.words, locale);
        let post = match post_about(conn, migration).await? {
            Some(post) => {
                let new = NewUpdate { body, state: None, audience: Audience::Nobody, seen: None };
                update(conn, letterhead, actor, post, new, now).await.map_err(of_update)?;
                post
            }
            None => {
                let new = diary.post(&letterhead.words, locale, migration, body);
                publish(conn, letterhead, actor, new, now).await.map_err(of_publish)?
            }
        };
        remember(conn, diary.attempt.id, post).await?;
        Ok(post)
    })
    .await
}

/// Both refuse what a person typed wrongly, which nobody did.
fn of_update(error: UpdateError) -> DiaryError {
    match error {
        UpdateError::Database(error) => DiaryError::Database(error),
        _ => DiaryError::NotFound,
    }
}

fn of_publish(error: PublishError) -> DiaryError {
    match error {
        PublishError::Database(error) => DiaryError::Database(error),
        _ => DiaryError::NotFound,
    }
}

/// The lock makes the second press of the button see the first.
async fn lock(conn: &mut AsyncPgConnection, migration: MigrationId, n: i32) -> QueryResult<Option<Attempt>> {
    attempts::table
        .filter(attempts::migration_id.eq(migration).and(attempts::n.eq(n)))
        .filter(attempts::ended_at.is_not_null())
        .select(Attempt::as_select())
        .for_update()
        .first(conn)
        .await
        .optional()
}

/// The post in which this attempt's diary stands.
async fn published(conn: &mut AsyncPgConnection, attempt: AttemptId) -> QueryResult<Option<StatusPostId>> {
    attempt_diaries::table
        .inner_join(status_updates::table)
        .filter(attempt_diaries::attempt_id.eq(attempt))
        .select(status_updates::post_id)
        .first(conn)
        .await
        .optional()
}

/// The attempts of this migration whose diaries are published, by number, each with its post.
pub async fn published_of(
    mut conn: &AsyncPgConnection,
    migration: MigrationId,
) -> QueryResult<Vec<(i32, StatusPostId)>> {
    attempt_diaries::table
        .inner_join(attempts::table)
        .inner_join(status_updates::table)
        .filter(attempts::migration_id.eq(migration))
        .select((attempts::n, status_updates::post_id))
        .load(&mut conn)
        .await
}

async fn post_about(
    conn: &mut AsyncPgConnection,
    migration: MigrationId,
) -> QueryResult<Option<StatusPostId>> {
    status_post_migrations::table
        .inner_join(status_posts::table)
        .filter(status_post_migrations::migration_id.eq(migration))
        .order(status_posts::id.desc())
        .select(status_posts::id)
        .first(conn)
        .await
        .optional()
}

async fn remember(conn: &mut AsyncPgConnection, attempt: AttemptId, post: StatusPostId) -> QueryResult<()> {
    let newest: i64 = status_updates::table
        .filter(status_updates::post_id.eq(post))
        .order(status_updates::id.desc())
        .select(status_updates::id)
        .first(conn)
        .await?;
    diesel::insert_into(attempt_diaries::table)
        .values((attempt_diaries::attempt_id.eq(attempt), attempt_diaries::status_update_id.eq(newest)))
        .execute(conn)
        .await?;
    Ok(())
}

/// Whether there is something to tell: it is over, and the domU was down and came up in it. One that
/// never went down nobody could have seen; how long one that did not come up was down is not known yet,
/// or told with the attempt after it.
pub fn has_diary(attempt: &Attempt) -> bool {
    attempt.ended_at.is_some() && attempt.down_from.is_some() && attempt.up_at.is_some()
}

async fn load(conn: &mut AsyncPgConnection, attempt: Attempt) -> QueryResult<Diary> {
    let migration: Migration =
        migrations::table.find(attempt.migration_id).select(Migration::as_select()).first(conn).await?;
    let steps: Vec<Step> = steps::table
        .filter(steps::attempt_id.eq(attempt.id))
        .filter(steps::ended_at.is_not_null())
        .order((steps::ended_at, steps::id))
        .select(Step::as_select())
        .load(conn)
        .await?;
    let place = |host: HostId| {
        hosts::table.inner_join(sites::table).filter(hosts::id.eq(host)).select((
            hosts::id,
            hosts::name,
            sites::id,
            sites::name,
        ))
    };
    let source: Place = place(migration.source_host_id).first(conn).await?;
    let target: Place = place(migration.target_host_id).first(conn).await?;
    Ok(Diary { steps, zone: migration.zone.parse().unwrap_or(chrono_tz::UTC), source, target, attempt })
}

impl Diary {
    fn post(&self, words: &Words, locale: Locale, migration: MigrationId, body: String) -> NewPost {
        let title = Message::new("status-diary-title")
            .with("source", self.source.site.as_str())
            .with("target", self.target.site.as_str());
        let scope = Scope {
            sites: vec![self.source.site_id, self.target.site_id],
            hosts: vec![self.source.host_id, self.target.host_id],
            migrations: vec![migration],
        };
        NewPost {
            kind: Kind::News,
            title: words.say(locale, &title),
            severity: Severity::Minor,
            state: PostState::Published,
            body,
            scope,
            starts_at: self.attempt.down_from.unwrap_or(self.attempt.started_at),
            ends_at: None,
            zone: self.zone,
            audience: Audience::Nobody,
        }
    }

    /// Markdown: the answer as a sentence, then a line for each thing that happened.
    fn body(&self, words: &Words, locale: Locale) -> String {
        let now = self.attempt.ended_at.unwrap_or(self.attempt.started_at);
        let time = |at, style| time_in_words(words, locale, at, self.zone, now, style);
        let down = self.attempt.down_seconds(now).unwrap_or(0);
        let answer = Message::new(answer(&self.attempt))
            .with("source", self.source.host.as_str())
            .with("target", self.target.host.as_str())
            .with("down", duration_in_words(words, locale, down))
            .with("promised", duration_in_words(words, locale, self.attempt.promised_seconds.into()));
        let mut lines = vec![words.say(locale, &answer)];
        let mut codes = vec![self.attempt.earlier_cause_code, self.attempt.cause_code];
        codes.dedup();
        for code in codes.into_iter().flatten() {
            let cause = words.say(locale, &Message::new(code.label()));
            lines.push(words.say(locale, &Message::new("status-diary-cause").with("cause", cause)));
        }
        let day = time(self.attempt.down_from.unwrap_or(self.attempt.started_at), "mail");
        lines.push(words.say(locale, &Message::new("status-diary-times").with("began", day)));
        let mut body = lines.join("\n\n");
        body.push_str("\n\n");
        for (at, what) in self.happened() {
            let size = bytes_in_words(words, locale, self.attempt.bytes_total);
            let what = Message::new(what)
                .with("size", size)
                .with("source", self.source.host.as_str())
                .with("target", self.target.host.as_str());
            body.push_str(&format!("- {}: {}\n", time(at, "clock"), words.say(locale, &what)));
        }
        body
    }

    /// What is told, in the order in which it happened. A step counts from its end.
    fn happened(&self) -> Vec<(DateTime<Utc>, &'static str)> {
        let told = |step: &Step| Some((step.ended_at?, line(step.code, step.state)?));
        self.steps.iter().filter_map(told).collect()
    }
}

/// The sentence that says how it ended. That nothing is lost holds only where the target was never
/// allowed to boot.
fn answer(attempt: &Attempt) -> &'static str {
    match (attempt.kind, attempt.result) {
        (_, Some(AttemptResult::Succeeded)) => "status-diary-moved",
        (AttemptKind::Forward, Some(AttemptResult::RolledBack)) => "status-diary-returned",
        (AttemptKind::Revert, Some(AttemptResult::RolledBack)) => "status-diary-taken-back",
        (_, Some(AttemptResult::Superseded)) => "status-diary-superseded",
        (_, Some(AttemptResult::Unclear)) => "status-diary-unclear",
        (_, Some(AttemptResult::Refused) | None) => "status-diary-ended",
    }
}

/// The sentence for a step that is over; `None` for what only an operator cares about.
fn line(code: StepCode, state: StepState) -> Option<&'static str> {
    if state == StepState::BrokenOff {
        return Some("status-diary-broken-off");
    }
    match code {
        StepCode::Stop => Some("status-diary-stop"),
        StepCode::Copy => Some("status-diary-copy"),
        StepCode::Compare => Some("status-diary-compare"),
        StepCode::Commit => Some("status-diary-commit"),
        StepCode::Boot => Some("status-diary-boot"),
        StepCode::Check => Some("status-diary-check"),
        StepCode::StartAgain => Some("status-diary-start-again"),
        StepCode::CheckAgain => Some("status-diary-check-again"),
        StepCode::Preflight | StepCode::Prepare | StepCode::Fence => None,
    }
}
