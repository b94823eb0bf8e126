CREATE TABLE gitops_records (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  record TEXT NOT NULL,
  link BLOB NOT NULL
)
--;
CREATE TRIGGER gitops_records_stay BEFORE UPDATE ON gitops_records BEGIN
  SELECT RAISE(ABORT, 'deployment records are never changed');
END
--;
CREATE TRIGGER gitops_records_remain BEFORE DELETE ON gitops_records BEGIN
  SELECT RAISE(ABORT, 'deployment records are never removed');
END
--;
CREATE TABLE gitops_notes (
  name TEXT NOT NULL,
  line TEXT NOT NULL,
  PRIMARY KEY (name, line)
) WITHOUT ROWID
--;
CREATE TRIGGER gitops_notes_stay BEFORE UPDATE ON gitops_notes BEGIN
  SELECT RAISE(ABORT, 'notes of the audit trail are never changed');
END
--;
CREATE TRIGGER gitops_notes_remain BEFORE DELETE ON gitops_notes BEGIN
  SELECT RAISE(ABORT, 'notes of the audit trail are never removed');
END
--;
CREATE TABLE gitops_found (key INTEGER PRIMARY KEY, place INTEGER NOT NULL)
--;
CREATE VIRTUAL TABLE gitops_terms USING fts5(line, content='', columnsize=0, tokenize='ascii')
