"""Long trials with real processes: kills, errors, full disks, readers, variations."""
