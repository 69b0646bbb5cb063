"""Figures worked out from a published snapshot; each has a slow twin in the tests."""
