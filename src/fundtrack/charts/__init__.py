"""Charts as pure functions over named data, shipped to pages as frozen specs."""
