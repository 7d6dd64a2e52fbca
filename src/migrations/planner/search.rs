//! Through the orders and targets for the best plan, with bounds that cut off what can't be better.

use std::cmp::Reverse;

use chrono::{DateTime, Duration, Utc};

use super::bound::{earliest_end, end_of_work};
use super::order::shortest;
use super::place::{Place, first_place, lacks, settle};
use super::{Question, Target};

/// How often a mover is looked at before the search ends with what it has: some hundredths of a second.
/// For six moves to two targets it is never too few.
const MOST_LOOKS: usize = 300_000;

/// A mover at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub mover: usize,
    pub target: usize,
    pub place: Place,
}

/// What was found.
pub(super) struct Found {
    pub steps: Vec<Step>,
    /// Whether nothing better can exist.
    pub is_exact: bool,
}

/// How good a plan is; less is better. How many are left over, how many late, when it ends.
type Cost = (usize, usize, Option<DateTime<Utc>>);

/// The best plan. `order` is what is tried first: of plans that are as good, the one nearest to it stays.
pub(super) fn best(question: &Question, order: Vec<usize>) -> Found {
    let mut search = Search {
        question,
        steps: Vec::new(),
        left: question.targets.clone(),
        rest: order,
        late: 0,
        best: None,
        looks: 0,
    };
    search.greedy();
    search.go();
    let is_exact = search.looks < MOST_LOOKS;
    Found { steps: search.best.map(|(_, steps)| steps).unwrap_or_default(), is_exact }
}

struct Search<'a> {
    question: &'a Question,
    steps: Vec<Step>,
    left: Vec<Target>,
    /// Still to be placed, in the order in which they are tried.
    rest: Vec<usize>,
    late: usize,
    best: Option<(Cost, Vec<Step>)>,
    looks: usize,
}

impl Search<'_> {
    /// One after the other in order, each where it ends first; what fits nowhere waits for the next.
    fn greedy(&mut self) {
        let order = self.rest.clone();
        for mover in &order {
            if let Some(step) = self.choices(*mover).first().copied() {
                self.take(step);
            }
        }
        self.keep();
        while let Some(step) = self.steps.last().copied() {
            self.give_back(step);
        }
        self.rest = order;
    }

    fn go(&mut self) {
        self.looks += 1 + self.rest.len();
        self.keep();
        if self.looks >= MOST_LOOKS || !self.may_be_better() {
            return;
        }
        for index in 0..self.rest.len() {
            let mover = self.rest[index];
            if self.rest[..index].iter().any(|other| self.is_twin(*other, mover)) {
                continue;
            }
            for step in self.choices(mover) {
                self.rest.remove(index);
                self.take_placed(step);
                self.go();
                self.give_back_placed(step);
                self.rest.insert(index, mover);
                if self.looks >= MOST_LOOKS {
                    return;
                }
            }
        }
    }

    fn now(&self) -> Option<DateTime<Utc>> {
        self.steps.last().map(|step| step.place.window.ends_at)
    }

    /// Where it could go next, the best first.
    fn choices(&self, mover: usize) -> Vec<Step> {
        let who = &self.question.movers[mover];
        let mut steps: Vec<Step> = (0..self.left.len())
            .filter(|target| lacks(self.question, mover, &self.left[*target]).is_none())
            .filter_map(|target| {
                let length = who.lengths[target].window;
                let place = first_place(self.question, self.now(), length, &who.avoids)?;
                Some(Step { mover, target, place })
            })
            .collect();
        steps.sort_by_key(|step| (step.place.window.ends_at, Reverse(self.left[step.target].memory_free)));
        steps
    }

    /// Two that are alike in everything need be tried in one order only.
    fn is_twin(&self, one: usize, other: usize) -> bool {
        self.question.movers[one] == self.question.movers[other]
    }

    fn take(&mut self, step: Step) {
        self.rest.retain(|mover| *mover != step.mover);
        self.take_placed(step);
    }

    fn take_placed(&mut self, step: Step) {
        settle(self.question, step.mover, &mut self.left[step.target]);
        self.late += usize::from(self.is_late(step));
        self.steps.push(step);
    }

    fn give_back(&mut self, step: Step) {
        self.give_back_placed(step);
        self.rest.push(step.mover);
    }

    fn give_back_placed(&mut self, step: Step) {
        let mover = &self.question.movers[step.mover];
        self.left[step.target].memory_free += mover.memory;
        self.left[step.target].disk_free += mover.disk;
        self.late -= usize::from(self.is_late(step));
        self.steps.pop();
    }

    fn is_late(&self, step: Step) -> bool {
        let deadline = self.question.movers[step.mover].deadline;
        deadline.is_some_and(|deadline| step.place.window.ends_at > deadline)
    }

    fn keep(&mut self) {
        let cost = (self.rest.len(), self.late, self.now());
        if self.best.as_ref().is_none_or(|(best, _)| cost < *best) {
            self.best = Some((cost, self.steps.clone()));
        }
    }

    /// Whether what comes of these steps could cost less than the best so far.
    fn may_be_better(&self) -> bool {
        let Some((best, _)) = &self.best else { return true };
        let (mut left_over, mut late) = (0, self.late);
        let (mut ends_at, mut work) = (self.now(), Duration::zero());
        for mover in &self.rest {
            let has_room = self.left.iter().any(|left| lacks(self.question, *mover, left).is_none());
            match earliest_end(self.question, self.now(), *mover).filter(|_| has_room) {
                None => left_over += 1,
                Some(end) => {
                    let deadline = self.question.movers[*mover].deadline;
                    late += usize::from(deadline.is_some_and(|deadline| end > deadline));
                    ends_at = ends_at.max(Some(end));
                    work += shortest(&self.question.movers[*mover]);
                }
            }
        }
        // Of plans that leave over as few as that, all the others are in it; where they can't be, nobody
        // knows which is left over too.
        match end_of_work(self.question, self.now(), work) {
            Some(end) => (left_over, late, ends_at.max(Some(end))) < *best,
            None => (left_over + 1, self.late, self.now()) < *best,
        }
    }
}
