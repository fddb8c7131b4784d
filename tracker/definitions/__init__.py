"""The programs and the organisation as written: frozen models, their loader, and the rules across files."""
