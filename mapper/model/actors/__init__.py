"""Actors: which actor a name means, what an actor is part of, and when it is active."""
