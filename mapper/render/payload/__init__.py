"""The payload: how events are packed into the page."""
