-- What the events amount to: registers, plans and lines read out of the payloads.
-- Made as temporary views on every connection, so that old snapshots speak with
-- today's words. Money is whole pence. "as known" is a question each query asks with
-- `seq <= $known`; the views therefore keep every version and its entry number.

-- One row per fund and version of its register row.
CREATE OR REPLACE TEMP VIEW fund_register AS
SELECT
    e.seq,
    e.payload ->> 'fund' AS fund,
    e.payload ->> 'name' AS name,
    e.payload ->> 'kind' AS fund_kind,
    e.payload ->> 'funder' AS funder,
    e.payload ->> 'purpose' AS purpose,
    e.provenance
FROM event AS e
WHERE e.kind = 'fund';

-- One row per fund, version of its agreement and recording of it.
CREATE OR REPLACE TEMP VIEW terms_register AS
SELECT
    e.seq,
    e.effective_on,
    e.payload ->> 'fund' AS fund,
    CAST(e.payload ->> 'version' AS INTEGER) AS version,
    e.payload AS terms,
    e.provenance
FROM event AS e
WHERE e.kind = 'terms';

-- One row per area and version of its register row.
CREATE OR REPLACE TEMP VIEW area_register AS
SELECT
    e.seq,
    e.payload ->> 'area' AS area,
    e.payload ->> 'name' AS name,
    CAST(json_extract_string(e.payload, '$.districts[*]') AS VARCHAR []) AS districts
FROM event AS e
WHERE e.kind = 'area';

-- One row per project and version of its register row.
CREATE OR REPLACE TEMP VIEW project_register AS
SELECT
    e.seq,
    e.payload ->> 'project' AS project,
    e.payload ->> 'name' AS name,
    e.payload ->> 'fund' AS fund,
    e.payload ->> 'area' AS area,
    e.payload ->> 'intervention' AS intervention,
    e.provenance
FROM event AS e
WHERE e.kind = 'project';

-- One row per recorded award figure: a fund, version, year and kind of spending.
CREATE OR REPLACE TEMP VIEW award_register AS
SELECT
    e.seq,
    e.effective_on,
    e.payload ->> 'fund' AS fund,
    CAST(e.payload ->> 'version' AS INTEGER) AS version,
    e.payload ->> 'state' AS state,
    e.payload ->> 'area' AS area,
    e.payload ->> 'spend_kind' AS spend_kind,
    e.payload ->> 'financial_year' AS financial_year,
    CAST(e.payload ->> 'pence' AS BIGINT) AS pence,
    e.payload ->> 'source' AS source,
    e.provenance
FROM event AS e
WHERE e.kind = 'award';

-- One row per plan figure (profile or forecast): a budget cell and quarter.
CREATE OR REPLACE TEMP VIEW plan_register AS
SELECT
    e.seq,
    e.effective_on,
    e.kind AS measure,
    e.payload ->> 'fund' AS fund,
    e.payload ->> 'area' AS area,
    e.payload ->> 'project' AS project,
    e.payload ->> 'heading' AS heading,
    e.payload ->> 'spend_kind' AS spend_kind,
    e.payload ->> 'financial_year' AS financial_year,
    e.payload ->> 'quarter' AS quarter,
    CAST(e.payload ->> 'quarter_ends' AS DATE) AS quarter_ends,
    CAST(e.payload ->> 'pence' AS BIGINT) AS pence,
    e.provenance
FROM event AS e
WHERE e.kind IN ('profile', 'forecast');

-- One row per fund, area and recording of the places its money was meant for.
CREATE OR REPLACE TEMP VIEW footprint_register AS
SELECT
    e.seq,
    e.payload ->> 'fund' AS fund,
    e.payload ->> 'area' AS area,
    CAST(json_extract_string(e.payload, '$.lsoas[*]') AS VARCHAR []) AS lsoas,
    e.payload ->> 'starts' AS starts,
    e.payload ->> 'why' AS why,
    e.provenance
FROM event AS e
WHERE e.kind = 'footprint';

-- One row per output and recording of it.
CREATE OR REPLACE TEMP VIEW output_register AS
SELECT
    e.seq,
    e.effective_on,
    e.payload ->> 'fund' AS fund,
    e.payload ->> 'area' AS area,
    e.payload ->> 'project' AS project,
    e.payload ->> 'output' AS output,
    e.payload ->> 'unit' AS unit,
    CAST(e.payload ->> 'target' AS BIGINT) AS target,
    CAST(e.payload ->> 'actual' AS BIGINT) AS actual,
    e.payload ->> 'source' AS source,
    coalesce(e.payload ->> 'target_provenance', e.provenance) AS target_provenance,
    e.provenance
FROM event AS e
WHERE e.kind = 'output';

-- One row per person and version of their register row; the account is the computer's.
CREATE OR REPLACE TEMP VIEW person_register AS
SELECT
    e.seq,
    e.payload ->> 'person' AS person,
    e.payload ->> 'name' AS name,
    e.payload ->> 'account' AS account,
    coalesce(e.payload ->> 'left_on', '') AS left_on
FROM event AS e
WHERE e.kind = 'person';

-- One row per role given to or taken from a person.
CREATE OR REPLACE TEMP VIEW role_register AS
SELECT
    e.seq,
    e.effective_on,
    e.payload ->> 'person' AS person,
    e.payload ->> 'role' AS role,
    CAST(e.payload ->> 'held' AS BOOLEAN) AS is_held
FROM event AS e
WHERE e.kind = 'role';

-- One row per file of spending taken in.
CREATE OR REPLACE TEMP VIEW import_register AS
SELECT
    e.seq,
    e.recorded_at,
    e.effective_on,
    e.payload ->> 'file' AS file,
    e.source_sha256 AS sha256,
    e.payload ->> 'source' AS source,
    e.payload ->> 'source_kind' AS source_kind,
    CAST(e.payload ->> 'rows' AS BIGINT) AS row_count,
    CAST(e.payload ->> 'accepted' AS BIGINT) AS accepted,
    CAST(e.payload ->> 'refused' AS BIGINT) AS refused,
    CAST(e.payload ->> 'already_held' AS BIGINT) AS already_held,
    CAST(e.payload ->> 'total_pence' AS BIGINT) AS total_pence,
    CAST(e.payload ->> 'control_total_pence' AS BIGINT) AS control_total_pence
FROM event AS e
WHERE e.kind = 'import';

-- One row per line of spending: coded, in suspense, outside the funds, not eligible, or
-- published.
CREATE OR REPLACE TEMP VIEW spend_line AS
SELECT
    e.seq,
    e.effective_on,
    e.kind,
    e.payload ->> 'supplier' AS supplier,
    e.payload ->> 'description' AS description,
    e.payload ->> 'reference' AS reference,
    e.payload ->> 'category' AS category,
    e.payload ->> 'source' AS source,
    e.payload ->> 'coding' AS coding,
    e.payload ->> 'attribution' AS attribution,
    CAST(e.payload ->> 'pence' AS BIGINT) AS pence,
    CAST(e.payload ->> 'import' AS BIGINT) AS import_seq,
    e.payload ->> 'file' AS file,
    e.source_sha256,
    e.source_sheet,
    e.source_row,
    e.source_column,
    e.provenance
FROM event AS e
WHERE e.kind IN ('actual', 'suspense', 'outside', 'ineligible', 'published_line');

-- One row per refused row of a file.
CREATE OR REPLACE TEMP VIEW refused_line AS
SELECT
    e.seq,
    e.effective_on,
    e.payload ->> 'fund' AS fund,
    coalesce(e.payload ->> 'dated', '') AS dated,
    e.payload ->> 'rule' AS rule,
    e.payload ->> 'message' AS message,
    e.payload ->> 'fix' AS fix,
    e.payload ->> 'found' AS found,
    e.payload ->> 'file' AS file,
    CAST(e.payload ->> 'import' AS BIGINT) AS import_seq,
    e.source_sha256,
    e.source_sheet,
    e.source_row,
    e.source_column,
    e.provenance
FROM event AS e
WHERE e.kind = 'refused_line';

-- One row per step in the life of a virement.
CREATE OR REPLACE TEMP VIEW virement_step AS
SELECT
    e.seq,
    e.recorded_at,
    e.person,
    e.kind AS step,
    CAST(e.payload ->> 'virement' AS BIGINT) AS virement,
    e.payload ->> 'from_cell' AS from_cell,
    e.payload ->> 'to_cell' AS to_cell,
    CAST(e.payload ->> 'pence' AS BIGINT) AS pence,
    e.reason,
    e.provenance
FROM event AS e
WHERE e.kind IN ('virement_request', 'virement_approval', 'virement_rejection');

-- One row per step in the life of a return; what arrives of its claim is no step, and
-- that it is paid is none any more once the receipt that settled it is taken back.
CREATE OR REPLACE TEMP VIEW return_step AS
SELECT
    e.seq,
    e.recorded_at,
    e.effective_on,
    e.person,
    e.kind AS step,
    e.payload ->> 'return_id' AS return_id,
    e.payload AS facts,
    e.reason
FROM event AS e
WHERE
    e.kind LIKE 'return_%'
    AND e.kind NOT IN ('return_received', 'return_answer', 'return_attachment')
    AND NOT EXISTS (
        SELECT 1
        FROM event AS r
        WHERE r.corrects = e.seq AND r.kind = 'reversal'
    );

-- One row per waiver given.
CREATE OR REPLACE TEMP VIEW waiver_register AS
SELECT
    e.seq,
    e.person,
    e.effective_on,
    e.payload ->> 'rule' AS rule,
    e.payload ->> 'return_id' AS return_id,
    CAST(e.payload ->> 'until' AS DATE) AS until_on,
    e.reason
FROM event AS e
WHERE e.kind = 'waiver';

-- One row per side of a money event, with the event's day.
CREATE OR REPLACE TEMP VIEW movement AS
SELECT
    p.seq,
    e.effective_on,
    e.kind,
    p.account,
    p.fund,
    p.area,
    p.project,
    p.heading,
    p.spend_kind,
    p.financial_year,
    p.pence,
    e.provenance
FROM posting AS p
INNER JOIN event AS e ON p.seq = e.seq;

-- One row per file ever taken in, by its hash, with the name it came under last.
CREATE OR REPLACE TEMP VIEW file_register AS
SELECT
    e.source_sha256 AS sha256,
    arg_max(e.payload ->> 'file', e.seq) AS file
FROM event AS e
WHERE
    e.kind IN (
        'import', 'register_import', 'crime_import', 'take_on', 'quarter_import',
        'partner_claim', 'table_import'
    )
GROUP BY e.source_sha256;

-- One row per deputy named for a person: from a day, until a day (excluded).
CREATE OR REPLACE TEMP VIEW deputy_register AS
SELECT
    e.seq,
    e.payload ->> 'person' AS person,
    e.payload ->> 'deputy' AS deputy,
    CAST(e.payload ->> 'starts' AS DATE) AS starts,
    CAST(e.payload ->> 'ends' AS DATE) AS ends
FROM event AS e
WHERE e.kind = 'deputy';

-- One row per limit set on what a role may decide; no pence means any amount.
CREATE OR REPLACE TEMP VIEW authority_register AS
SELECT
    e.seq,
    e.effective_on,
    e.payload ->> 'role' AS role,
    CAST(e.payload ->> 'up_to_pence' AS BIGINT) AS up_to_pence
FROM event AS e
WHERE e.kind = 'authority';

-- One row per claim sent to a funder and per receipt of it; their money is in postings.
-- What was claimed before the books began has no return: it goes by its fund. All
-- versions of a return make one claim; a later one moves what it claims beyond it.
-- taken_back is the entry that undid it, NULL while it stands.
CREATE OR REPLACE TEMP VIEW claim_step AS
SELECT
    e.seq,
    e.effective_on,
    CASE
        WHEN e.kind IN ('return_submitted', 'take_on_claimed') THEN 'sent'
        ELSE 'received'
    END AS step,
    coalesce(
        e.payload ->> 'return_id',
        (e.payload ->> 'fund') || ' taken on'
    ) AS return_id,
    coalesce(
        regexp_replace(e.payload ->> 'return_id', '-v[0-9]+$', ''),
        (e.payload ->> 'fund') || ' taken on'
    ) AS claim,
    e.payload ->> 'fund' AS fund,
    e.payload ->> 'quarter' AS quarter,
    r.seq AS taken_back
FROM event AS e
LEFT JOIN event AS r ON e.seq = r.corrects AND r.kind = 'reversal'
WHERE
    e.kind IN (
        'return_submitted', 'return_received', 'take_on_claimed', 'take_on_received'
    );

-- One row per entry that a later entry undid, with the one that undid it. An undoing
-- is never undone itself: what it undid is recorded anew.
CREATE OR REPLACE TEMP VIEW undone AS
SELECT
    e.corrects AS seq,
    e.seq AS undone_by
FROM event AS e
WHERE
    e.kind IN (
        'reversal', 'accrual_reversal', 'award_replaced', 'allocation_replaced'
    )
    AND (e.payload ->> 'undoes') IS NOT NULL;

-- One row per entry that answers another or puts it right; undone_by is NULL while the
-- answer stands.
CREATE OR REPLACE TEMP VIEW answer AS
SELECT
    e.corrects AS seq,
    e.seq AS answered_by,
    e.kind,
    u.undone_by
FROM event AS e
LEFT JOIN undone AS u ON e.seq = u.seq
WHERE e.corrects IS NOT NULL;

-- One row per obligation fixed, moved, given to an owner, withdrawn or done.
CREATE OR REPLACE TEMP VIEW obligation_step AS
SELECT
    e.seq,
    e.effective_on,
    e.kind AS step,
    e.payload ->> 'fund' AS fund,
    e.payload ->> 'rule' AS rule,
    e.payload ->> 'period' AS period,
    e.payload ->> 'what' AS what,
    CAST(e.payload ->> 'due_on' AS DATE) AS due_on,
    e.payload ->> 'owner' AS owner,
    e.provenance
FROM event AS e
WHERE
    e.kind IN (
        'obligation', 'obligation_done', 'obligation_withdrawn', 'obligation_owned'
    );

-- One row per decision to carry budget over a year's end.
CREATE OR REPLACE TEMP VIEW carry_over_register AS
SELECT
    e.seq,
    e.effective_on,
    e.payload ->> 'from_cell' AS from_cell,
    e.payload ->> 'to_cell' AS to_cell
FROM event AS e
WHERE e.kind = 'carry_over';

-- One row per milestone, risk, asset, piece of evidence, match or onward grant, and
-- recording of it; facts are the whole row.
CREATE OR REPLACE TEMP VIEW delivery_register AS
SELECT
    e.seq,
    e.effective_on,
    e.kind,
    e.payload ->> 'fund' AS fund,
    coalesce(e.payload ->> 'area', '') AS area,
    coalesce(e.payload ->> 'project', '') AS project,
    concat_ws(
        ' ',
        e.payload ->> 'milestone',
        e.payload ->> 'risk',
        e.payload ->> 'asset',
        e.payload ->> 'supports',
        e.payload ->> 'which',
        e.payload ->> 'file',
        e.payload ->> 'giver',
        e.payload ->> 'match_kind',
        e.payload ->> 'partner'
    ) AS name,
    e.payload AS facts,
    e.provenance
FROM event AS e
WHERE
    e.kind IN ('milestone', 'risk', 'asset', 'evidence', 'match', 'onward_grant');

-- One row per side of an entry that orders money, draws an order down or bills it; the
-- reference in the form by which orders and bills meet, '' where none was given.
CREATE OR REPLACE TEMP VIEW order_move AS
SELECT
    p.seq,
    e.effective_on,
    p.fund,
    p.area,
    p.project,
    p.heading,
    p.spend_kind,
    p.financial_year,
    p.account,
    CASE
        WHEN p.account <> 'committed' THEN 'billed'
        WHEN e.kind = 'drawdown' THEN 'drawn'
        ELSE 'ordered'
    END AS step,
    translate(
        coalesce(
            CASE
                WHEN p.account <> 'committed' THEN nullif(e.payload ->> 'order', '')
            END,
            e.payload ->> 'reference',
            ''
        ),
        'abcdefghijklmnopqrstuvwxyz',
        'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
    ) AS reference,
    coalesce(e.payload ->> 'supplier', '') AS supplier,
    CASE WHEN e.kind = 'drawdown' THEN -p.pence ELSE p.pence END AS pence
FROM posting AS p
INNER JOIN event AS e ON p.seq = e.seq
WHERE p.account IN ('committed', 'spent', 'accrued');

-- One row per step in the life of an underspend case; a case's number is the entry that
-- opened it. facts are the whole payload.
CREATE OR REPLACE TEMP VIEW underspend_step AS
SELECT
    e.seq,
    e.effective_on,
    e.person,
    e.kind AS step,
    coalesce(CAST(e.payload ->> 'underspend' AS BIGINT), e.seq) AS underspend,
    e.payload AS facts,
    CAST(json_extract_string(e.payload, '$.entries[*]') AS BIGINT []) AS entries,
    e.reason
FROM event AS e
WHERE e.kind LIKE 'underspend_%';

-- One row per row of a partner's claim and answer to it: of one kind, partner, quarter
-- and number, the newest stands. facts are the whole payload; pence is what an accepted
-- line costs.
CREATE OR REPLACE TEMP VIEW partner_row AS
SELECT
    e.seq,
    e.effective_on,
    e.kind,
    e.payload ->> 'partner' AS partner,
    e.payload ->> 'quarter' AS quarter,
    CAST(e.payload ->> 'number' AS BIGINT) AS number,
    e.payload ->> 'answer' AS answer,
    e.payload ->> 'cell' AS cell,
    CAST(e.payload ->> 'pence' AS BIGINT) AS pence,
    e.payload AS facts,
    e.source_row,
    e.provenance
FROM event AS e
WHERE e.kind IN ('partner_line', 'partner_delivery', 'partner_forecast');

-- One row per time that a line of spending came into suspense: when it was taken in, or
-- when a later edition of its file named no cell for it any more. The line waits while
-- the last answer to it that stands, or it itself where none does, is what brought it.
CREATE OR REPLACE TEMP VIEW suspense_stay AS
SELECT
    e.seq AS came_by,
    CASE WHEN e.kind = 'suspense' THEN e.seq ELSE e.corrects END AS line,
    coalesce(p.fund, '*') AS fund,
    coalesce(p.pence, 0) AS pence
FROM event AS e
LEFT JOIN posting AS p
    ON
        e.seq = p.seq
        AND p.account = 'suspense'
        AND sign(p.pence) = sign(CAST(e.payload ->> 'pence' AS BIGINT))
WHERE e.kind = 'suspense' OR (e.kind = 'recoding' AND p.seq IS NOT NULL);

-- One row per line of spending that counted as known at an entry, with the entry that told
-- last where it stands: itself, or its coding, recoding or vanishing.
CREATE OR REPLACE TEMP MACRO lines_told(as_known) AS TABLE
WITH replies AS (
    SELECT
        a.seq,
        max(a.answered_by) AS answered_by
    FROM answer AS a
    WHERE
        a.answered_by <= as_known
        AND coalesce(a.undone_by > as_known, TRUE)
        AND a.kind IN ('coding', 'recoding', 'vanished_line')
    GROUP BY a.seq
)

SELECT
    s.*,
    coalesce(r.answered_by, s.seq) AS told_by
FROM spend_line AS s
LEFT JOIN replies AS r ON s.seq = r.seq
WHERE
    s.seq <= as_known
    AND s.seq NOT IN (SELECT u.seq FROM undone AS u WHERE u.undone_by <= as_known);

-- One row per version of an evaluation plan; text is the plan as it was hashed.
CREATE OR REPLACE TEMP VIEW evaluation_plan AS
SELECT
    e.seq,
    e.recorded_at,
    e.person,
    e.reason,
    e.payload ->> 'plan' AS plan,
    e.payload ->> 'fund' AS fund,
    CAST(e.payload ->> 'version' AS BIGINT) AS version,
    CAST(json_extract_string(e.payload, '$.measures[*]') AS VARCHAR []) AS measures,
    CAST(json_extract_string(e.payload, '$.areas[*]') AS VARCHAR []) AS areas,
    e.payload ->> 'hash' AS hash,
    CAST(e.payload ->> 'retrospective' AS BOOLEAN) AS is_retrospective,
    e.payload ->> 'text' AS text
FROM event AS e
WHERE e.kind = 'evaluation_plan';
