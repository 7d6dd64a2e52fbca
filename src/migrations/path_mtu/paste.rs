//! Cuts what somebody pasted into outputs: with or without the shell's prompt, several one after
//! another, with colours and the line ends of any system.

use std::collections::VecDeque;

use serde_json::Value;

use super::command_line::{self, CommandLine, Tool};
use super::link::Link;
use super::output::{Failure, Output, Reading};
use super::ping::Ping;
use super::route::Route;
use super::scan::Scan;
use super::tracepath::Tracepath;

/// Every output in it, at least one: what is not understood is `Reading::Unknown`.
pub fn read(pasted: &[u8]) -> Vec<Output> {
    let text = cleaned(&String::from_utf8_lossy(pasted));
    let mut reader =
        Reader { text: &text, line_at: 0, at: 0, host: None, typed: VecDeque::new(), outputs: Vec::new() };
    let mut first_odd = None;
    while let Some(line) = reader.next_line() {
        if !reader.take(line) && !line.is_empty() {
            first_odd.get_or_insert(line);
        }
    }
    if reader.outputs.is_empty() {
        reader.push(None, Reading::Unknown(shortened(first_odd.unwrap_or_default())));
    }
    reader.outputs
}

/// Without colours and carriage returns.
fn cleaned(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\u{1b}' => skip_escape(&mut letters),
            '\r' if letters.peek() == Some(&'\n') => {}
            '\r' => clean.push('\n'),
            '\u{a0}' | '\t' => clean.push(' '),
            '\u{feff}' => {}
            other => clean.push(other),
        }
    }
    clean
}

/// ECMA-48: a control sequence ends with a letter, an operating-system command with BEL.
fn skip_escape(letters: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    match letters.next() {
        Some('[') => _ = letters.find(|letter| ('@'..='~').contains(letter)),
        Some(']') => _ = letters.find(|letter| *letter == '\u{7}' || *letter == '\\'),
        _ => {}
    }
}

struct Reader<'a> {
    text: &'a str,
    /// Where the line begins that was read last, and where the next one does.
    line_at: usize,
    at: usize,
    host: Option<String>,
    /// Commands whose output has not come yet.
    typed: VecDeque<CommandLine>,
    outputs: Vec<Output>,
}

impl<'a> Reader<'a> {
    /// The next line without blanks around it.
    fn next_line(&mut self) -> Option<&'a str> {
        let rest = &self.text[self.at..];
        if rest.is_empty() {
            return None;
        }
        let line = rest.split_once('\n').map_or(rest, |(line, _)| line);
        self.line_at = self.at;
        self.at = (self.at + line.len() + 1).min(self.text.len());
        Some(line.trim())
    }

    /// Whether the line begins something that is known.
    fn take(&mut self, line: &'a str) -> bool {
        if let Some(typed) = command_line::read(line) {
            self.host = typed.host.or_else(|| self.host.take());
            self.typed = typed.commands.into();
        } else if let Some(ping) = Ping::begins_with(line) {
            let ping = self.following(ping, begins_a_probe, Ping::take);
            self.push(Some(&[Tool::Ping, Tool::BusyBoxPing]), Reading::Ping(ping));
        } else if let Some(trace) = Tracepath::begins_with(line) {
            let trace = self.following(trace, begins_a_probe, Tracepath::take);
            self.push(Some(&[Tool::Tracepath]), Reading::Tracepath(trace));
        } else if line.starts_with('[') && !line.contains("] ") {
            let reading = self.json(line);
            self.push(Some(&[Tool::Other]), reading);
        } else if let Some(link) = Link::from_line(line) {
            let links = self.following(vec![link], begins_a_probe, |links, line| {
                links.extend(Link::from_line(line));
                !begins_anything(line) || Link::from_line(line).is_some()
            });
            self.push(Some(&[Tool::Other]), Reading::Links(links));
        } else if let Some(route) = Route::from_line(line) {
            let route = self.following(route, begins_a_probe, Route::take);
            self.push(Some(&[Tool::Other]), Reading::Routes(vec![route]));
        } else if let Some(failure) = failure(line) {
            if matches!(failure, Failure::Usage(_)) {
                self.following((), begins_anything, |(), _| true);
            }
            self.push(Some(&[Tool::Ping, Tool::BusyBoxPing]), Reading::Failure(failure));
        } else if let Some(reading) = about_the_host(line) {
            self.following((), begins_anything, |(), _| true);
            self.push(Some(&[Tool::Other]), reading);
        } else if looks_torn(line) {
            self.following((), begins_a_probe, |(), line| looks_torn(line) || line.is_empty());
            self.push(None, Reading::Unknown(shortened(line)));
        } else {
            return false;
        }
        true
    }

    /// Gives `begun` the lines that follow, until it wants no more or one `ends` it.
    fn following<T>(
        &mut self,
        mut begun: T,
        ends: fn(&str) -> bool,
        mut take: impl FnMut(&mut T, &str) -> bool,
    ) -> T {
        loop {
            let before = self.at;
            let Some(line) = self.next_line() else { return begun };
            if ends(line) || !take(&mut begun, line) {
                self.at = before;
                return begun;
            }
        }
    }

    /// The command that made it is the first of these tools that still owes an output.
    fn push(&mut self, tools: Option<&[Tool]>, reading: Reading) {
        let made_it = |command: &CommandLine| tools.is_some_and(|tools| tools.contains(&command.tool));
        let at = self.typed.iter().position(made_it);
        let command = at.and_then(|at| self.typed.drain(..=at).next_back());
        self.outputs.push(Output { host: self.host.clone(), command, reading });
    }

    /// A list of objects, which may go on over many lines.
    fn json(&mut self, line: &str) -> Reading {
        let mut values =
            serde_json::Deserializer::from_str(&self.text[self.line_at..]).into_iter::<Vec<Value>>();
        let Some(Ok(objects)) = values.next() else { return Reading::Unknown(shortened(line)) };
        self.at = self.line_at + values.byte_offset();
        self.next_line();
        let links: Option<Vec<Link>> = objects.iter().map(Link::from_json).collect();
        let routes: Option<Vec<Route>> = objects.iter().map(Route::from_json).collect();
        match (links, routes) {
            _ if objects.is_empty() => Reading::Unknown(shortened(line)),
            (Some(links), _) => Reading::Links(links),
            (_, Some(routes)) => Reading::Routes(routes),
            _ if objects.iter().all(|object| object["ifname"].is_string()) => {
                Reading::OtherTool(shortened(line))
            }
            _ => Reading::Unknown(shortened(line)),
        }
    }
}

/// A prompt with a command, or the first line of a probe: these cannot stand inside an output.
fn begins_a_probe(line: &str) -> bool {
    line.starts_with("PING ") || line.contains("[LOCALHOST]") || command_line::read(line).is_some()
}

/// For outputs without an end of their own.
fn begins_anything(line: &str) -> bool {
    begins_a_probe(line)
        || line.starts_with("[{")
        || line.starts_with("driver: ")
        || Link::from_line(line).is_some()
        || Route::from_line(line).is_some()
        || looks_torn(line)
        || failure(line).is_some_and(|failure| !matches!(failure, Failure::Usage(_)))
}

fn shortened(line: &str) -> String {
    line.chars().take(100).collect()
}

/// What `ping` says when it sends nothing.
fn failure(line: &str) -> Option<Failure> {
    let words = line.strip_prefix("ping: ").or_else(|| line.strip_prefix("ping6: ")).unwrap_or(line);
    let is_pings = words.len() < line.len();
    if let Some(no_route) = words.strip_prefix("connect: ").or_else(|| words.strip_prefix("sendto: ")) {
        return Some(Failure::NoRoute(shortened(no_route)));
    }
    let unknown =
        ["unknown host ", "bad address "].iter().find_map(|beginning| words.strip_prefix(beginning));
    if let Some(name) = unknown.filter(|_| is_pings) {
        return Some(Failure::UnknownName(shortened(name.trim_matches('\''))));
    }
    if let Some((name, reason)) = words.split_once(": ").filter(|_| is_pings) {
        let is_resolver =
            reason.contains("name resolution") || reason.contains("not known") || reason.contains("hostname");
        if is_resolver {
            return Some(Failure::UnknownName(shortened(name)));
        }
    }
    let usage = ["invalid ", "usage", "socket", "permission", "option "];
    let is_usage = (is_pings && usage.iter().any(|beginning| words.to_lowercase().starts_with(beginning)))
        || line.ends_with("ping: command not found")
        || line.ends_with("ping: not found")
        || line.starts_with("Usage: ping");
    is_usage.then(|| Failure::Usage(shortened(line)))
}

/// Drivers, kernels, and tools that say nothing about the path.
fn about_the_host(line: &str) -> Option<Reading> {
    if let Some(driver) = line.strip_prefix("driver: ") {
        return Some(Reading::Driver(shortened(driver)));
    }
    if let Some(rest) = line.strip_prefix("Linux ") {
        let release =
            rest.split_whitespace().take(2).find(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        return release.map(|release| Reading::Kernel(shortened(release)));
    }
    let first_lines = [
        "BusyBox v",
        "Features for ",
        "Inter-|",
        "NIC statistics:",
        "Settings for ",
        "State ",
        "ethtool version ",
        "ip utility, ",
        "ping from iputils",
        "tracepath from iputils",
        "#kernel",
        "# t=",
    ];
    let is_number = !line.is_empty() && line.chars().all(|c| c.is_ascii_digit());
    let is_known = is_number || is_socket(line) || first_lines.iter().any(|first| line.starts_with(first));
    is_known.then(|| Reading::OtherTool(shortened(line)))
}

/// A line of `ss`: two queues, two ends.
fn is_socket(line: &str) -> bool {
    let mut scan = Scan::new(line);
    let mut queue = || {
        scan.number::<u64>()?;
        scan.blanks();
        Some(())
    };
    queue().and_then(|()| queue()).is_some()
        && scan.rest().split_whitespace().filter(|end| end.contains(':')).count() == 2
}

/// Whether it can only be a piece of an output whose beginning is missing or spoilt.
fn looks_torn(line: &str) -> bool {
    const SIGNS: &[&str] = &[
        "PING ",
        "bytes from",
        "icmp_seq",
        "packets transmitted",
        "ping statistics",
        "packet loss",
        "min/avg/max",
        "bytes of data",
        "local error",
        "message too long",
        "Frag needed",
        "Packet too big",
        "no reply",
        "pmtu ",
        "LOCALHOST",
        "sendmsg",
        "\"mtu\"",
        "\"ifname\"",
    ];
    line.ends_with(" data bytes")
        || line.starts_with("ping: ")
        || line.starts_with("[{")
        || SIGNS.iter().any(|sign| line.contains(sign))
}
