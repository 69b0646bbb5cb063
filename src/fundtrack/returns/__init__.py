"""The funder's return: its figures, checks and lineage, and its frozen files."""
