"""What holds for every test: no deadlines, as two cores may be shared by many."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
