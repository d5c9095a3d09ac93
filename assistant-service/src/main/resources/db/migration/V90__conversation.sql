-- One row a conversation: who has the floor, which turn runs, how far the log goes. Every writer of the log takes its
-- number by updating this row, so the row's lock puts all writers of one conversation in a line.
create table conversation (
    shop_id          text        not null,
    id               uuid        not null,
    shopper_id       uuid        not null,
    entry            jsonb       not null default '{}',
    floor            text        not null default 'assistant',
    asked_at         timestamptz,
    asked_reason     text,
    brief            text,
    line             text,
    told             boolean     not null default false,
    staff_id         uuid,
    staff_name       text,
    resolved_at      timestamptz,
    turn_id          uuid,
    turn_message     uuid,
    turn_seq         bigint,
    turn_lease_until timestamptz,
    last_seq         bigint      not null default 0,
    shopper_seq      bigint      not null default 0,
    settled_seq      bigint      not null default 0,
    created_at       timestamptz not null,
    updated_at       timestamptz not null,
    primary key (shop_id, id),
    constraint conversation_floor_known check (floor in ('assistant', 'awaitingAgent', 'agent')),
    constraint conversation_agent_named
        check ((floor = 'agent') = (staff_id is not null) and (floor = 'agent') = (staff_name is not null)),
    constraint conversation_request_whole
        check (floor <> 'awaitingAgent' or (asked_at is not null and asked_reason is not null and brief is not null)),
    constraint conversation_agent_silences check (floor <> 'agent' or turn_id is null)
);

comment on column conversation.asked_at is 'when a person was last asked for';
comment on column conversation.brief is 'what the desk is told about that request';
comment on column conversation.line is 'what the shopper is told about that request';
comment on column conversation.told is 'whether the shopper has been told';
comment on column conversation.turn_id is 'the running turn; also the id its answer will have';
comment on column conversation.turn_message is 'the message the running or last turn answers';
comment on column conversation.shopper_seq is 'number of the shopper''s last message';
comment on column conversation.settled_seq is 'the shopper''s messages up to here want no answer of the assistant any more';

create index conversation_of_shopper on conversation (shop_id, shopper_id, created_at);
create index conversation_at_desk on conversation (shop_id, asked_at) where floor <> 'assistant';
create index conversation_in_turn on conversation (shop_id, turn_lease_until) where turn_id is not null;
create index conversation_unanswered on conversation (shop_id, updated_at) where shopper_seq > settled_seq;

-- The log: append-only, numbered from 1 without gaps.
create table conversation_event (
    shop_id         text        not null,
    conversation_id uuid        not null,
    seq             bigint      not null,
    type            text        not null,
    message_id      uuid,
    staff_id        uuid,
    data            jsonb       not null,
    at              timestamptz not null,
    primary key (shop_id, conversation_id, seq),
    foreign key (shop_id, conversation_id) references conversation (shop_id, id) on delete cascade
);

comment on column conversation_event.message_id is 'of message.added and message.completed: the message';
comment on column conversation_event.staff_id is 'the member of staff who did it; never shown to a shopper';

create unique index conversation_event_message on conversation_event (shop_id, conversation_id, message_id)
    where message_id is not null;

-- What was posted under which key, so that a repeated post is one message.
create table conversation_posted (
    shop_id         text        not null,
    conversation_id uuid        not null,
    author          text        not null,
    key             text        not null,
    request_hash    bytea       not null,
    message_id      uuid        not null,
    at              timestamptz not null,
    primary key (shop_id, conversation_id, author, key),
    foreign key (shop_id, conversation_id) references conversation (shop_id, id) on delete cascade
);
