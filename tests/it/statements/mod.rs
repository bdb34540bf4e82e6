//! What a request asks of PostgreSQL, heard between the service and the server: how many statements, how often it waits for an answer, and
//! whose shard each of them touches.

mod counts;
mod cut;
mod plans;
mod shards;
mod wire;
