//! The page of a host: its day, week, month and year, with gaps and clocks that change.

use chrono::{DateTime, Duration, TimeZone, Utc};
use domovoi::members::Role;
use uuid::Uuid;

use super::{Card, megabits};
use crate::support::{Browser, Dom0, Page, Portal, builders};

fn at(month: u32, day: u32, hour: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, month, day, hour, 0, 0).single().expect("an instant")
}

/// prins at that time, with what its card counted.
async fn prins(now: DateTime<Utc>, card: &Card) -> (Portal, Browser) {
    let portal = Portal::start_at(now).await;
    let host = {
        let conn = &mut *portal.conn().await;
        let site = builders::site(conn, "DC1", "DC1 Amsterdam", now).await;
        builders::host(conn, site, "prins", 24, 400, now).await
    };
    let mut dom0 = Dom0::of(&portal, host).await;
    for items in card.items.chunks(400) {
        dom0.counts(Uuid::nil(), items).await;
    }
    let browser = portal.sign_in_as(Role::Core, "Fenna").await;
    (portal, browser)
}

fn rows(page: &Page) -> Vec<String> {
    page.all("#traffic details tbody tr")
}

#[actix_web::test]
async fn a_host_shows_its_day_week_month_and_year() {
    let now = at(11, 17, 20);
    let mut card = Card::new();
    card.counts((at(11, 17, 9), at(11, 17, 12)), [megabits(8), megabits(3)]);
    card.counts((at(11, 17, 15), now), [megabits(60), megabits(2)]);
    let (_, mut browser) = prins(now, &card).await;
    let page = browser.get("/hosts/prins").await.ok();
    assert_eq!(
        page.all("svg.chart > title"),
        [
            "Traffic of prins on Tuesday 17 November",
            "Traffic of prins in a week",
            "Traffic of prins in a month",
            "Traffic of prins in a year",
        ]
    );
    let figures = page.all("#traffic .table-figures tbody tr").join("\n");
    assert_eq!(
        figures,
        "Out of prins 60 Mbit/s 40 Mbit/s 60 Mbit/s today, 16:00\nInto prins 2 Mbit/s 2.4 Mbit/s 3 Mbit/s today, 10:00"
    );
    let rows = rows(&page);
    assert_eq!(rows.len(), 21, "from midnight to 21:00 in Amsterdam");
    assert_eq!(rows[10], "10:00 11:00 8 Mbit/s 8 Mbit/s 3 Mbit/s 3 Mbit/s");
    assert_eq!(rows[14], "14:00 15:00 not reported not reported");
    assert!(page.says("Hatched: nothing was reported."));
    // Before the first report, and between the two: two gaps in each direction.
    assert_eq!(page.all("#traffic svg.chart > rect[fill='url(#day-gap)']").len(), 4);
    assert!(page.all("svg.chart text").contains(&"now, 21:00".to_owned()));
    for average in ["5-minute averages", "30-minute averages", "2-hour averages", "Day averages, by UTC"] {
        assert!(page.says(average), "{average}");
    }
    assert_eq!(page.all("[style]").len(), 0);
}

#[actix_web::test]
async fn a_host_of_which_nothing_was_reported_has_no_picture() {
    let (_, mut browser) = prins(at(11, 17, 20), &Card::new()).await;
    let page = browser.get("/hosts/prins").await.ok();
    assert_eq!(page.all("svg.chart").len(), 0);
}

#[actix_web::test]
async fn the_day_on_which_the_clock_is_put_back_has_an_hour_more() {
    let mut card = Card::new();
    // From midnight to midnight in Amsterdam: 25 hours.
    card.counts((at(10, 24, 22), at(10, 25, 23)), [megabits(8), megabits(3)]);
    let (_, mut browser) = prins(at(10, 26, 12), &card).await;
    let page = browser.get("/hosts/prins?day=2026-10-25").await.ok();
    let rows = rows(&page);
    assert_eq!(rows.len(), 25);
    assert!(rows[2].starts_with("02:00 CEST 02:00 CET 8 Mbit/s"), "{}", rows[2]);
    assert!(rows[3].starts_with("02:00 CET 03:00 CET 8 Mbit/s"), "{}", rows[3]);
    assert!(rows[24].starts_with("23:00 CET 24:00 CET 8 Mbit/s"), "{}", rows[24]);
    assert!(page.says("times in CEST, CET."), "{}", page.text());
    assert!(!page.all("#traffic figcaption").join("").contains("Hatched"), "all of it is known");
    let hrefs = page.all("#traffic-h + p a");
    assert_eq!(hrefs, ["Saturday 24 October", "Monday 26 October"]);
}

#[actix_web::test]
async fn an_old_day_is_one_of_half_hours() {
    let mut card = Card::new();
    card.counts((at(11, 17, 9), at(11, 17, 12)), [megabits(8), megabits(3)]);
    let (portal, _) = prins(at(11, 17, 20), &card).await;
    portal.advance(Duration::days(40));
    let fenna = builders::member_with_email(&mut *portal.conn().await, "fenna@club.example").await;
    let mut browser = portal.browser_of(&fenna).await;
    let page = browser.get("/hosts/prins?day=2026-11-17").await.ok();
    assert!(page.says("30-minute averages, times in CET."), "{}", page.text());
    assert_eq!(rows(&page)[10], "10:00 11:00 8 Mbit/s 8 Mbit/s 3 Mbit/s 3 Mbit/s");
}
