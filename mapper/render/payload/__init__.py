"""How events travel inside the page."""
