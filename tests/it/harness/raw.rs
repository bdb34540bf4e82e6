//! What the database itself says, behind the API's back.

use afterword::db::Conn;
use diesel::prelude::*;

use super::World;

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    n: i64,
}

/// The number that `SELECT … AS n` gives.
#[expect(
    clippy::disallowed_methods,
    reason = "going round the API is what this is for"
)]
pub(crate) fn count(world: &World, sql: &str) -> i64 {
    let query = diesel::sql_query(sql);
    let row: Count = match world.raw_connection() {
        Conn::Sqlite(mut conn) => query.get_result(&mut conn),
        Conn::Postgres(mut conn) => query.get_result(&mut conn),
    }
    .expect("a number");
    row.n
}
