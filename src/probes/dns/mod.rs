//! Asks a resolver what names say, with the time that its answers still live.

mod answer;
mod query;
mod reply;
mod resolver;

pub use answer::{Answer, Exchange, Unanswered};
pub use resolver::Resolver;
