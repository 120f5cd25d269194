"""What is done to give a version out: its files, the list of what it needs, and their checksums."""
