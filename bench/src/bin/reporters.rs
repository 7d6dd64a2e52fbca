//! Dom0s that each report a copy: `reporters ADDRESS FILE SECONDS`. Each line of FILE is an attempt under way and
//! the token of its source: `M-7 1 token`. For a quarter of a minute the public page is asked for 50 times a
//! second while nobody reports, then for SECONDS while each dom0 sends a batch a second; a batch that is not
//! taken is an error. Says how long pages and batches took.

use std::io::{Error, Result};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::Utc;
use domovoi_bench::{Connection, percentile};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep};

const QUIET: Duration = Duration::from_secs(15);
const BETWEEN_PAGES: Duration = Duration::from_millis(20);
const TOTAL: u64 = 60 << 30;
const EACH_SECOND: u64 = 40 << 20;

/// Milliseconds of each answer, and what went wrong.
#[derive(Default)]
struct Taken {
    waits: Vec<f64>,
    errors: Vec<String>,
}

type Log = Arc<Mutex<Taken>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, file, seconds] = arguments.as_slice() else {
        return Err(Error::other("reporters ADDRESS FILE SECONDS"));
    };
    let loud = Duration::from_secs(seconds.parse().map_err(Error::other)?);
    let attempts = std::fs::read_to_string(file)?;
    let (quiet_pages, pages, batches) = (Log::default(), Log::default(), Log::default());
    look(address, QUIET, &quiet_pages).await?;

    let until = Instant::now() + loud;
    let mut dom0s = Vec::new();
    for line in attempts.lines() {
        let [migration, n, token] = line.split(' ').collect::<Vec<_>>()[..] else {
            return Err(Error::other(format!("no attempt: {line}")));
        };
        let path = format!("/api/v1/migrations/{migration}/attempts/{n}/reports");
        dom0s.push(tokio::spawn(report(address.clone(), path, token.to_owned(), until, batches.clone())));
        // Not all in the same instant, as no clocks are.
        sleep(Duration::from_millis(10)).await;
    }
    look(address, until - Instant::now(), &pages).await?;
    for dom0 in dom0s {
        dom0.await??;
    }
    println!("public page, nobody reports: {}", said(&quiet_pages));
    println!("public page, {} dom0s report: {}", attempts.lines().count(), said(&pages));
    println!("batches: {}", said(&batches));
    Ok(())
}

fn said(log: &Log) -> String {
    let taken = &mut *log.lock().expect("nobody panics");
    let (p50, p99) = (percentile(&mut taken.waits, 50), percentile(&mut taken.waits, 99));
    let first = taken.errors.first().map_or(String::new(), |error| format!(" ({error})"));
    format!(
        "{} answers, p50 {p50:.2} ms, p99 {p99:.2} ms, {} errors{first}",
        taken.waits.len(),
        taken.errors.len()
    )
}

async fn look(address: &str, duration: Duration, log: &Log) -> Result<()> {
    let until = Instant::now() + duration;
    let request = format!("GET / HTTP/1.1\r\nHost: {address}\r\nAccept-Encoding: br\r\n\r\n");
    let mut connection = Connection::to(address).await?;
    let mut turns = interval(BETWEEN_PAGES);
    turns.set_missed_tick_behavior(MissedTickBehavior::Burst);
    while Instant::now() < until {
        // From when it was due: a page that waits for the one before it has waited.
        let due = turns.tick().await;
        let status = connection.ask(request.as_bytes()).await;
        note(log, due, status);
    }
    Ok(())
}

async fn report(address: String, path: String, token: String, until: Instant, log: Log) -> Result<()> {
    let mut connection = Connection::to(&address).await?;
    let mut turns = interval(Duration::from_secs(1));
    let mut seq = 1;
    while Instant::now() < until {
        let due = turns.tick().await;
        let at = Utc::now().to_rfc3339();
        let item = match seq {
            1 => format!(r#"{{"seq":1,"at":"{at}","kind":"copy_began","disk":"xvda","total":{TOTAL}}}"#),
            _ => format!(
                r#"{{"seq":{seq},"at":"{at}","kind":"sample","run":1,"disk":"xvda","bytes":{},"elapsed_ms":{}}}"#,
                (seq - 1) * EACH_SECOND,
                (seq - 1) * 1000
            ),
        };
        let body =
            format!(r#"{{"version":1,"boot":"00000000-0000-0000-0000-000000000001","items":[{item}]}}"#);
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        note(&log, due, connection.ask(request.as_bytes()).await);
        seq += 1;
    }
    Ok(())
}

fn note(log: &Log, due: Instant, status: Result<u16>) {
    let mut taken = log.lock().expect("nobody panics");
    match status {
        Ok(200) => taken.waits.push(due.elapsed().as_secs_f64() * 1000.0),
        Ok(other) => taken.errors.push(other.to_string()),
        Err(error) => taken.errors.push(error.to_string()),
    }
}
