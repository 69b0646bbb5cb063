"""Funders' own workbooks: learnt, mapped, compared, and filled cell by cell."""
