"""`build import`: a folder of texts from elsewhere becomes issues and items, by a map."""
