//! One issue and its thread.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use crate::db::ids::{IssueId, IssueMessageId};
use crate::issues::queries::{self, CoreMember, Shown, ThreadEntry};
use crate::issues::{IssueState, Visibility, state};
use crate::paths;
use crate::web::{CurrentMember, Error, Form, FormErrors, FormView, Visitor};

#[derive(Serialize)]
struct Page {
    issue: Shown,
    thread: Vec<Entry>,
    is_core: bool,
    is_reporter: bool,
    is_over: bool,
    is_closed: bool,
    is_just_sent: bool,
    /// The reporter of a closed issue reopens it instead.
    can_reply: bool,
    /// The visitor answers for the core team.
    is_answering: bool,
    has_errors: bool,
    reply_hint: &'static str,
    severity_label: String,
    domu_href: Option<String>,
    /// How long the reporter waited for the first answer, in seconds.
    first_answer_after: Option<i64>,
    last_seen: Option<IssueMessageId>,
    /// Where the core team may put it.
    states: Vec<IssueState>,
    core_team: Vec<CoreMember>,
    forms: Forms,
}

/// The forms on the page, one of which may have been sent and refused.
#[derive(Debug, Default, Serialize)]
pub struct Forms {
    pub reply: FormView,
    pub note: FormView,
    pub migration: FormView,
    pub assignment: FormView,
    pub state: FormView,
}

impl Forms {
    fn have_errors(&self) -> bool {
        [&self.reply, &self.note, &self.migration, &self.assignment, &self.state]
            .iter()
            .any(|form| !form.errors.is_empty())
    }
}

#[derive(Serialize)]
struct Entry {
    #[serde(flatten)]
    entry: ThreadEntry,
    paragraphs: Vec<Vec<String>>,
    /// What its author did to the issue.
    event: Option<&'static str>,
    is_internal: bool,
    is_core: bool,
    initial: String,
}

pub async fn show(visitor: CurrentMember, path: web::Path<String>) -> Result<HttpResponse, Error> {
    page(&visitor, parse_id(&path)?, Forms::default(), StatusCode::OK).await
}

pub fn parse_id(text: &str) -> Result<IssueId, Error> {
    text.parse().map_err(|_| Error::NotFound)
}

/// The page, with the forms as they were sent.
pub async fn page(
    visitor: &Visitor,
    id: IssueId,
    mut forms: Forms,
    status: StatusCode,
) -> Result<HttpResponse, Error> {
    let member = visitor.member().ok_or(Error::NotFound)?;
    let is_core = member.role.is_core();
    let conn = visitor.conn().await?;
    let (issue, thread, core_team) = tokio::try_join!(
        queries::shown_to(&conn, member, id),
        queries::thread_for(&conn, member, id),
        async { if is_core { queries::core_team(&conn).await } else { Ok(Vec::new()) } },
    )?;
    let issue = issue.ok_or(Error::NotFound)?;
    let is_reporter = issue.reporter_id == member.id;
    if forms.migration.errors.is_empty() {
        forms.migration = linked(visitor, &issue);
    }
    let answer = thread.iter().find(|entry| is_answer(entry, &issue));
    let page = Page {
        is_core,
        is_reporter,
        is_over: !issue.state.is_open(),
        is_closed: issue.state == IssueState::Closed,
        is_just_sent: is_reporter && issue.state == IssueState::New && thread.len() == 1,
        can_reply: !is_reporter || issue.state != IssueState::Closed,
        is_answering: !is_reporter,
        has_errors: forms.have_errors(),
        reply_hint: if is_reporter { "issue-reply-hint" } else { "issue-reply-hint-core" },
        severity_label: format!("issue-severity-{}", issue.severity),
        domu_href: issue.domu.as_deref().map(paths::domu),
        first_answer_after: answer.map(|answer| (answer.at - issue.created_at).num_seconds()),
        last_seen: thread.last().map(|entry| entry.id),
        states: state::choices(issue.state),
        thread: thread.into_iter().map(|one| entry(one, &issue)).collect(),
        issue,
        core_team,
        forms,
    };
    let here = if is_core { "nav-reports" } else { "nav-my-reports" };
    visitor.render_as(status, "issues/show", here, &page)
}

fn is_answer(entry: &ThreadEntry, issue: &Shown) -> bool {
    entry.visibility == Visibility::Public
        && !entry.body.is_empty()
        && entry.author_id != Some(issue.reporter_id)
}

/// The form as it stands now, so that sending it as it is changes nothing.
fn linked(visitor: &Visitor, issue: &Shown) -> FormView {
    let number = issue.migration_id.map(|id| id.to_string()).unwrap_or_default();
    let filled = Form::filled([("migration", number)]);
    filled.view(&FormErrors::default(), &visitor.app.words, visitor.locale())
}

/// A sentence of its author: of the same state the reporter and the core team say different things.
fn event(entry: &ThreadEntry, issue: &Shown) -> Option<&'static str> {
    let is_reporter = entry.author_id == Some(issue.reporter_id);
    Some(match entry.new_state? {
        IssueState::New => "issue-event-reopened",
        IssueState::Acknowledged if is_reporter => "issue-event-answered",
        IssueState::Acknowledged if entry.author_id == issue.assigned_to => "issue-event-taken",
        // Whoever handed it to a colleague is its author, too.
        IssueState::Acknowledged => "issue-event-in-hand",
        IssueState::Waiting => "issue-event-waits",
        IssueState::Resolved => "issue-event-solved",
        IssueState::Closed if is_reporter => "issue-event-fixed",
        IssueState::Closed => "issue-event-closed",
    })
}

fn entry(entry: ThreadEntry, issue: &Shown) -> Entry {
    Entry {
        event: event(&entry, issue),
        paragraphs: paragraphs(&entry.body),
        is_internal: entry.visibility == Visibility::Internal,
        is_core: entry.author_role.is_some_and(|role| role.is_core()),
        initial: entry.author.iter().flat_map(|name| name.chars()).take(1).collect(),
        entry,
    }
}

/// Paragraphs of lines, as the person wrote them.
fn paragraphs(body: &str) -> Vec<Vec<String>> {
    let mut paragraphs = vec![Vec::new()];
    for line in body.lines() {
        match paragraphs.last_mut() {
            Some(last) if !line.trim().is_empty() => last.push(line.to_owned()),
            Some(last) if !last.is_empty() => paragraphs.push(Vec::new()),
            _ => {}
        }
    }
    paragraphs.retain(|lines| !lines.is_empty());
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    #[test]
    fn blank_lines_part_paragraphs() {
        assert_eq!(paragraphs("a\nb\n\n\n c\n"), [vec!["a", "b"], vec![" c"]]);
        assert!(paragraphs("\n \n").is_empty());
    }
}
