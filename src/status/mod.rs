//! What the core team tells everybody: posts about outages, planned work and news, each with its
//! updates; and the overview that the public page shows. No member is named here, and a domU only
//! when its member said so.

mod answer;
pub mod audience;
pub mod diary;
pub mod markdown;
mod notices;
pub mod overview;
mod publish;
pub mod queries;
pub mod shelf;
pub mod state;
mod status_post;
pub mod street;
mod update;

pub use audience::{Audience, Scope};
pub use diary::{DiaryError, publish_diary};
pub use publish::{NewPost, PublishError, publish};
pub use shelf::Shelf;
pub use status_post::{Kind, PostState, Severity, StatusPost};
pub use update::{NewUpdate, UpdateError, resolve, update};
