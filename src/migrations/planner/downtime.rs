//! What sharing the link costs. While `k` copies run on it, each gets a `k`-th of it.

/// A copy: when it begins, and how long it takes when it has the link to itself. In seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Copy {
    pub begins: f64,
    pub takes: f64,
}

/// For how long all their domUs are down, added up, in seconds. Never less than what the copies take one
/// by one.
pub fn shared(copies: &[Copy]) -> f64 {
    let mut waiting: Vec<Copy> = copies.to_vec();
    waiting.sort_by(|one, other| other.begins.total_cmp(&one.begins));
    let mut running: Vec<f64> = Vec::new();
    let (mut now, mut down) = (0.0, 0.0);
    while let Some(rest) = running.iter().copied().min_by(f64::total_cmp).or(waiting.last().map(|_| 0.0)) {
        let sharers = running.len() as f64;
        let until = now + rest * sharers;
        match waiting.last().copied() {
            Some(next) if running.is_empty() || next.begins < until => {
                waiting.pop();
                let passes = (next.begins - now).max(0.0);
                go_on(&mut running, passes, sharers);
                down += passes * sharers;
                now = next.begins.max(now);
                running.push(next.takes);
            }
            _ => {
                go_on(&mut running, until - now, sharers);
                down += (until - now) * sharers;
                now = until;
                let done = running.iter().position(|left| *left <= rest * 1e-12 + 1e-9);
                done.map(|index| running.swap_remove(index));
            }
        }
    }
    down
}

/// For how long they are down when all begin at once.
pub fn at_once(takes: &[f64]) -> f64 {
    let copies: Vec<Copy> = takes.iter().map(|takes| Copy { begins: 0.0, takes: *takes }).collect();
    shared(&copies)
}

fn go_on(running: &mut [f64], passes: f64, sharers: f64) {
    running.iter_mut().for_each(|rest| *rest -= passes / sharers);
}
