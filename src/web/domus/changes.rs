//! What changed in the record of a domU, from what to what.

use serde_json::Value;

use crate::fleet::change::Field;
use crate::fleet::queries::RecordEntry;
use crate::templates::bytes_in_words;
use crate::web::CurrentMember;
use crate::words::Message;

/// As they were written down, one after the other.
pub fn in_words(who: &CurrentMember, changes: &[Value]) -> String {
    changes.iter().filter_map(|change| in_a_word(who, change)).collect::<Vec<_>>().join("; ")
}

fn in_a_word(who: &CurrentMember, change: &Value) -> Option<String> {
    let field: Field = change["field"].as_str()?.parse().ok()?;
    let label = who.say(&Message::new(field.label()));
    let side = |name: &str| change[name].as_str().map(|text| value(who, field, text));
    let message = match (side("old"), side("new")) {
        (Some(old), Some(new)) => Message::new("fleet-changed-from-to").with("old", old).with("new", new),
        (None, Some(new)) => Message::new("fleet-changed-first").with("new", new),
        (Some(old), None) => Message::new("fleet-changed-gone").with("old", old),
        (None, None) => return Some(label),
    };
    Some(who.say(&message.with("field", label)))
}

fn value(who: &CurrentMember, field: Field, text: &str) -> String {
    let id = match (field, text) {
        (Field::State, state) => format!("fleet-domu-state-{state}"),
        (Field::Role, role) => format!("fleet-person-{role}"),
        (Field::Kind, kind) => format!("fleet-service-kind-{kind}"),
        (Field::Starts | Field::IsNamed, "true") => "fleet-changed-yes".to_owned(),
        (Field::Starts | Field::IsNamed, _) => "fleet-changed-no".to_owned(),
        _ => return text.to_owned(),
    };
    who.say(&Message::new(id))
}

/// Of an entry that only says what the record was afterwards, as once all did, and that of a new domU
/// still does.
pub fn as_told_before(who: &CurrentMember, entry: &RecordEntry) -> String {
    let detail = &entry.detail;
    let mut parts: Vec<String> = Vec::new();
    if matches!(entry.action.as_str(), "domu.added" | "domu.edited") {
        parts.extend(entry.host.clone());
        parts.extend(
            detail["memory"].as_i64().map(|bytes| bytes_in_words(&who.app.words, who.locale(), bytes)),
        );
        parts.extend(
            detail["vcpus"].as_i64().map(|n| who.say(&Message::new("domu-history-vcpus").with("n", n))),
        );
        let state = detail["state"].as_str().map(|state| Message::new(format!("fleet-domu-state-{state}")));
        parts.extend(state.map(|state| who.say(&state)));
    }
    if entry.action == "domu.preferences_set" {
        for wish in ["boot_after_migration", "is_named_publicly"] {
            let Some(wanted) = detail[wish].as_bool() else { continue };
            let answer = if wanted { "yes" } else { "no" };
            parts.push(who.say(&Message::new(format!("domu-history-{wish}-{answer}"))));
        }
    }
    parts.join(", ")
}
