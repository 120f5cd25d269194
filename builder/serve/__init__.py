"""`build serve`: the site as it is being written, or a finished output as a host would show it."""
