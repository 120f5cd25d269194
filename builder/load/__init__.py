"""The first door: files in, Site and diagnostics out."""
