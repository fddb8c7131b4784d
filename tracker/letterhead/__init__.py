"""The city's own Word file: opened, filled in, and judged before it is loaded by the same steps as when it is used."""
