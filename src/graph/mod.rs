//! Pictures of traffic over time, drawn on the server: what leaves goes up, what arrives goes down.
//! Knows no database and no language; it is given rates, bands and words. `page_svg` stands inside a
//! page and takes its looks from the stylesheet, `sheet_svg` is a file that needs nothing else, and
//! `png` makes pixels of it.

mod curve;
mod draw;
mod pen;
mod picture;
mod png;
mod scale;
mod series;
mod sheet;
mod tags;

pub use draw::page_svg;
pub use picture::{Band, Half, Now, Picture, Tick, Tone};
pub use png::png;
pub use scale::rate_in_words;
pub use series::Series;
pub use sheet::{Sheet, sheet_svg};
