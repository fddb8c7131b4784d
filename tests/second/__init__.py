"""A second program to stand beside the shipped one: it begins later, and has neither judgements nor activities."""
