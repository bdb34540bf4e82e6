//! The binary: reads the command and the settings, and hands over.

use std::process::ExitCode;

use afterword::commands::{Command, Failed, run};
use afterword::crypt::memory::{keep_files_private, keep_out_of_core_files};
use clap::Parser;

/// Gives back what a burst of sign-ins took, and costs less than the system's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The server behind a patient's diary for preparation and integration.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

fn main() -> ExitCode {
    let command = Arguments::parse().command.unwrap_or(Command::Serve);
    keep_files_private();
    match keep_out_of_core_files()
        .map_err(Failed::from)
        .and_then(|()| run(command))
    {
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
