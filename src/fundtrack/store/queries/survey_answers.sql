-- Purpose: what was answered in perception surveys.
-- Parameters: none.
-- Grain: one row per survey, question, answer, area and wave, earliest wave first.
-- Units: respondents are people.
SELECT
    s.survey,
    s.question,
    s.answer,
    s.area,
    s.comparison,
    s.wave,
    s.asked_from,
    s.respondents,
    s.numerator,
    s.source
FROM crime.survey AS s
ORDER BY
    s.survey,
    s.question,
    s.answer,
    s.area,
    s.asked_from,
    s.wave_order,
    s.wave;
