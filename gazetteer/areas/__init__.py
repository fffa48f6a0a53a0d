"""The areas that a name is stated in: where they lie, and whether a candidate is in them."""
