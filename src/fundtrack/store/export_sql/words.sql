-- What an export holds beside the books' own tables, and words for the columns that the
-- books' own comments do not explain. Money is whole pence.

-- One row per business act, in the order recorded; passwords are withheld.
CREATE OR REPLACE TEMP VIEW exported_event AS
SELECT
    e.* REPLACE (
        CASE
            WHEN e.kind = 'password'
                THEN CAST(
                    json_object('person', e.payload ->> 'person', 'withheld', TRUE)
                    AS VARCHAR
                )
            ELSE e.payload
        END AS payload
    )
FROM event AS e;

CREATE TEMP TABLE position_line (
    fund VARCHAR NOT NULL,
    area VARCHAR NOT NULL,
    project VARCHAR NOT NULL,
    heading VARCHAR NOT NULL,
    spend_kind VARCHAR NOT NULL,
    financial_year VARCHAR NOT NULL,
    as_at DATE NOT NULL,
    as_known BIGINT NOT NULL,
    awarded_pence BIGINT NOT NULL,
    budget_pence BIGINT NOT NULL,
    profile_to_date_pence BIGINT,
    committed_pence BIGINT NOT NULL,
    accrued_pence BIGINT NOT NULL,
    actual_pence BIGINT NOT NULL,
    forecast_pence BIGINT,
    variance_pence BIGINT,
    claimed_pence BIGINT NOT NULL,
    received_pence BIGINT NOT NULL,
    owed_to_us_pence BIGINT NOT NULL,
    budget_provenance VARCHAR NOT NULL,
    actual_provenance VARCHAR NOT NULL
);

COMMENT ON TABLE position_line IS 'One row per budget cell: where its money stands on the day of the export';

COMMENT ON COLUMN position_line.as_at IS 'The day up to which acts count';

COMMENT ON COLUMN position_line.as_known IS 'The entry up to which the books were read';

COMMENT ON COLUMN position_line.awarded_pence IS 'Promised by the funder, in whole pence';

COMMENT ON COLUMN position_line.budget_pence IS 'May be spent: allocated, committed, accrued and spent, in whole pence';

COMMENT ON COLUMN position_line.profile_to_date_pence IS 'Planned for the months that have ended, in whole pence; empty without a profile';

COMMENT ON COLUMN position_line.committed_pence IS 'Ordered and neither owed nor spent, in whole pence';

COMMENT ON COLUMN position_line.accrued_pence IS 'Owed and not billed, in whole pence';

COMMENT ON COLUMN position_line.actual_pence IS 'Spent, in whole pence';

COMMENT ON COLUMN position_line.forecast_pence IS 'Expected by the year''s end, in whole pence; empty where nobody said';

COMMENT ON COLUMN position_line.variance_pence IS 'Forecast less budget, in whole pence; below nought is money that lapses';

COMMENT ON COLUMN position_line.claimed_pence IS 'Asked of the funder, in whole pence';

COMMENT ON COLUMN position_line.received_pence IS 'Paid by the funder, in whole pence';

COMMENT ON COLUMN position_line.owed_to_us_pence IS 'Claimed and not received, in whole pence';

COMMENT ON COLUMN position_line.budget_provenance IS 'How sure the budget is: published, assumed, synthetic; recorded is the office''s own';

COMMENT ON COLUMN position_line.actual_provenance IS 'How sure the spending is, in the same words';

-- Words for columns of views, by the column's name; * where any view's is meant.
CREATE OR REPLACE TEMP TABLE column_words AS
SELECT *
FROM (
    VALUES
    ('*', 'accepted', 'Rows that were taken'),
    ('*', 'account', 'The computer account that is theirs'),
    ('*', 'actual', 'How many were delivered, in the unit'),
    ('*', 'already_held', 'Rows that the books held already'),
    ('*', 'answered_by', 'The entry that answers it or puts it right'),
    ('*', 'attribution', 'named by the line, or inferred'),
    ('*', 'category', 'The finance system''s own kind'),
    ('*', 'coding', 'How it came to its budget cell'),
    ('*', 'control_total_pence', 'What the sender says they come to, in whole pence'),
    ('*', 'dated', 'The day the row names; empty when it cannot be read'),
    ('*', 'deputy', 'Who acts in the person''s place'),
    ('*', 'description', 'What the line says it was for'),
    ('*', 'districts', 'Codes of the districts that the area lies in'),
    ('*', 'due_on', 'The day it is due'),
    ('*', 'ends', 'The day it is over'),
    ('*', 'facts', 'What was recorded with the step, as canonical JSON; money in whole pence'),
    ('*', 'file', 'Name of the file'),
    ('file_register', 'file', 'The name it came under last'),
    ('*', 'fix', 'What to do'),
    ('*', 'found', 'What stands there'),
    ('*', 'from_cell', 'The budget cell that gives'),
    ('*', 'fund_kind', 'external, with an agreement and claims, or local'),
    ('*', 'funder', 'Who grants the money'),
    ('*', 'import_seq', 'Entry of the import it came with'),
    ('*', 'intervention', 'Code of what the project does'),
    ('*', 'is_held', 'true when given, false when taken away'),
    ('*', 'left_on', 'The day they left; empty while they are here'),
    ('*', 'lsoas', 'Codes of the small areas (LSOA 2021)'),
    ('*', 'measure', 'profile (planned) or forecast (expected)'),
    ('*', 'message', 'What is wrong'),
    ('*', 'name', 'Full name'),
    ('*', 'output', 'What was delivered'),
    ('*', 'owner', 'Who has to do it'),
    ('*', 'pence', 'Whole pence'),
    ('spend_line', 'pence', 'Whole pence; negative for a credit'),
    ('deputy_register', 'person', 'Whose place it is'),
    ('person_register', 'person', 'Who, in the register''s short form'),
    ('role_register', 'person', 'Who holds the role or no longer does'),
    ('*', 'period', 'The period it is for'),
    ('*', 'purpose', 'What the money is for'),
    ('*', 'quarter', 'Quarter such as 2023-24 Q4'),
    ('*', 'quarter_ends', 'Last day of the quarter'),
    ('claim_step', 'reference', 'The funder''s or our reference'),
    ('*', 'reference', 'The number the finance system gave it'),
    ('*', 'refused', 'Rows that were refused'),
    ('*', 'return_id', 'The return'),
    ('waiver_register', 'return_id', 'The one return it was waived for'),
    ('*', 'role', 'The role'),
    ('*', 'row_count', 'Rows of the file'),
    ('refused_line', 'rule', 'The check that refused it'),
    ('obligation_step', 'rule', 'What asks for it'),
    ('waiver_register', 'rule', 'The check that was waived'),
    ('*', 'sha256', 'sha256 of the file, its name in evidence/'),
    ('award_register', 'source', 'Where the figure stands'),
    ('import_register', 'source', 'The system it came from'),
    ('output_register', 'source', 'Where the figure stands'),
    ('spend_line', 'source', 'The system it came from'),
    ('*', 'source_kind', 'ledger, or published list'),
    ('deputy_register', 'starts', 'The first day'),
    ('*', 'starts', 'The day from which money worked there'),
    ('*', 'state', 'announced, offered, agreed, varied or closed'),
    ('*', 'step', 'The step taken'),
    ('virement_step', 'step', 'Request, approval or rejection'),
    ('*', 'supplier', 'Whom it was paid to'),
    ('*', 'taken_back', 'The entry that undid it; empty while it stands'),
    ('*', 'target', 'How many were to be delivered, in the unit'),
    ('*', 'target_provenance', 'How sure the target is, where it differs from the rest'),
    ('*', 'terms', 'The terms as canonical JSON; money in whole pence'),
    ('*', 'to_cell', 'The budget cell that gets'),
    ('*', 'total_pence', 'What the rows add up to, in whole pence'),
    ('*', 'undone_by', 'The entry that undid it; empty while it stands'),
    ('*', 'unit', 'What is counted'),
    ('*', 'until_on', 'The day it ends'),
    ('*', 'up_to_pence', 'Up to what may be decided, in whole pence; empty for any amount'),
    ('award_register', 'version', 'Number of the version of the award'),
    ('terms_register', 'version', 'Number of the version of the agreement'),
    ('*', 'virement', 'Number of the virement; empty in its request, whose entry it is'),
    ('*', 'what', 'What is to be done'),
    ('*', 'why', 'Why these places')
) AS w (table_name, column_name, words);
