-- The shops this installation opened by itself to show what it can do.
CREATE TABLE demo_shop (
    shop_id text PRIMARY KEY,
    -- NULL until all of its files were given.
    given_at timestamptz
);
