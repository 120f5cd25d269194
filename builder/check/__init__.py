"""The second door: questions asked of a Site, one to a file."""
