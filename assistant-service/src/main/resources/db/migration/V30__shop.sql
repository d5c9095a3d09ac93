CREATE TABLE shop (
    id text PRIMARY KEY,
    name text NOT NULL,
    language text NOT NULL CHECK (language IN ('zh', 'en')),
    currency text NOT NULL,
    time_zone text NOT NULL,
    greeting text,
    desk_open time,
    desk_close time,
    -- Signs identity tokens; its UTF-8 bytes are the key.
    identity_secret text NOT NULL,
    created_at timestamptz NOT NULL,
    CHECK ((desk_open IS NULL) = (desk_close IS NULL))
);

CREATE TABLE staff (
    id uuid PRIMARY KEY,
    email text NOT NULL UNIQUE CHECK (email = lower(email)),
    name text NOT NULL,
    password_hash text NOT NULL,
    owner boolean NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE staff_token (
    -- SHA-256 of the token; the token itself is never kept.
    token_hash bytea PRIMARY KEY,
    staff_id uuid NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    name text NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE shop_member (
    shop_id text NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    staff_id uuid NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    role text NOT NULL CHECK (role IN ('merchant', 'agent')),
    PRIMARY KEY (shop_id, staff_id)
);

CREATE INDEX shop_member_by_staff ON shop_member (staff_id);
