"""Workbooks, documents and tables made from a report. They format what it says and compute nothing."""
