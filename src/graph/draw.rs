//! Draws a picture: the field above, the times, the field below, and the bands through all of it.

use super::curve::{Field, number, path};
use super::pen::{Anchor, Medium, Pen, escaped};
use super::picture::{Band, Half, Picture, Tone};
use super::scale;
use super::tags::{self, Tag};

/// Of the curve's own coordinates on a page, where it is stretched: five to a piece in a day of 24 hours.
const STRETCHED: f64 = 1440.0;
const TAG_HEIGHT: f64 = 22.0;

/// Where things are, from the top, in pixels.
struct Layout {
    tags: Vec<Option<Tag>>,
    top: f64,
    half: f64,
    strip: f64,
    below: f64,
}

impl Layout {
    fn of(picture: &Picture) -> Layout {
        let labels: Vec<(f64, &str)> =
            picture.bands.iter().map(|band| (middle(picture, band), band.label.as_str())).collect();
        let tags = tags::rows(&labels);
        let rows = tags.iter().flatten().map(|tag| tag.row + 1).max().unwrap_or(0) as f64;
        if picture.is_small {
            return Layout { tags, top: 16.0, half: 48.0, strip: 24.0, below: 4.0 };
        }
        let below = if picture.now.is_some() { 38.0 } else { 20.0 };
        Layout { tags, top: rows * (TAG_HEIGHT + 4.0) + 20.0, half: 136.0, strip: 34.0, below }
    }

    /// Where the field of a half begins.
    fn field(&self, is_up: bool) -> f64 {
        if is_up { self.top } else { self.top + self.half + self.strip }
    }

    fn end(&self) -> f64 {
        self.field(false) + self.half
    }

    fn height(&self) -> f64 {
        self.end() + self.below
    }
}

/// The picture as part of a page; its looks are the class `chart` of the stylesheet.
pub fn page_svg(picture: &Picture) -> String {
    let mut pen = Pen::new(Medium::Page);
    let layout = Layout::of(picture);
    let (id, height) = (&picture.id, number(layout.height()));
    pen.out.push_str(&format!(
        "<svg class=\"chart\" width=\"100%\" height=\"{height}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\">\
         <title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}</desc>",
        escaped(&picture.title),
        escaped(&picture.description)
    ));
    fill(&mut pen, picture, &layout);
    pen.out.push_str("</svg>");
    pen.out
}

/// All of it without a frame, and how high it is.
pub fn body(pen: &mut Pen, picture: &Picture) -> f64 {
    let layout = Layout::of(picture);
    fill(pen, picture, &layout);
    layout.height()
}

fn fill(pen: &mut Pen, picture: &Picture, layout: &Layout) {
    let top = scale::top(picture.highest());
    if let Some(now) = &picture.now {
        pen.rect("future", (picture.place(now.at), 1.0), layout.top, layout.end() - layout.top);
    }
    hatch(pen, picture);
    for is_up in [true, false] {
        gaps(pen, picture, half(picture, is_up), (layout.field(is_up), layout.half));
        bands(pen, picture, layout, is_up);
        grid(pen, picture, layout, top, is_up);
        curves(pen, picture, layout, top, is_up);
    }
    pen.across("axis", layout.field(true) + layout.half);
    pen.across("axis", layout.field(false));
    times(pen, picture, layout);
    if !picture.is_small {
        pen.text("strong", 0.0, layout.top + 18.0, Anchor::Start, &picture.up.name);
        pen.text("strong", 0.0, layout.end() - 10.0, Anchor::Start, &picture.down.name);
    }
    for (band, tag) in picture.bands.iter().zip(&layout.tags) {
        if let Some(tag) = tag {
            draw_tag(pen, band, tag);
        }
    }
    if let Some(now) = &picture.now {
        let place = picture.place(now.at);
        pen.upright("now", place, (layout.top, layout.end() + 20.0));
        let anchor = if place < 0.5 { Anchor::Start } else { Anchor::End };
        pen.text("strong", place, layout.end() + 33.0, anchor, &now.label);
    }
}

fn half(picture: &Picture, is_up: bool) -> &Half {
    if is_up { &picture.up } else { &picture.down }
}

fn hatch(pen: &mut Pen, picture: &Picture) {
    let look = pen.look("hatch");
    pen.out.push_str(&format!(
        "<defs><pattern id=\"{}-gap\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><line {look} x1=\"0\" x2=\"0\" y1=\"0\" y2=\"7\"/></pattern></defs>",
        picture.id
    ));
}

/// One hatched field for each time of which nothing is known.
fn gaps(pen: &mut Pen, picture: &Picture, half: &Half, (y, height): (f64, f64)) {
    let series = &half.series;
    let mut open: Option<(f64, f64)> = None;
    let ends = series.pieces().map(Some).chain([None]);
    for piece in ends {
        match piece.filter(|(_, rate)| rate.is_none()) {
            Some((at, _)) => {
                let until = picture.now.as_ref().map_or(at + series.step, |now| now.at.min(at + series.step));
                let from = open.map_or(picture.place(at), |(from, _)| from);
                open = Some((from, picture.place(until)));
            }
            None => {
                if let Some((from, until)) = open.take() {
                    let (x, width) = (pen.x(from), pen.x(until - from));
                    pen.out.push_str(&format!(
                        "<rect fill=\"url(#{}-gap)\" x=\"{x}\" width=\"{width}\" y=\"{}\" height=\"{}\"/>",
                        picture.id,
                        number(y),
                        number(height)
                    ));
                }
            }
        }
    }
}

fn bands(pen: &mut Pen, picture: &Picture, layout: &Layout, is_up: bool) {
    for band in picture.bands.iter().filter(|band| band.is_in(is_up)) {
        let span = (picture.place(band.from), picture.place(band.until));
        let is_through = band.leaves && band.arrives;
        let strip = if is_up && is_through { layout.strip } else { 0.0 };
        pen.rect(&format!("band-{}", tone(band)), span, layout.field(is_up), layout.half + strip);
        if is_up && is_through && !picture.is_small {
            pen.at(middle(picture, band), layout.top + layout.half, |pen| {
                let look = pen.look("arrow");
                pen.out.push_str(&format!("<path {look} d=\"M0 5V28M-5 22l5 6 5-6\"/>"));
            });
        }
    }
}

fn grid(pen: &mut Pen, picture: &Picture, layout: &Layout, top: f64, is_up: bool) {
    let is_small = picture.is_small;
    for (n, (rate, label)) in scale::grid(top, &picture.decimal_mark).into_iter().enumerate() {
        let far = rate / top * layout.half;
        let y = layout.field(is_up) + if is_up { layout.half - far } else { far };
        if n == 0 || !is_small {
            pen.across("grid", y);
        }
        match (is_small, n) {
            (true, 0) if is_up => pen.text("", 0.0, y - 4.0, Anchor::Start, &label),
            (true, _) => {}
            (false, _) => pen.text("", 0.0, y + if is_up { -6.0 } else { 15.0 }, Anchor::Start, &label),
        }
    }
}

fn curves(pen: &mut Pen, picture: &Picture, layout: &Layout, top: f64, is_up: bool) {
    let width = match pen.medium {
        Medium::Page => STRETCHED,
        Medium::Sheet { width } => width,
    };
    let y = number(layout.field(is_up));
    let end = match pen.medium {
        Medium::Page => {
            let height = layout.half;
            pen.out.push_str(&format!(
                "<svg x=\"0\" y=\"{y}\" width=\"100%\" height=\"{height}\" \
                 viewBox=\"0 0 {width} {height}\" preserveAspectRatio=\"none\">"
            ));
            "</svg>"
        }
        Medium::Sheet { .. } => {
            pen.out.push_str(&format!("<g transform=\"translate(0 {y})\">"));
            "</g>"
        }
    };
    let field = Field { width, height: layout.half, top, is_up };
    let series = &half(picture, is_up).series;
    let owners = owners(picture, is_up);
    let mut stroke = |class: &str, owner: Option<usize>| {
        let d = path(picture, series, field, |n| owners[n] == owner);
        if !d.is_empty() {
            let look = pen.look(class);
            pen.out.push_str(&format!("<path {look} d=\"{d}\"/>"));
        }
    };
    stroke("base", None);
    for (n, band) in picture.bands.iter().enumerate() {
        stroke(&format!("spike-{}", tone(band)), Some(n));
    }
    pen.out.push_str(end);
}

/// The band that each piece belongs to. One's own go before those of others.
fn owners(picture: &Picture, is_up: bool) -> Vec<Option<usize>> {
    let series = &half(picture, is_up).series;
    let owner = |at| {
        let holding = || {
            let bands = picture.bands.iter().enumerate();
            bands.filter(move |(_, band)| band.is_in(is_up) && band.holds(at, series))
        };
        holding().find(|(_, band)| band.tone != Tone::Other).or_else(|| holding().next()).map(|(n, _)| n)
    };
    series.pieces().map(|(at, _)| owner(at)).collect()
}

fn times(pen: &mut Pen, picture: &Picture, layout: &Layout) {
    let y = layout.top + layout.half + if picture.is_small { 16.0 } else { 21.0 };
    for tick in &picture.ticks {
        let place = picture.place(tick.at);
        let anchor = match place {
            at if at < 0.06 => Anchor::Start,
            at if at > 0.94 => Anchor::End,
            _ => Anchor::Middle,
        };
        pen.text(if tick.is_minor { "minor" } else { "" }, place, y, anchor, &tick.label);
    }
}

fn draw_tag(pen: &mut Pen, band: &Band, tag: &Tag) {
    let y = tag.row as f64 * (TAG_HEIGHT + 4.0) + 2.0;
    let class = if band.tone == Tone::Other { "tag-other" } else { "tag" };
    pen.at(tag.place, y, |pen| {
        let (look, text) = (pen.look(class), pen.look("tag-text"));
        let (left, width) = (number(-tag.left), number(tag.width));
        pen.out.push_str(&format!(
            "<rect {look} x=\"{left}\" y=\"0\" width=\"{width}\" height=\"{TAG_HEIGHT}\" rx=\"3\"/>\
             <text {text} x=\"{}\" y=\"15.5\" text-anchor=\"middle\">{}</text>",
            number(tag.width / 2.0 - tag.left),
            escaped(&band.label)
        ));
    });
}

fn middle(picture: &Picture, band: &Band) -> f64 {
    (picture.place(band.from) + picture.place(band.until)) / 2.0
}

fn tone(band: &Band) -> &'static str {
    match band.tone {
        Tone::Moved => "moved",
        Tone::Back => "back",
        Tone::UnderWay => "now",
        Tone::Other => "other",
    }
}
