"""From files and folders to one dossier."""
