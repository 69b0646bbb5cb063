-- Which parts of the further tables this panel file holds, and from which file.
CREATE TABLE table_part (
    table_name VARCHAR NOT NULL,
    part VARCHAR NOT NULL,
    file VARCHAR NOT NULL,
    edition VARCHAR NOT NULL,
    evidence VARCHAR NOT NULL,
    row_count BIGINT NOT NULL CHECK (row_count >= 0),
    provenance VARCHAR NOT NULL CHECK (provenance IN ('published', 'synthetic')),
    PRIMARY KEY (table_name, part)
);

COMMENT ON TABLE table_part IS 'One row per part of a further table held';

COMMENT ON COLUMN table_part.table_name IS 'The further table';

COMMENT ON COLUMN table_part.part IS 'What is replaced whole, such as a quarter';

COMMENT ON COLUMN table_part.file IS 'Name of the file it was read from';

COMMENT ON COLUMN table_part.edition IS 'Day of the edition; empty where none is told';

COMMENT ON COLUMN table_part.evidence IS 'sha256 of the file kept in evidence';

COMMENT ON COLUMN table_part.row_count IS 'Rows of the part';

COMMENT ON COLUMN table_part.provenance IS 'published, or synthetic (made up)';
