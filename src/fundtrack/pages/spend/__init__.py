"""Spend: its page, its charts, and what is coded, moved and paid from it."""
