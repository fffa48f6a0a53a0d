"""Figures, and which of them say how many were killed, hurt, taken or lost."""
