//! The `greffe` program.

fn main() -> std::process::ExitCode {
    greffe::cli::run()
}
