"""One reader per outside file: the file in, plain rows with their places out."""
