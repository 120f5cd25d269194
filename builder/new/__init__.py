"""`build new`: scaffolds of a site, an issue, an item, a call; and the edits of front matter."""
