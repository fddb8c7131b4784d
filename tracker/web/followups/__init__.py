"""The journeys of a follow-up: what is owed, filling it in, handing it in, receiving it."""
