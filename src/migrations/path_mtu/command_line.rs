//! The shell's prompt and the command on it, as far as a paste has them.

use super::scan::address;

/// A command as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandLine {
    pub tool: Tool,
    pub arguments: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    Ping,
    BusyBoxPing,
    Tracepath,
    Other,
}

/// What stands on a line of the shell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Typed {
    pub host: Option<String>,
    pub commands: Vec<CommandLine>,
}

const OTHER_TOOLS: &[&str] = &["ip", "bridge", "ethtool", "uname", "cat", "ss", "nstat"];

/// `None` when this is no line of the shell.
pub(super) fn read(line: &str) -> Option<Typed> {
    let line = line.trim();
    if let Some((host, rest)) = prompt(line) {
        let commands = commands(rest);
        let is_prompt = host.is_some() || !commands.is_empty();
        return is_prompt.then_some(Typed { host, commands });
    }
    let commands = commands(line.strip_prefix("+ ").unwrap_or(line));
    let is_typed = commands.first().is_some_and(could_stand_alone);
    is_typed.then_some(Typed { host: None, commands })
}

/// Without a prompt `ping from iputils` is a version and no command.
fn could_stand_alone(command: &CommandLine) -> bool {
    let Some(first) = command.arguments.first() else { return false };
    let is_link = ["link", "route", "l", "r"].contains(&first.as_str());
    first.starts_with('-') || address(first).is_some() || (command.tool == Tool::Other && is_link)
}

/// The host that the prompt names, and what was typed behind it.
fn prompt(line: &str) -> Option<(Option<String>, &str)> {
    let end = line.find(['#', '$', '%', '>'])?;
    let (before, after) = (&line[..end], &line[end + 1..]);
    let is_prompt = (after.is_empty() || after.starts_with(' ')) && before.len() <= 80;
    is_prompt.then(|| (host(before), after.trim()))
}

/// From `root@prins:~`, `[root@prins ~]`, `prins:~ ` or `prins`.
fn host(prompt: &str) -> Option<String> {
    let inner = prompt.trim().trim_start_matches('[').trim_end_matches(']');
    if inner.split_whitespace().count() > 2 || !inner.contains(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let behind_name = inner.split_once('@').map_or(inner, |(_, host)| host);
    let host = behind_name.split([':', ' ']).next()?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    (!host.is_empty() && host.chars().all(is_name)).then(|| host.to_ascii_lowercase())
}

fn commands(text: &str) -> Vec<CommandLine> {
    // What a shell variable stood for cannot be known.
    text.split([';', '&', '|']).filter(|part| !part.contains('$')).filter_map(command).collect()
}

fn command(text: &str) -> Option<CommandLine> {
    let unquoted = |word: &str| word.trim_matches(['\'', '"']).to_owned();
    let is_before = |word: &&str| {
        ["sudo", "env", "time", "do", "then", "("].contains(word)
            || word.contains('=') && !word.starts_with('-')
    };
    let mut words = text.split_whitespace().skip_while(is_before).take_while(|word| !word.contains('>'));
    let program = words.next()?;
    let mut tool = tool(program.rsplit('/').next()?)?;
    if tool == Tool::BusyBoxPing {
        tool = if words.next()?.starts_with("ping") { tool } else { Tool::Other };
    }
    Some(CommandLine { tool, arguments: words.map(unquoted).collect() })
}

fn tool(program: &str) -> Option<Tool> {
    match program {
        "ping" | "ping4" | "ping6" => Some(Tool::Ping),
        "busybox" => Some(Tool::BusyBoxPing),
        "tracepath" | "tracepath4" | "tracepath6" => Some(Tool::Tracepath),
        other => OTHER_TOOLS.contains(&other).then_some(Tool::Other),
    }
}

/// What was asked of `ping`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PingOptions {
    pub keeps_whole: bool,
    pub is_quiet: bool,
    pub payload: Option<u32>,
    pub target: Option<String>,
}

/// The options of `ping` that have a value of their own.
const WITH_VALUE: &str = "cCdeFiIlmMNpQsStTwW";

impl CommandLine {
    /// The last word that is no option: where it went.
    pub fn target(&self) -> Option<&str> {
        self.arguments.iter().rev().find(|word| !word.starts_with('-')).map(String::as_str)
    }

    pub(super) fn ping_options(&self) -> PingOptions {
        let mut read = PingOptions::default();
        let mut words = self.arguments.iter();
        while let Some(word) = words.next() {
            let Some(letters) = word.strip_prefix('-') else {
                read.target = Some(word.clone());
                continue;
            };
            let at = letters.find(|c: char| WITH_VALUE.contains(c));
            let flags = &letters[..at.unwrap_or(letters.len())];
            read.is_quiet |= flags.contains('q');
            let Some(at) = at else { continue };
            let (letter, attached) = (&letters[at..=at], &letters[at + 1..]);
            let value = if attached.is_empty() { words.next().map_or("", String::as_str) } else { attached };
            match letter {
                "M" => read.keeps_whole = value == "do" || value == "probe",
                "s" => read.payload = value.parse().ok(),
                _ => {}
            }
        }
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prompt_names_its_host() {
        for (line, host) in [
            ("spaarne# ping -c 1 192.0.2.211", Some("spaarne")),
            ("root@prins:~# ping -c 1 192.0.2.211", Some("prins")),
            ("[root@prins ~]# ping -c 1 192.0.2.211", Some("prins")),
            ("ilse@prins.club.example:/tmp$ sudo ping -c 1 192.0.2.211", Some("prins.club.example")),
            ("# LC_ALL=C /usr/bin/ping -c 1 192.0.2.211", None),
            ("+ ping -c 1 192.0.2.211", None),
            ("ping -c 1 192.0.2.211", None),
        ] {
            let typed = read(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(typed.host.as_deref(), host, "{line}");
            assert_eq!((typed.commands.len(), typed.commands[0].tool), (1, Tool::Ping), "{line}");
        }
    }

    #[test]
    fn what_a_tool_prints_is_no_command() {
        for line in [
            "ping from iputils 20221126",
            "tracepath from iputils 20221126",
            "ip utility, iproute2-6.1.0, libbpf 1.1.2",
            "ping: local error: message too long, mtu=9000",
            "3 packets transmitted, 0 received, 100% packet loss, time 2047ms",
            "64 bytes from 192.0.2.12: icmp_seq=1 ttl=64 time=0.047 ms",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn options_are_read_as_getopt_does() {
        let options = |line: &str| read(line).unwrap().commands[0].ping_options();
        let spaced = options("ping -q -M do -c 3 -s 8972 192.0.2.12");
        assert_eq!(spaced, options("ping -qMdo -c3 -s8972 192.0.2.12"));
        assert_eq!(spaced.payload, Some(8972));
        assert!(spaced.keeps_whole && spaced.is_quiet);
        assert!(!options("ping -M dont -s 8973 192.0.2.12").keeps_whole);
        assert!(!options("ping -I domovoi -s 8973 192.0.2.12").keeps_whole);
    }

    #[test]
    fn a_line_may_hold_several_commands() {
        let typed = read("prins# ping -c 1 192.0.2.12; busybox ping 192.0.2.12 2>&1 | tee x").unwrap();
        let tools: Vec<_> = typed.commands.iter().map(|command| command.tool).collect();
        assert_eq!(tools, [Tool::Ping, Tool::BusyBoxPing]);
    }
}
