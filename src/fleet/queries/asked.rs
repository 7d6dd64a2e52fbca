//! The conditions of a list that somebody searches and filters.

use std::net::IpAddr;

use diesel::pg::Pg;
use diesel::query_builder::{BoxedSqlQuery, SqlQuery};
use diesel::sql_types::Text;

/// What is asked of each row. Only what is asked stands in the text, so that each kind of question has a
/// plan of its own.
#[derive(Default)]
pub(super) struct Asked {
    conditions: Vec<String>,
    values: Vec<String>,
}

impl Asked {
    /// Takes a text along, and says what stands for it.
    pub(super) fn bind(&mut self, value: &str) -> String {
        self.values.push(value.to_owned());
        format!("${}", self.values.len())
    }

    pub(super) fn only(&mut self, condition: String) {
        self.conditions.push(condition);
    }

    pub(super) fn sql(&self) -> String {
        if self.conditions.is_empty() { "true".to_owned() } else { self.conditions.join(" AND ") }
    }

    pub(super) fn query(self, text: String) -> BoxedSqlQuery<'static, Pg, SqlQuery> {
        let query = diesel::sql_query(text).into_boxed::<Pg>();
        self.values.into_iter().fold(query, |query, value| query.bind::<Text, _>(value))
    }
}

/// The pattern of texts that contain what was typed, in which it stands for itself.
pub(super) fn containing(typed: &str) -> String {
    format!("%{}%", plain(typed))
}

/// The pattern of texts that begin so.
pub(super) fn beginning(typed: &str) -> String {
    format!("{}%", plain(typed))
}

/// What LIKE takes for more than a letter is searched for as it stands.
fn plain(typed: &str) -> String {
    typed.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// The IP address that was typed, as PostgreSQL writes it too.
pub(super) fn address_in(typed: &str) -> Option<String> {
    Some(typed.trim().parse::<IpAddr>().ok()?.to_canonical().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_however_it_is_written() {
        for (typed, meant) in [
            (" 192.0.2.41 ", Some("192.0.2.41")),
            ("2001:DB8:0:0::29", Some("2001:db8::29")),
            ("::ffff:192.0.2.41", Some("192.0.2.41")),
            ("192.0.2", None),
            ("192.0.2.41/32", None),
            ("higgs", None),
            ("", None),
        ] {
            assert_eq!(address_in(typed).as_deref(), meant, "{typed}");
        }
    }

    #[test]
    fn what_like_takes_for_more_than_a_letter_stands_for_itself() {
        assert_eq!(containing("50%_\\"), "%50\\%\\_\\\\%");
        assert_eq!(beginning("a%"), "a\\%%");
    }
}
