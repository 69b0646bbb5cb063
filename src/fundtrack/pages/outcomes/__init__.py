"""Outcomes: its page, what it reads, and what a count is made of."""
