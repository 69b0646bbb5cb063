"""What a page says in words, composed from the figures."""
