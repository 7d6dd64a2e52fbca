//! Preflights of the demo's moves: pasted as a dom0 would have answered, and judged like any other.

use chrono::{DateTime, Duration, Utc};

use crate::db::AsyncPgConnection;
use crate::db::ids::MigrationId;
use crate::members::Actor;
use crate::migrations::path_mtu::probes::{self, Probe, Purpose};
use crate::migrations::preflight::{self, Item};
use crate::migrations::queries;

/// Everything is as it should be, with frames of 1500 bytes.
pub async fn green(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: MigrationId,
    at: DateTime<Utc>,
) -> anyhow::Result<()> {
    let Some(pair) = queries::hosts_of(conn, id).await? else { return Ok(()) };
    preflight::begin(conn, actor, pair, 1500, at).await?;
    let Some(found) = preflight::found(conn, pair.0, pair.1).await? else { return Ok(()) };
    let commands = probes::commands(&found.wanted());
    let pasted: Vec<String> = commands.iter().filter_map(answer).collect();
    preflight::paste(conn, actor, pair, None, &pasted.join("\n"), at + Duration::minutes(2)).await?;
    for &item in Item::ALL {
        preflight::tick(conn, actor, pair, (item, true), "", at + Duration::minutes(4)).await?;
    }
    Ok(())
}

/// What a healthy path answers to a ping; nothing for the other commands, which may be left out.
fn answer(probe: &Probe) -> Option<String> {
    let payload = probe.payload?;
    let to = probe.command.rsplit(' ').next()?;
    let whole = payload + probe.family?.overhead();
    let head = match probe.command.contains("-6") {
        true => format!("PING {to}({to}) {payload} data bytes"),
        false => format!("PING {to} ({to}) {payload}({whole}) bytes of data."),
    };
    let answers = match (probe.purpose, probe.command.contains("-6")) {
        (Purpose::OneMore, false) => vec!["ping: local error: message too long, mtu=1500".to_owned(); 3],
        (Purpose::OneMore, true) => vec!["ping: local error: message too long, mtu: 1500".to_owned(); 3],
        _ => (1..=3)
            .map(|n| format!("{} bytes from {to}: icmp_seq={n} ttl=64 time=0.0{}7 ms", payload + 8, n + 3))
            .collect(),
    };
    let end = match probe.purpose {
        Purpose::OneMore => "3 packets transmitted, 0 received, +3 errors, 100% packet loss, time 2045ms\n",
        _ => {
            "3 packets transmitted, 3 received, 0% packet loss, time 2025ms\n\
             rtt min/avg/max/mdev = 0.047/0.057/0.067/0.008 ms"
        }
    };
    let answers = answers.join("\n");
    Some(format!("$ {}\n{head}\n{answers}\n\n--- {to} ping statistics ---\n{end}\n", probe.command))
}
