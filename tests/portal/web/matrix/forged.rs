//! Forms that no page of ours sent.

use actix_web::http::{Method, StatusCode};

use super::rows::{ROWS, Row};
use super::world::{Who, World};
use crate::support::Browser;

/// What a browser says about a form on somebody else's page, or leaves out.
const ELSEWHERE: [&[(&str, &str)]; 7] = [
    &[("sec-fetch-site", "cross-site")],
    &[("sec-fetch-site", "same-site")],
    &[("sec-fetch-site", "none")],
    &[("origin", "https://elsewhere.example")],
    &[("origin", "http://portal.example.org.elsewhere.example")],
    &[("origin", "null")],
    &[],
];

#[actix_web::test]
async fn a_form_from_elsewhere_or_without_its_token_is_refused_and_writes_nothing() {
    let world = World::begin().await;
    let mut admin = world.browser(Who::Admin).await;
    let mut other = world.browser(Who::Ada).await;
    let before = world.digest().await;
    let mut refused = 0;
    for row in ROWS.iter().filter(|row| row.is_post() && row.path != "/unsubscribe/{token}") {
        let at = row.address(&world.cleo);
        let own = own_page(row);
        let (good, strange) = (admin.form_token(), other.form_token());
        for headers in ELSEWHERE {
            let headers = [headers, &own[1..]].concat();
            refused += assert_refused(row, &mut admin, &at, &headers, body(row, &world, Some(&good))).await;
        }
        for token in [None, Some(""), Some("x"), Some(strange.as_str())] {
            refused += assert_refused(row, &mut admin, &at, &own, body(row, &world, token)).await;
        }
        assert_eq!(before.changed(&world.digest().await), Vec::<&str>::new(), "{row:?}");
    }
    assert!(refused > 400, "{refused}");
}

/// What the browser says about one of our own pages.
fn own_page(row: &Row) -> [(&'static str, &'static str); 2] {
    [("sec-fetch-site", "same-origin"), ("content-type", row.content_type())]
}

fn body(row: &Row, world: &World, token: Option<&str>) -> Vec<u8> {
    let token = token.map(|token| ("csrf_token".to_owned(), token.to_owned()));
    row.encoded(&token.into_iter().chain(row.fields(&world.cleo)).collect::<Vec<_>>())
}

async fn assert_refused(
    row: &Row,
    browser: &mut Browser,
    at: &str,
    headers: &[(&str, &str)],
    body: Vec<u8>,
) -> usize {
    let page = browser.send(Method::POST, at, headers, body).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN, "{row:?} {headers:?}");
    1
}
