"""What a sentence says: its dates, places, actors, tolls, and who says so. Each reader gives spans of the text."""
