//! Chance that can be had again: a seed, printed, and numbers that follow from it.

/// Numbers from a seed (SplitMix64, public domain).
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// Dice of somebody else's, that fall in another way.
    pub fn another(&mut self) -> Dice {
        Dice(self.next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to, but not including, `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// True so many times in a hundred.
    pub fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    pub fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// `DOMOVOI_TEST_SEED`, else one that no run had before.
pub fn seed() -> u64 {
    setting("DOMOVOI_TEST_SEED").unwrap_or_else(|| {
        let fresh = uuid::Uuid::now_v7().as_u128();
        (fresh ^ (fresh >> 64)) as u64
    })
}

/// `DOMOVOI_TEST_CASES`, else as many as the suite has time for.
pub fn cases(usual: u64) -> usize {
    setting("DOMOVOI_TEST_CASES").unwrap_or(usual) as usize
}

#[expect(clippy::disallowed_methods, reason = "a switch for the person who runs the test")]
fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|value| value.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}
