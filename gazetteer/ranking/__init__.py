"""Rank the candidates for a name: scores, which become probabilities, and the doubts that lower them."""
