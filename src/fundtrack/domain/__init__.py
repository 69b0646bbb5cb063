"""The rules of the field in pure Python: no files, no SQL, no frames."""
