//! Thousands of spoilt outputs: none makes the judgement stumble, and none makes a set fit that does
//! not.

use std::sync::LazyLock;

use domovoi::migrations::path_mtu::ConclusionKind::Fits;
use domovoi::migrations::path_mtu::{Piece, conclude};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

use super::{both_ways, forward, names, output, wanted};

/// The same cases on every run; a failure prints the one it found.
fn config() -> Config {
    let seed = RngSeed::Fixed(20_091_118);
    Config { cases: 2_000, rng_seed: seed, failure_persistence: None, ..Config::default() }
}

#[derive(Debug, Clone)]
enum Spoil {
    Cut(usize),
    CutFront(usize),
    DoubleLine(usize),
    DropLine(usize),
    SwapLines(usize, usize),
    ChangeDigit(usize, u8),
    FlipByte(usize, u8),
    Join(usize, usize),
}

fn spoils() -> impl Strategy<Value = Vec<Spoil>> {
    let at = || any::<prop::sample::Index>().prop_map(|index| index.index(1 << 20));
    let one = prop_oneof![
        at().prop_map(Spoil::Cut),
        at().prop_map(Spoil::CutFront),
        at().prop_map(Spoil::DoubleLine),
        at().prop_map(Spoil::DropLine),
        (at(), at()).prop_map(|(a, b)| Spoil::SwapLines(a, b)),
        (at(), b'0'..=b'9').prop_map(|(at, digit)| Spoil::ChangeDigit(at, digit)),
        (at(), 1u8..).prop_map(|(at, bits)| Spoil::FlipByte(at, bits)),
        (at(), at()).prop_map(|(a, b)| Spoil::Join(a, b)),
    ];
    prop::collection::vec(one, 1..4)
}

/// `other` is what the text may be joined with.
fn spoilt(text: &[u8], other: &[u8], spoils: &[Spoil]) -> Vec<u8> {
    spoils.iter().fold(text.to_vec(), |text, spoil| spoil_once(text, other, spoil))
}

fn spoil_once(mut text: Vec<u8>, other: &[u8], spoil: &Spoil) -> Vec<u8> {
    if text.is_empty() {
        return text;
    }
    let lines =
        |text: &[u8]| text.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>();
    let mut cut = lines(&text);
    let (length, count) = (text.len(), cut.len());
    match *spoil {
        Spoil::Cut(at) => text.truncate(at % length),
        Spoil::CutFront(at) => _ = text.drain(..at % length),
        Spoil::DoubleLine(at) => {
            let line = cut[at % count].clone();
            cut.insert(at % count, line);
            return cut.concat();
        }
        Spoil::DropLine(at) => {
            cut.remove(at % count);
            return cut.concat();
        }
        Spoil::SwapLines(a, b) => {
            cut.swap(a % count, b % count);
            return cut.concat();
        }
        Spoil::ChangeDigit(at, digit) => {
            let digits: Vec<usize> = (0..length).filter(|at| text[*at].is_ascii_digit()).collect();
            if let Some(at) = digits.get(at % digits.len().max(1)) {
                text[*at] = digit;
            }
        }
        Spoil::FlipByte(at, bits) => text[at % length] ^= bits,
        Spoil::Join(a, b) => {
            text.truncate(a % length);
            text.extend(&other[b % other.len()..]);
        }
    }
    text
}

fn pieces(set: &[Vec<u8>]) -> Vec<Piece> {
    set.iter().flat_map(|text| Piece::all(text, None)).collect()
}

/// Sets that do not fit, each with the fault in it.
static UNFIT: LazyLock<Vec<Vec<Vec<u8>>>> = LazyLock::new(|| {
    let sets: &[&[&str]] = &[
        &["c-ping-1472-ok", "c-ping-8972-lost", "c-ping-8973-local-error"],
        &["c-ping-1472-ok", "c-ping-8972-lost-quiet", "c-ping-8973-local-error"],
        &["c-ping-1472-ok", "c-ping-8972-lost-W1-O", "c-ping-8973-local-error", "c-tracepath"],
        &["c2-ping-1472-ok", "c2-ping-8972-lost", "c-ping-8973-local-error", "c2-tracepath-reverse"],
        &["a1500-ping-1472-ok", "a1500-ping-8972-local-error"],
        &["a1500-ping-1472-ok", "a1500-ping-8972-no-M"],
        &["b-ping-1472-ok", "b-ping-8972-frag-needed", "b-ping-8972-cached", "b-tracepath"],
        &["b-ping-1472-ok", "b-ping-8972-no-M", "b-ping-8972-quiet"],
        &["b2-ping-1472-ok", "b2-tracepath"],
        &["a-ping-1472-ok", "a-ping-8972-ok"],
        &["a-ping-1472-ok", "a-ping-8972-ok", "a-ping-8973-no-df"],
        &["a-ping-1472-ok", "a-ping-8972-quiet", "a-ping-8973-local-error"],
        &["a-ping-1472-ok", "a-busybox-ping-8972", "a-ping-8973-local-error"],
        &["a-ping-1472-ok", "x-partial-loss-3", "a-ping-8973-local-error"],
        &["a-ping-1472-ok", "x-partial-loss", "a-ping-8973-local-error"],
        &["a-ping6-1452-ok", "b-ping6-8952-too-big"],
        &["x-port-down-ping", "x-network-unreachable", "x-name-unknown"],
    ];
    sets.iter().map(|set| set.iter().map(|name| output(name).into_bytes()).collect()).collect()
});

static BACK: LazyLock<Vec<Piece>> =
    LazyLock::new(|| pieces(&both_ways().into_iter().skip(3).map(String::into_bytes).collect::<Vec<_>>()));

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_spoilt_output_makes_the_judgement_stumble(
        which in any::<prop::sample::Index>(), with in any::<prop::sample::Index>(), spoils in spoils()
    ) {
        let names = names();
        let text = |index: prop::sample::Index| output(&names[index.index(names.len())]).into_bytes();
        let text = spoilt(&text(which), &text(with), &spoils);
        let pieces = Piece::all(&text, None);
        prop_assert!(!pieces.is_empty());
        prop_assert_ne!(conclude(&pieces, None).kind, Fits);
        prop_assert_ne!(conclude(&pieces, Some(&wanted(9000))).kind, Fits);
    }

    #[test]
    fn no_spoilt_output_makes_a_set_fit_that_does_not(
        which in any::<prop::sample::Index>(),
        spoilt_one in any::<prop::sample::Index>(),
        with in any::<prop::sample::Index>(),
        spoils in spoils(),
    ) {
        let mut set = UNFIT[which.index(UNFIT.len())].clone();
        prop_assert_ne!(conclude(&pieces(&set), None).kind, Fits);
        let at = spoilt_one.index(set.len());
        set[at] = spoilt(&set[at], &set[with.index(set.len())], &spoils);
        prop_assert_ne!(conclude(&pieces(&set), None).kind, Fits, "{}", String::from_utf8_lossy(&set[at]));
    }

    /// A change that leaves the proof whole may leave it: but never for more than was proven.
    #[test]
    fn no_spoilt_output_proves_more_than_was_proven(
        spoilt_one in any::<prop::sample::Index>(), with in any::<prop::sample::Index>(), spoils in spoils()
    ) {
        let mut set: Vec<Vec<u8>> = forward().into_iter().map(String::into_bytes).collect();
        let at = spoilt_one.index(set.len());
        set[at] = spoilt(&set[at], &set[with.index(set.len())], &spoils);
        let there = pieces(&set);
        let concluded = conclude(&there, None);
        let text = String::from_utf8_lossy(&set[at]).into_owned();
        prop_assert!(concluded.kind != Fits || concluded.mtu <= Some(9000), "{}", text);
        prop_assert_ne!(conclude(&there, Some(&wanted(9000))).kind, Fits, "one way only: {}", text);
        let both: Vec<Piece> = there.iter().chain(BACK.iter()).cloned().collect();
        for more in [9001, 9010, 9100, 9216, 9900] {
            prop_assert_ne!(conclude(&both, Some(&wanted(more))).kind, Fits, "{}", text);
        }
    }
}
