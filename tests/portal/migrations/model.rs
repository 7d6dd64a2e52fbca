//! Every run of a move with two operators whose words come late, twice, or never: searched for one
//! in which both sides may boot. The rules are the portal's own (`state`, `way`, `attestation`); the
//! model adds only what the verbs do between them: lock, ask, write, all or nothing.
//!
//! A word is what an operator's browser sends. It stays under way until its operator says another: it
//! may reach the portal once, more often, late, or never. A portal that crashes before its commit is a
//! word that never came, one that crashes after it is a word that will be said again.

use std::collections::{HashMap, HashSet, VecDeque};

use domovoi::migrations::way::Next;
use domovoi::migrations::{
    AttemptKind, Claim, Claims, Event, LiveSide, MigrationState, Side, StepCode, Way, state,
};
use stateright::{Checker, Model, Property};

/// After so many attempts nobody starts another.
const MOST_ATTEMPTS: u8 = 3;
const OPERATORS: usize = 2;

/// What the portal has written down, and what is true on the hosts as far as words made it so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Core {
    state: MigrationState,
    live: LiveSide,
    attempts: u8,
    open: Option<Open>,
    claims: Claims,
    fenced: Fenced,
    /// Whether a member has asked to be moved at once, and waits for an answer.
    is_asked: bool,
    /// Whether there is a green preflight that has not expired. Told only before an attempt.
    is_green: bool,
}

/// The attempt that is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Open {
    kind: AttemptKind,
    has_turned_back: bool,
    step: StepCode,
}

impl Open {
    fn way(self) -> Way {
        Way::of(self.kind, self.has_turned_back)
    }
}

/// Whether a side cannot start the domU, even if somebody types the command or the host reboots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Fenced {
    source: bool,
    target: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Word {
    PickSlot,
    Hold,
    AnswerHold,
    /// With a time, or to choose one; a wish to wait that is taken back leads there too.
    Release {
        is_booked: bool,
    },
    AskNow,
    DeclineNow,
    MoveNow,
    Start,
    /// Start, although the preflight is red.
    Overrule,
    Finish {
        attempt: u8,
        step: StepCode,
    },
    Retry {
        attempt: u8,
    },
    Abort {
        attempt: u8,
    },
    Revert {
        attempt: u8,
    },
    LoseTrack {
        attempt: u8,
    },
    Attest(Side, Claim),
    Rebook,
    Confirm,
    EndGrace,
    Cancel,
}

impl Core {
    fn announced() -> Core {
        Core {
            state: MigrationState::Announced,
            live: LiveSide::Source,
            attempts: 0,
            open: None,
            claims: Claims::default(),
            fenced: Fenced { source: false, target: true },
            is_asked: false,
            is_green: false,
        }
    }

    /// Whether nothing has begun, or not again.
    fn is_ahead(&self) -> bool {
        matches!(self.state, MigrationState::Announced | MigrationState::Booked | MigrationState::OnHold)
    }

    /// A preflight is made, or runs out.
    fn turns(&self) -> Option<Core> {
        self.is_ahead().then_some(Core { is_green: !self.is_green, ..*self })
    }

    /// Without what nobody asks about once an attempt has begun.
    fn settled(self) -> Core {
        if self.is_ahead() { self } else { Core { is_asked: false, is_green: false, ..self } }
    }

    /// Everything that an operator could say now.
    fn offers(&self) -> Vec<Word> {
        let mut words = vec![Word::Start, Word::Rebook, Word::Confirm, Word::EndGrace, Word::Cancel];
        words.extend([Word::PickSlot, Word::Hold, Word::AnswerHold, Word::AskNow, Word::DeclineNow]);
        words.extend([true, false].map(|is_booked| Word::Release { is_booked }));
        words.extend([Word::MoveNow, Word::Overrule]);
        words.push(Word::Revert { attempt: self.attempts });
        if let Some(open) = self.open {
            words.push(Word::Abort { attempt: self.attempts });
            words.push(Word::Finish { attempt: self.attempts, step: open.step });
            words.push(Word::Retry { attempt: self.attempts });
            words.push(Word::LoseTrack { attempt: self.attempts });
        }
        for side in [Side::Source, Side::Target] {
            words.extend(Claim::ALL.iter().map(|claim| Word::Attest(side, *claim)));
        }
        words.retain(|word| self.hears(*word).is_some());
        words
    }

    /// What the portal makes of a word; `None` when it refuses it and writes nothing.
    fn hears(&self, word: Word) -> Option<Core> {
        self.writes(word).map(Core::settled)
    }

    fn writes(&self, word: Word) -> Option<Core> {
        let to = |event| state::after(self.state, event).ok();
        match word {
            Word::PickSlot => Some(Core { state: to(Event::PickSlot)?, ..*self }),
            Word::Hold => Some(Core { state: to(Event::Hold)?, is_asked: false, ..*self }),
            Word::AnswerHold => Some(Core { state: to(Event::AnswerHold)?, ..*self }),
            Word::Release { is_booked } => {
                let announced = to(Event::Release)?;
                let booked = state::after(announced, Event::PickSlot).ok()?;
                Some(Core { state: if is_booked { booked } else { announced }, ..*self })
            }
            Word::AskNow => Some(Core { state: to(Event::AskNow)?, is_asked: true, ..*self }),
            Word::DeclineNow => {
                let state = to(Event::DeclineNow).filter(|_| self.is_asked)?;
                Some(Core { state, is_asked: false, ..*self })
            }
            // It is booked first, in one go, when it is not yet.
            Word::MoveNow => {
                let booked = to(Event::PickSlot).unwrap_or(self.state);
                let state = state::after(booked, Event::MoveNow).ok()?;
                if self.is_asked && self.is_green { self.begins(state) } else { None }
            }
            Word::Start => self.begins(to(Event::Start).filter(|_| self.is_green)?),
            Word::Overrule => {
                to(Event::Overrule)?;
                self.begins(to(Event::Start)?)
            }
            Word::Finish { attempt, step } => {
                to(Event::FinishStep)?;
                let open = self.open.filter(|open| (self.attempts, open.step) == (attempt, step))?;
                self.finishes(open)
            }
            Word::Retry { attempt } => {
                let open = self.open.filter(|_| self.attempts == attempt)?;
                to(Event::Retry)
                    .filter(|_| open.way().starts_at(open.step))
                    .map(|state| Core { state, ..*self })
            }
            Word::Abort { attempt } => {
                to(Event::Abort)?;
                self.breaks_off(self.open.filter(|_| self.attempts == attempt)?)
            }
            Word::Revert { attempt } => to(Event::Revert)
                .filter(|_| self.attempts == attempt)
                .and_then(|state| self.takes_back(state)),
            Word::LoseTrack { attempt } => {
                let open = self.open.filter(|_| self.attempts == attempt)?;
                let state = to(Event::LoseTrack).filter(|_| open.way().may_be_down_at(open.step))?;
                // Whatever was fenced, nobody knows any more.
                let fenced = Fenced { source: false, target: false };
                let claims = Claims::default();
                Some(Core { state, live: LiveSide::None, open: None, claims, fenced, ..*self })
            }
            Word::Attest(side, claim) => {
                to(Event::Attest)?;
                let event = self.claims.meaning(side, claim).ok()?;
                let live = if event == Event::Attest { LiveSide::None } else { side.live() };
                let claims = self.claims.with(side, claim);
                let fenced = self.fenced.with(side, claim == Claim::DownAndFenced);
                Some(Core { state: to(event)?, live, claims, fenced, ..*self })
            }
            // It is announced and booked again in one go.
            Word::Rebook => {
                let booked = state::after(to(Event::Rebook)?, Event::PickSlot).ok()?;
                Some(Core { state: booked, ..*self })
            }
            Word::Confirm => Some(Core { state: to(Event::Confirm)?, ..*self }),
            Word::EndGrace => Some(Core { state: to(Event::EndGrace)?, ..*self }),
            Word::Cancel => Some(Core { state: to(Event::Cancel)?, ..*self }),
        }
    }

    fn begins(&self, state: MigrationState) -> Option<Core> {
        let open = Open { kind: AttemptKind::Forward, has_turned_back: false, step: StepCode::Preflight };
        let begun = Core { state, attempts: self.attempts + 1, open: Some(open), ..*self };
        (self.attempts < MOST_ATTEMPTS).then_some(begun)
    }

    fn finishes(&self, open: Open) -> Option<Core> {
        let (way, step) = (open.way(), open.step);
        let live = way.flips_live_side_to(step).unwrap_or(self.live);
        let fenced = match (way, step) {
            // The config of the source is put away; the target gets one before it may boot.
            (Way::Forward, StepCode::Stop) => self.fenced.with(Side::Source, true),
            (Way::Forward, StepCode::Compare) => self.fenced.with(Side::Target, false),
            (Way::Back | Way::Revert, StepCode::Fence) => self.fenced.with(Side::Target, true),
            (_, StepCode::StartAgain) => self.fenced.with(Side::Source, false),
            _ => self.fenced,
        };
        Some(match way.after(step) {
            Next::Step(step) => Core { live, fenced, open: Some(Open { step, ..open }), ..*self },
            Next::End(event) => {
                Core { state: state::after(self.state, event).ok()?, live, fenced, open: None, ..*self }
            }
        })
    }

    fn breaks_off(&self, open: Open) -> Option<Core> {
        match open.way().abort_at(open.step).ok()? {
            Event::Refuse => {
                Some(Core { state: state::after(self.state, Event::Refuse).ok()?, open: None, ..*self })
            }
            _ => {
                // Nobody can say how far a shutdown got: the source is off from here on.
                let live = LiveSide::None;
                let fenced = self.fenced.with(Side::Source, true);
                let open = Open { has_turned_back: true, step: Way::Back.steps()[0], ..open };
                Some(Core { live, fenced, open: Some(open), ..*self })
            }
        }
    }

    fn takes_back(&self, state: MigrationState) -> Option<Core> {
        if self.open.is_some_and(|open| !open.way().can_revert_at(open.step))
            || self.attempts == MOST_ATTEMPTS
        {
            return None;
        }
        let open = Open { kind: AttemptKind::Revert, has_turned_back: true, step: Way::Revert.steps()[0] };
        Some(Core { state, attempts: self.attempts + 1, open: Some(open), ..*self })
    }

    /// Whether anything that the portal shows lets this side boot.
    fn lets_boot(&self, side: Side) -> bool {
        // In this step the page says: take the fence off and start it.
        let says_start = self.open.is_some_and(|open| open.step == StepCode::StartAgain);
        match self.state {
            MigrationState::Closed | MigrationState::Cancelled => false,
            _ if self.live == side.live() => true,
            _ => side == Side::Source && says_start,
        }
    }

    /// The live side as the specification has it.
    fn specified_live_side(&self) -> LiveSide {
        use MigrationState::*;
        match (self.state, self.open) {
            (Verifying | Closed, _) => LiveSide::Target,
            (Unclear, _) => LiveSide::None,
            (Running, Some(open)) => match (open.way(), open.step) {
                (Way::Forward, StepCode::Preflight | StepCode::Stop) => LiveSide::Source,
                (Way::Forward, StepCode::Boot | StepCode::Check) => LiveSide::Target,
                (Way::Revert, StepCode::Stop) => LiveSide::Target,
                (Way::Back | Way::Revert, StepCode::CheckAgain) => LiveSide::Source,
                _ => LiveSide::None,
            },
            _ => LiveSide::Source,
        }
    }
}

impl Fenced {
    fn with(self, side: Side, is_fenced: bool) -> Fenced {
        match side {
            Side::Source => Fenced { source: is_fenced, ..self },
            Side::Target => Fenced { target: is_fenced, ..self },
        }
    }

    fn at(self, side: Side) -> bool {
        if side == Side::Source { self.source } else { self.target }
    }
}

/// The portal, and the last word of each operator.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct World {
    core: Core,
    words: [Option<Word>; OPERATORS],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Say(usize, Word),
    /// It may arrive again after this.
    Arrive(usize),
    /// A preflight is made, or runs out.
    Turn,
}

struct Evening {
    /// From these an end can be reached, if the words that are needed arrive.
    have_an_end: HashSet<Core>,
}

impl Model for Evening {
    type State = World;
    type Action = Step;

    fn init_states(&self) -> Vec<World> {
        vec![World { core: Core::announced(), words: [None; OPERATORS] }]
    }

    fn actions(&self, world: &World, steps: &mut Vec<Step>) {
        for operator in 0..OPERATORS {
            steps.extend(world.core.offers().into_iter().map(|word| Step::Say(operator, word)));
            steps.extend(world.words[operator].map(|_| Step::Arrive(operator)));
        }
        steps.push(Step::Turn);
    }

    fn next_state(&self, world: &World, step: Step) -> Option<World> {
        let mut next = world.clone();
        match step {
            Step::Say(operator, word) => next.words[operator] = Some(word),
            Step::Turn => next.core = world.core.turns()?,
            Step::Arrive(operator) => next.core = world.core.hears(world.words[operator]?)?,
        }
        // Who of the two said what makes no difference.
        next.words.sort_by_key(|word| format!("{word:?}"));
        Some(next)
    }

    fn properties(&self) -> Vec<Property<Evening>> {
        vec![
            Property::always("at most one side may boot", |_, world: &World| {
                !(world.core.lets_boot(Side::Source) && world.core.lets_boot(Side::Target))
            }),
            Property::always("beside the side that may boot the other is fenced", |_, world: &World| {
                [Side::Source, Side::Target]
                    .into_iter()
                    .all(|side| !world.core.lets_boot(side) || world.core.fenced.at(side.other()))
            }),
            Property::always("the live side is the specified one", |_, world: &World| {
                world.core.live == world.core.specified_live_side()
            }),
            Property::always("an attempt is under way exactly while it runs", |_, world: &World| {
                (world.core.state == MigrationState::Running) == world.core.open.is_some()
            }),
            Property::always("it rests nowhere but where somebody decides", |_, world: &World| {
                use MigrationState::*;
                let rests = [Announced, Booked, OnHold, Returned, Unclear, Verifying, Closed, Cancelled];
                world.core.open.is_some() || rests.contains(&world.core.state)
            }),
            Property::always("who waits has no question open", |_, world: &World| {
                !(world.core.is_asked && world.core.state == MigrationState::OnHold)
            }),
            Property::always("an end can be reached", |model: &Evening, world: &World| {
                model.have_an_end.contains(&world.core)
            }),
            Property::sometimes("it is closed", |_, world: &World| {
                world.core.state == MigrationState::Closed
            }),
            Property::sometimes("it is cancelled", |_, world: &World| {
                world.core.state == MigrationState::Cancelled
            }),
            Property::sometimes("it is lost on a way back", |_, world: &World| {
                world.core.state == MigrationState::Unclear && world.core.attempts == 2
            }),
            Property::sometimes("it is moved at once", |_, world: &World| {
                world.core.state == MigrationState::Running && world.words.contains(&Some(Word::MoveNow))
            }),
            Property::sometimes("it begins though the preflight is red", |_, world: &World| {
                world.core.state == MigrationState::Running && world.words.contains(&Some(Word::Overrule))
            }),
            Property::sometimes("a late word would move it at once while it waits", |_, world: &World| {
                world.core.state == MigrationState::OnHold && world.words.contains(&Some(Word::MoveNow))
            }),
            Property::sometimes("a word comes that was said in another attempt", |_, world: &World| {
                world.words.iter().flatten().any(
                    |word| matches!(word, Word::Finish { attempt, .. } if *attempt < world.core.attempts),
                )
            }),
        ]
    }
}

#[test]
fn no_run_of_two_operators_lets_both_sides_boot() {
    let evening = Evening { have_an_end: with_an_end() };
    let checker = evening.checker().threads(2).spawn_bfs().join();
    println!("{} worlds", checker.unique_state_count());
    checker.assert_properties();
}

/// A portal that let a late "stopped" of the first attempt count for the revert would be caught: the
/// model can fail.
#[test]
fn a_portal_that_does_not_ask_which_attempt_is_meant_would_be_caught() {
    let ready = Core { state: MigrationState::Booked, is_green: true, ..Core::announced() };
    let mut core = ready;
    for step in Way::Forward.steps() {
        if core.open.is_none() {
            core = core.hears(Word::Start).expect("it starts");
        }
        core = core.hears(Word::Finish { attempt: 1, step: *step }).expect("it goes on");
    }
    let reverting = core.hears(Word::Revert { attempt: 1 }).expect("it goes back");
    assert_eq!(reverting.hears(Word::Finish { attempt: 1, step: StepCode::Stop }), None);
    let fooled = reverting.finishes(reverting.open.expect("under way")).expect("as if it were meant");
    assert_eq!(fooled.live, LiveSide::None, "the target still runs, and nobody was told to stop it");
}

/// Whoever says "now" late, when the answer was no or the preflight has run out, starts nothing; who
/// overrules does.
#[test]
fn now_is_heard_only_while_somebody_asks_and_all_is_green() {
    let hears = |words: &[Word], is_green: bool| {
        let begun = words.iter().try_fold(Core::announced(), |core, word| core.hears(*word));
        begun.map(|core| Core { is_green, ..core })
    };
    use Word::*;
    let asked = hears(&[AskNow], true).expect("they may ask");
    assert!(asked.hears(MoveNow).is_some_and(|core| core.state == MigrationState::Running));
    assert_eq!(hears(&[AskNow], false).expect("red").hears(MoveNow), None);
    assert_eq!(hears(&[AskNow, DeclineNow], true).expect("no").hears(MoveNow), None);
    let held = hears(&[AskNow, Hold, Release { is_booked: true }], true).expect("it goes on");
    assert_eq!(held.hears(MoveNow), None, "the question went with the hold");
    let red = hears(&[PickSlot], false).expect("booked");
    assert_eq!(red.hears(Start), None);
    assert!(red.hears(Overrule).is_some());
}

/// Everything that can come of words that arrive as they are said, and of it what leads to an end.
fn with_an_end() -> HashSet<Core> {
    let mut before: HashMap<Core, Vec<Core>> = HashMap::new();
    let mut waiting = VecDeque::from([Core::announced()]);
    let mut seen = HashSet::from([Core::announced()]);
    while let Some(core) = waiting.pop_front() {
        let heard = core.offers().into_iter().filter_map(|word| core.hears(word));
        for next in heard.chain(core.turns()) {
            before.entry(next).or_default().push(core);
            if seen.insert(next) {
                waiting.push_back(next);
            }
        }
    }
    let is_end = |core: &&Core| matches!(core.state, MigrationState::Closed | MigrationState::Cancelled);
    let mut good: HashSet<Core> = seen.iter().filter(is_end).copied().collect();
    let mut waiting: VecDeque<Core> = good.iter().copied().collect();
    while let Some(core) = waiting.pop_front() {
        for earlier in before.get(&core).into_iter().flatten() {
            if good.insert(*earlier) {
                waiting.push_back(*earlier);
            }
        }
    }
    good
}
