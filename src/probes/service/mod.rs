//! What a member says lives on a domU: what answers there, and whether that changed with a move.

mod certificate;
mod comparison;
mod connection;
mod https;
mod kind;
mod networks;
mod outcome;
mod probe;
mod side_by_side;
mod smtp;
mod ssh;
mod ssh_packets;
mod tls;

pub use certificate::{Authorities, Certificate, CertificateProblem};
pub use comparison::{Change, Comparison, compare};
pub use kind::ServiceKind;
pub use networks::permitted;
pub use outcome::{Facts, HostKey, Outcome};
pub use probe::{Probe, Service};
pub use side_by_side::{Compared, Family, Look, compare_looks};
