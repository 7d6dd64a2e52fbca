//! What the pages about issues list and show. Members get their own issues and public messages
//! only; the queries themselves leave out the rest.

mod form;
mod lists;
mod numbers;
mod old_copies;
mod shown;

use diesel::prelude::*;

use crate::db::schema::{domus, issues, members};
use crate::db::{Condition, condition};

pub use form::{AboutMigration, OwnDomu, domus_of, migration_for};
pub use lists::{
    After, Filter, PAGE, Row, Taken, Which, for_core, in_hand, of_member, of_migration, open_of_member,
    with_nobody,
};
pub use numbers::{Counts, MOST, counts, has_open_on};
pub use old_copies::{CopiesOf, Kept, OldCopies, old_copies};
pub use shown::{CoreMember, Shown, ThreadEntry, core_team, shown_to, thread_for};

diesel::alias!(members as assignees: Assignees);

/// As the indexes of what is open have it.
const NOT_OVER: Condition = condition("issues.state NOT IN ('resolved', 'closed')");

/// The migrations whose end an issue can still hold up.
const MIGRATION_NOT_ENDED: Condition = condition("migrations.state NOT IN ('closed', 'cancelled')");

#[diesel::dsl::auto_type(no_type_alias)]
fn rows() -> _ {
    issues::table
        .inner_join(members::table.on(members::id.eq(issues::reporter_id)))
        .left_join(domus::table)
        .left_join(assignees.on(assignees.field(members::id).nullable().eq(issues::assigned_to)))
}
