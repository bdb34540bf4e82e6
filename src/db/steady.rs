//! Statements of one shape, which are prepared once and kept.
//!
//! What is asked with every request is worth two things that are not done elsewhere. It is run on the connection inside of [`Conn`]
//! (`each!`), because diesel spells a statement out anew for every look at one that goes through an enum of connections. And an UPDATE
//! says here that it is the same each time: diesel takes every UPDATE for one of many shapes and has it parsed again, on PostgreSQL by a
//! round trip of its own.
//!
//! [`Conn`]: super::Conn

use diesel::backend::Backend;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::QueryResult;

/// A statement whose text depends on its type alone, whatever is bound to it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Steady<Q>(Q);

/// Says of a statement that its text depends on its type alone: that it sets the same columns each time, and holds no list.
pub(crate) const fn steady<Q>(statement: Q) -> Steady<Q> {
    Steady(statement)
}

impl<Q: QueryFragment<DB>, DB: Backend> QueryFragment<DB> for Steady<Q> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(pass)
    }

    fn is_safe_to_cache_prepared(&self, _: &DB) -> QueryResult<bool> {
        Ok(true)
    }
}

impl<Q: 'static> QueryId for Steady<Q> {
    type QueryId = Self;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl<Q: Query> Query for Steady<Q> {
    type SqlType = Q::SqlType;
}

impl<Q, C> diesel::RunQueryDsl<C> for Steady<Q> {}
