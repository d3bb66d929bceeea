-- What was set when a run was printed, each wording of it once: it explains a page that comes out
-- otherwise. Runs of older ledgers name none.

CREATE TABLE settings (
    digest TEXT PRIMARY KEY,
    told TEXT NOT NULL CHECK (json_valid(told))
) STRICT;

ALTER TABLE runs ADD COLUMN settings TEXT NOT NULL DEFAULT '';
