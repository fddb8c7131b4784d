"""The database: its tables, the questions asked of it, and the mirror of the definitions."""
