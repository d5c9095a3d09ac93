-- What shoppers ordered, as the shop's own system last told. Lines, payment, shipment and address are read whole.
create table orders (
    shop_id text not null,
    order_id text not null,
    shopper_key text not null,
    status text not null,
    placed_at timestamptz,
    lines jsonb not null,
    payment jsonb,
    shipment jsonb,
    address jsonb,
    updated_at timestamptz not null,
    primary key (shop_id, order_id)
);

create index orders_of_shopper on orders (shop_id, shopper_key, placed_at desc);
