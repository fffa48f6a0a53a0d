"""Who is meant: the names an actor goes by, what it is part of, and when it is active."""
