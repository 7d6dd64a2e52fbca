//! What was seen of a domU from outside, as several pages show it.

pub mod names;
pub mod services;

pub use names::NamesView;
pub use services::ServicesView;
