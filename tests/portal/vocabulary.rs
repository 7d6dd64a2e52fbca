//! What stands in two places says the same in both: an enum and its CHECK in the schema; the id of
//! a sentence and its words in `locales/en`. The compiler sees neither: a forgotten CHECK is a
//! failure in the middle of a change, forgotten words are a bare id on a page.

use std::collections::{BTreeMap, BTreeSet};

use domovoi::fleet::change::Field;
use domovoi::fleet::domu::DomuState;
use domovoi::fleet::domu_service::ServiceKind;
use domovoi::fleet::host::HostState;
use domovoi::fleet::queries::PersonRole;
use domovoi::mail::MailKind;
use domovoi::mail::queries::Pile;
use domovoi::members::address_change::Place;
use domovoi::members::invitation::InvitationState;
use domovoi::members::{MemberState, Role};
use domovoi::migrations::clock::Decision;
use domovoi::migrations::history::Aside;
use domovoi::migrations::looks::LookPhase;
use domovoi::migrations::path_mtu::ConclusionKind;
use domovoi::migrations::plan::PlanEvent;
use domovoi::migrations::preflight::Item;
use domovoi::migrations::reported::Lamp;
use domovoi::migrations::reservation::ReservationKind;
use domovoi::migrations::runbook::{MARKS, PLACEHOLDERS, Side};
use domovoi::migrations::{
    AttemptKind, AttemptResult, CauseCode, Chapter, Claim, DataAtTarget, Event, LiveSide, MigrationState,
    StepCode, StepState,
};
use domovoi::reports::Want;
use domovoi::words::{Locale, Words};
use domovoi::{issues, status};
use tokio_postgres::NoTls;

use crate::support::database::TestDatabase;
use crate::support::files;

/// Who acts, in `actor_kind` columns.
const ACTORS: &[&str] = &["member", "host", "command", "clock"];
/// The states of a mail have no enum.
const MAIL_STATES: &[&str] =
    &["queued", "leased", "sending", "sent", "superseded", "expired", "cancelled", "dead"];

/// Texts in the code that look like the id of a sentence: names of fields and throttles, and
/// beginnings of ids.
const NO_SENTENCES: &[&str] = &[
    "address-0",
    "issues-day",
    "issues-hour",
    "new-state",
    "password-reset",
    "sign-in",
    "status-kind",
    "status-severity",
];

#[tokio::test]
async fn every_check_lists_the_words_of_its_enum() {
    let mut expected = BTreeMap::from([
        ("address_changes_place_known", words(Place::ALL)),
        ("attempt_looks_phase_known", words(LookPhase::ALL)),
        ("attempt_sides_obeyed_known", words(Want::ALL)),
        ("attempt_sides_side_known", words(Side::ALL)),
        ("attempts_cause_code_known", words(CauseCode::ALL)),
        ("attempts_earlier_cause_code_known", words(CauseCode::ALL)),
        ("attempts_data_at_target_known", words(DataAtTarget::ALL)),
        ("attempts_kind_known", words(AttemptKind::ALL)),
        ("attempts_result_known", words(AttemptResult::ALL)),
        ("attestations_claim_known", words(Claim::ALL)),
        ("attestations_side_known", words(Side::ALL)),
        ("audit_entries_actor_kind_known", words(&[ACTORS, &["nobody"]].concat())),
        ("clock_decisions_what_known", words(Decision::ALL)),
        ("domu_members_role_known", words(PersonRole::ALL)),
        ("domu_services_kind_known", words(ServiceKind::ALL)),
        ("domus_state_known", words(DomuState::ALL)),
        ("hosts_state_known", words(HostState::ALL)),
        ("issue_messages_new_state_known", words(issues::IssueState::ALL)),
        ("issue_messages_visibility_known", words(issues::Visibility::ALL)),
        ("issues_severity_known", words(issues::Severity::ALL)),
        ("issues_state_known", words(issues::IssueState::ALL)),
        ("mail_preferences_kind_known", words(&[MailKind::StatusUpdate])),
        ("members_locale_known", words(Locale::ALL)),
        ("members_role_known", words(Role::ALL)),
        ("members_state_known", words(MemberState::ALL)),
        ("migration_events_actor_kind_known", words(ACTORS)),
        ("migrations_live_side_known", words(LiveSide::ALL)),
        ("migrations_state_known", words(MigrationState::ALL)),
        ("outbox_mails_state_known", words(MAIL_STATES)),
        ("plan_events_actor_kind_known", words(ACTORS)),
        ("plan_events_event_known", words(PlanEvent::ALL)),
        ("preflight_pastes_side_known", words(Side::ALL)),
        ("preflight_ticks_item_known", words(Item::ALL)),
        ("preflights_conclusion_known", words(ConclusionKind::ALL)),
        ("reservations_kind_known", words(ReservationKind::ALL)),
        ("runbook_texts_side_known", words(Side::ALL)),
        ("status_posts_kind_known", words(status::Kind::ALL)),
        ("status_posts_severity_known", words(status::Severity::ALL)),
        (
            "status_posts_state_fits_kind",
            &words(status::PostState::ALL) | &words(&[status::Kind::Outage, status::Kind::Maintenance]),
        ),
        ("steps_code_known", words(StepCode::ALL)),
        ("steps_state_known", words(StepState::ALL)),
    ]);
    let database = TestDatabase::new().await;
    let (client, connection) = tokio_postgres::connect(&database.url, NoTls).await.unwrap();
    tokio::spawn(connection);
    let sql = r"SELECT conname::text, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE contype = 'c' AND connamespace = 'public'::regnamespace AND conname ~ '_(known|fits_kind)$'";
    for row in client.query(sql, &[]).await.unwrap() {
        let (check, definition): (String, String) = (row.get(0), row.get(1));
        let ours = expected.remove(check.as_str()).unwrap_or_else(|| panic!("{check}: name its enum above"));
        let listed = definition.split('\'').skip(1).step_by(2).map(str::to_owned).collect();
        assert_eq!(ours, listed, "left the enum, right {check}");
    }
    assert!(expected.is_empty(), "the database has no such CHECK: {:?}", expected.keys());
}

#[test]
fn every_word_of_an_enum_can_be_said() {
    // Commit is asked for in its own words, and looking is no step.
    let steps_by_hand: Vec<_> =
        Chapter::ALL.iter().filter(|chapter| !matches!(chapter, Chapter::Commit | Chapter::Look)).collect();
    let families = [
        ("attest", words(Claim::ALL)),
        ("attestation", words(Claim::ALL)),
        ("copy-lamp", words(Lamp::ALL)),
        ("copy-lamp-text", words(Lamp::ALL)),
        ("fleet-domu-state", words(DomuState::ALL)),
        ("fleet-host-state", words(HostState::ALL)),
        ("fleet-changed", words(Field::ALL)),
        ("fleet-person", words(PersonRole::ALL)),
        ("fleet-service-kind", words(ServiceKind::ALL)),
        ("invitation-state", words(InvitationState::ALL)),
        ("issue-severity", words(issues::Severity::ALL)),
        ("issue-state", words(issues::IssueState::ALL)),
        ("language", words(Locale::ALL)),
        ("locale", words(Locale::ALL)),
        ("mail-kind", words(MailKind::ALL)),
        ("mail-state", words(MAIL_STATES)),
        ("member-state", words(MemberState::ALL)),
        ("member-broken", &words(StepCode::ALL) | &words(&["left_off"])),
        ("member-step", words(StepCode::ALL)),
        ("migration-broken", &words(StepCode::ALL) | &words(&["left_off"])),
        ("migration-conflict", words(Event::ALL)),
        ("migration-event", &words(Event::ALL) | &words(Aside::ALL)),
        ("move-result", words(AttemptResult::ALL)),
        ("operate-done", words(&steps_by_hand)),
        ("operate-head", &words(&steps_by_hand) | &words(&[Chapter::Commit])),
        ("operate-step", words(&steps_by_hand)),
        ("operate-text", words(&steps_by_hand)),
        ("outbox-pile", words(Pile::ALL)),
        ("plan-event", words(PlanEvent::ALL)),
        ("revert-data", words(DataAtTarget::ALL)),
        ("preflight-item", words(Item::ALL)),
        ("preflight-item-hint", words(Item::ALL)),
        ("preflight-red-bad", words(Item::ALL)),
        ("preflight-red-open", words(Item::ALL)),
        ("role", words(Role::ALL)),
        ("runbook-chapter", words(Chapter::ALL)),
        ("runbook-mark", words(&MARKS.map(bare))),
        ("runbook-placeholder", words(&PLACEHOLDERS.map(bare))),
        ("runbook-side", words(Side::ALL)),
        ("standing-not-now", words(MemberState::ALL)),
        ("status-audience", words(status::Audience::ALL)),
        ("status-kind", words(status::Kind::ALL)),
        ("status-severity", words(status::Severity::ALL)),
        ("status-state", words(status::PostState::ALL)),
        ("trail-by", words(&[ACTORS, &["nobody"]].concat())),
    ];
    let known = Words::load().unwrap();
    let unsaid: Vec<String> = families
        .into_iter()
        .flat_map(|(family, words)| words.into_iter().map(move |word| format!("{family}-{word}")))
        .filter(|id| !known.has(id))
        .collect();
    assert!(unsaid.is_empty(), "locales/en lacks\n{}", unsaid.join("\n"));
}

/// A placeholder or mark of the runbook without its braces or brackets.
fn bare(written: &str) -> &str {
    written.trim_matches(|c: char| "{}[]".contains(c))
}

/// In a template an id follows `t`, or is an argument of a partial; in the code it is a text that
/// begins as other ids do.
#[test]
fn every_sentence_that_is_named_is_written() {
    let known = Words::load().unwrap();
    let beginnings: BTreeSet<String> =
        files("locales/en", "ftl").iter().flat_map(|(_, text)| ids(text)).map(|id| beginning(&id)).collect();
    let mut unsaid = BTreeSet::new();
    let mut named = 0;
    for (path, text) in files("templates", "hbs") {
        for (before, id) in quoted_ids(&text) {
            if ["t ", " label=", " hint=", " role="].iter().any(|place| before.ends_with(place)) {
                named += 1;
                if !known.has(id) {
                    unsaid.insert(format!("{id}, in templates/{}", path.display()));
                }
            }
        }
    }
    for (path, text) in files("src", "rs") {
        for (_, id) in quoted_ids(&text) {
            if beginnings.contains(&beginning(id)) && !NO_SENTENCES.contains(&id) {
                named += 1;
                if !known.has(id) {
                    unsaid.insert(format!("{id}, in src/{}", path.display()));
                }
            }
        }
    }
    assert!(named > 1000, "the search finds ids at all: {named}");
    let list = unsaid.into_iter().collect::<Vec<_>>().join("\n");
    assert!(list.is_empty(), "locales/en lacks what is named here (or it belongs to NO_SENTENCES):\n{list}");
}

fn words<T: ToString>(all: &[T]) -> BTreeSet<String> {
    all.iter().map(ToString::to_string).collect()
}

/// The ids that a file of sentences gives words to.
fn ids(text: &str) -> Vec<String> {
    let id = |line: &str| line.split_once(" =").map(|(id, _)| id.to_owned());
    text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase())).filter_map(id).collect()
}

fn beginning(id: &str) -> String {
    id.split('-').next().unwrap_or(id).to_owned()
}

/// Every quoted text of small letters with a hyphen, and what stands before it.
fn quoted_ids(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let is_id = |text: &str| {
        text.contains('-')
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.split(['-', '_']).all(|part| !part.is_empty())
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c))
    };
    text.match_indices('"').filter_map(move |(at, _)| {
        let (id, _) = text[at + 1..].split_once('"')?;
        is_id(id).then_some((&text[..at], id))
    })
}
