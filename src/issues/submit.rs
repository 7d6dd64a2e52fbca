//! A member reports breakage.

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::{DomuId, IssueId, MemberId, MigrationId};
use crate::db::schema::{domu_members, domus, issue_messages, issues, members, migrations};
use crate::issues::issue::{self, Issue, IssueState, Severity, Visibility};
use crate::issues::notices;
use crate::live::hint;
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::members::throttle::{self, Limit, Turn};
use crate::migrations::{Broken, report_broken};
use crate::paths;
use crate::words::{Message, Sentence};

/// Five an hour and twenty a day for each member.
const LIMITS: [(&str, Limit); 2] = [
    ("issues-hour", Limit { burst: 5, every: Duration::minutes(12) }),
    ("issues-day", Limit { burst: 20, every: Duration::minutes(72) }),
];

/// What a member says about it: three answers, and where they came from.
#[derive(Debug, Clone)]
pub struct Report {
    /// By name; `None` for "something else, or not sure".
    pub domu: Option<String>,
    pub migration: Option<MigrationId>,
    pub body: String,
    pub severity: Severity,
}

#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    #[error("only a member reports")]
    NotAMember,
    #[error("no such domU")]
    NoSuchDomu,
    #[error("no such migration of that domU")]
    NoSuchMigration,
    #[error("nothing was said, or too much")]
    NothingSaid,
    #[error("too many reports")]
    TooMany { wait: Duration },
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl SubmitError {
    /// For how long to wait before the next try, if that is all that is wrong.
    pub fn wait(&self) -> Option<Duration> {
        match self {
            SubmitError::TooMany { wait } => Some(*wait),
            _ => None,
        }
    }
}

impl Sentence for SubmitError {
    fn sentence(&self) -> Message {
        Message::new(match self {
            SubmitError::NotAMember => "issue-error-not-a-member",
            SubmitError::NoSuchDomu => "issue-error-no-such-domu",
            SubmitError::NoSuchMigration => "issue-error-no-such-migration",
            SubmitError::NothingSaid => "issue-error-nothing-said",
            SubmitError::TooMany { .. } => "issue-error-too-many",
            SubmitError::Database(_) => "error-500-text",
        })
    }
}

/// Opens an issue and owes its reporter a receipt. The same member saying the same within two
/// minutes gets the issue that is there. A domU that is moving, has come back or has just arrived
/// ties the issue to that migration also when the member didn't come from its page; one that has just
/// arrived counts as reported broken. Each of the core team is told once: with what was seen of that
/// arrival, or else of the report alone.
pub async fn submit(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    report: Report,
    now: DateTime<Utc>,
) -> Result<IssueId, SubmitError> {
    let reporter = actor.member_id().ok_or(SubmitError::NotAMember)?;
    let body = issue::said(&report.body).ok_or(SubmitError::NothingSaid)?;
    conn.transaction(async |conn| {
        line_up(conn, reporter).await?;
        let domu = domu_of(conn, actor, report.domu.as_deref()).await?;
        let migration = migration_of(conn, actor, domu, report.migration).await?;
        if let Some(same) = said_just_now(conn, reporter, domu, body, now).await? {
            return Ok(same);
        }
        within_limits(conn, reporter, now).await?;
        lock(conn, migration).await?;
        let issue = open(conn, reporter, (domu, migration), (body, report.severity), now).await?;
        notices::receipt(conn, letterhead, &issue, body, now).await?;
        let is_told = match migration {
            Some(migration) => {
                let path = paths::issue(issue.id);
                let broken = Broken { issue: issue.id, path: &path, body };
                hint::notify(conn, migration).await?;
                report_broken(conn, letterhead, actor, migration, broken, now).await?
            }
            None => false,
        };
        if !is_told {
            notices::reported(conn, letterhead, actor, &issue, body, now).await?;
        }
        hint::notify(conn, issue.id).await?;
        hint::notify(conn, reporter).await?;
        Ok(issue.id)
    })
    .await
}

/// Two reports of one member come one after the other, so that the second sees the first.
async fn line_up(conn: &mut AsyncPgConnection, reporter: MemberId) -> QueryResult<()> {
    members::table
        .find(reporter)
        .select(members::id)
        .for_no_key_update()
        .first::<MemberId>(conn)
        .await
        .map(drop)
}

async fn domu_of(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    name: Option<&str>,
) -> Result<Option<DomuId>, SubmitError> {
    let Some(name) = name else { return Ok(None) };
    let domu: Option<DomuId> =
        domus::table.filter(domus::name.eq(name)).select(domus::id).first(conn).await.optional()?;
    let domu = domu.ok_or(SubmitError::NoSuchDomu)?;
    if !actor.is_core() && !is_theirs(conn, actor, domu).await? {
        return Err(SubmitError::NoSuchDomu);
    }
    Ok(Some(domu))
}

async fn is_theirs(conn: &mut AsyncPgConnection, actor: &Actor, domu: DomuId) -> QueryResult<bool> {
    let theirs = domu_members::table
        .filter(domu_members::domu_id.eq(domu))
        .filter(domu_members::member_id.nullable().eq(actor.member_id()));
    diesel::select(diesel::dsl::exists(theirs)).get_result(conn).await
}

/// The migration that was named, if it is one of this domU that its members see; else the one
/// that the domU is in.
async fn migration_of(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    domu: Option<DomuId>,
    named: Option<MigrationId>,
) -> Result<Option<MigrationId>, SubmitError> {
    let Some(domu) = domu else {
        return if named.is_some() { Err(SubmitError::NoSuchMigration) } else { Ok(None) };
    };
    let of_domu = migrations::table.filter(migrations::domu_id.eq(domu)).select(migrations::id);
    let Some(named) = named else {
        let under_way = ["running", "returned", "unclear", "verifying"];
        return Ok(of_domu.filter(migrations::state.eq_any(under_way)).first(conn).await.optional()?);
    };
    let mut query = of_domu.filter(migrations::id.eq(named)).into_boxed();
    if !actor.is_core() {
        query = query.filter(migrations::state.ne("draft"));
    }
    query.first(conn).await.optional()?.map(Some).ok_or(SubmitError::NoSuchMigration)
}

/// Before the issue points to it: two reports about one migration would wait for each other.
async fn lock(conn: &mut AsyncPgConnection, migration: Option<MigrationId>) -> QueryResult<()> {
    let Some(id) = migration else { return Ok(()) };
    let row = migrations::table.find(id).select(migrations::id).for_no_key_update();
    row.first::<MigrationId>(conn).await.map(drop)
}

async fn said_just_now(
    conn: &mut AsyncPgConnection,
    reporter: MemberId,
    domu: Option<DomuId>,
    body: &str,
    now: DateTime<Utc>,
) -> QueryResult<Option<IssueId>> {
    issues::table
        .inner_join(issue_messages::table)
        .filter(issues::reporter_id.eq(reporter))
        .filter(issues::domu_id.is_not_distinct_from(domu))
        .filter(issues::created_at.gt(now - Duration::minutes(2)))
        .filter(issue_messages::author_id.eq(reporter))
        .filter(issue_messages::body.eq(body))
        .filter(issue_messages::at.eq(issues::created_at))
        .select(issues::id)
        .first(conn)
        .await
        .optional()
}

async fn within_limits(
    conn: &mut AsyncPgConnection,
    reporter: MemberId,
    now: DateTime<Utc>,
) -> Result<(), SubmitError> {
    for (name, limit) in LIMITS {
        if let Turn::In(wait) = throttle::take(conn, &format!("{name}:{reporter}"), limit, now).await? {
            return Err(SubmitError::TooMany { wait });
        }
    }
    Ok(())
}

async fn open(
    conn: &mut AsyncPgConnection,
    reporter: MemberId,
    (domu, migration): (Option<DomuId>, Option<MigrationId>),
    (body, severity): (&str, Severity),
    now: DateTime<Utc>,
) -> QueryResult<Issue> {
    let issue = diesel::insert_into(issues::table)
        .values((
            issues::reporter_id.eq(reporter),
            issues::domu_id.eq(domu),
            issues::migration_id.eq(migration),
            issues::summary.eq(summary(body)),
            issues::severity.eq(severity),
            issues::state.eq(IssueState::New),
            issues::created_at.eq(now),
            issues::updated_at.eq(now),
        ))
        .returning(Issue::as_returning())
        .get_result::<Issue>(conn)
        .await?;
    diesel::insert_into(issue_messages::table)
        .values((
            issue_messages::issue_id.eq(issue.id),
            issue_messages::author_id.eq(reporter),
            issue_messages::visibility.eq(Visibility::Public),
            issue_messages::body.eq(body),
            issue_messages::at.eq(now),
        ))
        .execute(conn)
        .await?;
    Ok(issue)
}

/// The first line, cut at a word when it is long: nobody is asked for a subject.
fn summary(body: &str) -> String {
    const LONGEST: usize = 90;
    let line = body.lines().find(|line| !line.trim().is_empty()).unwrap_or(body);
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    let cut: String = line.chars().take(LONGEST).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{cut}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_is_the_first_line_and_ends_at_a_word() {
        assert_eq!(summary("No mail  arrives.\nSince ten."), "No mail arrives.");
        let long = "word ".repeat(40);
        let cut = summary(&long);
        assert!(cut.ends_with("word…"), "{cut}");
        assert!(cut.chars().count() <= 91);
        assert_eq!(summary(&"x".repeat(500)).chars().count(), 91);
    }
}
