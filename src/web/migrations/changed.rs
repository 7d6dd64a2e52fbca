//! A move that was changed while somebody typed: what their page showed, and who did what since.

use crate::db::ids::MigrationId;
use crate::migrations::turn::last_change;
use crate::migrations::{Event, Migration, Seen};
use crate::web::{CoreMember, Error, Form};

/// The move as the form's page showed it. A page that says nothing of what it showed, showed something else.
pub fn seen(id: MigrationId, form: &Form) -> Seen {
    Seen { id, revision: Some(form.text("revision").parse().unwrap_or(-1)) }
}

/// Who changed what since, if anybody did. Only the verb knows for certain, which has it locked.
pub async fn changed_since(
    who: &CoreMember,
    seen: Seen,
    migration: &Migration,
) -> Result<Option<Error>, Error> {
    if seen.revision == Some(migration.revision) {
        return Ok(None);
    }
    let conn = &mut *who.conn().await?;
    Ok(Some(Error::conflict(&last_change(conn, migration, Event::Reschedule).await?)))
}
