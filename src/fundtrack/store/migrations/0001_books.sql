-- The books: events and their postings. Append only; nothing here is ever updated.
-- Money is whole pence.
CREATE TABLE schema_version (
    version INTEGER PRIMARY KEY,
    name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    applied_at TIMESTAMP NOT NULL
);

COMMENT ON TABLE schema_version IS 'One row per migration applied to this file';

COMMENT ON COLUMN schema_version.version IS 'Number of the migration, from 1';

COMMENT ON COLUMN schema_version.name IS 'Name of the migration file';

COMMENT ON COLUMN schema_version.sha256 IS 'Hash of the migration as it was applied';

COMMENT ON COLUMN schema_version.applied_at IS 'When it was applied, UTC';

CREATE TABLE event (
    seq BIGINT PRIMARY KEY CHECK (seq > 0),
    recorded_at TIMESTAMP NOT NULL,
    effective_on DATE NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind <> ''),
    person VARCHAR NOT NULL CHECK (person <> ''),
    reason VARCHAR NOT NULL,
    payload VARCHAR NOT NULL,
    provenance VARCHAR NOT NULL
        CHECK (provenance IN ('published', 'assumed', 'synthetic', 'recorded')),
    evidence VARCHAR,
    source_sha256 VARCHAR,
    source_sheet VARCHAR,
    source_row INTEGER,
    source_column VARCHAR,
    corrects BIGINT CHECK (corrects < seq),
    previous_hash VARCHAR NOT NULL,
    hash VARCHAR NOT NULL
);

COMMENT ON TABLE event IS 'One row per business act, in the order recorded';

COMMENT ON COLUMN event.seq IS 'Number of the entry, from 1 without a gap';

COMMENT ON COLUMN event.recorded_at IS 'When we knew: UTC, never earlier than the entry before';

COMMENT ON COLUMN event.effective_on IS 'The day from which it counts';

COMMENT ON COLUMN event.kind IS 'The act: award, allocation, actual, accrual ...';

COMMENT ON COLUMN event.person IS 'Who did it, as the people register names them';

COMMENT ON COLUMN event.reason IS 'Why, in their words';

COMMENT ON COLUMN event.payload IS 'The facts of the act as canonical JSON; money in whole pence';

COMMENT ON COLUMN event.provenance IS 'published, assumed, synthetic, or the office''s own record';

COMMENT ON COLUMN event.evidence IS 'sha256 of a file in evidence/ that supports it';

COMMENT ON COLUMN event.source_sha256 IS 'sha256 of the file it was read from';

COMMENT ON COLUMN event.source_sheet IS 'Sheet of that file';

COMMENT ON COLUMN event.source_row IS 'Row of that sheet, as a spreadsheet numbers it';

COMMENT ON COLUMN event.source_column IS 'Heading of the column the figure stands in';

COMMENT ON COLUMN event.corrects IS 'The entry that this one puts right or answers';

COMMENT ON COLUMN event.previous_hash IS 'Hash of the entry before; noughts for the first';

COMMENT ON COLUMN event.hash IS 'sha256 of this entry with its postings and the previous hash';

CREATE TABLE posting (
    seq BIGINT NOT NULL,
    line INTEGER NOT NULL,
    account VARCHAR NOT NULL CHECK (account IN (
        'promised', 'claimed', 'received', 'unfunded', 'unallocated', 'allocated',
        'committed', 'accrued', 'spent', 'suspense', 'outside'
    )),
    fund VARCHAR NOT NULL,
    area VARCHAR NOT NULL,
    project VARCHAR NOT NULL,
    heading VARCHAR NOT NULL,
    spend_kind VARCHAR NOT NULL,
    financial_year VARCHAR NOT NULL,
    pence BIGINT NOT NULL CHECK (pence <> 0),
    PRIMARY KEY (seq, line)
);

COMMENT ON TABLE posting IS 'One row per side of a money event; the sides of an event sum to nil';

COMMENT ON COLUMN posting.seq IS 'The event it belongs to';

COMMENT ON COLUMN posting.line IS 'Its place in the event, from 1';

COMMENT ON COLUMN posting.account IS 'Where the money comes from or where it is';

COMMENT ON COLUMN posting.fund IS 'Fund; * where no fund is known';

COMMENT ON COLUMN posting.area IS 'Area; * for the whole fund';

COMMENT ON COLUMN posting.project IS 'Project; * for the whole area';

COMMENT ON COLUMN posting.heading IS 'Cost heading; * for all';

COMMENT ON COLUMN posting.spend_kind IS 'capital or revenue; * for both';

COMMENT ON COLUMN posting.financial_year IS 'Financial year such as 2023-24; * for all';

COMMENT ON COLUMN posting.pence IS 'Whole pence; negative where money comes from';
