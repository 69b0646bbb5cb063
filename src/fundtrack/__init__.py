"""One set of books for a commissioner's grants: the return, and what the money did."""

__version__ = "0.1.0"
