-- What a size is made for: a product's own chart, or the chart of a category and everything under it.
create table size_chart (
    shop_id text not null,
    owner_kind text not null check (owner_kind in ('product', 'category')),
    owner text not null,
    size text not null,
    measure text not null check (measure in ('heightCm', 'weightKg', 'bustCm', 'waistCm', 'hipCm', 'footMm')),
    least double precision not null,
    most double precision not null check (most >= least),
    position integer not null,
    primary key (shop_id, owner_kind, owner, size, measure)
);

-- How a size fitted someone who bought it.
create table fit_record (
    shop_id text not null,
    product_id text not null,
    size text not null,
    -- Tells records of one product and size apart: the shopper's key, else what the record says, and the how manieth of it.
    record_key text not null,
    category text,
    height_cm double precision not null,
    weight_kg double precision not null,
    bust_cm double precision,
    waist_cm double precision,
    age integer,
    verdict text not null check (verdict in ('small', 'fit', 'large')),
    -- The how manieth writing of the shop's records wrote it last.
    revision bigint not null,
    primary key (shop_id, product_id, size, record_key)
);

create index fit_record_of_category on fit_record (shop_id, category, weight_kg);

create index fit_record_by_revision on fit_record (shop_id, revision);

-- How often a shop's records were written, so that whoever has learnt from them knows what is new.
create table fit_record_revision (
    shop_id text primary key,
    latest bigint not null,
    corrected bigint not null
);
