-- What people answered in perception surveys, by question, area and wave.
CREATE TABLE survey (
    survey VARCHAR NOT NULL,
    question VARCHAR NOT NULL,
    answer VARCHAR NOT NULL,
    area VARCHAR NOT NULL,
    comparison VARCHAR NOT NULL,
    wave VARCHAR NOT NULL,
    wave_order INTEGER NOT NULL,
    asked_from DATE,
    respondents BIGINT NOT NULL CHECK (respondents > 0),
    numerator BIGINT NOT NULL CHECK (numerator BETWEEN 0 AND respondents),
    source VARCHAR NOT NULL
);

COMMENT ON TABLE survey IS 'One row per survey, question, area and wave; source: the files named in table_part';

COMMENT ON COLUMN survey.survey IS 'Name of the survey';

COMMENT ON COLUMN survey.question IS 'The question, word for word';

COMMENT ON COLUMN survey.answer IS 'The answer that the numerator counts; empty text where the question says it';

COMMENT ON COLUMN survey.area IS 'Id of one of the office''s areas, slug of a force, or code of a district or ward';

COMMENT ON COLUMN survey.comparison IS 'The area without the money that it is set against; empty text where none is';

COMMENT ON COLUMN survey.wave IS 'Name of the wave';

COMMENT ON COLUMN survey.wave_order IS 'Place of the wave in its file, from 1';

COMMENT ON COLUMN survey.asked_from IS 'First day on which the wave was asked; NULL where no day is told';

COMMENT ON COLUMN survey.respondents IS 'People who answered the question';

COMMENT ON COLUMN survey.numerator IS 'Respondents who gave the answer';

COMMENT ON COLUMN survey.source IS 'Who asked, and where it is published or kept';
