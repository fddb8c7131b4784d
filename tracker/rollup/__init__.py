"""Pure arithmetic: bodies → regions → city, paired n and d, coverage, mergers."""
