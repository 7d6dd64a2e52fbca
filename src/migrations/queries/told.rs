//! Which entries of a history a member is told.

use diesel::QueryResult;
use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate};
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Bool};

use crate::db::ids::MemberId;

/// Whether an entry is about nothing but the migration, or about an issue that this member reported: to
/// its other people there is no such issue.
#[derive(Debug, Clone, Copy)]
pub(super) struct IsToldTo(pub MemberId);

impl Expression for IsToldTo {
    type SqlType = Bool;
}

impl QueryFragment<Pg> for IsToldTo {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(
            "(migration_events.issue_id IS NULL OR EXISTS (SELECT FROM issues
              WHERE issues.id = migration_events.issue_id AND issues.reporter_id = ",
        );
        out.push_bind_param::<BigInt, _>(&self.0)?;
        out.push_sql("))");
        Ok(())
    }
}

/// Its text is always the same, unlike its member.
impl QueryId for IsToldTo {
    type QueryId = IsToldTo;

    const HAS_STATIC_QUERY_ID: bool = true;
}

impl<Tables> AppearsOnTable<Tables> for IsToldTo {}

impl<Tables> SelectableExpression<Tables> for IsToldTo {}

impl<GroupBy> ValidGrouping<GroupBy> for IsToldTo {
    type IsAggregate = is_aggregate::Never;
}
