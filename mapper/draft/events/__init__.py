"""Events in sentences, and which sentences tell of the same event."""
