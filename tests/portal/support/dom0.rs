//! A dom0 as the API sees it: a token and what is sent with it.

use std::path::Path;

use actix_web::http::Method;
use chrono::{DateTime, TimeZone, Utc};
use domovoi::db::ids::{HostId, MigrationId};
use domovoi::db::token::Token;
use domovoi::dom0::counters::cards;
use domovoi::reports::{Answer, Batch, Counters, Item, Problem, Said, StepWord, TrafficAnswer, TrafficBatch};
use uuid::Uuid;

use super::{Browser, Page, Portal, builders};

pub struct Dom0 {
    browser: Browser,
    pub token: Token,
}

impl Dom0 {
    /// With a token of its own.
    pub async fn of(portal: &Portal, host: HostId) -> Dom0 {
        let (token, _) = builders::host_token(&mut *portal.conn().await, host, portal.now()).await;
        Dom0 { browser: portal.browser(), token }
    }

    pub async fn post(&mut self, path: &str, body: impl Into<Vec<u8>>) -> Page {
        let bearer = format!("Bearer {}", self.token.as_str());
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        self.browser.send(Method::POST, path, &headers, body.into()).await
    }

    pub async fn get(&mut self, path: &str) -> Page {
        let bearer = format!("Bearer {}", self.token.as_str());
        self.browser.send(Method::GET, path, &[("authorization", &bearer)], Vec::new()).await
    }

    pub async fn report(&mut self, (id, n): (MigrationId, i32), items: &[Item]) -> Page {
        let batch = Batch::new(Uuid::nil(), items.to_vec());
        self.post(&reports(id, n), serde_json::to_vec(&batch).expect("JSON")).await
    }

    /// Counters that are taken; up to which number.
    pub async fn counts(&mut self, boot: Uuid, items: &[Counters]) -> i64 {
        let batch = serde_json::to_vec(&TrafficBatch::new(boot, items.to_vec())).expect("JSON");
        let page = self.post(TRAFFIC, batch).await.ok();
        serde_json::from_slice::<TrafficAnswer>(&page.body).expect("an answer").acked_through
    }

    /// A batch that is taken.
    pub async fn reports(&mut self, attempt: (MigrationId, i32), items: &[Item]) -> Answer {
        let page = self.report(attempt, items).await;
        assert_eq!(page.status.as_u16(), 200, "{}", page.html());
        serde_json::from_slice(&page.body).expect("an answer")
    }
}

pub const TRAFFIC: &str = "/api/v1/host/traffic";

/// The recording of a host, as its reporter would have told it.
pub fn counters(name: &str) -> Vec<Counters> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cold-migration").join(name);
    let text = std::fs::read_to_string(path).expect("a recording");
    let sample = |(seq, part): (i64, &str)| {
        let (stamp, table) = part.split_once('\n').expect("a stamp and a table");
        let seconds: f64 = stamp.trim().parse().expect("an epoch");
        let at = Utc.timestamp_millis_opt((seconds * 1000.0) as i64).single().expect("an instant");
        Counters { seq, from: None, at, nics: cards(table) }
    };
    (1..).zip(text.split("@ ").filter(|part| !part.is_empty())).map(sample).collect()
}

pub fn reports(id: MigrationId, n: i32) -> String {
    format!("/api/v1/migrations/{id}/attempts/{n}/reports")
}

#[track_caller]
pub fn problem(page: &Page) -> Problem {
    assert_eq!(page.headers.get("content-type").expect("a type"), "application/problem+json");
    let problem: Problem = serde_json::from_slice(&page.body).expect("a problem");
    assert_eq!(problem.status, page.status.as_u16());
    problem
}

pub fn began(seq: i64, at: DateTime<Utc>, total: i64) -> Item {
    Item::new(seq, at, Said::CopyBegan { disk: "xvda".to_owned(), total: Some(total) })
}

/// Of the copy that began with report `run`.
pub fn sample(seq: i64, at: DateTime<Utc>, run: i64, seconds: i64, bytes: i64) -> Item {
    Item::new(seq, at, Said::Sample { run, disk: "xvda".to_owned(), bytes, elapsed_ms: seconds * 1000 })
}

pub fn ended(seq: i64, at: DateTime<Utc>, run: i64, bytes: i64, blake3: &str) -> Item {
    let blake3 = Some(blake3.repeat(64 / blake3.len()));
    Item::new(seq, at, Said::CopyEnded { run, disk: "xvda".to_owned(), bytes, blake3, failure: None })
}

pub fn step(seq: i64, at: DateTime<Utc>, step: &str, word: StepWord) -> Item {
    Item::new(seq, at, Said::Step { step: step.to_owned(), word, note: String::new() })
}
