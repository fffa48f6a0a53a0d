"""What sentences tell of events, and which of them tell of the same one."""
