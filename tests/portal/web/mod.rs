mod fleet;
mod frame;
mod home;
mod issues;
mod matrix;
mod migrations;
mod outbox;
mod status;
