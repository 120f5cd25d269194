"""`build explain PATH|ADDRESS`: why something is in or out of each edition, and where it shows."""
