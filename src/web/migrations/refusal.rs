//! Refusals that stand beside no field: somebody was faster, a rule is against it, or there is nothing here.

use crate::migrations::queries::Shown;
use crate::migrations::{
    AbortError, AnswerHoldError, AskNowError, AttestError, CancelError, ChooseError, ConfirmError,
    FinishStepError, HoldError, LoseTrackError, MoveNowError, NotAWindow, RebookError, Refused,
    RescheduleError, RetryError, RevertError, ScheduleError, StartError, TakeError, ThankError,
    WithdrawHoldError,
};
use crate::web::{Error, FormErrors};
use crate::words::{Message, Sentence};

impl From<Refused> for Error {
    fn from(refused: Refused) -> Error {
        match refused {
            Refused::NotFound | Refused::CoreOnly => Error::NotFound,
            conflict => Error::conflict(&conflict),
        }
    }
}

/// The page of a form that would only be refused as the move stands now: somebody was faster, or the
/// link is an old one.
pub fn too_late_for(shown: &Shown) -> Error {
    let id = if shown.migration.state.is_terminal() { "move-has-ended" } else { "move-not-now" };
    Error::NotNow(Message::new(id).with("domu", shown.domu.as_str()))
}

/// A verb's error: what the person can mend stays in the form, the rest is a page of its own.
pub trait Refusal: Sentence + Sized {
    /// The field that it is about, or the error itself when no field can mend it.
    fn field(self) -> Result<(&'static str, Self), Error>;

    /// The error beside its field, or as a page.
    fn beside(self) -> Result<FormErrors, Error> {
        self.field().map(|(field, error)| FormErrors::of(field, error.sentence()))
    }

    /// The error as a page, for buttons that have no form around them.
    fn alone(self) -> Error {
        match self.field() {
            Ok((_, error)) => Error::NotNow(error.sentence()),
            Err(error) => error,
        }
    }
}

macro_rules! refusal {
    ($($error:ident { $($pattern:pat => $field:expr),* $(,)? })+) => {
        $(impl Refusal for $error {
            fn field(self) -> Result<(&'static str, Self), Error> {
                match self {
                    $error::Refused(refused) => Err(refused.into()),
                    $error::Database(error) => Err(error.into()),
                    $($pattern => Ok(($field, self)),)*
                }
            }
        })+
    };
}

refusal! {
    AbortError {
        AbortError::Cause => "cause",
        AbortError::AfterCommit | AbortError::IsRevert => "",
    }
    AttestError {
        AttestError::NeedsAPerson => "",
        AttestError::Seen => "seen",
        AttestError::OtherSideFirst | AttestError::NothingToTakeBack => "saw",
        AttestError::Alone => "alone_because",
    }
    AnswerHoldError {
        AnswerHoldError::Window(NotAWindow::Past | NotAWindow::TooFarAhead) => "starts_at",
        AnswerHoldError::Window(_) => "ends_at",
        AnswerHoldError::NoTimeToChoose => "offers_windows",
        AnswerHoldError::Answer => "answer",
    }
    AskNowError {
        AskNowError::NeedsAPerson | AskNowError::NotAsked => "",
        AskNowError::Word => "word",
    }
    CancelError {
        CancelError::Reason => "reason",
    }
    ChooseError {
        ChooseError::NoWindow | ChooseError::NotOffered | ChooseError::Taken => "slot",
        ChooseError::TooLate | ChooseError::NoChangesLeft => "slot",
    }
    ConfirmError {
        ConfirmError::ReportOpen { .. } => "",
    }
    FinishStepError {
        FinishStepError::NameDiffers { .. } => "typed_name",
        FinishStepError::SourceNotAttested => "source_down",
        FinishStepError::TargetNotAttested => "target_ready",
        FinishStepError::BeforeTheWindow { .. } => "",
    }
    LoseTrackError {
        LoseTrackError::BeforeStop => "",
        LoseTrackError::Cause => "cause",
    }
    HoldError {
        HoldError::Reason => "why_wait",
    }
    MoveNowError {
        MoveNowError::NotAsked | MoveNowError::OthersMove | MoveNowError::JustMoved => "",
        MoveNowError::Start(_) => "",
    }
    RebookError {
        RebookError::Window(NotAWindow::Past | NotAWindow::TooFarAhead) => "starts_at",
        RebookError::Window(_) => "ends_at",
        RebookError::Promise(_) => "day",
        RebookError::Cause => "cause",
        RebookError::Fix => "fix",
    }
    RescheduleError {
        RescheduleError::Window(NotAWindow::Past | NotAWindow::TooFarAhead) => "starts_at",
        RescheduleError::Window(_) => "ends_at",
        RescheduleError::SameWindow => "starts_at",
        RescheduleError::Promise(_) => "day",
        RescheduleError::Reason => "reason",
    }
    RetryError {
        RetryError::NothingStarts => "",
        RetryError::Failure => "failure",
    }
    RevertError {
        RevertError::NeedsAnOperator | RevertError::BeforeCommit => "",
        RevertError::Agreement => "agreement",
        RevertError::Cause => "cause",
    }
    StartError {
        StartError::NotReady(_) | StartError::OverruleShort => "overrule",
        StartError::NeedsAnOperator | StartError::PlanPaused { .. } => "",
        StartError::MovedMeanwhile { .. } | StartError::TooEarly { .. } | StartError::TooLate { .. } => "",
    }
    ThankError {
        ThankError::NotDone => "",
        ThankError::TooLong => "words",
    }
    TakeError {
        TakeError::NotCore | TakeError::RunBy { .. } => "",
    }
    WithdrawHoldError {
        WithdrawHoldError::NotAsked | WithdrawHoldError::SomebodyElses => "",
        WithdrawHoldError::Answered | WithdrawHoldError::TimeIsGone => "",
    }
}

impl Refusal for ScheduleError {
    fn field(self) -> Result<(&'static str, Self), Error> {
        match self {
            ScheduleError::Refused(refused) => Err(refused.into()),
            ScheduleError::Database(error) => Err(error.into()),
            other => Ok((ScheduleError::field(&other).unwrap_or(""), other)),
        }
    }
}
