//! The binary: reads the command and the settings, and hands over.

use std::process::ExitCode;

use afterword::commands::{Command, run};
use clap::Parser;

/// The server behind a patient's diary for preparation and integration.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

fn main() -> ExitCode {
    match run(Arguments::parse().command.unwrap_or(Command::Serve)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            // One line that names the setting, or says what is wrong with the data.
            drop(std::io::Write::write_fmt(
                &mut std::io::stderr(),
                format_args!("afterword: {reason}\n"),
            ));
            ExitCode::FAILURE
        }
    }
}
