"""First screens: every page drawn before its kernel is up, and kept."""
