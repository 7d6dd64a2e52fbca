//! Which domUs are off for their moves, as SQL for the queries that say how a domU is. Otherwise a
//! member reads that they switched off what we did.

/// The open attempt `a` of a migration `g`, if there is one.
pub(super) const OPEN_ATTEMPT: &str = "LEFT JOIN attempts a ON a.migration_id = g.id AND a.result IS NULL";

/// The word of `Away` for the two; NULL while it is up, or off as its owner wants it.
pub(super) const AWAY: &str = "CASE WHEN g.state = 'running' AND a.down_from IS NOT NULL AND a.up_at IS NULL
     THEN CASE WHEN a.turned_back_at IS NULL THEN 'moving' ELSE 'turning_back' END END";
