"""Overview: its page, its map and the verdicts."""
