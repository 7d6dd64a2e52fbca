//! Everything that can be done to a move.

use domovoi::migrations::MigrationState;

use crate::support::chance::Dice;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    SaveDraft,
    Announce,
    /// Announced days ahead, with windows to choose from.
    Propose,
    ChooseWindow,
    Reschedule,
    Hold,
    AnswerHold,
    WithdrawHold,
    AskNow,
    DeclineNow,
    MoveNow,
    BeginPreflight,
    Tick,
    Paste,
    Trial,
    /// With a preflight that is green.
    Start,
    /// Whatever the preflight says.
    Overrule,
    Finish,
    Remark,
    Retry,
    Abort,
    LoseTrack,
    Attest,
    Revert,
    Rebook,
    Confirm,
    /// By the link of a mail.
    ConfirmByLink,
    Cancel,
    ReportBroken,
    Solve,
    /// Whatever the clock decides before the move.
    Clock,
    /// What it decides after it; and between the two the post goes out, or does not.
    EndGrace,
    Thank,
    Take,
    PausePlan,
    ResumePlan,
    /// The domU gets more or less memory or disk by hand.
    Resize,
}

impl Verb {
    pub const ALL: &'static [Verb] = &[
        Verb::SaveDraft,
        Verb::Announce,
        Verb::Propose,
        Verb::ChooseWindow,
        Verb::Reschedule,
        Verb::Hold,
        Verb::AnswerHold,
        Verb::WithdrawHold,
        Verb::AskNow,
        Verb::DeclineNow,
        Verb::MoveNow,
        Verb::BeginPreflight,
        Verb::Tick,
        Verb::Paste,
        Verb::Trial,
        Verb::Start,
        Verb::Overrule,
        Verb::Finish,
        Verb::Remark,
        Verb::Retry,
        Verb::Abort,
        Verb::LoseTrack,
        Verb::Attest,
        Verb::Revert,
        Verb::Rebook,
        Verb::Confirm,
        Verb::ConfirmByLink,
        Verb::Cancel,
        Verb::ReportBroken,
        Verb::Solve,
        Verb::Clock,
        Verb::EndGrace,
        Verb::Thank,
        Verb::Take,
        Verb::PausePlan,
        Verb::ResumePlan,
        Verb::Resize,
    ];

    /// Mostly one that leads on from here, so that the cases get somewhere; else any.
    pub fn drawn(dice: &mut Dice, state: Option<MigrationState>) -> Verb {
        use MigrationState::*;
        if dice.percent(15) {
            return *dice.one_of(Verb::ALL);
        }
        let fitting: &[Verb] = match state {
            None | Some(Closed | Cancelled) => {
                &[Verb::Announce, Verb::Announce, Verb::Announce, Verb::Propose, Verb::Resize]
            }
            Some(Draft) => &[Verb::Announce, Verb::Propose, Verb::SaveDraft, Verb::Cancel, Verb::Resize],
            Some(Announced) => &[
                Verb::ChooseWindow,
                Verb::ChooseWindow,
                Verb::Clock,
                Verb::Hold,
                Verb::AskNow,
                Verb::DeclineNow,
                Verb::MoveNow,
            ],
            Some(Booked) => {
                // Most that are booked are moved, and few are talked about before.
                let talked = [
                    Verb::Reschedule,
                    Verb::ChooseWindow,
                    Verb::Hold,
                    Verb::AskNow,
                    Verb::MoveNow,
                    Verb::MoveNow,
                    Verb::DeclineNow,
                    Verb::Clock,
                    Verb::ResumePlan,
                ];
                return if dice.percent(60) {
                    *dice.one_of(&[Verb::Start, Verb::Overrule])
                } else {
                    *dice.one_of(&talked)
                };
            }
            Some(OnHold) => &[Verb::AnswerHold, Verb::WithdrawHold],
            Some(Running) => {
                // Many steps make an attempt, and only few of them fail.
                let rare = [Verb::Abort, Verb::LoseTrack, Verb::Retry, Verb::Revert];
                return if dice.percent(85) { Verb::Finish } else { *dice.one_of(&rare) };
            }
            Some(Unclear) => &[Verb::Attest, Verb::Attest, Verb::Attest, Verb::Clock],
            Some(Returned) => &[Verb::Rebook, Verb::Rebook, Verb::ResumePlan, Verb::Cancel],
            Some(Verifying) => &[
                Verb::Confirm,
                Verb::ConfirmByLink,
                Verb::ReportBroken,
                Verb::Solve,
                Verb::EndGrace,
                Verb::EndGrace,
                Verb::EndGrace,
                Verb::Revert,
                Verb::Thank,
            ],
        };
        *dice.one_of(fitting)
    }

    /// What the members of a domU may do to its moves, beside the core team.
    pub fn is_for_members(self) -> bool {
        use Verb::*;
        matches!(self, ChooseWindow | Hold | WithdrawHold | AskNow | Confirm | Thank)
    }

    /// A word about a move as somebody saw it, which may come twice: the second time it means nothing.
    pub fn is_said_once(self) -> bool {
        use Verb::*;
        matches!(
            self,
            Finish | Abort | LoseTrack | Attest | Revert | Rebook | Confirm | ConfirmByLink | Cancel | Clock
        )
    }

    /// What nobody has to be allowed: time passes, reports come and go.
    pub fn is_nobodys(self) -> bool {
        matches!(self, Verb::ReportBroken | Verb::Solve | Verb::Clock | Verb::EndGrace)
    }
}
