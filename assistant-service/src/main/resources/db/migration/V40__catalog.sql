-- What a shop sells. Attributes are "json", not "jsonb": they are only ever read whole, and jsonb would lose the order
-- in which the merchant wrote them (a question would stand behind its answer).
create table product (
    shop_id text not null,
    product_id text not null,
    title text not null,
    description text,
    category text,
    brand text,
    attributes json not null,
    image_url text,
    url text,
    tags text[] not null,
    status text not null check (status in ('active', 'inactive', 'discontinued')),
    updated_at timestamptz not null,
    -- The knowledge base holds what the product said at "published_revision"; it is behind while the two differ.
    revision bigint not null,
    published_revision bigint not null,
    publishing_until timestamptz,
    primary key (shop_id, product_id)
);

create index product_by_category on product (shop_id, category text_pattern_ops);

create index product_to_publish on product (shop_id, product_id) where revision <> published_revision;

create table variant (
    shop_id text not null,
    sku text not null,
    product_id text not null,
    position integer not null,
    price_minor bigint not null check (price_minor >= 0),
    list_price_minor bigint check (list_price_minor >= 0),
    currency text not null,
    color text,
    size text,
    attributes json not null,
    on_hand integer not null check (on_hand >= 0),
    updated_at timestamptz not null,
    primary key (shop_id, sku),
    foreign key (shop_id, product_id) references product (shop_id, product_id) on delete cascade
);

create index variant_of_product on variant (shop_id, product_id);

create table complement (
    shop_id text not null,
    product_id text not null,
    complement_id text not null,
    reason text,
    position integer not null,
    primary key (shop_id, product_id, complement_id),
    foreign key (shop_id, product_id) references product (shop_id, product_id) on delete cascade,
    foreign key (shop_id, complement_id) references product (shop_id, product_id) on delete cascade
);

create index complement_of_what on complement (shop_id, complement_id);
