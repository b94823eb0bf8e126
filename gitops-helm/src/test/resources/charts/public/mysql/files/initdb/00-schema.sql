-- first the schema
CREATE TABLE IF NOT EXISTS coupons (
  id   BIGINT PRIMARY KEY,
  code VARCHAR(32) NOT NULL -- "quoted" 'both' ways
);
