"""Kinds of measures: what n and d are, how they become a value, and how numbers are rounded and written."""
