mod dom0s;
mod sample_club;
