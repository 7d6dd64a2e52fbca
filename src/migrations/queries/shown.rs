//! One migration with all that its page shows.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::AsyncPgConnection;
use ipnet::IpNet;
use uuid::Uuid;

use super::shown_rows::{
    addresses_of, attempts_of, attestations_of, disks_of, events_of, issues_of, mails_of, people_of, plan_of,
    row, steps_of,
};
use crate::db::ids::{AttemptId, IssueId, MemberId, MigrationId};
use crate::members::Member;
use crate::migrations::queries::{OpenReport, open_reports};
use crate::migrations::reported::{Heard, Progress};
use crate::migrations::{Attempt, Attestation, Back, Claims, Event, Migration, StepCode, StepState, Way};

/// A migration, where it leads from and to, its attempts, its history, and who was told.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    pub migration: Migration,
    pub domu: String,
    /// Whether it is started at its new place, as its members chose.
    pub boots: bool,
    pub source: Place,
    pub target: Place,
    /// Who runs it, or is to run it.
    pub operator: Option<String>,
    /// In the order in which they were made.
    pub attempts: Vec<ShownAttempt>,
    pub events: Vec<ShownEvent>,
    /// Old and new, one pair for each address that changes.
    pub addresses: Vec<(IpNet, IpNet)>,
    pub mails: Vec<ShownMail>,
    /// Names of its owners and technical contacts.
    pub people: Vec<String>,
    /// Whether the viewer is one of them.
    pub is_theirs: bool,
    pub disks: Vec<ShownDisk>,
    pub issues: Vec<(IssueId, String)>,
    /// That some are open is no secret; only who may read them learns which.
    pub open_reports: Vec<OpenReport>,
    /// What was seen on either side while nobody knew where it runs, with who saw it.
    pub attestations: Vec<(Attestation, String)>,
    pub plan: Option<PlanWords>,
}

/// A host as it stands on the page and in the runbook.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Place {
    pub host: String,
    pub volume_group: String,
    pub bridge: String,
    pub interconnect_address: Option<IpNet>,
    pub site_code: String,
    pub site: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ShownAttempt {
    pub attempt: Attempt,
    pub operator: String,
    pub steps: Vec<ShownStep>,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct ShownStep {
    pub attempt_id: AttemptId,
    pub code: StepCode,
    pub state: StepState,
    pub started_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    pub done_by: Option<String>,
    /// Empty for members: notes are the core team's.
    pub note: String,
    /// By the clock of the dom0 that reported its end late.
    pub said_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct ShownEvent {
    pub at: DateTime<Utc>,
    pub event: String,
    pub who: Option<String>,
    /// Unless it was no person.
    pub member: Option<MemberId>,
    pub note: String,
    pub is_internal: bool,
    /// The one that it is about.
    pub issue: Option<IssueId>,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct ShownMail {
    pub id: Uuid,
    pub created_at: DateTime<Utc>,
    /// What it is about; the subjects of a thread are all the same.
    pub headline: String,
    pub state: String,
    pub to_name: Option<String>,
    pub to_address: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct ShownDisk {
    pub name: String,
    pub path: String,
    pub format: String,
    pub bytes: Option<i64>,
}

/// What the plan that it belongs to is called, and what it says to everybody.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct PlanWords {
    pub title: String,
    /// Markdown.
    pub public_text: String,
}

/// The migration as this member may see it: the core team everything, others those of their own
/// domUs once announced, without internal notes and with their own mails only. One trip.
pub async fn shown(conn: &AsyncPgConnection, viewer: &Member, id: MigrationId) -> QueryResult<Option<Shown>> {
    // All queries leave at once; what the viewer may not see is dropped with the missing row.
    let is_core = viewer.role.is_core();
    let (row, attempts, steps, events, addresses, mails, people, disks, issues, open, attestations, plan) = tokio::try_join!(
        row(conn, viewer, id),
        attempts_of(conn, id),
        steps_of(conn, id, is_core),
        events_of(conn, id, (!is_core).then_some(viewer.id)),
        addresses_of(conn, id),
        mails_of(conn, id, (!is_core).then_some(viewer.id)),
        people_of(conn, id),
        disks_of(conn, id),
        issues_of(conn, id, (!is_core).then_some(viewer.id)),
        open_reports(conn, id),
        attestations_of(conn, id),
        plan_of(conn, id),
    )?;
    let Some((migration, (domu, boots), source, target, operator)) = row else { return Ok(None) };
    let attempts = attempts
        .into_iter()
        .map(|(attempt, operator)| {
            let steps = steps.iter().filter(|step| step.attempt_id == attempt.id).cloned().collect();
            ShownAttempt { attempt, operator, steps }
        })
        .collect();
    Ok(Some(Shown {
        migration,
        domu,
        boots,
        source,
        target,
        operator,
        attempts,
        events,
        addresses,
        mails,
        is_theirs: people.iter().any(|(id, _)| *id == viewer.id),
        people: people.into_iter().map(|(_, name)| name).collect(),
        disks,
        issues,
        open_reports: open,
        attestations,
        plan,
    }))
}

impl Shown {
    /// The last time that it was put on hold, and the last answer to that; nothing when it was taken back.
    pub fn hold(&self) -> Option<(&ShownEvent, Option<&ShownEvent>)> {
        let is = |event: &ShownEvent, what: Event| event.event == what.as_str();
        let at = self.events.iter().rposition(|event| is(event, Event::Hold))?;
        let since = &self.events[at..];
        if since.iter().any(|event| is(event, Event::WithdrawHold)) {
            return None;
        }
        let is_answer = |event: &&ShownEvent| is(event, Event::AnswerHold) || is(event, Event::Release);
        Some((&since[0], since.iter().rev().find(is_answer)))
    }

    /// The attempt that is under way, or the last one.
    pub fn last_attempt(&self) -> Option<&ShownAttempt> {
        self.attempts.last()
    }

    /// The attempt that is under way.
    pub fn open_attempt(&self) -> Option<&ShownAttempt> {
        self.last_attempt().filter(|shown| shown.attempt.result.is_none())
    }

    /// Whether its attempt leads back to the source.
    pub fn is_turning_back(&self) -> bool {
        self.open_attempt().is_some_and(|shown| shown.attempt.way().leads_back())
    }

    /// Whether it is being taken back from its new place.
    pub fn is_reverting(&self) -> bool {
        self.open_attempt().is_some_and(|shown| shown.attempt.way() == Way::Revert)
    }

    /// When it should be up again, once it is down. On the way back the copy counts no more.
    pub fn back(&self, heard: &[Heard], now: DateTime<Utc>) -> Option<Back> {
        let attempt = &self.open_attempt()?.attempt;
        let down_from = attempt.down_from.filter(|_| attempt.up_at.is_none())?;
        Some(Back {
            promised_at: self.migration.promised_at(Some(down_from)),
            by_copy_at: Progress::ready_at(heard, attempt, now),
        })
    }

    /// What was seen since the last attempt was lost.
    pub fn seen_now(&self) -> Vec<&(Attestation, String)> {
        let last = self.last_attempt().map(|last| last.attempt.id);
        self.attestations.iter().filter(|(row, _)| Some(row.attempt_id) == last).collect()
    }

    /// What counts of it.
    pub fn claims(&self) -> Claims {
        Claims::of(self.seen_now().into_iter().map(|(row, _)| row))
    }

    /// Whether it should be over by now and is not.
    pub fn is_overdue(&self, now: DateTime<Utc>) -> bool {
        self.migration.state.waits_for_its_end() && self.migration.ends_at < now
    }

    /// All disks together; `None` if the size of one is unknown.
    pub fn bytes(&self) -> Option<i64> {
        self.disks.iter().map(|disk| disk.bytes).sum()
    }
}
