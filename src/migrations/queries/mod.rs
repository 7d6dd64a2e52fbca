//! What pages show of migrations. Who may see what is part of each query.

mod arrivals;
mod booked_within;
mod candidates;
mod choosing;
mod due;
mod emptying;
mod estimates;
mod holds;
mod listed;
mod of_domu;
mod open_migration;
mod open_reports;
mod own;
mod pair;
mod pictured;
mod plans;
mod shifted;
mod shown;
mod shown_rows;
mod standing;
mod told;

use crate::db::{Condition, condition};

pub use arrivals::{Arrival, FullTarget, arrivals_of_member, arrived_since, full_targets, to_come};
pub use booked_within::{BookedMove, booked_within, on_the_way};
pub use candidates::{Candidate, Mover, WhyNot, candidates, mover};
pub use choosing::{Choosing, busy_around, choosing, is_time_taken, others_under_way};
pub use due::{due, stops_of_grace};
pub use emptying::{Haven, Leaver, MOST_MOVERS, busy_between, havens, leavers};
pub use estimates::{estimate_for, link_mtu};
pub use holds::{Hold, Until, holds_on};
pub use listed::{Cursor, Listed, ListedMigration, MOST_COUNTED, listed, open_count};
pub use of_domu::{DomuEvent, DomuMigration, attempts_of_domu, history_of_domu, of_domu};
pub use open_migration::open_migration_of;
pub use open_reports::{OpenReport, open_reports};
pub(super) use own::nearest;
pub use pair::hosts_of;
pub use pictured::{Passing, Pictured, passing_over, pictured};
pub use plans::{Planned, ShownPlan, ShownPlanEvent, plan_choices, plans, shown_plan};
pub use shifted::{PLANNED, ShiftedMigration, shifted};
pub use shown::{Place, PlanWords, Shown, ShownAttempt, ShownDisk, ShownEvent, ShownMail, ShownStep, shown};
pub use standing::{Ahead, Standing, StandingRow, standing_of_member, standing_out, starting_from};

/// As the indexes of what is open have it.
const NOT_ENDED: Condition = condition("migrations.state NOT IN ('closed', 'cancelled')");
