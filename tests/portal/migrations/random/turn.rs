//! Somebody does something to a move, with input that may or may not fit.

use std::fmt::{self, Debug, Display};
use std::net::IpAddr;
use std::sync::OnceLock;

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domovoi::db::ids::{DiskId, HostId, MigrationId};
use domovoi::db::schema::{disks, domus};
use domovoi::fleet::Bytes;
use domovoi::fleet::domu::Domu;
use domovoi::fleet::edits::{self, DiskInput, DomuInput};
use domovoi::mail::Letterhead;
use domovoi::members::Actor;
use domovoi::migrations::clock::{Decision, decide};
use domovoi::migrations::plan::{pause_plan, resume_plan};
use domovoi::migrations::preflight::{self, Item};
use domovoi::migrations::{
    self, AnswerHold, Attest, CauseCode, Claim, DataAtTarget, FinishStep, LoseTrack, NewMigration, Rebook,
    Release, Revert, Side, link, queries,
};

use super::house::{House, Lodger};
use super::inputs;
use super::verbs::Verb;
use crate::support::builders;
use crate::support::chance::Dice;

/// Somebody does something at some time.
pub struct Turn {
    pub verb: Verb,
    pub actor: Actor,
    /// The move that is meant; one that ended long ago, at times.
    pub id: Option<MigrationId>,
    pub now: DateTime<Utc>,
    pub dice: Dice,
    /// Whether Noor owns the domU.
    pub owns: bool,
    /// Whether the move is a draft, of which only the core team knows.
    pub is_draft: bool,
    /// The attempt and the step that were on the page, the first time that this was played: played
    /// again it is said about the same.
    pub seen: Seen,
}

#[derive(Debug, Default)]
pub struct Seen {
    attempt: OnceLock<Option<i32>>,
    step: OnceLock<FinishStep>,
}

impl Display for Turn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} by {} on {:?}", self.verb, self.actor.name(), self.id)
    }
}

/// The migration that began, if one did; or why nothing happened.
type Played = Result<Option<MigrationId>, String>;

const WHY: &str = "Because it is so.";

impl Turn {
    /// Members may do some things to their own, the clock and the reports are nobody's.
    pub fn may_succeed(&self) -> bool {
        let is_theirs = self.owns && self.actor.name() == "Noor";
        match self.verb {
            verb if verb.is_nobodys() => true,
            // Whoever has the link counts as its reader, and it is made for Noor or for Mees.
            Verb::ConfirmByLink => self.owns && self.actor.name() != "Mees",
            verb if verb.is_for_members() => self.actor.is_core() || is_theirs,
            _ => self.actor.is_core(),
        }
    }

    pub async fn play(&self, house: &House, lodger: &Lodger) -> Played {
        let conn = &mut *house.portal.conn().await;
        match self.verb {
            Verb::Announce | Verb::Propose | Verb::SaveDraft => self.schedule(conn, house, lodger).await,
            Verb::Resize => self.resize(conn, lodger).await.map(|()| None),
            _ => {
                let id = self.id.ok_or("there is none yet")?;
                self.play_on(conn, house, lodger, id).await.map(|()| None)
            }
        }
    }

    async fn play_on(
        &self,
        conn: &mut AsyncPgConnection,
        house: &House,
        lodger: &Lodger,
        id: MigrationId,
    ) -> Result<(), String> {
        use Verb::*;
        match self.verb {
            SaveDraft | Announce | Propose | Resize => unreachable!("it has no migration yet"),
            ChooseWindow | Reschedule | Hold | AnswerHold | WithdrawHold | AskNow | DeclineNow | MoveNow
            | Rebook | Cancel | Take => self.talk(conn, house, id).await,
            BeginPreflight | Tick | Paste | Trial => self.check(conn, lodger, id).await,
            Start | Overrule | Finish | Remark | Retry | Abort | LoseTrack | Attest | Revert => {
                self.operate(conn, house, lodger, id).await
            }
            Confirm | ConfirmByLink | Thank => self.end(conn, house, id).await,
            ReportBroken => inputs::report(conn, house, lodger, id, self.now).await,
            Solve => inputs::solve(conn, id, self.now).await,
            Clock | EndGrace => self.let_the_clock_decide(conn, house, id).await,
            PausePlan => said(pause_plan(conn, &self.actor, house.plan, WHY, self.now).await),
            ResumePlan => said(resume_plan(conn, &self.actor, house.plan, WHY, self.now).await),
        }
    }

    /// What is agreed upon before it moves, or before it tries again.
    async fn talk(&self, conn: &mut AsyncPgConnection, house: &House, id: MigrationId) -> Result<(), String> {
        let (letterhead, actor, now) = (&house.portal.app.letterhead, &self.actor, self.now);
        let dice = &mut self.dice.clone();
        match self.verb {
            Verb::ChooseWindow => {
                let input = inputs::choice(conn, house, dice, id, now).await.ok_or("nothing to choose")?;
                said(migrations::choose_window(conn, letterhead, actor, id, input, now).await)
            }
            Verb::Reschedule => {
                let window = inputs::window(dice, now);
                said(migrations::reschedule(conn, letterhead, actor, id, window, WHY, now).await)
            }
            Verb::Hold => said(migrations::hold(conn, letterhead, actor, id, WHY, now).await),
            Verb::AnswerHold => {
                let offers_windows = dice.percent(30);
                let window = if offers_windows { inputs::far(dice, now) } else { inputs::window(dice, now) };
                let release = Release { window, offers_windows, deadline: None };
                let release = dice.percent(80).then_some(release);
                let input = AnswerHold { answer: WHY.to_owned(), release };
                said(migrations::answer_hold(conn, letterhead, actor, id, &input, now).await)
            }
            Verb::WithdrawHold => said(migrations::withdraw_hold(conn, letterhead, actor, id, now).await),
            Verb::AskNow => said(migrations::ask_now(conn, letterhead, actor, id, now).await),
            Verb::DeclineNow => {
                if dice.percent(70) {
                    said(migrations::ask_now(conn, letterhead, &Actor::of(&house.fenna), id, now).await).ok();
                }
                said(migrations::decline_now(conn, letterhead, actor, id, WHY, now).await)
            }
            Verb::MoveNow => {
                if dice.percent(70) {
                    said(migrations::ask_now(conn, letterhead, &Actor::of(&house.fenna), id, now).await).ok();
                    builders::ready(conn, id, now).await;
                }
                said(migrations::move_now(conn, letterhead, actor, id, now).await)
            }
            Verb::Rebook => {
                let (window, cause_code) = (inputs::window(dice, now), CauseCode::Other);
                let input = Rebook { window, cause_code, cause: WHY.to_owned(), fix: WHY.to_owned() };
                said(migrations::rebook(conn, letterhead, actor, id, &input, now).await)
            }
            Verb::Cancel => said(migrations::cancel(conn, letterhead, actor, id, WHY, now).await),
            _ => said(migrations::take(conn, actor, id, house.bas.id, now).await),
        }
    }

    async fn check(
        &self,
        conn: &mut AsyncPgConnection,
        lodger: &Lodger,
        id: MigrationId,
    ) -> Result<(), String> {
        let dice = &mut self.dice.clone();
        let pair = match queries::hosts_of(conn, id).await.expect("an answer") {
            Some(pair) => pair,
            None => (lodger.pair.hosts[0], lodger.pair.hosts[1]),
        };
        let (actor, now) = (&self.actor, self.now);
        said(match self.verb {
            Verb::BeginPreflight => preflight::begin(conn, actor, pair, 1500, now).await,
            Verb::Tick => {
                let judged = (*dice.one_of(Item::ALL), dice.percent(80));
                preflight::tick(conn, actor, pair, judged, "I looked.", now).await
            }
            Verb::Paste => {
                let (side, body) = (*dice.one_of(Side::ALL), "ping: sendmsg: Message too long");
                preflight::paste(conn, actor, pair, Some(side), body, now).await
            }
            _ => preflight::trial(conn, actor, pair, (1 << 30, 30), now).await,
        })
    }

    /// An attempt, and what can become of it.
    async fn operate(
        &self,
        conn: &mut AsyncPgConnection,
        house: &House,
        lodger: &Lodger,
        id: MigrationId,
    ) -> Result<(), String> {
        let (letterhead, actor, now) = (&house.portal.app.letterhead, &self.actor, self.now);
        let dice = &mut self.dice.clone();
        let (cause_code, cause) = (CauseCode::Other, WHY.to_owned());
        match self.verb {
            Verb::Start => {
                if dice.percent(80) {
                    builders::ready(conn, id, now).await;
                }
                said(migrations::start(conn, actor, id, now).await)
            }
            Verb::Overrule => {
                said(migrations::start_overruling(conn, actor, id, "A random case.", now).await)
            }
            Verb::Finish => {
                let input = self.step_seen(conn, dice, lodger, id).await;
                said(migrations::finish_step(conn, letterhead, actor, id, &input, now).await)
            }
            Verb::Remark => said(migrations::remark(conn, actor, id, "It is slow.", now).await),
            Verb::Retry => {
                let attempt = self.attempt_seen(conn, dice, id).await;
                said(migrations::retry(conn, actor, id, attempt, "It panics.", now).await)
            }
            Verb::Abort => {
                let attempt = self.attempt_seen(conn, dice, id).await;
                let input = migrations::Abort { attempt, cause_code, cause, fix: None };
                said(migrations::abort(conn, actor, id, &input, now).await)
            }
            Verb::LoseTrack => {
                let attempt = self.attempt_seen(conn, dice, id).await;
                let next_word_within = Duration::hours(1);
                let input = LoseTrack { attempt, cause_code, cause, next_word_within };
                said(migrations::lose_track(conn, letterhead, actor, id, &input, now).await)
            }
            Verb::Attest => {
                let input = Attest {
                    side: *dice.one_of(Side::ALL),
                    claim: *dice.one_of(Claim::ALL),
                    seen: "I saw it.".to_owned(),
                    alone_because: dice.percent(50).then(|| "All others sleep.".to_owned()),
                };
                said(migrations::attest(conn, letterhead, actor, id, &input, now).await)
            }
            _ => {
                let (data, agreement) = (*dice.one_of(DataAtTarget::ALL), "By mail.".to_owned());
                let attempt = self.attempt_seen(conn, dice, id).await;
                let input = Revert { attempt, data, agreement, cause_code, cause };
                said(migrations::revert(conn, letterhead, actor, id, &input, now).await)
            }
        }
    }

    async fn attempt_seen(
        &self,
        conn: &mut AsyncPgConnection,
        dice: &mut Dice,
        id: MigrationId,
    ) -> Option<i32> {
        match self.seen.attempt.get() {
            Some(seen) => *seen,
            None => {
                let seen = inputs::attempt_seen(conn, dice, id).await;
                *self.seen.attempt.get_or_init(|| seen)
            }
        }
    }

    async fn step_seen(
        &self,
        conn: &mut AsyncPgConnection,
        dice: &mut Dice,
        lodger: &Lodger,
        id: MigrationId,
    ) -> FinishStep {
        match self.seen.step.get() {
            Some(seen) => seen.clone(),
            None => {
                let seen = inputs::step_seen(conn, dice, lodger, id).await;
                self.seen.step.get_or_init(|| seen).clone()
            }
        }
    }

    /// Other memory or another disk, at times more than any host has. The door lets the core team alone
    /// do that.
    async fn resize(&self, conn: &mut AsyncPgConnection, lodger: &Lodger) -> Result<(), String> {
        if !self.actor.is_core() {
            return Err("not through this door".to_owned());
        }
        let dice = &mut self.dice.clone();
        let gib = *dice.one_of(&[1_i64, 1, 1, 2, 3, 100]) * builders::GIB;
        if dice.percent(30) {
            let name = "xvdb".to_owned();
            let known = disks::table.filter(disks::domu_id.eq(lodger.id).and(disks::name.eq(&name)));
            let known: Option<DiskId> =
                known.select(disks::id).first(conn).await.optional().expect("an answer");
            let disk = DiskInput {
                path: format!("/dev/vg0/more-{}", lodger.id),
                format: "raw".to_owned(),
                bytes: Some(Bytes(gib)),
                name,
            };
            return said(edits::set_disk(conn, &self.actor, lodger.id, known, &disk, self.now).await);
        }
        let domu: Domu =
            domus::table.find(lodger.id).select(Domu::as_select()).first(conn).await.expect("a domU");
        let input = DomuInput {
            name: domu.name,
            uuid: None,
            host_id: domu.host_id,
            memory: Bytes(gib),
            vcpus: domu.vcpus,
            state: domu.state,
            note: domu.note,
        };
        said(edits::edit_domu(conn, &self.actor, lodger.id, domu.revision, &input, self.now).await)
    }

    async fn end(&self, conn: &mut AsyncPgConnection, house: &House, id: MigrationId) -> Result<(), String> {
        let (letterhead, actor, now) = (&house.portal.app.letterhead, &self.actor, self.now);
        match self.verb {
            Verb::Confirm => said(migrations::confirm(conn, letterhead, actor, id, now).await),
            Verb::ConfirmByLink => {
                let reader = if actor.name() == "Mees" { &house.mees } else { &house.noor };
                let token = link::make(conn, id, reader.id, now).await.expect("a link");
                said(link::confirm_by(conn, letterhead, &token, now).await)
            }
            _ => said(migrations::thank(conn, actor, id, "Thank you.", now).await),
        }
    }

    async fn let_the_clock_decide(
        &self,
        conn: &mut AsyncPgConnection,
        house: &House,
        id: MigrationId,
    ) -> Result<(), String> {
        let letterhead = &house.portal.app.letterhead;
        let dice = &mut self.dice.clone();
        let after = [Decision::Close, Decision::KeepLonger, Decision::GraceEnding];
        let what: Vec<Decision> = match self.verb {
            Verb::EndGrace => after.to_vec(),
            _ => Decision::ALL.iter().copied().filter(|what| !after.contains(what)).collect(),
        };
        let is_done = decided(conn, letterhead, id, &what, self.now).await;
        if self.verb == Verb::EndGrace {
            inputs::post(conn, dice, id, self.now).await;
        }
        if is_done { Ok(()) } else { Err("not yet".to_owned()) }
    }

    /// A move of the domU to the other host: as a draft, fixed soon, or proposed.
    async fn schedule(&self, conn: &mut AsyncPgConnection, house: &House, lodger: &Lodger) -> Played {
        let dice = &mut self.dice.clone();
        let draft = self.id.filter(|_| self.is_draft);
        let plan = self.planned(conn, house, lodger, dice).await;
        let letterhead = &house.portal.app.letterhead;
        let done = match self.verb {
            Verb::SaveDraft => migrations::save_draft(conn, &self.actor, draft, &plan, self.now).await,
            _ => migrations::announce(conn, letterhead, &self.actor, draft, &plan, self.now).await,
        };
        match done {
            Ok(id) => Ok(Some(id).filter(|id| draft != Some(*id))),
            Err(error) => told(error).map(|()| None),
        }
    }

    async fn planned(
        &self,
        conn: &mut AsyncPgConnection,
        house: &House,
        lodger: &Lodger,
        dice: &mut Dice,
    ) -> NewMigration {
        let source: HostId =
            domus::table.find(lodger.id).select(domus::host_id).first(conn).await.expect("its host");
        let [first, second] = lodger.pair.hosts;
        let address =
            |net: &str| -> IpAddr { format!("{net}{}", lodger.number).parse().expect("an address") };
        let (old, new) = (address(lodger.pair.nets[0]), address(lodger.pair.nets[1]));
        let leaves_first = source == first;
        let offers_windows = self.verb == Verb::Propose;
        let window =
            if offers_windows { inputs::far(dice, self.now) } else { inputs::window(dice, self.now) };
        NewMigration {
            domu: lodger.id,
            target: if leaves_first { second } else { first },
            window,
            offers_windows,
            reason: "It moves.".to_owned(),
            short_notice_reason: Some("It can't wait.".to_owned()),
            addresses: vec![if leaves_first { (old, new) } else { (new, old) }],
            deadline: None,
            grace_days: 1,
            old_addresses_until: None,
            plan: dice.percent(20).then_some(house.plan),
        }
    }
}

async fn decided(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    id: MigrationId,
    what: &[Decision],
    now: DateTime<Utc>,
) -> bool {
    let mut is_done = false;
    for what in what {
        is_done |= decide(conn, letterhead, id, *what, now).await.expect("it is decided");
    }
    is_done
}

fn said<T, E: Debug + Display>(outcome: Result<T, E>) -> Result<(), String> {
    outcome.map(|_| ()).or_else(told)
}

/// A refusal in words. What the database refuses should have been refused before.
fn told<E: Debug + Display>(error: E) -> Result<(), String> {
    let debug = format!("{error:?}");
    assert!(!debug.starts_with("Database"), "{debug}");
    Err(error.to_string())
}
