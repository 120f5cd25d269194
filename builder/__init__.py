"""The bulletin's site generator: load, check, plan, render, index, publish."""

__version__ = "0.1.0"
