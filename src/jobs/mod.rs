//! What happens by itself. Every job is safe to run twice and on any number of instances.

pub mod compare_clocks;
pub mod deliver_mail;
pub mod draw_status_page;
pub mod due_migrations;
pub mod look_at_names;
pub mod look_at_services;
pub mod running;
pub mod stop;
pub mod sweep;
pub mod worker;

pub use compare_clocks::CompareClocks;
pub use deliver_mail::DeliverMail;
pub use draw_status_page::DrawStatusPage;
pub use due_migrations::DueMigrations;
pub use look_at_names::LookAtNames;
pub use look_at_services::LookAtServices;
pub use running::Running;
pub use stop::{Stop, StopSwitch};
pub use sweep::Sweep;
pub use worker::{Job, run};
