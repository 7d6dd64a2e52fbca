/// Drawing a page makes and drops thousands of small strings, which takes glibc's allocator twice as
/// long.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    domovoi::cli::run()
}
