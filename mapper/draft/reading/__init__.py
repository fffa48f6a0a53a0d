"""The content of a sentence: dates, places, actors, tolls and speakers. Each reader returns spans of the text."""
