//! Pages about issues: the list, the form with three questions, the thread.

pub mod changes;
pub mod index;
pub mod new;
pub mod replies;
pub mod show;
