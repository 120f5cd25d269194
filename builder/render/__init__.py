"""The fourth door: views and layouts in, bytes out."""
