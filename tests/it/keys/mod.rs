//! The keys and their rotation (EN-4 to EN-6, EN-8).

mod binary;
mod file;
mod masters;
mod resealing;
mod signing;

use std::fs;
use std::path::Path;

use afterword::app::Service;
use afterword::config::Settings;
use afterword::keys;

use crate::harness::{Engine, World, raw};

/// Rotates the master key, as `afterword keys rotate` does.
pub(crate) fn rotate(world: &World) {
    world
        .run(keys::rotate(world.service.gate(), &|_, _| ()))
        .expect("the master key is rotated");
}

/// Exchanges the data keys; how many accounts keep an older one.
fn rotate_data_keys(world: &World) -> usize {
    world.clock.advance(chrono::Duration::seconds(1));
    world
        .run(keys::rotate_data_keys(world.service.gate(), &|_, _| ()))
        .expect("the data keys are exchanged")
}

/// The lines of the master key file.
pub(crate) fn lines(world: &World) -> Vec<String> {
    let text = fs::read_to_string(&world.settings.master_key_file).expect("the file");
    text.lines().map(ToOwned::to_owned).collect()
}

/// The numbers of the master keys in the file, oldest first, and whether each is retired.
fn numbers(world: &World) -> Vec<(String, bool)> {
    let key = |line: &String| {
        let parts: Vec<&str> = line.split(' ').collect();
        (parts[0].to_owned(), parts.len() == 4)
    };
    lines(world).iter().map(key).collect()
}

/// Settings of the same world with another file of master keys.
pub(crate) fn with_keys(world: &World, folder: &Path, lines: &[String]) -> Settings {
    let file = folder.join("other.key");
    if file.exists() {
        fs::remove_file(&file).expect("the file goes");
    }
    fs::copy(&world.settings.master_key_file, &file).expect("a copy with its mode");
    fs::write(&file, lines.join("\n")).expect("the file");
    Settings {
        master_key_file: file,
        ..world.settings.clone()
    }
}

/// Opens the same database with other master keys, and says why that is refused where it is.
pub(crate) fn opened(world: &World, settings: &Settings) -> Result<Service, String> {
    Service::open(settings, world.clock.0.clone()).map_err(|refused| refused.to_string())
}

/// How many values of a column are under the `number`th key of their owner.
fn under(world: &World, table: &str, column: &str, number: u8) -> i64 {
    let condition = match world.engine {
        Engine::Sqlite => format!("hex(substr({column}, 2, 1)) = '{number:02X}'"),
        Engine::Postgres => format!("get_byte({column}, 1) = {number}"),
    };
    let sql =
        format!("SELECT count(*) AS n FROM {table} WHERE {column} IS NOT NULL AND {condition}");
    raw::count(world, &sql)
}
