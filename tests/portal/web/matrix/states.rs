//! Everything that can be done to a move, in every state that it can be in: what the table of states
//! allows is done, and the rest is refused in plain words, with nothing written and nobody mailed.

mod house;

use std::collections::BTreeSet;

use actix_web::http::{Method, StatusCode};
use chrono::Duration;
use domovoi::migrations::clock::Decision;
use domovoi::migrations::state::after;
use domovoi::migrations::{Event, MigrationState};
use domovoi::web::router::table;

use crate::support::{Browser, Page};
use house::{House, Move};

/// A form of the pages about moves, and the events that it may cause: which, is said by the state.
struct Action {
    path: &'static str,
    events: &'static [Event],
    fields: &'static [(&'static str, &'static str)],
}

const WHEN: [(&str, &str); 4] =
    [("day", "2026-11-28"), ("starts_at", "22:00"), ("ends_at", "23:30"), ("zone", "Europe/Amsterdam")];

const ACTIONS: &[Action] = &[
    Action { path: "/migrations", events: &[Event::Save], fields: &[("then", "draft")] },
    Action { path: "/migrations", events: &[Event::Publish], fields: &[("then", "announce")] },
    Action {
        path: "/migrations/{number}/schedule",
        events: &[Event::Reschedule, Event::Rebook],
        fields: &[
            ("cause_code", "path_mtu"),
            ("cause", "A bridge dropped packets."),
            ("fix", "It takes them now."),
        ],
    },
    Action { path: "/migrations/{number}/cancellation", events: &[Event::Cancel], fields: &[] },
    Action { path: "/migrations/{number}/operator", events: &[Event::Take], fields: &[] },
    Action { path: "/migrations/{number}/confirmation", events: &[Event::Confirm], fields: &[] },
    Action {
        path: "/migrations/{number}/attempt",
        events: &[Event::Start, Event::Overrule],
        fields: &[("overrule", "Checked by hand today.")],
    },
    Action {
        path: "/migrations/{number}/attempt/step",
        events: &[Event::FinishStep],
        fields: &[("step", "preflight")],
    },
    Action {
        path: "/migrations/{number}/attempt/note",
        events: &[Event::Remark],
        fields: &[("remark", "It is slow.")],
    },
    Action {
        path: "/migrations/{number}/attempt/abort",
        events: &[Event::Abort],
        fields: &[("cause_code", "path_mtu"), ("cause", "A bridge dropped packets.")],
    },
    Action { path: "/migrations/{number}/attempt/copy-hold", events: &[Event::Remark], fields: &[] },
    Action {
        path: "/migrations/{number}/attempt/retries",
        events: &[Event::Retry],
        fields: &[("failure", "It finds no root.")],
    },
    Action {
        path: "/migrations/{number}/attempt/reversal",
        events: &[Event::Revert],
        fields: &[("data", "nothing_written"), ("cause_code", "other"), ("cause", "It finds no root.")],
    },
    Action {
        path: "/migrations/{number}/attempt/lost-track",
        events: &[Event::LoseTrack],
        fields: &[("cause_code", "other"), ("cause", "Neither host answers."), ("within", "60")],
    },
    Action {
        path: "/migrations/{number}/attestations",
        events: &[Event::Attest],
        fields: &[("saw", "target:down_and_fenced"), ("seen", "xl list shows nothing.")],
    },
    Action {
        path: "/migrations/{number}/window",
        events: &[Event::PickSlot, Event::Reschedule],
        fields: &[("slot", "2026-11-28T21:00:00Z"), ("boot", "yes")],
    },
    Action {
        path: "/migrations/{number}/hold",
        events: &[Event::Hold],
        fields: &[("why_wait", "We sell tickets that evening.")],
    },
    Action {
        path: "/migrations/{number}/hold-answer",
        events: &[Event::AnswerHold, Event::Release],
        fields: &[("answer", "We ask around."), ("then", "wait")],
    },
    Action { path: "/migrations/{number}/hold-withdrawal", events: &[Event::WithdrawHold], fields: &[] },
    Action { path: "/migrations/{number}/now", events: &[Event::AskNow], fields: &[] },
    Action {
        path: "/migrations/{number}/now-answer",
        events: &[Event::MoveNow, Event::DeclineNow],
        fields: &[("word", "Nobody is at a desk."), ("then", "decline")],
    },
    Action {
        path: "/migrations/{number}/now-answer",
        events: &[Event::MoveNow, Event::DeclineNow],
        fields: &[("then", "accept")],
    },
];

/// Forms that want more than a state: a window on offer, somebody who asked. `web::choosing` has them.
const WANT_MORE: [&str; 3] = [
    "/migrations/{number}/window",
    "/migrations/{number}/hold-withdrawal",
    "/migrations/{number}/now-answer",
];

/// Forms about a move that leave its state alone.
const NO_EVENT: [&str; 6] = [
    "/migrations/{number}/thanks",
    "/migrations/{number}/attempts/{n}/diary",
    "/migrations/{number}/preflight",
    "/migrations/{number}/preflight/paste",
    "/migrations/{number}/preflight/tick",
    "/migrations/{number}/preflight/trial",
];

impl Action {
    fn is_legal_in(&self, state: MigrationState) -> bool {
        self.events.iter().any(|&event| after(state, event).is_ok())
    }

    /// How many steps are done before it makes sense in an attempt.
    fn steps_before(&self) -> usize {
        match self.events {
            [Event::Retry | Event::Revert] => 6,
            [Event::LoseTrack] => 2,
            _ => 0,
        }
    }

    async fn ask(&self, browser: &mut Browser, one: &Move) -> Page {
        let common = [
            ("domu", one.domu.as_str()),
            ("target", one.elsewhere),
            ("draft", one.number.as_str()),
            ("revision", one.revision.as_str()),
            ("reason", "We leave DC1."),
            ("grace_days", "7"),
        ];
        let fields = [&WHEN[..], &common, self.fields].concat();
        browser.submit(&self.path.replace("{number}", &one.number), &fields).await
    }
}

#[test]
fn every_form_about_a_move_is_an_action() {
    let forms = table().into_iter().filter(|route| route.method == Method::POST);
    let forms: BTreeSet<&str> =
        forms.map(|route| route.path).filter(|path| path.starts_with("/migrations")).collect();
    assert_eq!(forms, ACTIONS.iter().map(|action| action.path).chain(NO_EVENT).collect());
}

#[actix_web::test]
async fn what_the_table_forbids_is_refused_in_words_and_leaves_no_trace() {
    let house = House::begin().await;
    for &state in MigrationState::ALL {
        let one = house.a_move_that_is(state).await;
        let (mut core, before) = (house.core().await, house.digest().await);
        for action in ACTIONS.iter().filter(|action| !action.is_legal_in(state)) {
            let page = action.ask(&mut core, &one).await;
            assert_refused(&page, &format!("{state} {} {:?}", action.path, action.events));
            assert_eq!(before.changed(&house.digest().await), Vec::<&str>::new(), "{state} {}", action.path);
        }
    }
}

#[actix_web::test]
async fn what_the_table_allows_is_done() {
    let house = House::begin().await;
    let mut done = 0;
    for &state in MigrationState::ALL {
        let can_be_done = |action: &&Action| action.is_legal_in(state) && !WANT_MORE.contains(&action.path);
        for action in ACTIONS.iter().filter(can_be_done) {
            let one = match state {
                MigrationState::Running => house.a_move_after(action.steps_before()).await,
                _ => house.a_move_that_is(state).await,
            };
            let before = house.digest().await;
            let page = action.ask(&mut house.core().await, &one).await;
            let what = format!("{state} {} {:?}: {}", action.path, action.events, page.text());
            assert_eq!(page.status, StatusCode::SEE_OTHER, "{what}");
            assert!(before.changed(&house.digest().await).contains(&"migration_events"), "{what}");
            done += 1;
        }
    }
    assert!(done >= 20, "{done}");
}

/// The one thing that a member does to a move; one that was never announced is not there for them.
#[actix_web::test]
async fn its_owner_closes_it_when_it_has_arrived_and_never_else() {
    let house = House::begin().await;
    for &state in MigrationState::ALL {
        let one = house.a_move_that_is(state).await;
        let (mut noor, before) = (house.noor().await, house.digest().await);
        let page = noor.submit(&format!("/migrations/{}/confirmation", one.number), &[]).await;
        match state {
            MigrationState::Verifying => assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text()),
            MigrationState::Draft => assert_eq!(page.status, StatusCode::NOT_FOUND, "{}", page.text()),
            _ => assert_refused(&page, state.as_str()),
        }
        let is_changed = !before.changed(&house.digest().await).is_empty();
        assert_eq!(is_changed, state == MigrationState::Verifying, "{state}");
    }
}

/// The link in the mail shows where the move stands now, and does nothing else.
#[actix_web::test]
async fn the_link_in_the_mail_closes_what_has_arrived_and_never_else() {
    let house = House::begin().await;
    for &state in MigrationState::ALL {
        let one = house.a_move_that_is(state).await;
        let link = house.link_to_close(&one).await;
        let mut phone = house.anybody().await;
        let before = house.digest().await;
        let page = phone.submit(&link, &[]).await;
        let status = match state {
            MigrationState::Draft => StatusCode::NOT_FOUND,
            _ => StatusCode::SEE_OTHER,
        };
        assert_eq!(page.status, status, "{state}: {}", page.text());
        let is_changed = !before.changed(&house.digest().await).is_empty();
        assert_eq!(is_changed, state == MigrationState::Verifying, "{state}");
    }
}

/// Whenever the clock looks, before, in or long after the window.
#[actix_web::test]
async fn the_clock_decides_only_what_the_state_allows() {
    use MigrationState::*;
    let house = House::begin().await;
    for &state in MigrationState::ALL {
        let one = house.a_move_that_is(state).await;
        let before = house.digest().await;
        for &what in Decision::ALL {
            let allowed: &[MigrationState] = match what {
                Decision::AssignDefault | Decision::Undecided => &[Announced],
                Decision::Remind | Decision::NobodyAssigned => &[Booked],
                Decision::Overdue => &[Booked, Running, Unclear],
                Decision::WordLate => &[Unclear],
                Decision::GraceEnding | Decision::Close | Decision::KeepLonger => &[Verifying],
            };
            if allowed.contains(&state) {
                continue;
            }
            for days in [0, 1, 6, 8, 60] {
                let is_decided = house.decide(&one, what, Duration::days(days)).await;
                assert!(!is_decided, "{state}: {what} after {days} days");
            }
        }
        assert_eq!(before.changed(&house.digest().await), Vec::<&str>::new(), "{state}");
    }
}

#[track_caller]
fn assert_refused(page: &Page, what: &str) {
    let text = page.text();
    assert_eq!(page.status, StatusCode::CONFLICT, "{what}: {text}");
    assert!(text.len() > 40 && !text.contains("migration-"), "{what}: {text}");
}
