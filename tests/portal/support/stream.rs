//! An answer that goes on, as a browser's EventSource reads it.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::ServiceResponse;
use actix_web::http::header::{CONTENT_TYPE, HeaderMap};
use tokio::time::timeout;

/// However slow the machine is.
const LONG: Duration = Duration::from_secs(20);

pub struct Stream {
    body: BoxBody,
    text: String,
}

impl Stream {
    pub fn of(response: ServiceResponse<BoxBody>) -> Stream {
        Stream { body: response.into_body(), text: String::new() }
    }

    pub fn is_in(headers: &HeaderMap) -> bool {
        headers.get(CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream")
    }

    /// What came first.
    pub async fn first(mut self) -> Vec<u8> {
        self.read().await;
        self.text.into_bytes()
    }

    /// What it says next; `None` once it has ended.
    pub async fn next(&mut self) -> Option<String> {
        loop {
            if let Some((message, rest)) = self.text.split_once("\n\n") {
                let said = message.strip_prefix("data: ").map(str::to_owned);
                self.text = rest.to_owned();
                if said.is_some() {
                    return said;
                }
            } else if !self.read().await {
                return None;
            }
        }
    }

    /// All that it says until it says this.
    pub async fn until(&mut self, last: &str) -> Vec<String> {
        let mut said = Vec::new();
        while said.last().is_none_or(|one| one != last) {
            said.push(self.next().await.unwrap_or_else(|| panic!("it ended after {said:?}, before {last}")));
        }
        said
    }

    /// Whether there was more.
    async fn read(&mut self) -> bool {
        let more = poll_fn(|context| Pin::new(&mut self.body).poll_next(context));
        match timeout(LONG, more).await.expect("something within 20 seconds") {
            Some(Ok(bytes)) => {
                self.text.push_str(std::str::from_utf8(&bytes).expect("UTF-8"));
                true
            }
            Some(Err(error)) => panic!("{error}"),
            None => false,
        }
    }
}
