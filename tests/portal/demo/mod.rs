mod sample_club;
