//! What one command printed.

use super::command_line::CommandLine;
use super::link::Link;
use super::ping::Ping;
use super::route::Route;
use super::tracepath::Tracepath;

/// An output, and what the paste tells of how it came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// The host that the shell's prompt named, in small letters.
    pub host: Option<String>,
    pub command: Option<CommandLine>,
    pub reading: Reading,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    Ping(Ping),
    Tracepath(Tracepath),
    Links(Vec<Link>),
    Routes(Vec<Route>),
    /// `ethtool -i`.
    Driver(String),
    /// `uname`: the release.
    Kernel(String),
    /// `ping` ended before it sent anything.
    Failure(Failure),
    /// A tool that is known and has no say here, by its first line.
    OtherTool(String),
    /// Nothing that a known tool prints, or only a piece of it.
    Unknown(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The kernel has no way there, in its words.
    NoRoute(String),
    UnknownName(String),
    /// The options were not understood, or the program may not or cannot run.
    Usage(String),
}
