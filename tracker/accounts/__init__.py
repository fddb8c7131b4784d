"""People: who they are, which roles they hold, and one table of what a role may do."""
