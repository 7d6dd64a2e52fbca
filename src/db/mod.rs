//! The database: the schema and its upgrades, connections, ids, and the private PostgreSQL that
//! runs when nobody configured one.

mod at_most;
pub mod clock_shift;
mod condition;
pub mod connect;
mod fixed;
pub mod ids;
pub mod pool;
pub mod private_postgres;
pub mod schema;
pub mod schema_upgrade;
pub mod script;
pub mod text_enum;
mod tls;
pub mod token;

pub use at_most::AtMostRows;
pub use condition::{Condition, condition};
pub use connect::DatabaseUrl;
pub use diesel::result::Error as QueryError;
pub use diesel_async::AsyncPgConnection;
pub use fixed::FixedText;
pub use pool::Pool;
pub use pool::is_away;
