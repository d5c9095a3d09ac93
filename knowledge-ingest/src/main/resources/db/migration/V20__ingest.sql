-- What merchants hand in. The newest version is what the merchant sees; the live version is what shoppers are told from.
CREATE TABLE documents (
    shop_id       text        NOT NULL,
    document_id   text        NOT NULL COLLATE "C",
    version       integer     NOT NULL,
    live_version  integer,
    passages      integer     NOT NULL DEFAULT 0,
    sha256        bytea       NOT NULL, -- of the newest version: the same bytes twice are one document
    source_key    text,                 -- by what its source is recognised when it is handed in again
    created_at    timestamptz NOT NULL,
    PRIMARY KEY (shop_id, document_id),
    UNIQUE (shop_id, sha256),
    UNIQUE (shop_id, source_key),
    FOREIGN KEY (shop_id) REFERENCES knowledge_shops ON DELETE CASCADE
);

CREATE TABLE document_versions (
    shop_id       text        NOT NULL,
    document_id   text        NOT NULL COLLATE "C",
    version       integer     NOT NULL,
    file_name     text        NOT NULL,
    media_type    text        NOT NULL,
    content       bytea       NOT NULL,
    size_bytes    bigint      NOT NULL,
    sha256        bytea       NOT NULL,
    kind          text        NOT NULL,
    product_id    text,
    given_title   text,
    title         text        NOT NULL, -- as shown: the given one, else the document's own once it was read, else from the file name
    url           text,
    valid_from    timestamptz,
    valid_until   timestamptz,
    given_by      text,                 -- the person who handed it in; null for a program
    restores      integer,              -- the older version whose bytes and particulars these are
    stage         text        NOT NULL,
    reason        text,
    attempts      integer     NOT NULL DEFAULT 0, -- how often a worker began since it was handed in or tried again
    failures      integer     NOT NULL DEFAULT 0, -- how many of these met a fault
    turn          uuid,                           -- the right to write for it, of the worker that began last
    embedded      integer,                        -- so many passages are embedded
    to_embed      integer,                        -- of so many
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    PRIMARY KEY (shop_id, document_id, version),
    FOREIGN KEY (shop_id, document_id) REFERENCES documents ON DELETE CASCADE,
    CHECK (stage IN ('queued', 'reading', 'chunking', 'embedding', 'live', 'failed', 'blocked', 'withdrawn', 'superseded'))
);

-- Not compressed: most formats are already, and a part of it can be had without the whole.
ALTER TABLE document_versions ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE INDEX document_versions_on_their_way ON document_versions (shop_id)
    WHERE stage IN ('queued', 'reading', 'chunking', 'embedding');
CREATE INDEX document_versions_by_url ON document_versions (shop_id, url) WHERE url IS NOT NULL;

-- What each version says, as it was cut: to compare versions, and to hold new documents against.
CREATE TABLE version_passages (
    shop_id       text        NOT NULL,
    document_id   text        NOT NULL COLLATE "C",
    version       integer     NOT NULL,
    ordinal       integer     NOT NULL,
    title_path    text        NOT NULL,
    text          text        NOT NULL,
    PRIMARY KEY (shop_id, document_id, version, ordinal),
    FOREIGN KEY (shop_id, document_id, version) REFERENCES document_versions ON DELETE CASCADE
);

-- Of what a passage states an amount, e.g. duration:return. Only versions that may go live or are.
CREATE TABLE stated_things (
    shop_id       text        NOT NULL,
    thing         text        NOT NULL COLLATE "C",
    document_id   text        NOT NULL COLLATE "C",
    version       integer     NOT NULL,
    ordinal       integer     NOT NULL,
    models        text[]      NOT NULL, -- it says so of these models; empty when it does not say of which
    PRIMARY KEY (shop_id, thing, document_id, version, ordinal),
    FOREIGN KEY (shop_id, document_id, version, ordinal) REFERENCES version_passages ON DELETE CASCADE
);
CREATE INDEX stated_things_by_passage ON stated_things (shop_id, document_id, version, ordinal);

-- Why a version waits for a person: two passages that state different amounts of the same thing.
CREATE TABLE document_conflicts (
    shop_id           text    NOT NULL,
    document_id       text    NOT NULL COLLATE "C",
    version           integer NOT NULL,
    position          integer NOT NULL,
    ordinal           integer NOT NULL,
    said              text    NOT NULL,
    said_from         integer NOT NULL,
    said_to           integer NOT NULL,
    other_document_id text    NOT NULL COLLATE "C",
    other_version     integer NOT NULL,
    other_ordinal     integer NOT NULL,
    other_said        text    NOT NULL,
    other_said_from   integer NOT NULL,
    other_said_to     integer NOT NULL,
    pair              text    NOT NULL,
    PRIMARY KEY (shop_id, document_id, version, position),
    FOREIGN KEY (shop_id, document_id, version) REFERENCES document_versions ON DELETE CASCADE,
    FOREIGN KEY (shop_id, other_document_id) REFERENCES documents ON DELETE CASCADE
);
CREATE INDEX document_conflicts_by_other ON document_conflicts (shop_id, other_document_id);

-- Pairs of statements of which a person said that both hold.
CREATE TABLE settled_pairs (
    shop_id           text        NOT NULL,
    pair              text        NOT NULL COLLATE "C",
    document_id       text        NOT NULL COLLATE "C",
    other_document_id text        NOT NULL COLLATE "C",
    decided_by        text,
    decided_at        timestamptz NOT NULL,
    PRIMARY KEY (shop_id, pair),
    FOREIGN KEY (shop_id, document_id) REFERENCES documents ON DELETE CASCADE,
    FOREIGN KEY (shop_id, other_document_id) REFERENCES documents ON DELETE CASCADE
);
CREATE INDEX settled_pairs_by_document ON settled_pairs (shop_id, document_id);
CREATE INDEX settled_pairs_by_other ON settled_pairs (shop_id, other_document_id);

-- Which document takes the place of which other when it goes live.
CREATE TABLE document_replacements (
    shop_id              text        NOT NULL,
    document_id          text        NOT NULL COLLATE "C",
    replaced_document_id text        NOT NULL COLLATE "C",
    decided_by           text,
    decided_at           timestamptz NOT NULL,
    PRIMARY KEY (shop_id, document_id, replaced_document_id),
    FOREIGN KEY (shop_id, document_id) REFERENCES documents ON DELETE CASCADE,
    FOREIGN KEY (shop_id, replaced_document_id) REFERENCES documents ON DELETE CASCADE
);
CREATE INDEX document_replacements_by_replaced ON document_replacements (shop_id, replaced_document_id);

-- Sites whose pages are taken in.
CREATE TABLE crawls (
    shop_id       text        NOT NULL,
    crawl_id      text        NOT NULL COLLATE "C",
    url           text        NOT NULL,
    depth         integer     NOT NULL,
    max_pages     integer     NOT NULL,
    kind          text        NOT NULL,
    product_id    text,
    stage         text        NOT NULL,
    reason        text,
    attempts      integer     NOT NULL DEFAULT 0,
    ahead         integer     NOT NULL DEFAULT 0,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    PRIMARY KEY (shop_id, crawl_id),
    FOREIGN KEY (shop_id) REFERENCES knowledge_shops ON DELETE CASCADE,
    CHECK (stage IN ('queued', 'running', 'done', 'failed'))
);

CREATE TABLE crawl_pages (
    shop_id       text        NOT NULL,
    crawl_id      text        NOT NULL COLLATE "C",
    url           text        NOT NULL,
    position      integer     NOT NULL,
    outcome       text        NOT NULL,
    document_id   text        COLLATE "C",
    reason        text,
    PRIMARY KEY (shop_id, crawl_id, url),
    FOREIGN KEY (shop_id, crawl_id) REFERENCES crawls ON DELETE CASCADE,
    CHECK (outcome IN ('read', 'taken', 'unchanged', 'refused', 'removed'))
);

CREATE INDEX crawls_by_url ON crawls (shop_id, url);

-- What is remembered of a site's pages from one crawl to the next: whether they have changed, where they lead, what repeats.
CREATE TABLE site_pages (
    shop_id       text        NOT NULL,
    url           text        NOT NULL,
    site          text        NOT NULL,
    etag          text,
    last_modified text,
    links         text[]      NOT NULL,
    blocks        bytea       NOT NULL, -- fingerprints of eight bytes each
    first_met     timestamptz NOT NULL,
    met_at        timestamptz NOT NULL,
    PRIMARY KEY (shop_id, url)
);

CREATE INDEX site_pages_by_site ON site_pages (shop_id, site, first_met);

-- db-scheduler's table, as its version 16 expects it.
CREATE TABLE scheduled_tasks (
    task_name            text        NOT NULL,
    task_instance        text        NOT NULL,
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean     NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      NOT NULL,
    priority             smallint,
    PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX scheduled_tasks_by_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_by_heartbeat ON scheduled_tasks (last_heartbeat);
CREATE INDEX scheduled_tasks_by_priority ON scheduled_tasks (priority DESC, execution_time);
