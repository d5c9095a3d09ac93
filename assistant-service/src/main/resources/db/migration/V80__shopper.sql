CREATE TABLE shopper (
    shop_id text NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    id uuid NOT NULL,
    -- The shop's own name for them, once it has vouched for them; NULL for a visitor.
    shopper_key text,
    -- SHA-256 of the visitor id the browser keeps: whoever knows it is that visitor.
    visitor_hash bytea,
    name text,
    email text,
    created_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    PRIMARY KEY (shop_id, id)
);

CREATE UNIQUE INDEX shopper_by_key ON shopper (shop_id, shopper_key) WHERE shopper_key IS NOT NULL;
CREATE UNIQUE INDEX shopper_by_visitor ON shopper (shop_id, visitor_hash) WHERE visitor_hash IS NOT NULL;

CREATE TABLE shopper_session (
    shop_id text NOT NULL,
    -- SHA-256 of the token; the token itself is never kept.
    token_hash bytea NOT NULL,
    shopper_id uuid NOT NULL,
    locale text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (shop_id, token_hash),
    FOREIGN KEY (shop_id, shopper_id) REFERENCES shopper (shop_id, id) ON DELETE CASCADE
);

CREATE INDEX shopper_session_by_shopper ON shopper_session (shop_id, shopper_id);
CREATE INDEX shopper_session_by_expiry ON shopper_session (shop_id, expires_at);
