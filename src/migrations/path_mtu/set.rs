//! Outputs that were pasted together: which belong to which direction, and which to none.

use std::collections::BTreeMap;
use std::net::IpAddr;

use super::conclusion::ConclusionKind;
use super::judgement::{Evidence, Judgement, Verdict};
use super::link::Link;
use super::output::Reading;
use super::piece::Piece;
use super::wanted::{Wanted, WantedWay};
use super::way::{Finding, Way};
use crate::words::Message;

pub(super) struct Set<'a> {
    pub pieces: &'a [Piece],
    pub wanted: Option<&'a Wanted>,
}

impl<'a> Set<'a> {
    fn pings(&self) -> impl Iterator<Item = &'a Piece> {
        self.pieces.iter().filter(|piece| {
            matches!(piece.output.reading, Reading::Ping(_) | Reading::Failure(_))
                && piece.judgement.evidence != Evidence::Damaged
        })
    }

    fn traces(&self) -> impl Iterator<Item = &'a Piece> {
        self.pieces.iter().filter(|piece| {
            matches!(piece.output.reading, Reading::Tracepath(_))
                && piece.judgement.evidence != Evidence::Damaged
        })
    }

    /// The largest size that was tried and is not the one byte more of another.
    pub fn size_tried(&self) -> Option<u32> {
        let pinged = self.pings().filter_map(|piece| {
            let bytes = piece.judgement.bytes()?;
            let is_one_more = |named: &u32| named.checked_add(1) == Some(bytes);
            Some(piece.judgement.path_mtu.filter(is_one_more).unwrap_or(bytes))
        });
        let traced = self.traces().filter_map(|piece| piece.judgement.local_mtu);
        let sizes: Vec<u32> = pinged.chain(traced).collect();
        let is_one_more = |size: u32| sizes.contains(&size.saturating_sub(1));
        sizes.iter().copied().filter(|size| !is_one_more(*size)).max()
    }

    pub fn ways(&self) -> Vec<Way<'a>> {
        let wanted: Vec<(IpAddr, Option<WantedWay>)> = match self.wanted {
            Some(wanted) => wanted.ways().into_iter().map(|way| (way.to, Some(way))).collect(),
            None => self.places_pinged().into_iter().map(|to| (to, None)).collect(),
        };
        let is_only_way = wanted.len() == 1;
        wanted.into_iter().map(|(to, way)| self.way(to, way, is_only_way)).collect()
    }

    fn places_pinged(&self) -> Vec<IpAddr> {
        let mut places: Vec<IpAddr> = self.pings().filter_map(|piece| piece.judgement.to).collect();
        places.sort();
        places.dedup();
        places
    }

    fn way(&self, to: IpAddr, wanted: Option<WantedWay>, is_only_way: bool) -> Way<'a> {
        let sender = wanted.as_ref().map(|way| way.side);
        let is_senders = |piece: &&Piece| match (sender, self.wanted) {
            (Some(side), Some(wanted)) => piece.sides(wanted).any(|each| each == side),
            _ => false,
        };
        let links = self.pieces.iter().filter(is_senders).filter_map(|piece| match &piece.output.reading {
            Reading::Links(links) => Some(links),
            _ => None,
        });
        let routes = self.pieces.iter().filter_map(|piece| match &piece.output.reading {
            Reading::Routes(routes) => Some(routes),
            _ => None,
        });
        let learned = routes.flatten().find(|route| route.to == to && route.is_learned);
        // Silence names nobody: it belongs to the only direction that there is.
        let is_here =
            |judgement: &Judgement| judgement.to == Some(to) || (is_only_way && judgement.to.is_none());
        Way {
            to,
            pings: self.pings().map(|piece| &piece.judgement).filter(|ping| ping.to == Some(to)).collect(),
            traces: self.traces().map(|piece| &piece.judgement).filter(|trace| is_here(trace)).collect(),
            learned: learned.and_then(|route| route.mtu),
            cards: links.flatten().filter(|link| link.is_of_the_host()).map(|link| link.mtu).collect(),
            wanted,
        }
    }

    /// What no direction accounts for and must not be passed over.
    pub fn strays(&self, ways: &[Way<'_>]) -> Vec<Finding> {
        let is_on_a_way = |to: Option<IpAddr>| to.is_some_and(|to| ways.iter().any(|way| way.to == to));
        let mut strays: Vec<Finding> =
            self.pieces.iter().filter_map(|piece| self.stray(piece, &is_on_a_way)).collect();
        strays.extend(self.one_host_for_both());
        strays
    }

    fn stray(&self, piece: &Piece, is_on_a_way: &dyn Fn(Option<IpAddr>) -> bool) -> Option<Finding> {
        let Judgement { evidence, verdict, to, path_mtu, .. } = piece.judgement;
        if evidence == Evidence::Damaged {
            let why = Message::new("mtu-way-damaged");
            return Some(Finding::loose(ConclusionKind::Incomplete, to, why));
        }
        if self.ran_where_it_went(piece) {
            return Some(Finding::loose(
                ConclusionKind::Contradiction,
                to,
                Message::new("mtu-way-wrong-side"),
            ));
        }
        if evidence == Evidence::Nothing && verdict != Verdict::Answered || is_on_a_way(to) {
            return None;
        }
        if to.is_none() && verdict == Verdict::Unreachable {
            return Some(Finding::loose(ConclusionKind::Unreachable, None, piece.judgement.why.clone()));
        }
        let to = to?;
        match (self.wanted, &piece.output.reading) {
            (Some(_), _) => {
                let why = Message::new("mtu-way-elsewhere").with("to", to.to_string());
                Some(Finding::loose(ConclusionKind::Incomplete, Some(to), why))
            }
            // A direction that was only traced says what is too small there, and proves nothing.
            (None, Reading::Tracepath(_)) => {
                let size = self.size_tried().filter(|size| path_mtu.is_some_and(|path| path < *size))?;
                Some(self.way(to, None, false).finding(size))
            }
            _ => None,
        }
    }

    /// Whether somebody probed the way to a host on that host itself, or the hints disagree.
    fn ran_where_it_went(&self, piece: &Piece) -> bool {
        let (Some(wanted), Some(to)) = (self.wanted, piece.judgement.to) else { return false };
        let Some(there) = wanted.side_at(to) else { return false };
        !matches!(piece.output.reading, Reading::Routes(_)) && piece.sides(wanted).any(|side| side == there)
    }

    /// Without the hosts' addresses: one prompt, and two places of one family.
    fn one_host_for_both(&self) -> Option<Finding> {
        let mut places: BTreeMap<(&str, bool), IpAddr> = BTreeMap::new();
        let pinged =
            self.pings().filter_map(|piece| Some((piece.output.host.as_deref()?, piece.judgement.to?)));
        let twice = pinged
            .filter(|_| self.wanted.is_none())
            .find(|(host, to)| *places.entry((*host, to.is_ipv4())).or_insert(*to) != *to)?;
        let why = Message::new("mtu-way-one-host").with("host", twice.0);
        Some(Finding::loose(ConclusionKind::Contradiction, None, why))
    }

    pub fn suspects(&self, mtu: u32) -> Vec<Link> {
        let links = self.pieces.iter().filter_map(|piece| match &piece.output.reading {
            Reading::Links(links) => Some(links),
            _ => None,
        });
        let mut small: Vec<Link> = links
            .flatten()
            .filter(|link| link.is_up && link.is_of_the_host() && link.mtu < mtu)
            .cloned()
            .collect();
        // The same card may have been pasted with and without its kind.
        small.sort();
        small.dedup_by(|a, b| (&a.name, a.mtu) == (&b.name, b.mtu));
        small
    }
}
