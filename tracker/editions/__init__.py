"""Editions: publish, freeze, compare, verify. The only door to a report that leaves the compilers' hands."""
