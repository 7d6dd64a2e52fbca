//! Which change is legal: the whole transition table on one screen, and nothing else.

use crate::text_enum;

text_enum! {
    /// Where a migration, the promise to its members, stands.
    pub enum MigrationState {
        /// The core team prepares it; members don't see it.
        Draft = "draft",
        /// Reason, target, addresses and a default window are published.
        Announced = "announced",
        /// The start is fixed.
        Booked = "booked",
        /// The member asked to wait, or an issue blocks it.
        OnHold = "on_hold",
        /// One attempt is under way.
        Running = "running",
        /// The last attempt was rolled back: the domU runs at its old place.
        Returned = "returned",
        /// Nobody can say which side may run.
        Unclear = "unclear",
        /// Runs at the target; the old image is still kept.
        Verifying = "verifying",
        Closed = "closed",
        Cancelled = "cancelled",
    }
}

text_enum! {
    /// What happens to a migration; the words are those of its history.
    pub enum Event {
        Save = "save",
        Publish = "publish",
        PickSlot = "pick_slot",
        AssignDefault = "assign_default",
        Reschedule = "reschedule",
        Hold = "hold",
        /// The core team lets it wait on, and says why.
        AnswerHold = "answer_hold",
        Release = "release",
        /// Whoever asked to wait takes it back, before it is answered.
        WithdrawHold = "withdraw_hold",
        /// A member asks to be moved at once.
        AskNow = "ask_now",
        DeclineNow = "decline_now",
        /// A red preflight is overruled.
        Overrule = "overrule",
        Start = "start",
        MoveNow = "move_now",
        FinishStep = "finish_step",
        Remark = "remark",
        /// It did not come up where it was started, and is started again.
        Retry = "retry",
        Abort = "abort",
        Refuse = "refuse",
        RollBack = "roll_back",
        Succeed = "succeed",
        LoseTrack = "lose_track",
        /// Somebody looked at one side; not yet enough to know.
        Attest = "attest",
        AttestSource = "attest_source",
        AttestTarget = "attest_target",
        Rebook = "rebook",
        Confirm = "confirm",
        EndGrace = "end_grace",
        /// Not everybody could be told that the old copy goes, so it stays.
        KeepLonger = "keep_longer",
        ReportBroken = "report_broken",
        Revert = "revert",
        Cancel = "cancel",
        Take = "take",
    }
}

/// The event cannot happen in this state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a migration that is {state} cannot {event}")]
pub struct Illegal {
    pub state: MigrationState,
    pub event: Event,
}

/// The state after the event; whatever is not listed is illegal.
pub fn after(state: MigrationState, event: Event) -> Result<MigrationState, Illegal> {
    use Event::*;
    use MigrationState::*;
    Ok(match (state, event) {
        (Draft, Save) => Draft,
        (Draft, Publish) => Announced,
        (Announced, PickSlot | AssignDefault) => Booked,
        (Booked, Reschedule | Overrule) => Booked,
        (Announced | Booked, Hold) => OnHold,
        (OnHold, AnswerHold) => OnHold,
        (OnHold, Release | WithdrawHold) => Announced,
        (Announced | Booked, AskNow | DeclineNow) => state,
        (Booked, Start | MoveNow) => Running,
        (Running, FinishStep | Remark | Retry | Abort | Revert) => Running,
        (Running, Refuse) => Booked,
        (Running, RollBack) => Returned,
        (Running, Succeed) => Verifying,
        (Running, LoseTrack) => Unclear,
        (Unclear, Attest) => Unclear,
        (Unclear, AttestSource) => Returned,
        (Unclear, AttestTarget) => Verifying,
        (Returned, Rebook) => Announced,
        (Verifying, ReportBroken | KeepLonger) => Verifying,
        (Verifying, Revert) => Running,
        (Verifying, Confirm | EndGrace) => Closed,
        (Draft | Announced | Booked | OnHold | Returned, Cancel) => Cancelled,
        (state, Take) if !state.is_terminal() => state,
        (state, event) => return Err(Illegal { state, event }),
    })
}

impl MigrationState {
    /// Whether nothing can happen to it any more.
    pub fn is_terminal(self) -> bool {
        matches!(self, MigrationState::Closed | MigrationState::Cancelled)
    }

    /// Whether the domU is, or is about to be, somewhere between its hosts.
    pub fn is_under_way(self) -> bool {
        matches!(self, MigrationState::Running | MigrationState::Unclear)
    }

    /// Whether the domU runs at its new place.
    pub fn is_arrived(self) -> bool {
        matches!(self, MigrationState::Verifying | MigrationState::Closed)
    }

    /// Whether the end of its window means something to it: past that it is overdue, for an end is
    /// never told by the clock alone.
    pub fn waits_for_its_end(self) -> bool {
        use MigrationState::*;
        matches!(self, Announced | Booked | Running | Unclear)
    }

    /// The id of the word that people read.
    pub fn label(self) -> &'static str {
        match self {
            MigrationState::Draft => "migration-state-draft",
            MigrationState::Announced => "migration-state-announced",
            MigrationState::Booked => "migration-state-booked",
            MigrationState::OnHold => "migration-state-on-hold",
            MigrationState::Running => "migration-state-running",
            MigrationState::Returned => "migration-state-returned",
            MigrationState::Unclear => "migration-state-unclear",
            MigrationState::Verifying => "migration-state-verifying",
            MigrationState::Closed => "migration-state-closed",
            MigrationState::Cancelled => "migration-state-cancelled",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use MigrationState::*;

    /// The table once more, event by event, so that a slip of the hand above has to be made twice.
    const TABLE: &[(Event, &[(MigrationState, MigrationState)])] = &[
        (Event::Save, &[(Draft, Draft)]),
        (Event::Publish, &[(Draft, Announced)]),
        (Event::PickSlot, &[(Announced, Booked)]),
        (Event::AssignDefault, &[(Announced, Booked)]),
        (Event::Reschedule, &[(Booked, Booked)]),
        (Event::Hold, &[(Announced, OnHold), (Booked, OnHold)]),
        (Event::AnswerHold, &[(OnHold, OnHold)]),
        (Event::Release, &[(OnHold, Announced)]),
        (Event::WithdrawHold, &[(OnHold, Announced)]),
        (Event::AskNow, &[(Announced, Announced), (Booked, Booked)]),
        (Event::DeclineNow, &[(Announced, Announced), (Booked, Booked)]),
        (Event::Overrule, &[(Booked, Booked)]),
        (Event::Start, &[(Booked, Running)]),
        (Event::MoveNow, &[(Booked, Running)]),
        (Event::FinishStep, &[(Running, Running)]),
        (Event::Remark, &[(Running, Running)]),
        (Event::Retry, &[(Running, Running)]),
        (Event::Abort, &[(Running, Running)]),
        (Event::Refuse, &[(Running, Booked)]),
        (Event::RollBack, &[(Running, Returned)]),
        (Event::Succeed, &[(Running, Verifying)]),
        (Event::LoseTrack, &[(Running, Unclear)]),
        (Event::Attest, &[(Unclear, Unclear)]),
        (Event::AttestSource, &[(Unclear, Returned)]),
        (Event::AttestTarget, &[(Unclear, Verifying)]),
        (Event::Rebook, &[(Returned, Announced)]),
        (Event::Confirm, &[(Verifying, Closed)]),
        (Event::EndGrace, &[(Verifying, Closed)]),
        (Event::KeepLonger, &[(Verifying, Verifying)]),
        (Event::ReportBroken, &[(Verifying, Verifying)]),
        (Event::Revert, &[(Verifying, Running), (Running, Running)]),
        (
            Event::Cancel,
            &[
                (Draft, Cancelled),
                (Announced, Cancelled),
                (Booked, Cancelled),
                (OnHold, Cancelled),
                (Returned, Cancelled),
            ],
        ),
        (
            Event::Take,
            &[
                (Draft, Draft),
                (Announced, Announced),
                (Booked, Booked),
                (OnHold, OnHold),
                (Running, Running),
                (Returned, Returned),
                (Unclear, Unclear),
                (Verifying, Verifying),
            ],
        ),
    ];

    #[test]
    fn every_cell_of_the_table_is_as_specified() {
        assert_eq!(TABLE.len(), Event::ALL.len());
        for (event, cells) in TABLE {
            for &state in MigrationState::ALL {
                let expected = cells.iter().find(|(from, _)| *from == state).map(|(_, to)| *to);
                let illegal = Illegal { state, event: *event };
                assert_eq!(after(state, *event), expected.ok_or(illegal), "{state} + {event}");
            }
        }
    }

    #[test]
    fn nothing_leaves_a_terminal_state() {
        for state in [Closed, Cancelled] {
            assert!(state.is_terminal());
            assert!(Event::ALL.iter().all(|&event| after(state, event).is_err()));
        }
    }
}
