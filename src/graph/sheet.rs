//! A picture as a file of its own: with its title, its looks and what it means.

use super::curve::number;
use super::draw::body;
use super::pen::{Anchor, Medium, Pen, escaped};
use super::picture::Picture;

/// What stands around the picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet<'a> {
    pub picture: &'a Picture,
    /// What it is an average of, and in which zone; a line each.
    pub notes: Vec<String>,
    /// What went through in each direction; a line each.
    pub figures: Vec<String>,
}

const WIDTH: f64 = 1072.0;
const MARGIN: f64 = 24.0;
const LINE: f64 = 20.0;

/// A whole SVG file, drawn by day.
pub fn sheet_svg(sheet: &Sheet<'_>) -> String {
    let picture = sheet.picture;
    let mut pen = Pen::new(Medium::Sheet { width: WIDTH });
    pen.text("title", 0.0, 18.0, Anchor::Start, &picture.title);
    for (n, note) in (0..).zip(&sheet.notes) {
        pen.text("note", 0.0, 42.0 + f64::from(n) * LINE, Anchor::Start, note);
    }
    let begins = 42.0 + sheet.notes.len() as f64 * LINE;
    let mut high = 0.0;
    pen.at(0.0, begins, |pen| high = body(pen, picture));
    for (n, figure) in (0..).zip(&sheet.figures) {
        pen.text("note", 0.0, begins + high + 14.0 + f64::from(n) * LINE, Anchor::Start, figure);
    }
    let height = number(2.0 * MARGIN + begins + high + sheet.figures.len() as f64 * LINE);
    let (width, paper) = (number(WIDTH + 2.0 * MARGIN), Pen::new(pen.medium).look("paper"));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"DejaVu Sans, Verdana, sans-serif\">\
         <title>{}</title><desc>{}</desc><rect {paper} width=\"{width}\" height=\"{height}\"/>\
         <g transform=\"translate({MARGIN} {MARGIN})\">{}</g></svg>\n",
        escaped(&picture.title),
        escaped(&picture.description),
        pen.out
    )
}
