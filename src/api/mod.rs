//! The door for programs: JSON under `/api/v1`, opened by a bearer token. `host` says which dom0
//! asks, `error` how a refusal is told, `router` what there is.

mod attempts;
mod body;
mod commits;
mod error;
mod finish;
mod host;
mod host_reports;
mod preflights;
mod reports;
mod router;
mod traffic;

pub use error::Error;
pub use finish::finish;
pub use host::ReportingHost;
pub use router::{PREFIX, configure};
