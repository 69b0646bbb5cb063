"""The sheets of a return on which a finding has its place."""

TABLE_SHEET = "Financial table"
