"""Underlag: what a person collects from the readers' pages, and takes out as one document."""
