//! The commands, from clap's description of them.

use std::fmt::Write as _;

use super::{MADE, cell};

/// Every command with its arguments and options.
pub(super) fn chapter() -> String {
    let program = greffe::cli::command();
    let mut out = format!(
        "# Commands\n\n{MADE}\n\n{}. `greffe COMMAND --help` says the same on a terminal; every command takes `--color`.\n",
        program.get_about().map(ToString::to_string).unwrap_or_default()
    );
    out.push_str("\n| command | what it does |\n|---|---|\n");
    for command in program.get_subcommands() {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(out, "| [`{0}`](#greffe-{0}) | {1} |", command.get_name(), cell(&about));
    }
    for command in program.get_subcommands() {
        tell(command, &mut out);
    }
    out.push_str(
        "\n## Exit codes\n\n| code | meaning |\n|---|---|\n| 0 | nothing was wrong |\n| 1 | documents have errors, or `status` or \
         `verify` found a difference |\n| 2 | usage, configuration, reading or writing |\n| 130 | a build was stopped before its end |\n",
    );
    out
}

fn tell(command: &clap::Command, out: &mut String) {
    let name = command.get_bin_name().unwrap_or(command.get_name());
    let _ = write!(out, "\n## `{name}`\n");
    let about = command.get_long_about().or(command.get_about()).map(ToString::to_string).unwrap_or_default();
    let _ = write!(out, "\n{about}.\n");
    let usage = command.clone().render_usage().to_string();
    let _ = write!(out, "\n```text\n{}\n```\n", usage.trim_start_matches("Usage: "));
    let arguments: Vec<&clap::Arg> = command
        .get_arguments()
        .filter(|argument| {
            !argument.is_hide_set() && !argument.is_global_set() && argument.get_id() != "help"
        })
        .collect();
    if !arguments.is_empty() {
        out.push_str("\n| argument | default | meaning |\n|---|---|---|\n");
    }
    for argument in arguments {
        let default: Vec<String> =
            if argument.is_hide_default_value_set() || !argument.get_action().takes_values() {
                Vec::new()
            } else {
                argument
                    .get_default_values()
                    .iter()
                    .map(|value| format!("`{}`", value.to_string_lossy()))
                    .collect()
            };
        let mut about = argument.get_help().map(ToString::to_string).unwrap_or_default();
        let choices = argument.get_possible_values();
        let choices: Vec<String> =
            choices.iter().filter(|_| argument.get_action().takes_values()).map(told).collect();
        if !choices.is_empty() {
            let _ = write!(about, ": {}", choices.join("; "));
        }
        let row = [format!("`{}`", written(argument)), default.join(", "), about + "."];
        let _ = writeln!(out, "| {} |", row.map(|text| cell(&text)).join(" | "));
    }
    for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
        tell(below, out);
    }
}

/// An argument as it is typed.
fn written(argument: &clap::Arg) -> String {
    let names = argument.get_value_names().map_or_else(String::new, |names| names.join(" "));
    let many = argument.get_num_args().is_some_and(|count| count.max_values() > 1);
    let dots = if many { "…" } else { "" };
    match (argument.get_short(), argument.get_long()) {
        (_, None) => format!(
            "{}{dots}",
            if names.is_empty() { argument.get_id().as_str().to_uppercase() } else { names }
        ),
        (short, Some(long)) => {
            let short = short.map_or_else(String::new, |short| format!("-{short}, "));
            let value =
                if argument.get_action().takes_values() { format!(" {names}{dots}") } else { String::new() };
            format!("{short}--{long}{value}")
        }
    }
}

fn told(choice: &clap::builder::PossibleValue) -> String {
    match choice.get_help() {
        Some(help) => format!("`{}` ({help})", choice.get_name()),
        None => format!("`{}`", choice.get_name()),
    }
}
