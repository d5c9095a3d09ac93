-- What a shop gives off. "value" stands as the merchant wrote it: an amount in major units for amountOff, percent for
-- percentOff, nothing that counts for gift and freeShipping.
create table coupon (
    shop_id text not null,
    code text not null,
    title text not null,
    kind text not null check (kind in ('amountOff', 'percentOff', 'gift', 'freeShipping')),
    value numeric not null check (value >= 0),
    min_spend_minor bigint not null check (min_spend_minor >= 0),
    max_discount_minor bigint check (max_discount_minor > 0),
    scope text not null,
    audience text not null check (audience in ('all', 'new', 'returning', 'dormant', 'member')),
    -- The first and the last moment it holds; null where there is none.
    starts_at timestamptz,
    ends_at timestamptz,
    stack_group text,
    priority integer not null,
    quota integer check (quota >= 0),
    per_shopper integer check (per_shopper >= 0),
    updated_at timestamptz not null,
    primary key (shop_id, code),
    check (ends_at >= starts_at)
);

create index coupon_by_end on coupon (shop_id, ends_at);
