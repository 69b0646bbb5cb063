-- Purpose: what each fund's agreement says of VAT, in the words of its newest terms.
-- Parameters: none.
-- Grain: one row per fund that has terms; NULL where they say nothing of VAT.
SELECT
    t.fund,
    t.terms ->> 'vat_rule' AS vat_rule
FROM terms_register AS t
QUALIFY row_number() OVER (PARTITION BY t.fund ORDER BY t.version DESC, t.seq DESC) = 1
ORDER BY t.fund;
