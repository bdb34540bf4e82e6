//! What tests stand on: a world with a server, a clock to move, a mailbox, and the people in it.

pub(crate) mod client;
pub(crate) mod cluster;
pub(crate) mod factor;
pub(crate) mod passkey;
pub(crate) mod raw;
pub(crate) mod scenes;
pub(crate) mod world;

pub(crate) use client::{Answer, Client};
pub(crate) use world::{Engine, World};

pub(crate) use serde_json::{Value, json};

/// Runs one test on both engines: `both!(a_sentence, |world| { … });`
#[macro_export]
macro_rules! both {
    ($name:ident, |$world:ident| $body:block) => {
        pub(super) fn $name($world: &$crate::harness::World) $body

        mod $name {
            #[test]
            fn sqlite() {
                super::$name(&$crate::harness::World::start($crate::harness::Engine::Sqlite));
            }

            #[test]
            fn postgres() {
                super::$name(&$crate::harness::World::start($crate::harness::Engine::Postgres));
            }
        }
    };
}
