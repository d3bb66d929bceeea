-- What must never happen is refused here: a slot given twice, an end that changes, a history
-- that is edited.

CREATE TABLE states (state TEXT PRIMARY KEY) STRICT;
INSERT INTO states VALUES
    ('queued'),
    ('running'),
    ('succeeded'),
    ('partial'),
    ('failed'),
    ('timed_out'),
    ('cancelled'),
    ('skipped'),
    ('missed'),
    ('stale');

CREATE TABLE jobs (
    id INTEGER PRIMARY KEY,
    entry TEXT NOT NULL,
    scheduled_at TEXT NOT NULL,
    state TEXT NOT NULL REFERENCES states,
    asked TEXT NOT NULL CHECK (json_valid(asked)),
    owner TEXT NOT NULL DEFAULT '',
    tries INTEGER NOT NULL DEFAULT 1,
    told TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX one_job_per_slot ON jobs (entry, scheduled_at) WHERE entry <> '';

CREATE TABLE entries (
    entry TEXT PRIMARY KEY,
    seen_at TEXT NOT NULL
) STRICT;

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    job INTEGER NOT NULL REFERENCES jobs,
    briefing TEXT NOT NULL,
    period TEXT NOT NULL,
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    language TEXT NOT NULL,
    scheduled_at TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    retry_of INTEGER REFERENCES runs,
    state TEXT NOT NULL REFERENCES states,
    edition TEXT NOT NULL,
    code TEXT NOT NULL,
    environment TEXT NOT NULL,
    notebook TEXT NOT NULL,
    parameters TEXT NOT NULL CHECK (json_valid(parameters)),
    owner TEXT NOT NULL DEFAULT '',
    stop INTEGER NOT NULL DEFAULT 0,
    page TEXT NOT NULL DEFAULT '',
    cell INTEGER,
    told TEXT NOT NULL DEFAULT '',
    UNIQUE (briefing, name, scheduled_at, attempt)
) STRICT;
CREATE INDEX runs_of_a_job ON runs (job);
CREATE INDEX runs_at_work ON runs (state) WHERE state IN ('queued', 'running');

CREATE TABLE history (
    id INTEGER PRIMARY KEY,
    job INTEGER NOT NULL REFERENCES jobs,
    run INTEGER REFERENCES runs,
    changed_at TEXT NOT NULL,
    state TEXT NOT NULL,
    told TEXT NOT NULL
) STRICT;
CREATE INDEX history_of_a_run ON history (run);

CREATE TRIGGER history_is_not_edited BEFORE UPDATE ON history
    BEGIN SELECT RAISE(ABORT, 'the history of runs is never edited'); END;
CREATE TRIGGER history_is_not_lost BEFORE DELETE ON history
    BEGIN SELECT RAISE(ABORT, 'the history of runs is never deleted'); END;
CREATE TRIGGER a_run_that_ended_stays BEFORE UPDATE OF state ON runs
    WHEN OLD.state NOT IN ('queued', 'running')
    BEGIN SELECT RAISE(ABORT, 'a run that ended keeps its state'); END;
CREATE TRIGGER a_job_that_ended_stays BEFORE UPDATE OF state ON jobs
    WHEN OLD.state NOT IN ('queued', 'running')
    BEGIN SELECT RAISE(ABORT, 'a job that ended keeps its state'); END;

CREATE TRIGGER a_new_job_is_history AFTER INSERT ON jobs BEGIN
    INSERT INTO history (job, changed_at, state, told)
    VALUES (NEW.id, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), NEW.state, NEW.told); END;
CREATE TRIGGER a_job_s_state_is_history AFTER UPDATE OF state ON jobs BEGIN
    INSERT INTO history (job, changed_at, state, told)
    VALUES (NEW.id, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), NEW.state, NEW.told); END;
CREATE TRIGGER a_new_run_is_history AFTER INSERT ON runs BEGIN
    INSERT INTO history (job, run, changed_at, state, told)
    VALUES (NEW.job, NEW.id, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), NEW.state, NEW.told); END;
CREATE TRIGGER a_run_s_state_is_history AFTER UPDATE OF state ON runs BEGIN
    INSERT INTO history (job, run, changed_at, state, told)
    VALUES (NEW.job, NEW.id, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), NEW.state, NEW.told); END;
