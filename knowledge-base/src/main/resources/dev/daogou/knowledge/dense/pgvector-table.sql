create table {table} (
    shop_id      text   not null,
    embedding_id uuid   not null,
    embedding    vector({dimension}) not null,
    text         text,
    source_id    text,
    kind         text,
    product_id   text,
    valid_from   bigint,
    valid_until  bigint,
    primary key (shop_id, embedding_id)
) partition by list (shop_id);
alter table {table} alter column embedding set storage {storage};
