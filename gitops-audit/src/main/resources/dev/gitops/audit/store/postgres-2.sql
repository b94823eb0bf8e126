CREATE INDEX gitops_found_place ON gitops_found (app, environment, key) INCLUDE (operation, outcome, place)
--;
DROP INDEX gitops_found_app
