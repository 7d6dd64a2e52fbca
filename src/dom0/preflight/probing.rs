//! The probes of one direction: small first, a step further only while all is answered.

use std::net::IpAddr;
use std::time::Duration;

use super::Report;
use crate::migrations::Side;
use crate::migrations::path_mtu::{ConclusionKind, End, Evidence, Piece, Verdict, Wanted, conclude};
use crate::reports::{HostLink, PreflightEnd};
use crate::words::{Locale, Message};

/// Longer than three packets take, answered or not.
pub const PATIENCE: Duration = Duration::from_secs(40);
/// Where every host is at home.
const SMALL: u32 = 1500;

/// What was printed, and what that shows.
pub struct Probed {
    pub text: String,
    pub finding: Option<(ConclusionKind, String)>,
    /// What to do about it.
    pub advice: Vec<String>,
}

/// Probes as far as the answers and the hops allow.
pub fn probe(report: &Report<'_>, to: IpAddr, hops: &[HostLink]) -> Probed {
    let mut text = String::new();
    for step in steps(report.task.mtu, hops) {
        let once = ping(report, to, step.bytes, 1);
        text += &once.text;
        if step.is_control || !once.is_answered {
            if !once.is_answered {
                break;
            }
            continue;
        }
        let thrice = ping(report, to, step.bytes, 3);
        text += &thrice.text;
        if !thrice.is_answered {
            break;
        }
    }
    text += &trace(report, to);
    judged(report, to, text)
}

/// A size of the IP packet.
struct Step {
    bytes: u32,
    /// One byte too many: once is enough.
    is_control: bool,
}

/// The small size, one byte more as the first step upwards or as the control, then the size that is
/// wanted if every hop here says that it carries it.
fn steps(mtu: u32, hops: &[HostLink]) -> Vec<Step> {
    let is_carried = hops.iter().all(|hop| hop.mtu >= mtu);
    let small = SMALL.min(mtu);
    let mut steps =
        vec![Step { bytes: small, is_control: false }, Step { bytes: small + 1, is_control: true }];
    if mtu > SMALL && is_carried {
        steps.push(Step { bytes: mtu, is_control: false });
        steps.push(Step { bytes: mtu + 1, is_control: true });
    }
    steps
}

struct Answer {
    text: String,
    is_answered: bool,
}

fn ping(report: &Report<'_>, to: IpAddr, bytes: u32, count: u32) -> Answer {
    let headers = if to.is_ipv6() { 48 } else { 28 };
    let (payload, count, to) = ((bytes - headers).to_string(), count.to_string(), to.to_string());
    let family: &[&str] = if headers == 48 { &["-6"] } else { &[] };
    let arguments = [family, &["-M", "do", "-c", &count, "-W", "2", "-s", &payload, &to]].concat();
    let printed = match report.host.tools.ask("ping", &arguments, PATIENCE) {
        Ok(printed) => printed.text,
        Err(problem) => problem,
    };
    let text = format!("{}# ping {}\n{printed}\n", report.task.from.name, arguments.join(" "));
    let pieces = Piece::all(text.as_bytes(), None);
    let is_answered = pieces.iter().any(|piece| {
        piece.judgement.verdict == Verdict::Answered && piece.judgement.evidence == Evidence::Passed
    });
    for piece in &pieces {
        let why = report.words.say(Locale::En, &piece.judgement.why);
        report.note("ping", &format!("{count} × {bytes} bytes to {to}: {why}"));
    }
    Answer { text, is_answered }
}

/// For routers on the way; a system without `tracepath` lacks nothing that counts.
fn trace(report: &Report<'_>, to: IpAddr) -> String {
    let to = to.to_string();
    match report.host.tools.ask("tracepath", &["-n", &to], PATIENCE) {
        Ok(printed) => format!("{}# tracepath -n {to}\n{}\n", report.task.from.name, printed.text),
        Err(problem) => {
            report.note("tracepath", &problem);
            String::new()
        }
    }
}

/// By the same rules as a paste, for this direction alone.
fn judged(report: &Report<'_>, to: IpAddr, text: String) -> Probed {
    let end = |end: &PreflightEnd| End { name: end.name.clone(), addresses: end.addresses.clone() };
    let wanted =
        Wanted { mtu: report.task.mtu, source: end(&report.task.from), target: end(&report.task.to) };
    let pieces = Piece::all(text.as_bytes(), Some(Side::Source));
    let concluded = conclude(&pieces, Some(&wanted));
    let is_this_way =
        |side: Option<Side>, towards: Option<IpAddr>| side == Some(Side::Source) && towards == Some(to);
    let finding = concluded
        .findings
        .iter()
        .filter(|found| is_this_way(found.way.as_ref().map(|way| way.side), found.to))
        .min_by_key(|found| found.kind);
    let say = |message: &Message| report.words.say(Locale::En, message);
    Probed {
        text,
        advice: finding
            .map(|found| found.kind.advice().iter().map(|id| say(&Message::new(*id))).collect())
            .unwrap_or_default(),
        finding: finding.map(|found| (found.kind, say(&found.why))),
    }
}
