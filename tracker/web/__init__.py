"""The site: one blueprint per journey, over the same pipeline as the command line."""
