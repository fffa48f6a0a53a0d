"""Figures, and those of them that are tolls: how many were killed, hurt, taken or lost."""
