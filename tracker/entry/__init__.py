"""The plain form model of a follow-up, which page and entry sheet both render, and its rules."""
