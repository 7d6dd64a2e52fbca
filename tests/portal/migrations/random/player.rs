//! Somebody who does things to a few domUs, at random, and looks after each of them whether all is
//! as it must be.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use domovoi::db::ids::MigrationId;
use domovoi::members::Actor;
use domovoi::migrations::MigrationState;

use super::house::{House, Lodger, start};
use super::invariants::{self, Ended};
use super::turn::{Seen, Turn};
use super::verbs::Verb;
use crate::support::chance::Dice;

pub struct Player {
    house: Arc<House>,
    dice: Dice,
    games: Vec<Game>,
    reached: Reached,
}

/// One domU and what became of its moves.
struct Game {
    lodger: Lodger,
    now: DateTime<Utc>,
    migration: Option<MigrationId>,
    state: Option<MigrationState>,
    starts_at: Option<DateTime<Utc>>,
    before: Vec<MigrationId>,
    ended: BTreeMap<i64, Ended>,
    log: Vec<String>,
}

/// How far the cases came.
#[derive(Debug, Default)]
pub struct Reached {
    pub done: usize,
    pub refused: usize,
    pub at_once: usize,
    /// Played twice, one after the other.
    pub doubled: usize,
    pub states: BTreeSet<&'static str>,
    pub verbs: BTreeMap<Verb, usize>,
}

impl Player {
    pub fn new(house: Arc<House>, n: usize, dice: Dice) -> Player {
        let game = |lodger: &Lodger| Game {
            lodger: lodger.clone(),
            now: start(),
            migration: None,
            state: None,
            starts_at: None,
            before: Vec::new(),
            ended: BTreeMap::new(),
            log: Vec::new(),
        };
        let games = house.domus[n].iter().map(game).collect();
        Player { house, dice, games, reached: Reached::default() }
    }

    pub fn reached(self) -> Reached {
        self.reached
    }

    /// One to four events on one domU.
    pub async fn case(&mut self) {
        let at = self.dice.below(self.games.len());
        for _ in 0..=self.dice.below(4) {
            self.event(at).await;
        }
        if let Some(id) = self.games[at].migration {
            let conn = &mut *self.house.portal.conn().await;
            let game = &self.games[at];
            assert!(
                invariants::is_hidden_from(conn, &self.house.mees, id).await,
                "8: Mees sees {id}\n{}",
                game.last_log()
            );
            let hides = !game.lodger.has_owner || game.state == Some(MigrationState::Draft);
            assert_eq!(
                invariants::is_hidden_from(conn, &self.house.noor, id).await,
                hides,
                "8: Noor and {id}\n{}",
                game.last_log()
            );
            let seen = invariants::seen_by_a_stranger(conn, &self.house.mees).await;
            assert!(seen.is_empty(), "8: Mees sees {seen:?}\n{}", game.last_log());
        }
    }

    async fn event(&mut self, at: usize) {
        let state = self.games[at].state;
        self.reached.states.insert(state.map_or("none", MigrationState::as_str));
        let game = &mut self.games[at];
        game.now += Duration::minutes(match self.dice.below(40) {
            0 => 60 * 24 * 8,
            1 => 60 * 20,
            n => n as i64 / 2,
        });
        let first = self.turn(at, state);
        let second = self.dice.percent(15).then(|| self.turn(at, state));
        let game = &self.games[at];
        let house = &self.house;
        let outcomes = match &second {
            Some(second) => {
                let (a, b) = tokio::join!(first.play(house, &game.lodger), second.play(house, &game.lodger));
                vec![(&first, a), (second, b)]
            }
            None => vec![(&first, first.play(house, &game.lodger).await)],
        };
        self.reached.at_once += usize::from(second.is_some());
        let is_alone = second.is_none();
        let wrong = if is_alone && first.verb.is_said_once() && self.dice.percent(25) {
            self.reached.doubled += 1;
            self.say_again(at, &first).await
        } else {
            None
        };
        for (turn, outcome) in &outcomes {
            let game = &mut self.games[at];
            game.log.push(format!("{} {turn} -> {outcome:?}", game.now.format("%d %H:%M")));
            assert!(
                outcome.is_err() || turn.may_succeed(),
                "nobody but the core team does that: {turn}\n{}",
                game.last_log()
            );
            match outcome {
                Ok(began) => {
                    self.reached.done += 1;
                    *self.reached.verbs.entry(turn.verb).or_default() += 1;
                    if let Some(id) = began {
                        game.before.extend(game.migration.replace(*id));
                        game.ended.clear();
                    }
                }
                Err(_) => self.reached.refused += 1,
            }
        }
        if let Some(wrong) = wrong {
            panic!("2: {wrong}\n{}", self.games[at].last_log());
        }
        self.look(at).await;
    }

    /// The same word once more: what it did the second time, if it did anything.
    async fn say_again(&self, at: usize, turn: &Turn) -> Option<String> {
        let id = turn.id?;
        // No connection is held while another is waited for: all players share a few.
        let before = invariants::counted(&mut *self.house.portal.conn().await, id).await;
        let outcome = turn.play(&self.house, &self.games[at].lodger).await;
        let after = invariants::counted(&mut *self.house.portal.conn().await, id).await;
        (before != after).then(|| format!("{turn} a second time: {outcome:?}, {before} became {after}"))
    }

    fn turn(&mut self, at: usize, state: Option<MigrationState>) -> Turn {
        let verb = Verb::drawn(&mut self.dice, state);
        let game = &mut self.games[at];
        match verb {
            Verb::EndGrace if self.dice.percent(50) => game.now += Duration::days(2),
            Verb::Clock if self.dice.percent(50) => game.now += Duration::days(1),
            // Somebody waits for the window.
            Verb::Start | Verb::Overrule if self.dice.percent(80) => {
                game.now = game.now.max(game.starts_at.unwrap_or(game.now) - Duration::minutes(30));
            }
            _ => {}
        }
        let actor = match self.dice.below(20) {
            0 => Actor::of(&self.house.mees),
            1 | 2 => Actor::of(&self.house.noor),
            n if n % 2 == 0 => Actor::of(&self.house.fenna),
            _ => Actor::of(&self.house.bas),
        };
        let game = &self.games[at];
        let late = self.dice.percent(5) && !game.before.is_empty();
        let id = if late { Some(*self.dice.one_of(&game.before)) } else { game.migration };
        let is_draft = state == Some(MigrationState::Draft) && !late;
        let (now, dice, owns) = (game.now, self.dice.another(), game.lodger.has_owner);
        Turn { verb, actor, id, now, dice, owns, is_draft, seen: Seen::default() }
    }

    async fn look(&mut self, at: usize) {
        let (house, game) = (&self.house, &mut self.games[at]);
        let Some(id) = game.migration else { return };
        let conn = &mut *house.portal.conn().await;
        let mut wrong = invariants::broken(conn, id, game.lodger.has_owner).await;
        let ((state, starts_at), ended) = invariants::standing(conn, id, &game.before).await;
        (game.state, game.starts_at) = (Some(state), Some(starts_at));
        for (attempt, then) in &game.ended {
            if ended.get(attempt) != Some(then) {
                wrong.push(format!("3: attempt {attempt} was {then:?}, is {:?}", ended.get(attempt)));
            }
        }
        game.ended = ended;
        assert!(wrong.is_empty(), "{}\n{}", wrong.join("\n"), game.last_log());
    }
}

impl Game {
    fn last_log(&self) -> String {
        let from = self.log.len().saturating_sub(40);
        format!("{} of {:?}:\n{}", self.lodger.name, self.migration, self.log[from..].join("\n"))
    }
}

impl Reached {
    pub fn add(&mut self, other: Reached) {
        self.done += other.done;
        self.refused += other.refused;
        self.at_once += other.at_once;
        self.doubled += other.doubled;
        self.states.extend(other.states);
        for (verb, times) in other.verbs {
            *self.verbs.entry(verb).or_default() += times;
        }
    }

    /// The cases were worth playing: every verb was done, every state was seen.
    pub fn assert_far(&self) {
        let is_unseen = |state: &&MigrationState| !self.states.contains(state.as_str());
        let unseen: Vec<_> = MigrationState::ALL.iter().filter(is_unseen).collect();
        assert!(unseen.is_empty(), "never seen: {unseen:?}");
        let undone: Vec<_> = Verb::ALL.iter().filter(|verb| !self.verbs.contains_key(verb)).collect();
        assert!(undone.is_empty(), "never done: {undone:?}");
        assert!(self.refused > 100 && self.at_once > 100 && self.doubled > 100, "{self:?}");
    }
}
