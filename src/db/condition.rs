//! Conditions that PostgreSQL can read before it knows any value.

use diesel::QueryResult;
use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate};
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::Bool;

/// A condition with its values in the text. A statement is planned once for all values that will be
/// bound to it, so a bound state lets no plan use an index that has only the rows of that state.
#[derive(Debug, Clone, Copy)]
pub struct Condition(&'static str);

/// The condition that this SQL says, with the names of tables written out.
pub const fn condition(sql: &'static str) -> Condition {
    Condition(sql)
}

impl Condition {
    /// Its SQL, for statements that are written by hand.
    pub const fn sql(self) -> &'static str {
        self.0
    }
}

impl Expression for Condition {
    type SqlType = Bool;
}

impl QueryFragment<Pg> for Condition {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("(");
        out.push_sql(self.0);
        out.push_sql(")");
        Ok(())
    }
}

/// Statements with one are told apart by their text.
impl QueryId for Condition {
    type QueryId = ();

    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Tables> AppearsOnTable<Tables> for Condition {}

impl<Tables> SelectableExpression<Tables> for Condition {}

impl<GroupBy> ValidGrouping<GroupBy> for Condition {
    type IsAggregate = is_aggregate::Never;
}
