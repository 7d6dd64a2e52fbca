//! Pictures to take along.

use actix_web::http::{Method, StatusCode};
use chrono::Duration;
use domovoi::migrations::step::FORWARD;
use uuid::Uuid;

use super::{Card, megabits};
use crate::migrations::story::{Story, november};
use crate::support::{Dom0, Page};

fn header<'a>(page: &'a Page, name: &str) -> &'a str {
    page.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
}

async fn moved() -> (Story, String) {
    let story = Story::begin().await;
    let id = story.under_way().await;
    story.walk(id, &FORWARD).await;
    let mut card = Card::new();
    card.counts((november(17, 21, 0), story.now()), [megabits(86), megabits(3)]);
    Dom0::of(&story.portal, story.prins).await.counts(Uuid::nil(), &card.items).await;
    (story, format!("/migrations/{id}/traffic"))
}

#[actix_web::test]
async fn the_svg_says_by_itself_what_it_shows() {
    let (story, path) = moved().await;
    let mut noor = story.portal.browser_of(&story.noor).await;
    let file = noor.get(&format!("{path}.svg")).await.ok();
    assert_eq!(header(&file, "content-type"), "image/svg+xml");
    assert_eq!(header(&file, "content-disposition"), "attachment; filename=\"prins-spaarne-2026-11-17.svg\"");
    let svg = file.html();
    for said in [
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1120\"",
        "Traffic out of prins and into spaarne on Tuesday 17 November",
        "17 Nov 2026, 5-minute averages in bits a second, times in CET. Voorbeeld Hosting Club",
        "Out of prins: 86 Mbit/s now, 86 Mbit/s on average, 86 Mbit/s at most",
        "Into spaarne: nothing was reported.",
        "higgs: moved",
    ] {
        assert!(svg.contains(said), "{said} is missing in\n{svg}");
    }
    for other in ["class=", "style", "%\"", "<script", "href"] {
        assert!(!svg.contains(other), "{other} needs something else than the file");
    }
}

#[actix_web::test]
async fn the_png_is_the_same_picture_in_pixels() {
    let (story, path) = moved().await;
    let mut noor = story.portal.browser_of(&story.noor).await;
    let file = noor.get(&format!("{path}.png")).await.ok();
    assert_eq!(header(&file, "content-type"), "image/png");
    assert_eq!(header(&file, "content-disposition"), "attachment; filename=\"prins-spaarne-2026-11-17.png\"");
    assert_eq!(file.body[..8], *b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(file.body[at..at + 4].try_into().expect("four bytes"));
    let svg = noor.get(&format!("{path}.svg")).await.ok().html();
    let height = svg.split("height=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a height");
    assert_eq!([number(16), number(20)], [2240, 2 * height.parse::<f64>().expect("a number").ceil() as u32]);
    assert!(file.body.len() < 300_000, "{} bytes", file.body.len());
}

#[actix_web::test]
async fn who_has_the_file_gets_it_again_when_it_has_changed() {
    let (story, path) = moved().await;
    let mut noor = story.portal.browser_of(&story.noor).await;
    for ending in ["svg", "png"] {
        let path = format!("{path}.{ending}");
        let etag = header(&noor.get(&path).await.ok(), "etag").to_owned();
        let asked = [("if-none-match", etag.as_str())];
        let again = noor.send(Method::GET, &path, &asked, Vec::new()).await;
        assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
        story.portal.advance(Duration::minutes(5));
        let later = noor.send(Method::GET, &path, &asked, Vec::new()).await.ok();
        assert_ne!(header(&later, "etag"), etag);
    }
}
