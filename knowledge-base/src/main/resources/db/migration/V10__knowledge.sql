-- What the shops have published. The tables of vectors are made by code when a shop's embedding model is first used.

create table knowledge_shops (
    shop_id              text   primary key,
    language             text   not null check (language in ('zh', 'en')),
    model                text   not null,
    dimension            int    not null check (dimension > 0),
    dense_store          text   not null check (dense_store in ('pgvector', 'plain')),
    dense_partition      text   not null,
    own_tables           text   not null,
    next_model           text,
    next_dimension       int check (next_dimension > 0),
    next_dense_store     text check (next_dense_store in ('pgvector', 'plain')),
    next_dense_partition text,
    passages             bigint not null default 0,
    words                bigint not null default 0,
    numbered             int    not null default 0,
    names                uuid   not null default gen_random_uuid()
);
comment on column knowledge_shops.dense_partition is 'the shop''s own table of vectors';
comment on column knowledge_shops.next_dense_partition is 'the table of vectors being filled while the shop moves to another model';
comment on column knowledge_shops.own_tables is 'how the names of the shop''s partitions of passages, passage_words and shop_words end';
comment on column knowledge_shops.numbered is 'the number of its newest passage; none is given twice';
comment on column knowledge_shops.words is 'the length of all its passages, in words';

comment on column knowledge_shops.names is 'the edition of shop_names: another whenever a name comes or goes';

create table knowledge_sources (
    shop_id     text not null references knowledge_shops on delete cascade,
    source_id   text not null,
    kind        text not null check (kind in ('spec', 'policy', 'guide', 'promotion', 'qa', 'product')),
    title       text not null,
    product_id  text,
    url         text,
    valid_from  timestamptz,
    valid_until timestamptz,
    names       text[] not null default '{}',
    primary key (shop_id, source_id)
);
comment on column knowledge_sources.names is 'what it adds to shop_names';

create table passages (
    shop_id       text not null,
    passage_id    uuid not null,
    number        int  not null,
    source_id     text not null,
    ordinal       int  not null,
    title_path    text not null,
    text          text not null,
    embedded_text text not null,
    joint         text,
    kind          text not null,
    product_id    text,
    valid_from    timestamptz,
    valid_until   timestamptz,
    primary key (shop_id, passage_id)
) partition by list (shop_id);
comment on column passages.text is 'as it stands in the source, word for word';
comment on column passages.embedded_text is 'what the embedding model reads, now and when the shop moves to another model';
comment on column passages.joint is 'what stands between it and the passage before it, where both are one text that was cut for its length';
comment on column passages.number is 'its number in the shop, as short a name as the shop''s words need';
create index passages_by_source on passages (shop_id, source_id, ordinal);
create unique index passages_by_number on passages (shop_id, number);

create table passage_words (
    shop_id text             not null,
    word    text collate "C" not null,
    number  int              not null,
    times   smallint         not null,
    length  smallint         not null,
    primary key (shop_id, word, number) include (times, length)
) partition by list (shop_id);
create index passage_words_by_passage on passage_words (shop_id, number);
comment on column passage_words.number is 'the passage''s number in the shop';
comment on column passage_words.times is 'how often the passage has the word';
comment on column passage_words.length is 'how many words the passage has in all';

create table shop_words (
    shop_id  text             not null,
    word     text collate "C" not null,
    passages int              not null,
    primary key (shop_id, word)
) partition by list (shop_id);
comment on table shop_words is 'in how many of the shop''s passages a word is';

create table shop_names (
    shop_id text             not null references knowledge_shops on delete cascade,
    name    text collate "C" not null,
    sources int              not null,
    primary key (shop_id, name)
);
comment on table shop_names is 'names of products and brands that are words of this shop, whatever a dictionary says';
comment on column shop_names.sources is 'how many sources give it';
