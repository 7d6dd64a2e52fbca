//! A new schema migration is a new file, which the compiler alone would not notice.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rerun-if-changed=build.rs");
}
