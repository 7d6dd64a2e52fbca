//! Whether large frames get from one host to another, judged from what `ping` and its like printed
//! there: pure, without network or clock. The fault that it looks for is silence: something on the
//! path drops large frames and tells nobody, so that a copy connects and then hangs.
//!
//! `probes` says what to type; `paste` cuts what came back into outputs (`command_line`, `ping` with
//! `ping_lines` and `ping_event`, `tracepath`, `link`, `route`); `judgement` says what one output
//! shows, `way` what all of one direction show, `conclusion` whether the `set` fits; `limits` is what
//! the verdict holds for. Whatever is not exactly as the tools print it proves nothing.

mod command_line;
mod conclusion;
mod family;
mod judgement;
mod limits;
mod link;
mod output;
pub mod paste;
mod piece;
mod ping;
mod ping_event;
mod ping_judgement;
mod ping_lines;
pub mod probes;
mod route;
mod scan;
mod set;
mod tracepath;
mod wanted;
mod way;

pub use command_line::{CommandLine, Tool};
pub use conclusion::{Conclusion, ConclusionKind, conclude};
pub use family::Family;
pub use judgement::{Evidence, Judgement, SaidBy, Verdict, judge};
pub use limits::Limits;
pub use link::Link;
pub use output::{Failure, Output, Reading};
pub use piece::Piece;
pub use route::Route;
pub use wanted::{End, Wanted, WantedWay};
pub use way::Finding;
