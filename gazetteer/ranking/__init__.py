"""Rank the candidates for a name: scores, stated parents, places nearby."""
