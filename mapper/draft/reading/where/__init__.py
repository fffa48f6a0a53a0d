"""Where something happened: names, the words around them, countries, and what the gazetteer knows of a name."""
