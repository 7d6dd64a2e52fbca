//! A scene as a page shows it.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::table::{FigureView, PartRow};
use super::{Scene, Window};
use crate::graph::page_svg;
use crate::web::Visitor;

/// The picture of a day, with its table and its files.
#[derive(Debug, Serialize)]
pub struct GraphView {
    pub svg: String,
    /// When the day begins.
    pub day: DateTime<Utc>,
    pub average: String,
    pub zone: String,
    pub has_gaps: bool,
    pub moved: usize,
    pub came_back: usize,
    pub figures: [FigureView; 2],
    pub rows: Vec<PartRow>,
    pub days: Vec<DayLink>,
    pub svg_href: String,
    pub png_href: String,
}

/// Another day that can be looked at.
#[derive(Debug, Serialize)]
pub struct DayLink {
    pub href: String,
    /// When it begins.
    pub day: DateTime<Utc>,
}

impl GraphView {
    /// `file` gives the address of the picture with that ending.
    pub fn of(who: &Visitor, scene: &Scene, days: Vec<DayLink>, file: impl Fn(&str) -> String) -> GraphView {
        GraphView {
            svg: page_svg(&scene.picture),
            day: scene.span.from,
            average: scene.average.clone(),
            zone: scene.zone.clone(),
            has_gaps: scene.has_gaps,
            moved: scene.moved,
            came_back: scene.came_back,
            figures: scene.figures.clone(),
            rows: scene.rows(who),
            days,
            svg_href: file("svg"),
            png_href: file("png"),
        }
    }
}

/// One of several small ones.
#[derive(Debug, Serialize)]
pub struct MiniView {
    pub window: &'static str,
    /// The message id of its name.
    pub label: String,
    pub svg: String,
    pub average: String,
    pub has_gaps: bool,
    pub figures: [FigureView; 2],
    pub svg_href: String,
    pub png_href: String,
}

impl MiniView {
    pub fn of(scene: &Scene, window: Window, file: impl Fn(&str) -> String) -> MiniView {
        MiniView {
            window: window.as_str(),
            label: format!("graph-{window}"),
            svg: page_svg(&scene.picture),
            average: scene.average.clone(),
            has_gaps: scene.has_gaps,
            figures: scene.figures.clone(),
            svg_href: file("svg"),
            png_href: file("png"),
        }
    }
}
