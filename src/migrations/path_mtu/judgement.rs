//! What one output shows.

use std::net::IpAddr;

use serde::Serialize;

use super::family::Family;
use super::link::Link;
use super::output::{Failure, Output, Reading};
use super::ping_judgement;
use super::route::Route;
use super::tracepath::Tracepath;
use crate::text_enum;
use crate::words::Message;

text_enum! {
    pub enum Verdict {
        Answered = "answered",
        TooBig = "too_big",
        Silence = "silence",
        Lossy = "lossy",
        Unreachable = "unreachable",
        ProvesNothing = "proves_nothing",
    }
}

impl Verdict {
    /// The id of its name.
    pub fn label(self) -> &'static str {
        match self {
            Verdict::Answered => "mtu-verdict-answered",
            Verdict::TooBig => "mtu-verdict-too-big",
            Verdict::Silence => "mtu-verdict-silence",
            Verdict::Lossy => "mtu-verdict-lossy",
            Verdict::Unreachable => "mtu-verdict-unreachable",
            Verdict::ProvesNothing => "mtu-verdict-proves-nothing",
        }
    }
}

/// Who named a limit. The sender's own kernel says it of its card, and also for ten minutes of what a
/// router told it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SaidBy {
    Host,
    Router(IpAddr),
}

/// What an output counts for when it is weighed with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// Every probe was sent and its answer seen.
    Passed,
    /// The sender itself refused every probe and named its limit.
    Refused,
    /// Something went wrong on the way.
    Failed,
    /// It is whole, and says nothing about large frames.
    Nothing,
    /// It is no whole output: something may be hidden in it.
    Damaged,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// What `ping` was asked for, in bytes.
    pub payload: Option<u32>,
    pub family: Option<Family>,
    /// Where the probes went, as far as the output says.
    pub to: Option<IpAddr>,
    pub from: Option<IpAddr>,
    pub verdict: Verdict,
    /// The limit that was named or, by `tracepath`, reached.
    pub path_mtu: Option<u32>,
    pub said_by: Option<SaidBy>,
    /// The limit of the sender's own card, where the output shows it.
    pub local_mtu: Option<u32>,
    /// Whether anything at all was answered.
    pub was_heard: bool,
    pub evidence: Evidence,
    pub why: Message,
}

impl Judgement {
    pub(super) fn new(verdict: Verdict, evidence: Evidence, why: Message) -> Judgement {
        Judgement {
            payload: None,
            family: None,
            to: None,
            from: None,
            verdict,
            path_mtu: None,
            said_by: None,
            local_mtu: None,
            was_heard: false,
            evidence,
            why,
        }
    }

    pub(super) fn nothing(why: Message) -> Judgement {
        Judgement::new(Verdict::ProvesNothing, Evidence::Nothing, why)
    }

    pub(super) fn damaged(why: Message) -> Judgement {
        Judgement::new(Verdict::ProvesNothing, Evidence::Damaged, why)
    }

    pub(super) fn towards(mut self, to: Option<IpAddr>) -> Judgement {
        self.to = to;
        self.family = to.map(Family::of);
        self
    }

    pub(super) fn limit(mut self, mtu: u32, said_by: SaidBy) -> Judgement {
        self.path_mtu = Some(mtu);
        self.said_by = Some(said_by);
        self
    }

    /// How large each probe of a ping was on the wire.
    pub fn bytes(&self) -> Option<u32> {
        self.payload?.checked_add(self.family?.overhead())
    }
}

/// Judges one output by itself.
pub fn judge(output: &Output) -> Judgement {
    let asked = output.command.as_ref().and_then(|command| command.target());
    let to = asked.and_then(|target| target.parse().ok());
    match &output.reading {
        Reading::Ping(ping) => ping_judgement::judge(ping, output.command.as_ref()),
        Reading::Tracepath(trace) => of_tracepath(trace, to),
        Reading::Failure(failure) => {
            let payload = output.command.as_ref().and_then(|command| command.ping_options().payload);
            Judgement { payload, ..of_failure(failure).towards(to) }
        }
        Reading::Links(links) => of_links(links),
        Reading::Routes(routes) => of_routes(routes),
        Reading::Driver(driver) => {
            Judgement::nothing(Message::new("mtu-why-driver").with("driver", driver.as_str()))
        }
        Reading::Kernel(kernel) => {
            Judgement::nothing(Message::new("mtu-why-kernel").with("kernel", kernel.as_str()))
        }
        Reading::OtherTool(_) => Judgement::nothing(Message::new("mtu-why-other-tool")),
        Reading::Unknown(line) if line.is_empty() => Judgement::damaged(Message::new("mtu-why-empty")),
        Reading::Unknown(line) => {
            Judgement::damaged(Message::new("mtu-why-unknown").with("line", line.as_str()))
        }
    }
}

fn of_tracepath(trace: &Tracepath, asked: Option<IpAddr>) -> Judgement {
    let (Some(mtu), Some(local)) = (trace.path_mtu, trace.local_mtu) else {
        return Judgement::damaged(Message::new("mtu-why-cut")).towards(asked);
    };
    let to = trace.reached.or(asked);
    let number = |id: &'static str, mtu: u32| Message::new(id).with("mtu", i64::from(mtu));
    let judged = if !trace.agrees_with_itself() {
        return Judgement::damaged(Message::new("mtu-why-numbers")).towards(to);
    } else if let Some((router, _)) = trace.narrowed_by {
        let why = number("mtu-why-trace-router", mtu).with("router", router.to_string());
        Judgement::new(Verdict::TooBig, Evidence::Failed, why).limit(mtu, SaidBy::Router(router))
    } else if trace.reached.is_some() {
        let why = number("mtu-why-trace-reached", mtu);
        Judgement { path_mtu: Some(mtu), ..Judgement::new(Verdict::Answered, Evidence::Nothing, why) }
    } else if trace.is_refused {
        Judgement::new(Verdict::Unreachable, Evidence::Failed, Message::new("mtu-why-trace-refused"))
    } else {
        Judgement::new(Verdict::Silence, Evidence::Failed, number("mtu-why-trace-silence", local))
    };
    Judgement { local_mtu: Some(local), was_heard: trace.replies > 0, ..judged.towards(to) }
}

fn of_failure(failure: &Failure) -> Judgement {
    let unreachable = |why| Judgement::new(Verdict::Unreachable, Evidence::Failed, why);
    match failure {
        Failure::NoRoute(words) => {
            unreachable(Message::new("mtu-why-no-route").with("words", words.as_str()))
        }
        Failure::UnknownName(name) => {
            unreachable(Message::new("mtu-why-unknown-name").with("name", name.as_str()))
        }
        Failure::Usage(line) => Judgement::nothing(Message::new("mtu-why-usage").with("line", line.as_str())),
    }
}

fn of_links(links: &[Link]) -> Judgement {
    let list = |links: Vec<&Link>| {
        links.iter().map(|link| format!("{} {}", link.name, link.mtu)).collect::<Vec<_>>().join(", ")
    };
    let ours: Vec<&Link> = links.iter().filter(|link| !link.is_loopback).collect();
    let down: Vec<&str> = ours.iter().filter(|link| !link.is_up).map(|link| link.name.as_str()).collect();
    if down.is_empty() {
        return Judgement::nothing(Message::new("mtu-why-links").with("links", list(ours)));
    }
    let why = Message::new("mtu-why-links-down").with("down", down.join(", ")).with("links", list(ours));
    Judgement::nothing(why)
}

fn of_routes(routes: &[Route]) -> Judgement {
    let learned = routes.iter().find_map(|route| Some((route, route.mtu?)));
    match learned {
        Some((route, mtu)) => {
            let why = Message::new("mtu-why-route-limit")
                .with("to", route.to.to_string())
                .with("mtu", i64::from(mtu));
            Judgement { path_mtu: Some(mtu), ..Judgement::nothing(why) }.towards(Some(route.to))
        }
        None => {
            Judgement::nothing(Message::new("mtu-why-route")).towards(routes.first().map(|route| route.to))
        }
    }
}
