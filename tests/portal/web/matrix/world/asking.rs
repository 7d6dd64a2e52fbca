//! Asking for a row of the table as a page of ours would.

use actix_web::http::Method;

use super::super::rows::Row;
use super::Things;
use crate::support::{Browser, Page};

impl Row {
    /// The request with a good token from one of our own pages.
    pub async fn ask(&self, browser: &mut Browser, things: &Things) -> Page {
        self.ask_with(browser, &self.address(things), &self.fields(things)).await
    }

    pub async fn ask_with(&self, browser: &mut Browser, address: &str, fields: &[(String, String)]) -> Page {
        if !self.is_post() {
            return browser.get(address).await;
        }
        let token = ("csrf_token".to_owned(), browser.form_token());
        let fields: Vec<_> = std::iter::once(&token).chain(fields).cloned().collect();
        let headers = [("sec-fetch-site", "same-origin"), ("content-type", self.content_type())];
        browser.send(Method::POST, address, &headers, self.encoded(&fields)).await
    }

    pub fn content_type(&self) -> &'static str {
        if self.is_upload() {
            "multipart/form-data; boundary=edge"
        } else {
            "application/x-www-form-urlencoded"
        }
    }

    pub fn encoded(&self, fields: &[(String, String)]) -> Vec<u8> {
        let encode = domovoi::paths::segment;
        if !self.is_upload() {
            let pairs = fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
            return pairs.collect::<Vec<_>>().join("&").into_bytes();
        }
        let part = |(name, value): &(String, String)| {
            format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        fields.iter().map(part).chain(["--edge--\r\n".to_owned()]).collect::<String>().into_bytes()
    }
}
