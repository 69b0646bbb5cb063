"""Rows of a file checked into findings or entries."""
