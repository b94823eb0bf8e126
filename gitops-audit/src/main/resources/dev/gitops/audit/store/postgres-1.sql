CREATE TABLE gitops_records (
  number bigint PRIMARY KEY,
  id text NOT NULL UNIQUE,
  record text NOT NULL,
  link bytea NOT NULL
)
--;
CREATE TABLE gitops_notes (
  name text NOT NULL,
  line text NOT NULL,
  PRIMARY KEY (name, line)
)
--;
CREATE FUNCTION gitops_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME;
END
$$
--;
CREATE TRIGGER gitops_records_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON gitops_records
  FOR EACH STATEMENT EXECUTE FUNCTION gitops_refuse()
--;
CREATE TRIGGER gitops_notes_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON gitops_notes
  FOR EACH STATEMENT EXECUTE FUNCTION gitops_refuse()
--;
CREATE TABLE gitops_found (
  key bigint PRIMARY KEY,
  place bigint NOT NULL,
  app text NOT NULL,
  environment text NOT NULL,
  operation text NOT NULL,
  outcome text NOT NULL
)
--;
CREATE INDEX gitops_found_app ON gitops_found (app, key) INCLUDE (environment, operation, outcome, place)
--;
CREATE INDEX gitops_found_environment ON gitops_found (environment, key)
--;
CREATE INDEX gitops_found_outcome ON gitops_found (outcome, environment, key)
--;
CREATE INDEX gitops_found_operation ON gitops_found (operation, environment, key)
--;
CREATE TABLE gitops_people (
  person text COLLATE "C" NOT NULL,
  key bigint NOT NULL,
  PRIMARY KEY (person, key)
)
--;
CREATE TABLE gitops_terms (
  key bigint PRIMARY KEY,
  terms tsvector NOT NULL
) WITH (toast_tuple_target = 128)
--;
ALTER TABLE gitops_terms ALTER COLUMN terms SET STORAGE EXTERNAL
--;
CREATE INDEX gitops_terms_words ON gitops_terms USING gin (terms) WITH (fastupdate = on, gin_pending_list_limit = 2048)
