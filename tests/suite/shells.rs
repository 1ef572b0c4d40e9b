//! What shells and `man` are told of the commands.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::support::Desk;

/// Runs a program over a text; `None` where the machine has no such program.
fn over(program: &str, arguments: &[&str], text: &str) -> Option<(bool, String)> {
    let pipe = Stdio::piped;
    let child = Command::new(program).args(arguments).stdin(pipe()).stdout(pipe()).stderr(pipe()).spawn();
    let mut child = child.ok()?;
    child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    let said = [output.stdout, output.stderr].concat();
    Some((output.status.success(), String::from_utf8_lossy(&said).into_owned()))
}

/// The names of the commands, as the help lists them.
fn commands() -> BTreeSet<String> {
    greffe::cli::command().get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

#[test]
fn every_shell_has_a_completion_that_names_every_command() {
    let desk = Desk::new();
    assert!(commands().len() > 10);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = desk.run(&["completions", shell]);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{shell}");
        for command in commands() {
            assert!(run.stdout.contains(&command), "{shell} does not know {command}");
        }
        if ["bash", "zsh", "fish"].contains(&shell)
            && let Some((read, said)) = over(shell, &["-n"], &run.stdout)
        {
            assert!(read && said.is_empty(), "{shell}: {said}");
        }
    }
    assert_eq!(desk.run(&["completions", "cobol"]).code, 2);
}

#[test]
fn bash_completes_a_command() {
    let script = Desk::new().run(&["completions", "bash"]).stdout;
    let ask = "\nCOMP_WORDS=(greffe ver) COMP_CWORD=1\n_greffe greffe ver greffe\necho \"${COMPREPLY[*]}\"\n";
    let Some((_, said)) = over("bash", &["--norc"], &(script + ask)) else { return };
    assert_eq!(said, "verify\n");
}

#[test]
fn every_command_has_a_manual_page_without_warnings() {
    let desk = Desk::new();
    let run = desk.run(&["man", "--out", "man"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let pages = desk.names("man");
    assert!(pages.contains(&"greffe.1".to_owned()));
    assert!(pages.contains(&"greffe-manifest-merge.1".to_owned()));
    for command in commands() {
        assert!(pages.contains(&format!("greffe-{command}.1")), "no page for {command}");
    }
    for name in &pages {
        let page = std::fs::read_to_string(desk.path(&format!("man/{name}"))).expect("a page");
        if let Some((set, said)) = over("groff", &["-man", "-ww", "-z", "-Tutf8", "-K", "utf8"], &page) {
            assert!(set && said.is_empty(), "{name}: {said}");
        }
    }
    let first = std::fs::read_to_string(desk.path("man/greffe.1")).expect("a page");
    assert_eq!(desk.run(&["man"]).stdout, first);
}
