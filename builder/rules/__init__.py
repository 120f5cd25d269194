"""What can be wrong, in words: every code with its message, remedy and explanation."""
