"""Returns: its page, its sheets and files, and each step of a return's life."""
