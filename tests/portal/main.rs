//! The doors, driven from outside.
