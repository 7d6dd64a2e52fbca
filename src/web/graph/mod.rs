//! Traffic as a picture, on pages and as files: what is drawn, and all that is said of it.

mod axis;
mod file;
mod scene;
mod table;
mod view;

pub use file::{Format, answer};
pub use scene::{Scene, of_host_day, of_host_window, of_migration};
pub use table::FigureView;
pub use view::{DayLink, GraphView, MiniView};

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::Deserialize;

use crate::fleet::traffic::Span;
use crate::reports::retention::TRAFFIC;
use crate::text_enum;
use crate::web::local_time::start_of_day;
use crate::web::{Error, Visitor};

text_enum! {
    /// How far back a host's picture goes, if it is not that of a day.
    pub enum Window {
        Week = "week",
        Month = "month",
        Year = "year",
    }
}

impl Window {
    pub fn span(self, now: DateTime<Utc>) -> Span {
        let [_, week, month, year] = TRAFFIC.map(|(piece_seconds, _)| piece_seconds);
        match self {
            Window::Week => Span::back(7, week, now),
            Window::Month => Span::back(30, month, now),
            Window::Year => Span::back(365, year, now),
        }
    }
}

/// What an address says of the time that is drawn.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    day: Option<String>,
    window: Option<String>,
}

impl Asked {
    /// A day of which something can be known.
    pub fn day(&self, who: &Visitor) -> Result<Option<NaiveDate>, Error> {
        let Some(text) = &self.day else { return Ok(None) };
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| Error::NotFound)?;
        let (first, last) = days_kept(who);
        if (first..=last).contains(&day) { Ok(Some(day)) } else { Err(Error::NotFound) }
    }

    pub fn window(&self) -> Result<Option<Window>, Error> {
        self.window.as_ref().map(|text| text.parse().map_err(|_| Error::NotFound)).transpose()
    }
}

/// The first and the last day that can be drawn.
pub fn days_kept(who: &Visitor) -> (NaiveDate, NaiveDate) {
    let day = |at: DateTime<Utc>| at.with_timezone(&who.zone()).date_naive();
    (day(who.now - TRAFFIC[1].1) + Days::new(1), day(who.now))
}

/// When they begin, the last one's end included.
pub fn days_begin(who: &Visitor) -> Vec<DateTime<Utc>> {
    let (first, last) = days_kept(who);
    let days = first.iter_days().take_while(|day| *day <= last + Days::new(1));
    days.filter_map(|day| start_of_day(day, who.zone())).collect()
}

/// From midnight to midnight, however long that is.
pub fn day_span(day: NaiveDate, zone: Tz, now: DateTime<Utc>) -> Option<Span> {
    Some(Span::of(start_of_day(day, zone)?, start_of_day(day + Days::new(1), zone)?, now))
}
