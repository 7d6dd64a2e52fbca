//! What all probes of one direction in one family show together.

use std::net::IpAddr;

use super::conclusion::ConclusionKind;
use super::family::Family;
use super::judgement::{Evidence, Judgement, SaidBy, Verdict};
use super::wanted::WantedWay;
use crate::words::Message;

/// What is right or wrong in one direction.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    pub kind: ConclusionKind,
    /// The direction, when the two hosts are known.
    pub way: Option<WantedWay>,
    pub to: Option<IpAddr>,
    /// The limit that was named.
    pub path_mtu: Option<u32>,
    /// Payloads of the pings that are still to be pasted.
    pub missing: Vec<u32>,
    pub why: Message,
}

impl Finding {
    /// Of an output that belongs to no direction.
    pub(super) fn loose(kind: ConclusionKind, to: Option<IpAddr>, why: Message) -> Finding {
        Finding { kind, way: None, to, path_mtu: None, missing: Vec::new(), why }
    }
}

pub(super) struct Way<'a> {
    pub to: IpAddr,
    pub wanted: Option<WantedWay>,
    pub pings: Vec<&'a Judgement>,
    pub traces: Vec<&'a Judgement>,
    /// A limit that the sender's kernel keeps for this path because a router said so.
    pub learned: Option<u32>,
    /// The limits of the sender's cards, where they were pasted.
    pub cards: Vec<u32>,
}

/// Where every ping is at home.
const SMALL: u32 = 1500;

impl Way<'_> {
    pub fn finding(&self, mtu: u32) -> Finding {
        self.unreachable()
            .or_else(|| self.silent(mtu))
            .or_else(|| self.too_small(mtu))
            .or_else(|| self.lossy())
            .or_else(|| self.control_came_through(mtu))
            .or_else(|| self.traced(mtu))
            .or_else(|| self.unproven(mtu))
            .unwrap_or_else(|| {
                self.found(ConclusionKind::Fits, self.said("mtu-way-fits").with("mtu", i64::from(mtu)))
            })
    }

    /// The largest packet that passed whole.
    pub fn passed(&self) -> Option<u32> {
        let passed = self.pings.iter().filter(|ping| ping.evidence == Evidence::Passed);
        passed.filter_map(|ping| ping.bytes()).max()
    }

    /// Whether nothing is wrong but that probes are missing.
    pub fn is_only_short_of_probes(&self) -> bool {
        let is_fine = |ping: &&Judgement| matches!(ping.evidence, Evidence::Passed | Evidence::Refused);
        self.pings.iter().all(is_fine)
    }

    fn unreachable(&self) -> Option<Finding> {
        let turned_away = self.pings.iter().find(|ping| ping.verdict == Verdict::Unreachable)?;
        if self.pings.iter().any(|ping| ping.was_heard) {
            return Some(self.contradiction("mtu-way-both-reached-and-not"));
        }
        Some(self.found(ConclusionKind::Unreachable, turned_away.why.clone()))
    }

    fn silent(&self, mtu: u32) -> Option<Finding> {
        let silent = self.pings.iter().filter(|ping| ping.verdict == Verdict::Silence);
        // What the sender itself refuses by now can no longer vanish on the way.
        let can_be_sent = |bytes: &u32| *bytes <= mtu || !self.has_control(mtu);
        let bytes = silent.filter_map(|ping| ping.bytes()).filter(can_be_sent).min()?;
        let heard = self.pings.iter().filter(|ping| ping.was_heard).filter_map(|ping| ping.bytes());
        let sized = |id| self.said(id).with("bytes", i64::from(bytes));
        if self.passed().is_some_and(|passed| passed >= bytes) {
            return Some(self.found(ConclusionKind::Contradiction, sized("mtu-way-both-silent-and-not")));
        }
        if let Some(small) = heard.filter(|heard| *heard < bytes).max() {
            let why = sized("mtu-way-silence").with("small", i64::from(small));
            return Some(self.found(ConclusionKind::Silence, why));
        }
        if bytes <= SMALL {
            return Some(self.found(ConclusionKind::Unreachable, sized("mtu-way-no-answer")));
        }
        let missing = vec![Family::of(self.to).payload(SMALL)];
        Some(Finding { missing, ..self.found(ConclusionKind::Incomplete, sized("mtu-way-silent-alone")) })
    }

    fn too_small(&self, mtu: u32) -> Option<Finding> {
        let is_short = |ping: &&&Judgement| {
            ping.verdict == Verdict::TooBig
                && match ping.path_mtu {
                    Some(named) => named < mtu,
                    None => ping.bytes().is_some_and(|bytes| bytes <= mtu),
                }
        };
        let short: Vec<&&Judgement> = self.pings.iter().filter(is_short).collect();
        let by_router = short.iter().find(|ping| matches!(ping.said_by, Some(SaidBy::Router(_))));
        let first = by_router.or(short.first())?;
        let named = short.iter().filter_map(|ping| ping.path_mtu).min();
        self.limited(named, first.said_by, mtu)
    }

    /// A limit below what is wanted, which somebody named.
    fn limited(&self, named: Option<u32>, said_by: Option<SaidBy>, mtu: u32) -> Option<Finding> {
        let Some(named) = named else {
            return Some(self.found(ConclusionKind::LocalTooSmall, self.said("mtu-way-local-unnamed")));
        };
        let (kind, id) = match said_by {
            Some(SaidBy::Router(_)) => (ConclusionKind::RouterSays, "mtu-way-router"),
            _ => match self.is_card(named) {
                Some(true) => (ConclusionKind::LocalTooSmall, "mtu-way-card"),
                Some(false) => (ConclusionKind::RouterSays, "mtu-way-learned"),
                None => (ConclusionKind::LocalTooSmall, "mtu-way-local"),
            },
        };
        let mut why = self.said(id).with("mtu", i64::from(mtu)).with("limit", i64::from(named));
        if let Some(SaidBy::Router(router)) = said_by {
            why = why.with("router", router.to_string());
        }
        Some(Finding { path_mtu: Some(named), ..self.found(kind, why) })
    }

    /// Whether a limit that the sender named is its card's own; `None` when nothing pasted tells.
    fn is_card(&self, named: u32) -> Option<bool> {
        if let Some(local) = self.traces.iter().find_map(|trace| trace.local_mtu) {
            return Some(local == named);
        }
        if self.learned == Some(named) {
            return Some(false);
        }
        (!self.cards.is_empty()).then(|| self.cards.contains(&named))
    }

    fn lossy(&self) -> Option<Finding> {
        let lossy = self.pings.iter().find(|ping| ping.verdict == Verdict::Lossy)?;
        Some(self.found(ConclusionKind::Lossy, lossy.why.clone()))
    }

    /// More came through than the sender's card should allow: it went in pieces, or the card allows
    /// more than was told.
    fn control_came_through(&self, mtu: u32) -> Option<Finding> {
        let bytes = self.passed().filter(|passed| *passed > mtu)?;
        let why =
            self.said("mtu-way-control-passed").with("bytes", i64::from(bytes)).with("mtu", i64::from(mtu));
        Some(self.found(ConclusionKind::Contradiction, why))
    }

    fn traced(&self, mtu: u32) -> Option<Finding> {
        let short = self.traces.iter().find(|trace| trace.path_mtu.is_some_and(|path| path < mtu));
        if let Some(trace) = short {
            return self.limited(trace.path_mtu, trace.said_by.or(Some(SaidBy::Host)), mtu);
        }
        let has_large_ping = self.pings.iter().any(|ping| {
            ping.evidence != Evidence::Nothing && ping.bytes().is_some_and(|bytes| bytes > SMALL)
        });
        let silent = self.traces.iter().find(|trace| trace.verdict == Verdict::Silence)?;
        let small = self.passed().filter(|_| !has_large_ping)?;
        let large = silent.local_mtu.filter(|local| *local > small)?;
        let why = self
            .said("mtu-way-trace-silence")
            .with("small", i64::from(small))
            .with("bytes", i64::from(large));
        Some(self.found(ConclusionKind::Silence, why))
    }

    /// Small, large, and one byte more that the sender itself refuses.
    fn unproven(&self, mtu: u32) -> Option<Finding> {
        let has_passed = |bytes: u32| {
            self.pings.iter().any(|ping| ping.evidence == Evidence::Passed && ping.bytes() == Some(bytes))
        };
        let mut missing: Vec<u32> =
            [SMALL.min(mtu), mtu].into_iter().filter(|bytes| !has_passed(*bytes)).collect();
        if !self.has_control(mtu) {
            missing.push(mtu.saturating_add(1));
        }
        missing.dedup();
        if missing.is_empty() {
            return None;
        }
        let missing: Vec<u32> = missing.into_iter().map(|bytes| Family::of(self.to).payload(bytes)).collect();
        let list = missing.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
        let why = self.said("mtu-way-missing").with("payloads", list);
        Some(Finding { missing, ..self.found(ConclusionKind::Incomplete, why) })
    }

    /// Whether the sender refused more than this and named exactly this as its limit.
    fn has_control(&self, mtu: u32) -> bool {
        self.pings.iter().any(|ping| {
            ping.evidence == Evidence::Refused
                && ping.path_mtu == Some(mtu)
                && ping.bytes().is_some_and(|bytes| bytes > mtu)
        })
    }

    fn contradiction(&self, id: &'static str) -> Finding {
        self.found(ConclusionKind::Contradiction, self.said(id))
    }

    fn found(&self, kind: ConclusionKind, why: Message) -> Finding {
        Finding {
            kind,
            way: self.wanted.clone(),
            to: Some(self.to),
            path_mtu: None,
            missing: Vec::new(),
            why,
        }
    }

    fn said(&self, id: &'static str) -> Message {
        let towards = match &self.wanted {
            Some(way) => way.to_name.clone(),
            None => self.to.to_string(),
        };
        Message::new(id).with("towards", towards)
    }
}
