"""What the office gives out: written once from a snapshot, for people outside."""
