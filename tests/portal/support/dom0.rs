//! A dom0 as the API sees it: a token and what is sent with it.

use actix_web::http::Method;
use chrono::{DateTime, Utc};
use domovoi::db::ids::{HostId, MigrationId};
use domovoi::db::token::Token;
use domovoi::reports::{Answer, Batch, Item, Problem, Said, StepWord};
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

    /// A batch that is taken.
    pub async fn reports(&mut self, attempt: (MigrationId, i32), items: &[Item]) -> Answer {
        let page = self.report(attempt, items).await;
        assert_eq!(page.status.as_u16(), 200, "{}", page.html());
        serde_json::from_slice(&page.body).expect("an answer")
    }
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

pub fn ended(seq: i64, at: DateTime<Utc>, run: i64, bytes: i64, sha256: &str) -> Item {
    let sha256 = Some(sha256.repeat(64 / sha256.len()));
    Item::new(seq, at, Said::CopyEnded { run, disk: "xvda".to_owned(), bytes, sha256, failure: None })
}

pub fn step(seq: i64, at: DateTime<Utc>, step: &str, word: StepWord) -> Item {
    Item::new(seq, at, Said::Step { step: step.to_owned(), word, note: String::new() })
}
