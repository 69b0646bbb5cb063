-- Purpose: say that a part of a further table is held.
-- Parameters: $table_name, $part, $file, $edition, $evidence, $row_count, $provenance.
-- Grain: one row.
INSERT INTO table_part
VALUES (
    $table_name,
    $part,
    $file,
    $edition,
    $evidence,
    $row_count,
    $provenance
);
