mod fleet;
mod frame;
mod issues;
mod migrations;
mod outbox;
mod status;
