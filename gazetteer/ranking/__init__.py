"""Which of several places a name means: scores, stated parents, places nearby."""
