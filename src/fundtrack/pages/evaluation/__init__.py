"""Evaluation: its page, its charts, plans, and runs asked for from it."""
