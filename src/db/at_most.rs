//! How many rows, said in the text of a statement.

use diesel::QueryResult;
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};

/// A query that ends with `LIMIT` and a number. Diesel binds the number of `limit`, and a plan that
/// is made before it is known reckons with a tenth of the table: it reads whole tables for a page.
#[derive(Debug)]
pub struct AtMost<Q>(Q, i64);

/// Ends a query whose limit is one of few.
pub trait AtMostRows: Sized {
    fn at_most(self, rows: i64) -> AtMost<Self> {
        AtMost(self, rows)
    }
}

impl<Q: Query> AtMostRows for Q {}

impl<Q: QueryFragment<Pg>> QueryFragment<Pg> for AtMost<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(" LIMIT ");
        out.push_sql(&self.1.to_string());
        Ok(())
    }
}

/// Statements are told apart by their text.
impl<Q> QueryId for AtMost<Q> {
    type QueryId = ();

    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q: Query> Query for AtMost<Q> {
    type SqlType = Q::SqlType;
}
