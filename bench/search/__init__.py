"""Measures search on the real page: recall, precision, titles on top, bytes and times."""
