mod frame;
mod migrations;
