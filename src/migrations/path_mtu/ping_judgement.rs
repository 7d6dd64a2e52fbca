//! What one run of `ping` shows.

use std::net::IpAddr;

use super::command_line::{CommandLine, PingOptions, Tool};
use super::family::Family;
use super::judgement::{Evidence, Judgement, SaidBy, Verdict};
use super::ping::{Event, Ping, Program, Statistics};
use crate::words::Message;

/// `command` is what made it, if the paste has that.
pub(super) fn judge(ping: &Ping, command: Option<&CommandLine>) -> Judgement {
    let run = Run { ping, options: command.map(CommandLine::ping_options), tool: command.map(|c| c.tool) };
    let judged = run.judge();
    Judgement {
        payload: Some(ping.header.payload),
        from: ping.header.from,
        was_heard: ping.statistics.is_some_and(|counts| counts.received > 0)
            || ping.answers().next().is_some(),
        ..judged.towards(Some(ping.header.to))
    }
}

struct Run<'a> {
    ping: &'a Ping,
    options: Option<PingOptions>,
    tool: Option<Tool>,
}

impl Run<'_> {
    fn judge(&self) -> Judgement {
        if let Some(spoilt) = self.spoilt() {
            return Judgement::damaged(spoilt);
        }
        let Some(counts) = self.ping.statistics else {
            return Judgement::damaged(Message::new("mtu-why-cut"));
        };
        self.refused_by_router(&counts)
            .or_else(|| self.refused_by_host(&counts))
            .or_else(|| self.turned_away(&counts))
            .unwrap_or_else(|| self.by_counts(&counts))
    }

    /// Why it cannot be what it claims to be.
    fn spoilt(&self) -> Option<Message> {
        let ping = self.ping;
        if let Some(line) = &ping.strange {
            return Some(Message::new("mtu-why-strange").with("line", line.as_str()));
        }
        let counts = match ping.statistics {
            Some(counts) if counts.received == 0 || ping.times.is_some() => counts,
            _ => return Some(Message::new("mtu-why-cut")),
        };
        if counts.duplicates > 0 || counts.corrupted > 0 || ping.answers().any(|answer| answer.is_double) {
            return Some(Message::new("mtu-why-doubled"));
        }
        let too_big_for_less = self.limits().any(|(_, mtu)| mtu >= self.bytes() || mtu < 68);
        if !ping.agrees_with_itself() || too_big_for_less {
            return Some(Message::new("mtu-why-numbers"));
        }
        self.is_of_another_command().then(|| Message::new("mtu-why-other-command"))
    }

    fn is_of_another_command(&self) -> bool {
        let Some(options) = &self.options else { return false };
        let header = &self.ping.header;
        let is_busybox = header.program == Program::BusyBox;
        let target: Option<IpAddr> = options.target.as_ref().and_then(|target| target.parse().ok());
        options.payload.unwrap_or(56) != header.payload
            || target.is_some_and(|target| target != header.to)
            || (self.tool == Some(Tool::BusyBoxPing) && !is_busybox)
    }

    fn bytes(&self) -> u32 {
        self.ping.header.payload + Family::of(self.ping.header.to).overhead()
    }

    /// Every limit that was named, and by whom.
    fn limits(&self) -> impl Iterator<Item = (SaidBy, u32)> {
        self.ping.events.iter().filter_map(|event| match *event {
            Event::TooBig { router, mtu } => Some((SaidBy::Router(router), mtu)),
            Event::TooLong { mtu: Some(mtu) } => Some((SaidBy::Host, mtu)),
            _ => None,
        })
    }

    fn refused_by_router(&self, counts: &Statistics) -> Option<Judgement> {
        let (said_by, _) = self.limits().find(|(said_by, _)| *said_by != SaidBy::Host)?;
        let SaidBy::Router(router) = said_by else { return None };
        let mtu = self.limits().map(|(_, mtu)| mtu).min()?;
        let id = if counts.received > 0 { "mtu-why-router-pieces" } else { "mtu-why-router" };
        let why = self.sized(id).with("router", router.to_string()).with("mtu", i64::from(mtu));
        Some(Judgement::new(Verdict::TooBig, Evidence::Failed, why).limit(mtu, said_by))
    }

    fn refused_by_host(&self, counts: &Statistics) -> Option<Judgement> {
        let refusals = self.ping.events.iter().filter(|event| matches!(event, Event::TooLong { .. })).count();
        if refusals == 0 {
            return None;
        }
        let Some(mtu) = self.limits().map(|(_, mtu)| mtu).min() else {
            let why = self.sized("mtu-why-host-unnamed");
            return Some(Judgement {
                said_by: Some(SaidBy::Host),
                ..Judgement::new(Verdict::TooBig, Evidence::Failed, why)
            });
        };
        let is_all = counts.received == 0
            && usize::try_from(counts.sent).is_ok_and(|sent| sent == refusals)
            && self.ping.events.len() == refusals
            && self.limits().all(|(_, other)| other == mtu);
        let evidence = if is_all { Evidence::Refused } else { Evidence::Failed };
        let why = self.sized("mtu-why-host").with("mtu", i64::from(mtu));
        Some(Judgement::new(Verdict::TooBig, evidence, why).limit(mtu, SaidBy::Host))
    }

    fn turned_away(&self, counts: &Statistics) -> Option<Judgement> {
        let (from, words) = self.ping.events.iter().find_map(|event| match event {
            Event::Unreachable { from, words } => Some((from, words)),
            _ => None,
        })?;
        let verdict = if counts.received == 0 { Verdict::Unreachable } else { Verdict::Lossy };
        let why = match from {
            Some(from) => Message::new("mtu-why-turned-away").with("from", from.to_string()),
            None => Message::new("mtu-why-no-route"),
        };
        Some(Judgement::new(verdict, Evidence::Failed, why.with("words", words.as_str())))
    }

    fn by_counts(&self, counts: &Statistics) -> Judgement {
        let is_busybox = self.ping.header.program == Program::BusyBox;
        let asked_for_quiet = self.options.as_ref().is_some_and(|options| options.is_quiet);
        if counts.errors > 0 || (counts.received == 0 && asked_for_quiet) {
            return Judgement::nothing(Message::new("mtu-why-quiet-errors"));
        }
        if counts.received == 0 {
            let has_no_buffer = self.ping.events.contains(&Event::NoBuffer);
            let id = match (has_no_buffer, is_busybox) {
                (true, _) => "mtu-why-silence-no-buffer",
                (false, true) => "mtu-why-silence-busybox",
                (false, false) => "mtu-why-silence",
            };
            return Judgement::new(Verdict::Silence, Evidence::Failed, self.sized(id));
        }
        if is_busybox {
            return Judgement::nothing(self.sized("mtu-why-busybox"));
        }
        if self.options.as_ref().is_some_and(|options| !options.keeps_whole) {
            return Judgement::nothing(self.sized("mtu-why-in-pieces"));
        }
        let counted = |id| {
            self.sized(id).with("sent", i64::from(counts.sent)).with("received", i64::from(counts.received))
        };
        if counts.received < counts.sent || self.ping.events.contains(&Event::NoBuffer) {
            return Judgement::new(Verdict::Lossy, Evidence::Failed, counted("mtu-why-lossy"));
        }
        if self.ping.is_quiet() {
            return Judgement::new(Verdict::Answered, Evidence::Nothing, counted("mtu-why-answered-quiet"));
        }
        Judgement::new(Verdict::Answered, Evidence::Passed, counted("mtu-why-answered"))
    }

    fn sized(&self, id: &'static str) -> Message {
        Message::new(id).with("bytes", i64::from(self.bytes()))
    }
}
