"""`build export`: a source tree with publishable content only; `build --prove` stands on it."""
