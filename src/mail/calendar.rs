//! The calendar part of a mail: one event as an iTIP message (RFC 5546), so that a move stands in
//! its owner's calendar, moves when it is rescheduled and goes when it is cancelled.

use chrono::{DateTime, Utc};
use icalendar::{Attendee, Calendar, Component, Event, EventLike, EventStatus, PartStat, Property};

use crate::mail::rendering::one_line;
use crate::mail::{CalendarEvent, CalendarMethod};

impl CalendarMethod {
    /// As `METHOD` and the MIME parameter say it; the two must agree (RFC 6047).
    pub fn as_str(self) -> &'static str {
        match self {
            CalendarMethod::Request => "REQUEST",
            CalendarMethod::Cancel => "CANCEL",
        }
    }
}

/// The event as text: CRLF lines of at most 75 octets, times in UTC.
pub fn write(
    event: &CalendarEvent,
    organizer: (&str, &str),
    attendee: (&str, &str),
    now: DateTime<Utc>,
) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//Domovoi//Moves//EN"));
    calendar.append_property(Property::new("METHOD", event.method.as_str()));
    calendar.push(entry(event, organizer, attendee, now));
    calendar.to_string()
}

fn entry(
    event: &CalendarEvent,
    organizer: (&str, &str),
    attendee: (&str, &str),
    now: DateTime<Utc>,
) -> Event {
    let status = match event.method {
        CalendarMethod::Request => EventStatus::Confirmed,
        CalendarMethod::Cancel => EventStatus::Cancelled,
    };
    let (name, address) = attendee;
    Event::with_uid(&one_line(&event.uid))
        .sequence(event.sequence)
        .timestamp(now)
        .starts(event.starts_at)
        .ends(event.ends_at)
        .summary(&one_line(&event.summary))
        .description(&lines(&event.description))
        .location(&one_line(&event.location))
        .url(&one_line(&event.url))
        .status(status)
        .add_property("TRANSP", "TRANSPARENT")
        .append_property(
            Property::new("ORGANIZER", format!("mailto:{}", organizer.1))
                .add_parameter("CN", &parameter(organizer.0))
                .done(),
        )
        .append_multi_property(
            Attendee::new(format!("mailto:{address}"))
                .cn(parameter(name))
                .partstat(PartStat::NeedsAction)
                .rsvp(false),
        )
        .done()
}

/// A parameter has no way to write a quote, and the crate takes a leading one for "already quoted".
fn parameter(text: &str) -> String {
    one_line(&text.replace('"', "'"))
}

/// Lines without control characters in them.
fn lines(text: &str) -> String {
    text.lines().map(one_line).collect::<Vec<_>>().join("\n")
}
