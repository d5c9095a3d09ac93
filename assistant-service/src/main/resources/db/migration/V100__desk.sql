-- What agents write about a conversation for each other. Not in the conversation's log: no shopper ever reads it.
create table desk_note (
    shop_id         text        not null,
    conversation_id uuid        not null,
    id              uuid        not null,
    staff_id        uuid        not null,
    staff_name      text        not null,
    text            text        not null,
    at              timestamptz not null,
    primary key (shop_id, conversation_id, id),
    foreign key (shop_id, conversation_id) references conversation (shop_id, id) on delete cascade
);

create index desk_note_in_order on desk_note (shop_id, conversation_id, at);
