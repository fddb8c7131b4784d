"""Editions in the browser: what is published, and the compilers' way to the next one."""
