"""Disclosure control: which small counts a reader could work out, and which others must go with them."""
