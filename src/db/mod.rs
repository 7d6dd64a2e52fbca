//! The database: the schema and its upgrades, connections, ids, and the private PostgreSQL that
//! runs when nobody configured one.

pub mod ids;
pub mod pool;
pub mod schema;
pub mod text_enum;
pub mod token;

pub use diesel::result::Error as QueryError;
pub use diesel_async::AsyncPgConnection;
pub use pool::Pool;
pub use pool::is_away;
