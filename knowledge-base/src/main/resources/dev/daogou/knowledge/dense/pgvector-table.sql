create table {table} (
    shop_id      text   not null,
    embedding_id uuid   not null,
    embedding    halfvec({dimension}) not null,
    text         text,
    source_id    text,
    kind         text,
    product_id   text,
    valid_from   bigint,
    valid_until  bigint,
    primary key (shop_id, embedding_id)
) partition by list (shop_id);
alter table {table} alter column embedding set storage {storage};
-- What a search compares stays in the row; the texts, read only for what was found, do not.
alter table {table} alter column text set storage external;
alter table {table} alter column source_id set storage plain;
alter table {table} alter column kind set storage plain;
alter table {table} alter column product_id set storage plain;
