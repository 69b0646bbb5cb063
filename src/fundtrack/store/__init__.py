"""The only package that opens DuckDB: the books, their snapshots, the crime lake."""
