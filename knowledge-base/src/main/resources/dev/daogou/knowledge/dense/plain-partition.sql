create table {partition} (like {table} including all) with (toast_tuple_target = 256);
alter table {partition} alter column shop_id set default {shop};
create unique index on {partition} (embedding_id);
create index on {partition} (source_id);
create index on {partition} (kind);
create index on {partition} (product_id) where product_id is not null;
alter table {table} attach partition {partition} for values in ({shop});
