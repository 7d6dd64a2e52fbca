mod frame;
mod outbox;
