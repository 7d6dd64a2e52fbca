//! Random sequences of everything that can be done to a move, by several people at once, on a real
//! database; after each one the invariants of `docs/migration-states.md` are looked at.
//!
//! A case is a handful of events on one domU, which goes on where the case before left it, so that
//! thousands of short cases reach far. When one fails: `DOMOVOI_TEST_SEED=… cargo nextest run random`.

mod house;
mod inputs;
mod invariants;
mod player;
mod turn;
mod verbs;

use std::sync::Arc;

use crate::support::chance::{self, Dice};

use house::House;
use player::Player;

const CASES: u64 = 3_000;
/// As many play at once, each with domUs of their own, all on the same hosts.
const PLAYERS: usize = 3;

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn whatever_is_done_in_whatever_order_the_invariants_hold() {
    let (seed, cases) = (chance::seed(), chance::cases(CASES));
    println!("seed {seed}, {cases} cases");
    let house = Arc::new(House::build(PLAYERS).await);
    let mut dice = Dice::new(seed);
    let mut playing = tokio::task::JoinSet::new();
    for n in 0..PLAYERS {
        let mut player = Player::new(house.clone(), n, dice.another());
        playing.spawn(async move {
            for _ in 0..cases / PLAYERS {
                player.case().await;
            }
            player.reached()
        });
    }
    let mut reached = player::Reached::default();
    while let Some(ended) = playing.join_next().await {
        reached.add(ended.unwrap_or_else(|error| panic!("seed {seed}: {error}")));
    }
    println!("{reached:?}");
    if cases as u64 >= CASES {
        reached.assert_far();
    }
}
