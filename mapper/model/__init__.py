"""The dossier: its tables, their columns, its periods."""
