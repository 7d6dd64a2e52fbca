//! The calendar part of a mail, read by a parser that is not ours.

use calcard::icalendar::{ICalendar, ICalendarComponentType, ICalendarProperty as Property};
use mail_parser::{MessageParser, MimeHeaders};

/// Method, SEQUENCE and start; `None` for a mail without.
pub fn of(raw: &[u8]) -> Option<(String, i64, String)> {
    let message = MessageParser::default().parse(raw)?;
    let part = message.parts.iter().find(|part| part.is_content_type("text", "calendar"))?;
    let calendar = ICalendar::parse(part.text_contents().expect("a text")).expect("a calendar");
    let is_event = |component: &&calcard::icalendar::ICalendarComponent| {
        component.component_type == ICalendarComponentType::VEvent
    };
    let event = calendar.components.iter().find(is_event).expect("an event");
    let value = |name| event.property(&name).and_then(|entry| entry.values.first()).expect("a value");
    let method = part.content_type().and_then(|kind| kind.attribute("method")).expect("a method").to_owned();
    let starts_at = value(Property::Dtstart).as_partial_date_time().expect("a time");
    let starts_at = starts_at.to_date_time().expect("a time").date_time.and_utc();
    let sequence = value(Property::Sequence).as_integer().expect("a number");
    Some((method, sequence, starts_at.format("%d %H:%M").to_string()))
}
