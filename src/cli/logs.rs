//! Log lines: for people on a terminal, JSON for everything else. They go to standard error, so
//! that a command's answer stays clean.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

use crate::config::Log;

/// Starts writing them. The filter was checked when the configuration was read.
pub fn start(log: &Log) {
    let filter = EnvFilter::new(&log.0);
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if std::io::stderr().is_terminal() {
        lines.with_target(false).init();
    } else {
        lines.json().flatten_event(true).init();
    }
}
