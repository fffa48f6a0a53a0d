"""What is done to a whole dossier: actors named, events placed, filtered, counted."""
