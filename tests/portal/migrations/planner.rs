//! Plans for emptying a host: what every plan keeps to, and that none is worse than it has to be.

use chrono::{DateTime, Duration, TimeZone, Utc};
use domovoi::migrations::planner::{
    Length, Mover, Plan, Question, Span, Target, WhyNot, WhyThen,
    downtime::{self, Copy},
    lower_bound, plan,
};
use proptest::prelude::*;

fn base() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, 22, 0, 0).single().expect("an instant")
}

/// All times are fives of minutes: the search below goes from one to the next.
fn fives(n: i64) -> Duration {
    Duration::minutes(5 * n)
}

fn span(starts_in: i64, lasts: i64) -> Span {
    Span { starts_at: base() + fives(starts_in), ends_at: base() + fives(starts_in + lasts) }
}

/// A night is a day after the one before; in it 288 fives begin.
const DAY: i64 = 288;

fn movers(most: usize, targets: usize) -> impl Strategy<Value = Vec<Mover>> {
    let mover = (
        1..6i64,
        1..6i64,
        prop::collection::vec(1..14i64, targets),
        prop::option::weighted(0.4, 1..4 * DAY),
        prop::collection::vec((0..3 * DAY, 1..DAY), 0..2),
    )
        .prop_map(|(memory, disk, lengths, deadline, avoids)| Mover {
            memory,
            disk,
            lengths: lengths
                .into_iter()
                .map(|n| Length { down: fives(2 * n) / 3, window: fives(n) })
                .collect(),
            deadline: deadline.map(|at| base() + fives(at)),
            avoids: avoids.into_iter().map(|(at, lasts)| span(at, lasts)).collect(),
        });
    prop::collection::vec(mover, 0..=most)
}

fn questions(most: usize) -> impl Strategy<Value = Question> {
    (1..3usize).prop_flat_map(move |targets| {
        (
            movers(most, targets),
            prop::collection::vec((3..20i64, 3..20i64), targets),
            prop::collection::vec(4..30i64, 1..4),
            prop::collection::vec((0..3 * DAY, 1..12i64), 0..3),
        )
            .prop_map(|(movers, targets, nights, busy)| Question {
                movers,
                targets: targets
                    .into_iter()
                    .map(|(memory_free, disk_free)| Target { memory_free, disk_free })
                    .collect(),
                nights: (0..).zip(nights).map(|(n, lasts)| span(n * DAY, lasts)).collect(),
                busy: busy.into_iter().map(|(at, lasts)| span(at, lasts)).collect(),
            })
    })
}

type Cost = (usize, usize, Option<DateTime<Utc>>);

fn cost(plan: &Plan) -> Cost {
    let late = plan.moves.iter().filter(|planned| planned.is_late).count();
    (plan.left_over.len(), late, plan.ends_at)
}

/// The least cost of all orders to all targets, each move at the first five minutes at which it fits.
fn by_force(question: &Question) -> Cost {
    fn go(
        question: &Question,
        rest: &[usize],
        left: &[Target],
        (late, now): (usize, Option<DateTime<Utc>>),
        best: &mut Cost,
    ) {
        *best = (*best).min((rest.len(), late, now));
        for (index, mover) in rest.iter().enumerate() {
            let who = &question.movers[*mover];
            for (target, length) in who.lengths.iter().enumerate() {
                let room = &left[target];
                if room.memory_free < who.memory || room.disk_free < who.disk {
                    continue;
                }
                let Some(end) = first_end(question, who, length.window, now) else { continue };
                let mut rest = rest.to_vec();
                rest.remove(index);
                let mut left = left.to_vec();
                left[target].memory_free -= who.memory;
                left[target].disk_free -= who.disk;
                let is_late = who.deadline.is_some_and(|deadline| end > deadline);
                go(question, &rest, &left, (late + usize::from(is_late), Some(end)), best);
            }
        }
    }
    let all: Vec<usize> = (0..question.movers.len()).collect();
    let mut best = (usize::MAX, 0, None);
    go(question, &all, &question.targets, (0, None), &mut best);
    best
}

fn first_end(
    question: &Question,
    who: &Mover,
    length: Duration,
    from: Option<DateTime<Utc>>,
) -> Option<DateTime<Utc>> {
    let starts = question.nights.iter().flat_map(|night| {
        let all = (0..DAY).map(move |n| night.starts_at + fives(n));
        all.take_while(move |at| *at < night.ends_at).map(move |at| (at, night))
    });
    let fits = |at: DateTime<Utc>, night: &Span| {
        let window = Span { starts_at: at, ends_at: at + length };
        from.is_none_or(|from| at >= from)
            && window.ends_at <= night.ends_at
            && !who.avoids.iter().chain(&question.busy).any(|span| span.overlaps(&window))
    };
    starts.into_iter().find(|(at, night)| fits(*at, night)).map(|(at, _)| at + length)
}

proptest! {
    // With nine movers a plan is searched for to the end of its patience.
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_plan_moves_one_at_a_time_in_its_nights_and_never_overfills_a_host(question in questions(9)) {
        let plan = plan(&question);
        let mut left = question.targets.clone();
        let mut until = None;
        for planned in &plan.moves {
            let (who, window) = (&question.movers[planned.mover], planned.window);
            let night = question.nights[planned.night];
            prop_assert!(night.starts_at <= window.starts_at && window.ends_at <= night.ends_at);
            prop_assert!(until.is_none_or(|until| until <= window.starts_at), "one at a time");
            prop_assert!(!who.avoids.iter().chain(&question.busy).any(|span| span.overlaps(&window)));
            prop_assert_eq!(window.length(), who.lengths[planned.target].window);
            prop_assert_eq!(planned.up_at, window.starts_at + who.lengths[planned.target].down);
            prop_assert_eq!(planned.is_late, who.deadline.is_some_and(|deadline| window.ends_at > deadline));
            let room = &mut left[planned.target];
            room.memory_free -= who.memory;
            room.disk_free -= who.disk;
            prop_assert!(room.memory_free >= 0 && room.disk_free >= 0, "after each move there is room");
            prop_assert_eq!(&planned.left, &*room);
            until = Some(window.ends_at);
        }
        let mut all: Vec<usize> = plan.moves.iter().map(|planned| planned.mover).collect();
        all.extend(plan.left_over.iter().map(|left| left.mover));
        all.sort_unstable();
        prop_assert_eq!(all, (0..question.movers.len()).collect::<Vec<_>>(), "each is somewhere, once");
        prop_assert_eq!(plan.ends_at, until);
    }

    #[test]
    fn it_ends_no_sooner_than_its_bound_and_says_by_how_much_later(question in questions(9)) {
        let plan = plan(&question);
        let movers: Vec<usize> = plan.moves.iter().map(|planned| planned.mover).collect();
        prop_assert_eq!(plan.no_sooner_than, lower_bound(&question, &movers));
        match (plan.ends_at, plan.no_sooner_than) {
            (Some(ends_at), Some(bound)) => {
                prop_assert!(bound <= ends_at);
                prop_assert_eq!(bound + plan.gap(), ends_at);
            }
            _ => prop_assert!(plan.moves.is_empty() && plan.gap() == Duration::zero()),
        }
    }

    #[test]
    fn it_is_the_same_for_the_same_question(question in questions(7)) {
        prop_assert_eq!(plan(&question), plan(&question));
    }

    /// Whenever the copies of the same moves begin, and however many share the link.
    #[test]
    fn no_sharing_of_the_link_is_less_downtime(question in questions(9), begins in prop::collection::vec(0..4000u32, 9)) {
        let plan = plan(&question);
        let takes = |planned: &domovoi::migrations::planner::Planned| {
            (planned.up_at - planned.window.starts_at).num_seconds() as f64
        };
        let copies: Vec<Copy> = plan
            .moves
            .iter()
            .zip(begins)
            .map(|(planned, begins)| Copy { begins: f64::from(begins), takes: takes(planned) })
            .collect();
        let one_by_one = plan.downtime().num_seconds() as f64;
        prop_assert!(one_by_one <= downtime::shared(&copies) + 1e-3);
        let all: Vec<f64> = plan.moves.iter().map(takes).collect();
        prop_assert!(one_by_one <= downtime::at_once(&all) + 1e-3);
        let in_turn: Vec<Copy> = plan
            .moves
            .iter()
            .map(|planned| Copy {
                begins: (planned.window.starts_at - base()).num_seconds() as f64,
                takes: takes(planned),
            })
            .collect();
        prop_assert!((downtime::shared(&in_turn) - one_by_one).abs() < 1e-3, "alone nobody waits");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn brute_force_finds_nothing_better_for_five(question in questions(5)) {
        let plan = plan(&question);
        prop_assert!(plan.is_exact);
        prop_assert_eq!(cost(&plan), by_force(&question));
    }

    /// Planned again when the first of it has moved, the rest ends when it was to end.
    #[test]
    fn halfway_the_rest_is_planned_no_worse(question in questions(5), done in 1..4usize) {
        let whole = plan(&question);
        let done = done.min(whole.moves.len());
        let Some(last) = done.checked_sub(1).map(|last| &whole.moves[last]) else { return Ok(()) };
        let mut rest = question.clone();
        for planned in &whole.moves[..done] {
            rest.targets[planned.target].memory_free -= question.movers[planned.mover].memory;
            rest.targets[planned.target].disk_free -= question.movers[planned.mover].disk;
        }
        let is_left = |index: usize| whole.moves[..done].iter().all(|planned| planned.mover != index);
        rest.movers = (0..).zip(question.movers).filter(|(index, _)| is_left(*index)).map(|(_, who)| who).collect();
        let now = last.window.ends_at;
        rest.nights.retain(|night| night.ends_at > now);
        rest.nights.iter_mut().for_each(|night| night.starts_at = night.starts_at.max(now));
        let again = plan(&rest);
        let late = whole.moves[done..].iter().filter(|planned| planned.is_late).count();
        let ends_at = whole.ends_at.filter(|_| done < whole.moves.len());
        prop_assert_eq!(cost(&again), (whole.left_over.len(), late, ends_at));
    }

}

proptest! {
    // Each looks at some fifty thousand plans.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn brute_force_finds_nothing_better_for_six(question in questions(6)) {
        let plan = plan(&question);
        prop_assert!(plan.is_exact);
        prop_assert_eq!(cost(&plan), by_force(&question));
    }
}

/// Twelve copies, 176 GiB: one by one 176, at once 1372 of the time that a GiB takes.
#[test]
fn a_shared_link_costs_what_the_textbook_says() {
    let sizes = [4.0, 6.0, 8.0, 10.0, 10.0, 12.0, 14.0, 14.0, 18.0, 20.0, 24.0, 36.0];
    let sum: f64 = sizes.iter().sum();
    let n = sizes.len() as f64;
    let textbook: f64 = (1..).zip(sizes).map(|(i, size)| (2.0 * (n - f64::from(i)) + 1.0) * size).sum();
    assert_eq!(sum, 176.0);
    assert!((downtime::at_once(&sizes) - textbook).abs() < 1e-6);
    assert!(
        (downtime::at_once(&[10.0; 4]) - 4.0 * 40.0).abs() < 1e-6,
        "four alike are down four times as long"
    );
    assert_eq!(downtime::shared(&[]), 0.0);
}

fn mover(memory: i64, fives_long: i64) -> Mover {
    Mover {
        memory,
        disk: 1,
        lengths: vec![Length { down: fives(fives_long) * 2 / 3, window: fives(fives_long) }],
        deadline: None,
        avoids: Vec::new(),
    }
}

fn one_target(movers: Vec<Mover>) -> Question {
    Question {
        movers,
        targets: vec![Target { memory_free: 100, disk_free: 100 }],
        nights: (0..5).map(|n| span(n * DAY, 48)).collect(),
        busy: Vec::new(),
    }
}

#[test]
fn the_earliest_deadline_comes_first_then_the_smallest() {
    let mut urgent = mover(1, 12);
    urgent.deadline = Some(base() + fives(40));
    let plan = plan(&one_target(vec![mover(1, 10), mover(1, 3), urgent, mover(1, 5)]));
    let order: Vec<usize> = plan.moves.iter().map(|planned| planned.mover).collect();
    assert_eq!(order, [2, 1, 3, 0]);
    assert_eq!(plan.moves[0].then, WhyThen::First);
    assert_eq!(plan.moves[1].then, WhyThen::AfterTheOneBefore);
    assert_eq!((plan.nights(), plan.gap(), plan.is_exact), (1, Duration::zero(), true));
}

#[test]
fn it_says_why_a_move_is_when_and_where_it_is() {
    let mut picky = mover(1, 10);
    picky.avoids = vec![span(-60, 200)];
    let mut question = one_target(vec![picky]);
    question.nights.push(span(9 * DAY, 5));
    assert_eq!(plan(&question).moves[0].then, WhyThen::Avoided);
    assert_eq!(plan(&question).moves[0].night, 1);
    question.movers = vec![mover(1, 10)];
    question.busy = vec![span(-5, 20)];
    let busy = &plan(&question).moves[0];
    assert_eq!((busy.then, busy.window.starts_at), (WhyThen::Busy, base() + fives(15)));

    question.busy.clear();
    question.movers = vec![mover(60, 10), mover(60, 10), mover(1, 60)];
    let plan = plan(&question);
    assert_eq!(plan.moves.len(), 1);
    let why: Vec<_> = plan.left_over.iter().map(|left| (left.mover, left.why[0].1)).collect();
    assert_eq!(why, [(1, WhyNot::NoMemory(20)), (2, WhyNot::NoNight(fives(60)))]);
}

/// A house of a hundred is planned at once, and as good as the bound lets it be.
#[test]
fn a_hundred_are_planned_too() {
    let movers: Vec<Mover> = (0..100).map(|n| mover(1, 3 + n % 7)).collect();
    let question = Question {
        targets: vec![Target { memory_free: 100, disk_free: 100 }],
        nights: (0..60).map(|n| span(n * DAY, 48)).collect(),
        ..one_target(movers)
    };
    let plan = plan(&question);
    assert_eq!((plan.moves.len(), plan.left_over.len()), (100, 0));
    assert!(plan.gap() <= Duration::days(1), "{}", plan.gap());
}
