"""UCDP: its events, the order of their dates, and the articles they rest on."""
