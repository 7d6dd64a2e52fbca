//! The list of members as a file: RFC 4180, one line for each domU.

use actix_web::HttpResponse;
use actix_web::http::header::CONTENT_DISPOSITION;

use super::index::{account_pill, move_label};
use crate::fleet::queries::{MemberDomu, MemberRow};
use crate::web::CoreMember;
use crate::web::domus::state_pill;
use crate::words::Message;

const HEADS: [&str; 11] = [
    "members-member",
    "sign-in-email",
    "members-role",
    "members-account",
    "fleet-domu",
    "fleet-state",
    "fleet-host",
    "fleet-site",
    "members-csv-disk",
    "fleet-move",
    "members-csv-moves-at",
];

/// The file, with words and times as whoever asks reads them.
pub fn answer(visitor: &CoreMember, rows: &[MemberRow]) -> HttpResponse {
    let mut file = line(HEADS.map(|head| say(visitor, head.to_owned())));
    for row in rows {
        for domu in row.domus.iter().map(Some).chain(row.domus.is_empty().then_some(None)) {
            file += &line(cells(visitor, row, domu));
        }
    }
    let today = visitor.now.with_timezone(&visitor.zone()).date_naive();
    HttpResponse::Ok()
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"members-{today}.csv\"")))
        .content_type("text/csv; charset=utf-8; header=present")
        .body(file)
}

fn say(visitor: &CoreMember, id: String) -> String {
    visitor.say(&Message::new(id))
}

fn cells(visitor: &CoreMember, row: &MemberRow, domu: Option<&MemberDomu>) -> [String; 11] {
    let of_domu = |cell: fn(&MemberDomu) -> Option<String>| domu.and_then(cell).unwrap_or_default();
    let word = |id: Option<String>| id.map(|id| say(visitor, id)).unwrap_or_default();
    let moves_at = domu.and_then(|domu| domu.migration_starts_at);
    [
        row.name.clone(),
        row.email.clone(),
        say(visitor, format!("role-{}", row.role)),
        say(visitor, account_pill(row, visitor.now).label),
        of_domu(|domu| Some(domu.name.clone())),
        word(domu.map(|domu| state_pill(domu.state, domu.away).label)),
        of_domu(|domu| Some(domu.host.clone())),
        of_domu(|domu| Some(domu.site.clone())),
        of_domu(|domu| Some(domu.disk_bytes?.0.to_string())),
        word(domu.and_then(move_label)),
        moves_at
            .map(|at| at.with_timezone(&visitor.zone()).format("%Y-%m-%d %H:%M").to_string())
            .unwrap_or_default(),
    ]
}

fn line(cells: [String; 11]) -> String {
    cells.map(|text| cell(&text)).join(",") + "\r\n"
}

/// A name that begins like a formula is one to a spreadsheet, unless an apostrophe says that it is text.
fn cell(text: &str) -> String {
    let text =
        if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\r', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn no_cell_is_a_formula_and_each_is_one_cell() {
        for (text, written) in [
            ("Noor", "Noor"),
            ("", ""),
            ("De Vries, Noor", "\"De Vries, Noor\""),
            ("Noor \"N\"", "\"Noor \"\"N\"\"\""),
            ("=1+2", "'=1+2"),
            ("+31", "'+31"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            (
                "=HYPERLINK(\"https://evil.example\",\"x\")",
                "\"'=HYPERLINK(\"\"https://evil.example\"\",\"\"x\"\")\"",
            ),
            ("two\nlines", "\"two\nlines\""),
        ] {
            assert_eq!(cell(text), written, "{text}");
        }
    }
}
