"""ACLED: its events, its counts by area, and the words of its codebooks."""
