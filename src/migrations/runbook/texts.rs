//! The texts that are in force, and how the club writes its own.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use super::{PLACEHOLDERS, built_in};
use crate::db::schema::{members, runbook_texts};
use crate::members::Actor;
use crate::migrations::{Chapter, Refused, Side, turn};
use crate::words::{Message, Sentence};

/// All texts: the club's own where it wrote some, else the built-in ones.
pub struct Texts(HashMap<(String, Side), String>);

impl Texts {
    pub fn of(&self, chapter: Chapter, side: Side) -> String {
        self.own(chapter, side).map_or_else(|| built_in(chapter, side), str::to_owned)
    }

    /// What the club wrote itself.
    pub fn own(&self, chapter: Chapter, side: Side) -> Option<&str> {
        self.0.get(&(chapter.as_str().to_owned(), side)).map(String::as_str)
    }
}

pub async fn texts(mut conn: &AsyncPgConnection) -> QueryResult<Texts> {
    let rows: Vec<(String, Side, String)> = runbook_texts::table
        .select((runbook_texts::step, runbook_texts::side, runbook_texts::body))
        .load(&mut conn)
        .await?;
    Ok(Texts(rows.into_iter().map(|(step, side, body)| ((step, side), body)).collect()))
}

/// Why a text is not taken.
#[derive(Debug, thiserror::Error)]
pub enum RunbookError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("{0} is no placeholder")]
    UnknownPlaceholder(String),
    #[error("{0} is not closed")]
    NotClosed(String),
    #[error("the text is too long")]
    TooLong,
    /// `by` is unknown when somebody went back to the built-in text.
    #[error("{by:?} wrote another text in the meantime")]
    Changed { by: Option<String> },
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for RunbookError {
    fn sentence(&self) -> Message {
        match self {
            RunbookError::Refused(refused) => refused.sentence(),
            RunbookError::UnknownPlaceholder(name) => {
                Message::new("runbook-unknown-placeholder").with("name", name.as_str())
            }
            RunbookError::NotClosed(start) => {
                Message::new("runbook-not-closed").with("start", start.as_str())
            }
            RunbookError::TooLong => Message::new("runbook-too-long"),
            RunbookError::Changed { by: Some(by) } => {
                Message::new("runbook-changed").with("who", by.as_str())
            }
            RunbookError::Changed { by: None } => Message::new("runbook-restored-meanwhile"),
            RunbookError::Database(_) => Message::new("migration-database"),
        }
    }
}

/// What a form says of the text that it was filled with. It is the text itself that must not be lost, and
/// that has no number: the built-in one has no row.
pub fn edition(text: &str) -> String {
    blake3::hash(text.replace("\r\n", "\n").trim().as_bytes()).to_hex()[..16].to_owned()
}

/// Keeps the club's own text for a chapter and side in place of the edition that was `seen`, if anybody says
/// which; `None` goes back to the built-in one.
pub async fn write(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    (chapter, side): (Chapter, Side),
    (seen, body): (Option<&str>, Option<&str>),
    now: DateTime<Utc>,
) -> Result<(), RunbookError> {
    turn::core_only(actor)?;
    if let Some(body) = body {
        check(body)?;
    }
    conn.transaction(async |conn| {
        // There may be no row to lock yet.
        diesel::sql_query("LOCK TABLE runbook_texts IN SHARE ROW EXCLUSIVE MODE").execute(conn).await?;
        if let Some(seen) = seen {
            is_still(conn, chapter, side, seen).await?;
        }
        Ok(put(conn, actor, (chapter, side), body, now).await?)
    })
    .await
}

async fn is_still(
    conn: &mut AsyncPgConnection,
    chapter: Chapter,
    side: Side,
    seen: &str,
) -> Result<(), RunbookError> {
    let row: Option<(String, Option<String>)> = runbook_texts::table
        .find((chapter.as_str(), side.as_str()))
        .left_join(members::table)
        .select((runbook_texts::body, members::name.nullable()))
        .first(conn)
        .await
        .optional()?;
    let (text, by) = row.unwrap_or_else(|| (built_in(chapter, side), None));
    if edition(&text) == seen { Ok(()) } else { Err(RunbookError::Changed { by }) }
}

async fn put(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    (chapter, side): (Chapter, Side),
    body: Option<&str>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let row = runbook_texts::table.find((chapter.as_str(), side.as_str()));
    let Some(body) = body else {
        diesel::delete(row).execute(conn).await?;
        return Ok(());
    };
    let values = (
        runbook_texts::body.eq(body),
        runbook_texts::updated_at.eq(now),
        runbook_texts::updated_by.eq(actor.member_id()),
    );
    diesel::insert_into(runbook_texts::table)
        .values((runbook_texts::step.eq(chapter.as_str()), runbook_texts::side.eq(side.as_str()), values))
        .on_conflict((runbook_texts::step, runbook_texts::side))
        .do_update()
        .set(values)
        .execute(conn)
        .await?;
    Ok(())
}

fn check(body: &str) -> Result<(), RunbookError> {
    if body.chars().count() > 20_000 {
        return Err(RunbookError::TooLong);
    }
    for rest in body.split("{{").skip(1) {
        let Some((name, _)) = rest.split_once("}}").filter(|(name, _)| !name.contains('\n')) else {
            return Err(RunbookError::NotClosed(beginning(rest)));
        };
        let name = format!("{{{{{name}}}}}");
        if !PLACEHOLDERS.contains(&name.as_str()) {
            return Err(RunbookError::UnknownPlaceholder(name));
        }
    }
    Ok(())
}

/// As much of an unclosed placeholder as finds it again.
fn beginning(rest: &str) -> String {
    let word: String = rest.chars().take_while(|c| !c.is_whitespace()).take(40).collect();
    format!("{{{{{word}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_texts_name_only_what_is_known() {
        for &chapter in Chapter::ALL {
            for side in [Side::Source, Side::Target] {
                check(&built_in(chapter, side)).unwrap_or_else(|error| panic!("{chapter}.{side}: {error}"));
            }
            let both = built_in(chapter, Side::Source) + &built_in(chapter, Side::Target);
            assert!(!both.trim().is_empty(), "{chapter} has no commands at all");
        }
    }

    #[test]
    fn a_placeholder_that_nobody_knows_is_named() {
        let error = check("xl destroy {{domain}}").expect_err("unknown");
        assert_eq!(error.to_string(), "{{domain}} is no placeholder");
        for (body, said) in [("echo {{domu", "{{domu"), ("a {{domu\nb {{target}}", "{{domu")] {
            let error = check(body).expect_err(body);
            assert_eq!(error.to_string(), format!("{said} is not closed"));
        }
    }
}
