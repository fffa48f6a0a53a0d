"""Steps on a whole dossier: name actors, place events, filter, count."""
