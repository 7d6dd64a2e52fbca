//! The public status page, kept ready in memory, and the pages of single posts.

pub mod index;
pub mod new;
pub mod post_form;
pub mod ready_page;
pub mod show;
pub mod updates;
