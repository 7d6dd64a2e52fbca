mod fleet;
mod frame;
