//! What is drawn, in the reader's words.

use chrono::{DateTime, TimeDelta, Utc};

use super::table::{self, FigureView, PartRow};
use super::{Window, axis};
use crate::fleet::traffic::{Flow, Span};
use crate::graph::{Band, Half, Now, Picture, Series, Sheet, Tone, sheet_svg};
use crate::migrations::AttemptResult;
use crate::migrations::queries::{Passing, Pictured};
use crate::web::Visitor;
use crate::words::Message;

/// A picture with what is said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    pub picture: Picture,
    pub span: Span,
    /// What it is an average of.
    pub average: String,
    /// `CET`.
    pub zone: String,
    pub figures: [FigureView; 2],
    pub has_gaps: bool,
    /// How many domUs that the reader may know of moved, and how many came back.
    pub moved: usize,
    pub came_back: usize,
}

/// The tag of a longer name would be wider than a phone.
const LONGEST_NAME: usize = 18;

pub fn of_migration(who: &Visitor, pictured: &Pictured) -> Scene {
    let [sent, _] = pictured.span.series(&pictured.of_source, who.now);
    let [_, received] = pictured.span.series(&pictured.of_target, who.now);
    let title = Message::new("graph-title-move")
        .with("source", pictured.source.as_str())
        .with("target", pictured.target.as_str())
        .with("day", who.time(Some(pictured.span.from), "day"));
    day(who, title, [&pictured.source, &pictured.target], pictured.span, [sent, received], &pictured.passing)
}

pub fn of_host_day(who: &Visitor, host: &str, span: Span, flows: &[Flow], passing: &[Passing]) -> Scene {
    let title =
        Message::new("graph-title-host").with("host", host).with("day", who.time(Some(span.from), "day"));
    day(who, title, [host, host], span, span.series(flows, who.now), passing)
}

pub fn of_host_window(who: &Visitor, host: &str, window: Window, span: Span, flows: &[Flow]) -> Scene {
    let title = Message::new(format!("graph-title-{window}")).with("host", host);
    let mut scene = scene(who, title, [host, host], span, span.series(flows, who.now));
    scene.picture.id = window.to_string();
    scene.picture.ticks = axis::dates(who, window, span);
    scene.picture.is_small = true;
    scene.picture.description = described(who, &scene);
    scene
}

fn day(
    who: &Visitor,
    title: Message,
    hosts: [&str; 2],
    span: Span,
    series: [Series; 2],
    passing: &[Passing],
) -> Scene {
    let mut scene = scene(who, title, hosts, span, series);
    let has_ended = |passing: &&Passing, ends: &[AttemptResult]| {
        passing.domu.is_some() && passing.result.is_some_and(|result| ends.contains(&result))
    };
    let count = |ends: &[AttemptResult]| passing.iter().filter(|one| has_ended(one, ends)).count();
    scene.moved = count(&[AttemptResult::Succeeded]);
    scene.came_back = count(&[AttemptResult::RolledBack]);
    scene.picture.bands = passing.iter().map(|passing| band(who, passing, span)).collect();
    scene.picture.ticks = axis::hours(span, who.zone());
    if (span.from..span.until).contains(&who.now) {
        let label = Message::new("graph-now").with("clock", axis::clock(who.now, who.zone(), span));
        scene.picture.now = Some(Now { at: who.now, label: who.say(&label) });
    }
    scene.picture.description = described(who, &scene);
    scene
}

fn scene(
    who: &Visitor,
    title: Message,
    [source, target]: [&str; 2],
    span: Span,
    series: [Series; 2],
) -> Scene {
    let [sent, received] = series;
    let up = Half { name: who.say(&Message::new("graph-out-of").with("host", source)), series: sent };
    let down = Half { name: who.say(&Message::new("graph-into").with("host", target)), series: received };
    Scene {
        average: who.say(&Message::new(format!("graph-average-{}", span.piece_seconds))),
        zone: axis::zones(who.zone(), span).join(", "),
        figures: [&up, &down].map(|half| FigureView::of(who, half, span)),
        has_gaps: up.series.has_gaps() || down.series.has_gaps(),
        moved: 0,
        came_back: 0,
        span,
        picture: Picture {
            id: "day".to_owned(),
            title: who.say(&title),
            description: String::new(),
            decimal_mark: who.say(&Message::new("decimal-mark")),
            from: span.from,
            until: span.until,
            up,
            down,
            bands: Vec::new(),
            ticks: Vec::new(),
            now: None,
            is_small: false,
        },
    }
}

/// Of somebody else's no more is drawn than the traffic shows by itself: whole pieces of time.
fn band(who: &Visitor, passing: &Passing, span: Span) -> Band {
    let until = passing.until_at.unwrap_or(who.now);
    let (from, until, tone, label) = match &passing.domu {
        Some(domu) => (passing.from_at, until, tone(passing.result), named(who, domu, passing.result)),
        None => {
            let [from, until] = whole_pieces(passing.from_at, until, span.piece_seconds);
            (from, until, Tone::Other, who.say(&Message::new("graph-band-other")))
        }
    };
    let inside = |at: DateTime<Utc>| at.clamp(span.from, span.until);
    let (leaves, arrives) = (passing.leaves, passing.arrives);
    Band { from: inside(from), until: inside(until), leaves, arrives, tone, label }
}

fn whole_pieces(from: DateTime<Utc>, until: DateTime<Utc>, piece_seconds: i32) -> [DateTime<Utc>; 2] {
    let piece = i64::from(piece_seconds);
    let begin = |at: DateTime<Utc>| at - TimeDelta::seconds(at.timestamp().rem_euclid(piece));
    [begin(from), begin(until) + TimeDelta::seconds(piece)]
}

fn tone(result: Option<AttemptResult>) -> Tone {
    match result {
        None => Tone::UnderWay,
        Some(AttemptResult::Succeeded) => Tone::Moved,
        Some(_) => Tone::Back,
    }
}

fn named(who: &Visitor, domu: &str, result: Option<AttemptResult>) -> String {
    let is_long = domu.chars().count() > LONGEST_NAME;
    let mut name: String = domu.chars().take(LONGEST_NAME).collect();
    if is_long {
        name.push('…');
    }
    let id = match result {
        None => "graph-band-under_way".to_owned(),
        Some(result) => format!("graph-band-{result}"),
    };
    who.say(&Message::new(id).with("domu", name))
}

/// The picture in sentences, for those who do not see it.
fn described(who: &Visitor, scene: &Scene) -> String {
    let figures = scene.figures.iter().map(|figure| figure.said(who));
    let bands = scene.picture.bands.iter().map(|band| {
        let clock = |at| axis::clock(at, who.zone(), scene.span);
        let sentence = Message::new("graph-band-when")
            .with("label", band.label.as_str())
            .with("from", clock(band.from))
            .with("until", clock(band.until));
        who.say(&sentence)
    });
    let average = [format!("{}.", scene.average)];
    average.into_iter().chain(figures).chain(bands).collect::<Vec<_>>().join(" ")
}

impl Scene {
    /// Whether nothing at all was reported.
    pub fn is_unknown(&self) -> bool {
        self.picture.up.series.is_unknown() && self.picture.down.series.is_unknown()
    }

    /// Hour by hour.
    pub fn rows(&self, who: &Visitor) -> Vec<PartRow> {
        table::hours(who, self)
    }

    /// As a file that needs nothing else.
    pub fn svg(&self, who: &Visitor) -> String {
        let from = who.time(Some(self.span.from), "date");
        let until = who.time(Some(self.span.until - TimeDelta::seconds(1)), "date");
        let dates = if from == until { from } else { format!("{from} – {until}") };
        let note = Message::new("graph-file-note")
            .with("dates", dates)
            .with("average", self.average.as_str())
            .with("zone", self.zone.as_str())
            .with("club", who.app.letterhead.club_name.as_str());
        let mut notes = vec![who.say(&note)];
        if self.has_gaps {
            notes.push(who.say(&Message::new("graph-gaps")));
        }
        let figures = self.figures.iter().map(|figure| figure.said(who)).collect();
        let picture = Picture { is_small: false, ..self.picture.clone() };
        sheet_svg(&Sheet { picture: &picture, notes, figures })
    }
}
