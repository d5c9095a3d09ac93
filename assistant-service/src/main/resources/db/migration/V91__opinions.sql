-- What shoppers think of an answer and of a conversation.
create table answer_feedback (
    shop_id         text        not null,
    conversation_id uuid        not null,
    message_id      uuid        not null,
    verdict         text        not null,
    at              timestamptz not null,
    primary key (shop_id, conversation_id, message_id),
    foreign key (shop_id, conversation_id) references conversation (shop_id, id) on delete cascade,
    constraint answer_feedback_verdict_known check (verdict in ('up', 'down'))
);

create table conversation_rating (
    shop_id         text        not null,
    conversation_id uuid        not null,
    score           smallint    not null,
    comment         text,
    at              timestamptz not null,
    primary key (shop_id, conversation_id),
    foreign key (shop_id, conversation_id) references conversation (shop_id, id) on delete cascade,
    constraint conversation_rating_score_known check (score between 1 and 5)
);
