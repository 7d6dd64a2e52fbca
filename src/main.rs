fn main() -> std::process::ExitCode {
    domovoi::cli::run()
}
