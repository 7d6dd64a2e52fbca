//! Whose moves they are.

use diesel::QueryResult;
use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate};
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Bool};

use crate::db::ids::MemberId;

/// Whether a migration is of a domU that this member owns or looks after. The domUs are looked up
/// first, as an array: as a join among many others PostgreSQL would come to it last, with all the
/// club's migrations in hand.
#[derive(Debug, Clone, Copy)]
pub(super) struct IsOf(pub MemberId);

impl Expression for IsOf {
    type SqlType = Bool;
}

impl QueryFragment<Pg> for IsOf {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("migrations.domu_id = ANY (ARRAY(SELECT domu_id FROM domu_members WHERE member_id = ");
        out.push_bind_param::<BigInt, _>(&self.0)?;
        out.push_sql("))");
        Ok(())
    }
}

/// Its text is always the same, unlike its member.
impl QueryId for IsOf {
    type QueryId = IsOf;

    const HAS_STATIC_QUERY_ID: bool = true;
}

impl<Tables> AppearsOnTable<Tables> for IsOf {}

impl<Tables> SelectableExpression<Tables> for IsOf {}

impl<GroupBy> ValidGrouping<GroupBy> for IsOf {
    type IsAggregate = is_aggregate::Never;
}
