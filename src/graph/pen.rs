//! How the parts of a picture are written down, on a page and on a sheet of its own.

use super::curve::number;

/// A page is as wide as there is room, so places are in per cent and looks are in the stylesheet.
/// A sheet is so many pixels wide and carries its looks with it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Medium {
    Page,
    Sheet { width: f64 },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

pub struct Pen {
    pub medium: Medium,
    pub out: String,
}

impl Pen {
    pub fn new(medium: Medium) -> Pen {
        Pen { medium, out: String::new() }
    }

    /// A horizontal place or length, of which the whole width is 1.
    pub fn x(&self, part: f64) -> String {
        match self.medium {
            Medium::Page => format!("{}%", number_fine(part * 100.0)),
            Medium::Sheet { width } => number(part * width),
        }
    }

    /// The looks of one part.
    pub fn look(&self, class: &str) -> String {
        match self.medium {
            Medium::Page => format!("class=\"{class}\""),
            Medium::Sheet { .. } => look_of(class).to_owned(),
        }
    }

    pub fn rect(&mut self, class: &str, (from, until): (f64, f64), y: f64, height: f64) {
        // So that what is short is seen at all.
        let (x, width) = (self.x(from), self.x((until - from).max(0.002)));
        let (y, height, look) = (number(y), number(height), self.look(class));
        self.out
            .push_str(&format!("<rect {look} x=\"{x}\" width=\"{width}\" y=\"{y}\" height=\"{height}\"/>"));
    }

    /// From one side to the other.
    pub fn across(&mut self, class: &str, y: f64) {
        let (until, y, look) = (self.x(1.0), number(y), self.look(class));
        self.out.push_str(&format!("<line {look} x1=\"0\" x2=\"{until}\" y1=\"{y}\" y2=\"{y}\"/>"));
    }

    pub fn upright(&mut self, class: &str, place: f64, (from, until): (f64, f64)) {
        let (x, look) = (self.x(place), self.look(class));
        let [from, until] = [from, until].map(number);
        self.out.push_str(&format!("<line {look} x1=\"{x}\" x2=\"{x}\" y1=\"{from}\" y2=\"{until}\"/>"));
    }

    pub fn text(&mut self, class: &str, place: f64, y: f64, anchor: Anchor, text: &str) {
        let (x, y, look) = (self.x(place), number(y), self.look(class));
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        self.out.push_str(&format!(
            "<text {look} x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{}</text>",
            escaped(text)
        ));
    }

    /// What `draw` writes has its origin there, and pixels for units.
    pub fn at(&mut self, place: f64, y: f64, draw: impl FnOnce(&mut Pen)) {
        let (x, y) = (self.x(place), number(y));
        let end = match self.medium {
            Medium::Page => {
                self.out.push_str(&format!("<svg x=\"{x}\" y=\"{y}\" overflow=\"visible\">"));
                "</svg>"
            }
            Medium::Sheet { .. } => {
                self.out.push_str(&format!("<g transform=\"translate({x} {y})\">"));
                "</g>"
            }
        };
        draw(self);
        self.out.push_str(end);
    }
}

fn number_fine(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// As text in XML.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The looks of the stylesheet by day, as attributes.
fn look_of(class: &str) -> &'static str {
    match class {
        "paper" => "fill=\"#ffffff\"",
        "title" => "fill=\"#13203c\" font-size=\"18\"",
        "note" => "fill=\"#3f4c67\" font-size=\"13\"",
        "grid" => "stroke=\"#d6deeb\"",
        "axis" => "stroke=\"#76849d\"",
        "base" => "fill=\"#b9c9ec\" stroke=\"#6486cf\"",
        "future" => "fill=\"#ebf0f8\" fill-opacity=\".7\"",
        "hatch" => "stroke=\"#76849d\" stroke-opacity=\".6\"",
        "band-moved" => "fill=\"#f2a31f\" fill-opacity=\".2\"",
        "band-back" => "fill=\"#99478a\" fill-opacity=\".16\"",
        "band-now" => "fill=\"#4a76d6\" fill-opacity=\".16\"",
        "band-other" => "fill=\"#76849d\" fill-opacity=\".2\"",
        "spike-moved" => "fill=\"#f2a31f\" stroke=\"#c87500\"",
        "spike-back" => "fill=\"#d9a3d0\" stroke=\"#99478a\"",
        "spike-now" => "fill=\"#4a76d6\" stroke=\"#1d47a6\"",
        "spike-other" => "fill=\"#93a3bf\" stroke=\"#56637d\"",
        "arrow" => "fill=\"none\" stroke=\"#3f4c67\" stroke-width=\"1.5\"",
        "now" => "stroke=\"#13203c\" stroke-dasharray=\"2 3\"",
        "tag" => "fill=\"#17388a\" stroke=\"#9db4ea\"",
        "tag-other" => "fill=\"#56637d\"",
        "tag-text" => "fill=\"#ffffff\" font-size=\"12\"",
        "strong" => "fill=\"#13203c\" font-size=\"13\"",
        _ => "fill=\"#56637d\" font-size=\"12\"",
    }
}
