"""Spreadsheets as tables: what their cells say, what is merged, and where cells lead."""
