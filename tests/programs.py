"""The code of the shipped program that most tests fill and publish; an installation may hold others beside it."""

VALD = "vald-2021-2025"
