//! The outline of a series as an SVG path: a step for each piece of time, open where nothing is known.

use super::picture::Picture;
use super::series::Series;

/// The field that a half is drawn in.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    pub width: f64,
    pub height: f64,
    /// The rate at its far edge.
    pub top: f64,
    /// What leaves stands on the lower edge, what arrives hangs from the upper one.
    pub is_up: bool,
}

/// The pieces of the series that are wanted; empty if there are none.
pub fn path(picture: &Picture, series: &Series, field: Field, wanted: impl Fn(usize) -> bool) -> String {
    let base = if field.is_up { field.height } else { 0.0 };
    let mut out = String::new();
    let mut pen_at = None;
    for (n, (at, rate)) in series.pieces().enumerate() {
        let Some(rate) = rate.filter(|_| wanted(n)) else {
            if pen_at.take().is_some() {
                out.push_str(&format!("V{}Z", number(base)));
            }
            continue;
        };
        let height = (rate / field.top).clamp(0.0, 1.0) * field.height;
        let y = number(if field.is_up { field.height - height } else { height });
        let [left, right] = [at, at + series.step].map(|at| number(picture.place(at) * field.width));
        if pen_at.is_none() {
            out.push_str(&format!("M{left} {}", number(base)));
        }
        if pen_at.as_ref() != Some(&y) {
            out.push_str(&format!("V{y}"));
        }
        out.push_str(&format!("H{right}"));
        pen_at = Some(y);
    }
    if pen_at.is_some() {
        out.push_str(&format!("V{}Z", number(base)));
    }
    out
}

/// With one decimal at most.
pub fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}
