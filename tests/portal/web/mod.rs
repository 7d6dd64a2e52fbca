mod fleet;
mod frame;
mod home;
mod issues;
mod migrations;
mod outbox;
mod status;
