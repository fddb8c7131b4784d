"""The plain form model of a follow-up, which page and Excel sheet both render, and the rules that check it."""
