"""Dates as printed: what they mean against the day of publication and against each other."""
