//! What the status pages show. Nothing here names a member, and a domU is named only when its
//! member opted in: the queries leave the other names out.

mod choices;
mod moves;
mod posts;
mod shifted;
mod street;

pub use choices::{Choosable, Missing, choosable_hosts, choosable_sites, missing};
pub use moves::{Leg, PublicAttempt, PublicMove, PublicPlan, attempts_since, moves_until, plans_until};
pub use posts::{Line, Update, hosts_of, migrations_of, open_posts, post, posts_since, sites_of, updates_of};
pub use shifted::{PLANNED, ShiftedPost, shifted};
pub use street::{PublicDomu, PublicHost, domus_in_street, hosts_in_use};
