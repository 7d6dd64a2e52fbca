//! The same numbers as a table.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use super::{Scene, axis};
use crate::fleet::traffic::Span;
use crate::graph::{Half, Series, rate_in_words};
use crate::web::Visitor;
use crate::words::Message;

/// What went through in one direction.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FigureView {
    pub name: String,
    /// Whether the latest is of now, and not of the end of a day that is over.
    pub is_current: bool,
    pub latest: Option<String>,
    pub average: Option<String>,
    pub highest: Option<String>,
    pub highest_at: Option<DateTime<Utc>>,
}

impl FigureView {
    pub fn of(who: &Visitor, half: &Half, span: Span) -> FigureView {
        let mark = who.say(&Message::new("decimal-mark"));
        let words = |rate| rate_in_words(rate, &mark);
        let highest = half.series.highest();
        FigureView {
            name: half.name.clone(),
            is_current: who.now < span.until,
            latest: half.series.latest().map(words),
            average: half.series.average().map(words),
            highest: highest.map(|(_, rate)| words(rate)),
            highest_at: highest.map(|(at, _)| at),
        }
    }

    /// As a sentence.
    pub fn said(&self, who: &Visitor) -> String {
        let (Some(latest), Some(average), Some(highest)) = (&self.latest, &self.average, &self.highest)
        else {
            return who.say(&Message::new("graph-figure-unknown").with("name", self.name.as_str()));
        };
        let id = if self.is_current { "graph-figure-now" } else { "graph-figure" };
        let sentence = Message::new(id)
            .with("name", self.name.as_str())
            .with("latest", latest.as_str())
            .with("average", average.as_str())
            .with("highest", highest.as_str())
            .with("at", who.time(self.highest_at, "short"));
        who.say(&sentence)
    }
}

/// A part of a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PartRow {
    from: String,
    until: String,
    sent: Option<Amount>,
    received: Option<Amount>,
    happened: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Amount {
    average: String,
    highest: String,
}

impl Amount {
    fn of(series: &Series, mark: &str) -> Option<Amount> {
        let (_, highest) = series.highest()?;
        let average = series.average()?;
        Some(Amount { average: rate_in_words(average, mark), highest: rate_in_words(highest, mark) })
    }
}

/// A row for each hour that has begun.
pub fn hours(who: &Visitor, scene: &Scene) -> Vec<PartRow> {
    let Span { from, until, .. } = scene.span;
    let starts = (0..).map(|n| from + TimeDelta::hours(n)).take_while(|at| *at < until.min(who.now));
    let clock = |at| axis::clock(at, who.zone(), scene.span);
    let mark = scene.picture.decimal_mark.as_str();
    let row = |at: DateTime<Utc>| {
        let end = (at + TimeDelta::hours(1)).min(until);
        let bands = scene.picture.bands.iter().filter(|band| band.from < end && band.until > at);
        PartRow {
            from: clock(at),
            until: clock(end),
            sent: Amount::of(&scene.picture.up.series.between(at, end), mark),
            received: Amount::of(&scene.picture.down.series.between(at, end), mark),
            happened: bands.map(|band| band.label.as_str()).collect::<Vec<_>>().join(", "),
        }
    };
    starts.map(row).collect()
}
