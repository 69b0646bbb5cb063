-- How many people or households places had, by year, as published.
-- No primary key: its index would be larger than the table. The import looks for twins.
CREATE TABLE population (
    kind VARCHAR NOT NULL CHECK (kind IN ('people', 'households')),
    edition VARCHAR NOT NULL,
    basis VARCHAR NOT NULL CHECK (basis IN ('census', 'mid-year')),
    level VARCHAR NOT NULL CHECK (
        level IN ('district', 'ward', 'small area', 'partnership', 'police area')
    ),
    place VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    year INTEGER NOT NULL CHECK (year BETWEEN 1890 AND 2199),
    number BIGINT NOT NULL CHECK (number >= 0)
);

COMMENT ON TABLE population IS 'One row per kind, edition, place and year; source: the files named in table_part';

COMMENT ON COLUMN population.kind IS 'Whether people or households are counted';

COMMENT ON COLUMN population.edition IS 'Which estimates these are; two editions of a year are never mixed in a rate';

COMMENT ON COLUMN population.basis IS 'census: counted on census day; mid-year: estimated for 30 June';

COMMENT ON COLUMN population.level IS 'What kind of place the code is of';

COMMENT ON COLUMN population.place IS 'Official code of the place';

COMMENT ON COLUMN population.name IS 'Name as published; empty text where none is';

COMMENT ON COLUMN population.year IS 'Year of the estimate or the census';

COMMENT ON COLUMN population.number IS 'People or households';
