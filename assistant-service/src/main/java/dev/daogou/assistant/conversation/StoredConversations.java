package dev.daogou.assistant.conversation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;

import dev.daogou.assistant.conversation.ConversationLog.Place;
import dev.daogou.assistant.conversation.ConversationStream.Change;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shop.StaffId;
import dev.daogou.assistant.shopper.ShopperId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Conversations in PostgreSQL. The row of a conversation is the one thing its writers contend for: each takes the log's next
 * number by updating it, so numbers have no gaps and are committed in their order.
 */
@Component
class StoredConversations implements Conversations {

    /** How long a turn lives without a sign of life from the node that works on it. */
    static final Duration LEASE = Duration.ofSeconds(60);

    /** How long an unanswered message keeps later ones waiting before it counts as forgotten by a node that died. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    static final String INTERRUPTED = "interrupted";

    private final JdbcClient database;
    private final TransactionTemplate together;
    private final ConversationLog log;
    private final LiveConversations live;
    private final Clock clock;

    StoredConversations(
            JdbcClient database,
            PlatformTransactionManager transactions,
            ConversationLog log,
            LiveConversations live,
            Clock clock) {
        this.database = database;
        this.together = new TransactionTemplate(transactions);
        this.log = log;
        this.live = live;
        this.clock = clock;
    }

    @Override
    public ConversationId start(ShopId shop, ShopperId shopper, Map<String, Object> entry) {
        ConversationId conversation = new ConversationId(UUID.randomUUID());
        database.sql("""
                        insert into conversation (shop_id, id, shopper_id, entry, created_at, updated_at)
                        values (:shop, :conversation, :shopper, cast(:entry as jsonb), :now, :now)
                        """)
                .param("shop", shop.value())
                .param("conversation", conversation.value())
                .param("shopper", shopper.value())
                .param("entry", log.written(entry))
                .param("now", now())
                .update();
        return conversation;
    }

    // --- what a shopper says
    // ---------------------------------------------------------------------------------------------

    @Override
    public Appended appendShopper(
            ShopId shop, ConversationId conversation, String text, PageContext page, @Nullable String idempotencyKey) {
        Place place = new Place(shop, conversation);
        return within(() -> {
            Row row = lock(place);
            UUID posted = idempotencyKey == null ? null : posted(place, "shopper", idempotencyKey, text);
            if (posted != null) {
                Message message = message(shop, conversation, posted).orElseThrow();
                boolean stillToCome = message.seq() > row.settledSeq() || row.answers(posted);
                return new Appended(message, false, row.floor(), stillToCome);
            }
            Message message = say(place, new Author.Shopper(), null, text, pageShown(page));
            remember(place, "shopper", idempotencyKey, text, message.id());
            boolean assistantAnswers = row.floor() instanceof Floor.Assistant;
            database.sql("""
                            update conversation
                            set shopper_seq = :seq, settled_seq = case when :open then settled_seq else :seq end
                            where shop_id = :shop and id = :conversation
                            """)
                    .params(where(place))
                    .param("seq", message.seq())
                    .param("open", assistantAnswers)
                    .update();
            return new Appended(message, true, row.floor(), assistantAnswers);
        });
    }

    // --- the assistant's turn
    // --------------------------------------------------------------------------------------------

    @Override
    public TurnStart beginTurn(ShopId shop, ConversationId conversation, UUID messageId) {
        Place place = new Place(shop, conversation);
        return within(() -> {
            Row row = lock(place);
            if (row.turn() != null) {
                if (!row.abandoned(clock.instant())) {
                    return new TurnStart.NotYet();
                }
                endTurn(place, row, INTERRUPTED);
                row = lock(place);
            }
            long seq = seqOf(place, messageId);
            if (!(row.floor() instanceof Floor.Assistant) || seq <= row.settledSeq()) {
                return new TurnStart.NotWanted();
            }
            if (olderOneWaits(place, row.settledSeq(), seq)) {
                return new TurnStart.NotYet();
            }
            UUID turn = UUID.randomUUID();
            database.sql("""
                            update conversation
                            set turn_id = :turn, turn_message = :message, turn_seq = :seq, turn_lease_until = :lease
                            where shop_id = :shop and id = :conversation
                            """)
                    .params(where(place))
                    .param("turn", turn)
                    .param("message", messageId)
                    .param("seq", seq)
                    .param("lease", leaseEnd())
                    .update();
            append(place, "turn.started", Map.of("messageId", turn, "replyTo", messageId));
            return new TurnStart.Begun(turn);
        });
    }

    private boolean olderOneWaits(Place place, long settledSeq, long seq) {
        return database.sql("""
                        select exists (
                            select 1 from conversation_event
                            where shop_id = :shop and conversation_id = :conversation
                              and seq > :settled and seq < :seq and at > :forgotten
                              and type = 'message.added' and data ->> 'author' = 'shopper')
                        """)
                .params(where(place))
                .param("settled", settledSeq)
                .param("seq", seq)
                .param("forgotten", at(clock.instant().minus(PATIENCE)))
                .query(Boolean.class)
                .single();
    }

    @Override
    public boolean appendTurnEvent(
            ShopId shop, ConversationId conversation, UUID turn, String type, Map<String, Object> data) {
        Place place = new Place(shop, conversation);
        Map<String, Object> whole = new LinkedHashMap<>(data);
        whole.put("messageId", turn);
        boolean said = database.sql("""
                                with standing as (
                                    update conversation
                                    set last_seq = last_seq + 1, turn_lease_until = :lease, updated_at = :now
                                    where shop_id = :shop and id = :conversation and turn_id = :turn and floor <> 'agent'
                                    returning last_seq)
                                insert into conversation_event (shop_id, conversation_id, seq, type, data, at)
                                select :shop, :conversation, last_seq, :type, cast(:data as jsonb), :now from standing
                                """)
                        .params(where(place))
                        .param("turn", turn)
                        .param("type", type)
                        .param("data", log.written(whole))
                        .param("lease", leaseEnd())
                        .param("now", now())
                        .update()
                == 1;
        if (said) {
            happened(place, Change.Kind.TURN);
        }
        return said;
    }

    @Override
    public boolean keepTurn(ShopId shop, ConversationId conversation, UUID turn) {
        return database.sql("""
                        update conversation set turn_lease_until = :lease
                        where shop_id = :shop and id = :conversation and turn_id = :turn and floor <> 'agent'
                        """)
                        .params(where(new Place(shop, conversation)))
                        .param("turn", turn)
                        .param("lease", leaseEnd())
                        .update()
                == 1;
    }

    @Override
    public @Nullable Message completeTurn(
            ShopId shop, ConversationId conversation, UUID turn, String text, Map<String, Object> content) {
        Place place = new Place(shop, conversation);
        Optional<Message> said = within(() -> {
            Optional<Ended> ended = database.sql("""
                            update conversation
                            set turn_id = null, settled_seq = greatest(settled_seq, turn_seq),
                                told = told or floor = 'awaitingAgent'
                            where shop_id = :shop and id = :conversation and turn_id = :turn and floor <> 'agent'
                            returning floor, turn_message
                            """)
                    .params(where(place))
                    .param("turn", turn)
                    .query((row, number) ->
                            new Ended(row.getString("floor"), row.getObject("turn_message", UUID.class)))
                    .optional();
            return ended.map(end -> {
                Map<String, Object> whole = new LinkedHashMap<>(content);
                whole.put("replyTo", end.message());
                return complete(place, turn, text, whole, end.floor());
            });
        });
        return said.orElse(null);
    }

    private record Ended(String floor, UUID message) {}

    @Override
    public void failTurn(ShopId shop, ConversationId conversation, UUID turn, String code) {
        Place place = new Place(shop, conversation);
        withinDo(() -> {
            Row row = lock(place);
            if (turn.equals(row.turn())) {
                endTurn(place, row, code);
            }
        });
    }

    @Override
    public void cancelTurn(ShopId shop, ConversationId conversation) {
        Place place = new Place(shop, conversation);
        withinDo(() -> {
            Row row = lock(place);
            if (row.turn() != null) {
                endTurn(place, row, "cancelled");
            }
        });
    }

    @Override
    public void leaveUnanswered(ShopId shop, ConversationId conversation, UUID messageId, String code) {
        Place place = new Place(shop, conversation);
        withinDo(() -> {
            Row row = lock(place);
            long seq = seqOf(place, messageId);
            if (seq > row.settledSeq() && !row.answers(messageId)) {
                settle(place, seq);
                append(place, "turn.failed", Map.of("replyTo", messageId, "code", code));
            }
        });
    }

    /**
     * Ends turns whose node gave no sign of life, and gives up on messages no node remembers.
     *
     * @return how many conversations were freed
     */
    int freeAbandoned() {
        Instant now = clock.instant();
        List<Place> abandoned = database.sql("""
                        select shop_id, id from conversation where turn_id is not null and turn_lease_until < :now
                        union
                        select shop_id, id from conversation
                        where shopper_seq > settled_seq and floor = 'assistant' and turn_id is null
                          and updated_at < :forgotten
                        limit 100
                        """)
                .param("now", at(now))
                .param("forgotten", at(now.minus(PATIENCE)))
                .query((row, number) -> new Place(
                        new ShopId(row.getString("shop_id")), new ConversationId(row.getObject("id", UUID.class))))
                .list();
        for (Place place : abandoned) {
            withinDo(() -> free(place, now));
        }
        return abandoned.size();
    }

    private void free(Place place, Instant now) {
        Row row = lock(place);
        if (row.turn() != null) {
            if (row.abandoned(now)) {
                endTurn(place, row, INTERRUPTED);
            }
            return;
        }
        if (row.floor() instanceof Floor.Assistant && row.updatedAt().isBefore(now.minus(PATIENCE))) {
            List<UUID> forgotten = database.sql("""
                            select message_id from conversation_event
                            where shop_id = :shop and conversation_id = :conversation and seq > :settled
                              and type = 'message.added' and data ->> 'author' = 'shopper'
                            order by seq
                            """)
                    .params(where(place))
                    .param("settled", row.settledSeq())
                    .query(UUID.class)
                    .list();
            settle(place, row.shopperSeq());
            for (UUID message : forgotten) {
                append(place, "turn.failed", Map.of("replyTo", message, "code", INTERRUPTED));
            }
        }
    }

    private void endTurn(Place place, Row row, String code) {
        UUID turn = Objects.requireNonNull(row.turn());
        UUID message = Objects.requireNonNull(row.turnMessage());
        database.sql("""
                        update conversation set turn_id = null, settled_seq = greatest(settled_seq, turn_seq)
                        where shop_id = :shop and id = :conversation
                        """).params(where(place)).update();
        append(place, "turn.failed", Map.of("messageId", turn, "replyTo", message, "code", code));
        if (row.floor() instanceof Floor.AwaitingAgent) {
            tell(place);
        }
    }

    private void settle(Place place, long seq) {
        database.sql("""
                        update conversation set settled_seq = greatest(settled_seq, :seq)
                        where shop_id = :shop and id = :conversation
                        """).params(where(place)).param("seq", seq).update();
    }

    // --- the floor
    // -------------------------------------------------------------------------------------------------------

    @Override
    public Floor floor(ShopId shop, ConversationId conversation) {
        return row(new Place(shop, conversation), Reading.ONLY).floor();
    }

    @Override
    public Floor requestAgent(ShopId shop, ConversationId conversation, AgentRequest request) {
        Place place = new Place(shop, conversation);
        return within(() -> {
            Row row = lock(place);
            if (!(row.floor() instanceof Floor.Assistant)) {
                return row.floor();
            }
            if (row.turn() != null && request.told() == AgentRequest.Told.AT_ONCE) {
                endTurn(place, row, "handed_over");
                row = lock(place);
            }
            Instant since = clock.instant().truncatedTo(ChronoUnit.MICROS);
            database.sql("""
                            update conversation
                            set floor = 'awaitingAgent', asked_at = :since, asked_reason = :reason, brief = :brief,
                                line = :line, told = false, resolved_at = null, settled_seq = shopper_seq
                            where shop_id = :shop and id = :conversation
                            """)
                    .params(where(place))
                    .param("since", at(since))
                    .param("reason", request.reason().name())
                    .param("brief", storable(request.brief()))
                    .param("line", storable(request.line()))
                    .update();
            Floor floor = new Floor.AwaitingAgent(since, request.reason());
            append(place, "floor.changed", Map.of("floor", floor.wireName()));
            if (row.turn() == null) {
                tell(place);
            }
            return floor;
        });
    }

    /** Says the line about a request for a person, unless it was said or the person has come meanwhile. */
    private void tell(Place place) {
        database.sql("""
                        update conversation set told = true
                        where shop_id = :shop and id = :conversation and floor = 'awaitingAgent' and not told
                        returning line
                        """)
                .params(where(place))
                .query(String.class)
                .optional()
                .ifPresent(line -> complete(
                        place,
                        UUID.randomUUID(),
                        line,
                        Map.of(
                                "citations", List.of(),
                                "cards", List.of(),
                                "tools", List.of(),
                                "suggestions", List.of(),
                                "answeredBy", "none",
                                "declined", false),
                        "awaitingAgent"));
    }

    @Override
    public boolean claim(ShopId shop, ConversationId conversation, StaffId agent, String agentName) {
        Place place = new Place(shop, conversation);
        Floor.Agent claimed = new Floor.Agent(agent, agentName);
        boolean won = database.sql("""
                                with claimed as (
                                    update conversation
                                    set floor = 'agent', staff_id = :staff, staff_name = :name,
                                        asked_at = case when floor = 'assistant' then :now else asked_at end,
                                        turn_id = null, settled_seq = shopper_seq, resolved_at = null,
                                        last_seq = last_seq + 1, updated_at = :now
                                    where shop_id = :shop and id = :conversation and floor <> 'agent'
                                    returning last_seq)
                                insert into conversation_event
                                    (shop_id, conversation_id, seq, type, staff_id, data, at)
                                select :shop, :conversation, last_seq, 'floor.changed', :staff, cast(:data as jsonb), :now
                                from claimed
                                """)
                        .params(where(place))
                        .param("staff", agent.value())
                        .param("name", storable(agentName))
                        .param("data", log.written(floorData(claimed)))
                        .param("now", now())
                        .update()
                == 1;
        if (won) {
            happened(place, Change.Kind.FLOOR);
            return true;
        }
        return has(floor(shop, conversation), agent);
    }

    @Override
    public @Nullable Message appendAgent(
            ShopId shop,
            ConversationId conversation,
            StaffId agent,
            String name,
            String text,
            @Nullable String idempotencyKey) {
        Place place = new Place(shop, conversation);
        Optional<Message> said = within(() -> {
            Row row = lock(place);
            String author = "agent " + agent;
            UUID posted = idempotencyKey == null ? null : posted(place, author, idempotencyKey, text);
            if (posted != null) {
                return message(shop, conversation, posted);
            }
            if (!has(row.floor(), agent)) {
                return Optional.empty();
            }
            Message message = say(place, new Author.Agent(agent, name), agent, text, Map.of());
            remember(place, author, idempotencyKey, text, message.id());
            return Optional.of(message);
        });
        return said.orElse(null);
    }

    @Override
    public boolean transfer(ShopId shop, ConversationId conversation, StaffId from, StaffId to, String toName) {
        return changeFloor(new Place(shop, conversation), from, new Floor.Agent(to, toName));
    }

    @Override
    public boolean release(ShopId shop, ConversationId conversation, StaffId agent) {
        return changeFloor(new Place(shop, conversation), agent, new Floor.Assistant());
    }

    @Override
    public boolean resolve(ShopId shop, ConversationId conversation, StaffId agent, String line) {
        Place place = new Place(shop, conversation);
        return within(() -> {
            if (!(lock(place).floor() instanceof Floor.Agent floor) || !has(floor, agent)) {
                return false;
            }
            say(place, new Author.Agent(agent, floor.name()), agent, line, Map.of("resolved", true));
            database.sql("update conversation set resolved_at = :now where shop_id = :shop and id = :conversation")
                    .params(where(place))
                    .param("now", now())
                    .update();
            return changeFloor(place, agent, new Floor.Assistant());
        });
    }

    private boolean changeFloor(Place place, StaffId from, Floor to) {
        return within(() -> {
            if (!has(lock(place).floor(), from)) {
                return false;
            }
            Floor.Agent agent = to instanceof Floor.Agent next ? next : null;
            database.sql("""
                            update conversation
                            set floor = :floor, staff_id = :staff, staff_name = :name, settled_seq = shopper_seq
                            where shop_id = :shop and id = :conversation
                            """)
                    .params(where(place))
                    .param("floor", to.wireName())
                    .param("staff", agent == null ? null : agent.agent().value(), Types.OTHER)
                    .param("name", agent == null ? null : storable(agent.name()), Types.VARCHAR)
                    .update();
            append(place, "floor.changed", floorData(to), null, from, clock.instant());
            return true;
        });
    }

    private static Map<String, Object> floorData(Floor floor) {
        return floor instanceof Floor.Agent agent
                ? Map.of("floor", floor.wireName(), "agentName", agent.name())
                : Map.of("floor", floor.wireName());
    }

    private static boolean has(Floor floor, StaffId agent) {
        return floor instanceof Floor.Agent holder && holder.agent().equals(agent);
    }

    // --- reading
    // ---------------------------------------------------------------------------------------------------------

    @Override
    public List<Message> history(ShopId shop, ConversationId conversation) {
        Place place = new Place(shop, conversation);
        row(place, Reading.ONLY);
        return database.sql("""
                        select seq, message_id, staff_id, data, at from conversation_event
                        where shop_id = :shop and conversation_id = :conversation and message_id is not null
                        order by seq
                        """).params(where(place)).query(this::message).list();
    }

    @Override
    public Optional<Message> message(ShopId shop, ConversationId conversation, UUID messageId) {
        return database.sql("""
                        select seq, message_id, staff_id, data, at from conversation_event
                        where shop_id = :shop and conversation_id = :conversation and message_id = :message
                        """)
                .params(where(new Place(shop, conversation)))
                .param("message", messageId)
                .query(this::message)
                .optional();
    }

    @Override
    public Optional<LogEvent> outcome(ShopId shop, ConversationId conversation, UUID messageId) {
        return database.sql("""
                        select seq, type, data from conversation_event
                        where shop_id = :shop and conversation_id = :conversation
                          and type in ('message.completed', 'turn.failed') and data ->> 'replyTo' = :message
                        order by seq desc
                        limit 1
                        """)
                .params(where(new Place(shop, conversation)))
                .param("message", messageId.toString())
                .query((row, number) ->
                        new LogEvent(row.getLong("seq"), row.getString("type"), log.fields(row.getString("data"))))
                .optional();
    }

    @Override
    public void requireOwner(ShopId shop, ConversationId conversation, ShopperId shopper) {
        boolean theirs = database.sql("""
                        select exists (
                            select 1 from conversation
                            where shop_id = :shop and id = :conversation and shopper_id = :shopper)
                        """)
                .params(where(new Place(shop, conversation)))
                .param("shopper", shopper.value())
                .query(Boolean.class)
                .single();
        if (!theirs) {
            throw new ConversationUnknown(conversation.toString());
        }
    }

    @Override
    public List<LogEvent> events(ShopId shop, ConversationId conversation, long afterSeq, int limit) {
        return log.after(shop, conversation, afterSeq, limit);
    }

    @Override
    public List<Standing> withPeople(Collection<ShopId> shops) {
        if (shops.isEmpty()) {
            return List.of();
        }
        return database.sql("""
                        select c.*, last.text as last_text
                        from conversation c
                        left join lateral (
                            select e.data ->> 'text' as text from conversation_event e
                            where e.shop_id = c.shop_id and e.conversation_id = c.id and e.message_id is not null
                            order by e.seq desc
                            limit 1) last on true
                        where c.shop_id in (:shops) and c.floor <> 'assistant'
                        order by c.asked_at, c.id
                        """)
                .param("shops", shops.stream().map(ShopId::value).toList())
                .query(this::standing)
                .list();
    }

    @Override
    public Optional<Standing> standing(Collection<ShopId> shops, ConversationId conversation) {
        if (shops.isEmpty()) {
            return Optional.empty();
        }
        return database.sql("""
                        select c.*, last.text as last_text
                        from conversation c
                        left join lateral (
                            select e.data ->> 'text' as text from conversation_event e
                            where e.shop_id = c.shop_id and e.conversation_id = c.id and e.message_id is not null
                            order by e.seq desc
                            limit 1) last on true
                        where c.shop_id in (:shops) and c.id = :conversation
                        """)
                .param("shops", shops.stream().map(ShopId::value).toList())
                .param("conversation", conversation.value())
                .query(this::standing)
                .optional();
    }

    // --- the row and the log
    // ---------------------------------------------------------------------------------------------

    private enum Reading {
        ONLY,
        TO_WRITE
    }

    private record Row(
            Floor floor,
            long lastSeq,
            long shopperSeq,
            long settledSeq,
            @Nullable UUID turn,
            @Nullable UUID turnMessage,
            @Nullable Instant leaseUntil,
            Instant updatedAt) {

        boolean abandoned(Instant now) {
            return turn != null && leaseUntil != null && leaseUntil.isBefore(now);
        }

        boolean answers(UUID message) {
            return turn != null && message.equals(turnMessage);
        }
    }

    private Row lock(Place place) {
        return row(place, Reading.TO_WRITE);
    }

    private Row row(Place place, Reading reading) {
        String sql = switch (reading) {
            case ONLY -> """
                    select * from conversation where shop_id = :shop and id = :conversation
                    """;
            case TO_WRITE -> """
                    select * from conversation where shop_id = :shop and id = :conversation for update
                    """;
        };
        return database.sql(sql)
                .params(where(place))
                .query((row, number) -> new Row(
                        floor(row),
                        row.getLong("last_seq"),
                        row.getLong("shopper_seq"),
                        row.getLong("settled_seq"),
                        row.getObject("turn_id", UUID.class),
                        row.getObject("turn_message", UUID.class),
                        instant(row, "turn_lease_until"),
                        Objects.requireNonNull(instant(row, "updated_at"))))
                .optional()
                .orElseThrow(() -> new ConversationUnknown(place.conversation().toString()));
    }

    private static Floor floor(ResultSet row) throws SQLException {
        return switch (row.getString("floor")) {
            case "assistant" -> new Floor.Assistant();
            case "awaitingAgent" ->
                new Floor.AwaitingAgent(
                        Objects.requireNonNull(instant(row, "asked_at")),
                        HandoffReason.valueOf(row.getString("asked_reason")));
            case "agent" ->
                new Floor.Agent(new StaffId(row.getObject("staff_id", UUID.class)), row.getString("staff_name"));
            case String other -> throw new IllegalStateException("No such floor: " + other);
        };
    }

    private Standing standing(ResultSet row, int number) throws SQLException {
        String reason = row.getString("asked_reason");
        String lastText = row.getString("last_text");
        return new Standing(
                new ShopId(row.getString("shop_id")),
                new ConversationId(row.getObject("id", UUID.class)),
                new ShopperId(row.getObject("shopper_id", UUID.class)),
                log.fields(row.getString("entry")),
                floor(row),
                instant(row, "asked_at"),
                reason == null ? null : HandoffReason.valueOf(reason),
                row.getString("brief"),
                lastText == null ? "" : lastText,
                row.getLong("last_seq"),
                Objects.requireNonNull(instant(row, "created_at")),
                instant(row, "resolved_at"));
    }

    private Message message(ResultSet row, int number) throws SQLException {
        Map<String, Object> content = log.fields(row.getString("data"));
        Author author = switch (Objects.requireNonNullElse(content.get("author"), "assistant")
                .toString()) {
            case "shopper" -> new Author.Shopper();
            case "agent" ->
                new Author.Agent(
                        new StaffId(row.getObject("staff_id", UUID.class)), Objects.toString(content.get("agentName")));
            default -> new Author.Assistant();
        };
        String text = Objects.toString(content.get("text"), "");
        content.keySet().removeAll(List.of("id", "messageId", "seq", "author", "agentName", "text", "at"));
        return new Message(
                row.getObject("message_id", UUID.class),
                row.getLong("seq"),
                author,
                text,
                content,
                Objects.requireNonNull(instant(row, "at")));
    }

    private Message say(Place place, Author author, @Nullable StaffId staff, String text, Map<String, Object> content) {
        UUID id = UUID.randomUUID();
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String words = storable(text);
        Map<String, Object> published = new Message(id, 0, author, words, content, at).asPublished();
        long seq = append(place, "message.added", published, id, staff, at);
        return new Message(id, seq, author, words, content, at);
    }

    private Message complete(Place place, UUID id, String text, Map<String, Object> content, String floor) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String words = storable(text);
        Map<String, Object> whole = new LinkedHashMap<>(content);
        whole.put("handoff", Map.of("state", floor));
        Map<String, Object> data = new LinkedHashMap<>(whole);
        data.put("messageId", id);
        data.put("text", words);
        data.put("at", at);
        long seq = append(place, "message.completed", data, id, null, at);
        return new Message(id, seq, new Author.Assistant(), words, log.fields(log.written(whole)), at);
    }

    private long append(Place place, String type, Map<String, Object> data) {
        return append(place, type, data, null, null, clock.instant());
    }

    private long append(
            Place place,
            String type,
            Map<String, Object> data,
            @Nullable UUID messageId,
            @Nullable StaffId staff,
            Instant at) {
        long seq = database.sql("""
                        with numbered as (
                            update conversation set last_seq = last_seq + 1, updated_at = :now
                            where shop_id = :shop and id = :conversation
                            returning last_seq)
                        insert into conversation_event
                            (shop_id, conversation_id, seq, type, message_id, staff_id, data, at)
                        select :shop, :conversation, last_seq, :type, cast(:message as uuid), cast(:staff as uuid),
                               case when cast(:message as uuid) is null then cast(:data as jsonb)
                                    else cast(:data as jsonb) || jsonb_build_object('seq', last_seq) end,
                               :now
                        from numbered
                        returning seq
                        """)
                .params(where(place))
                .param("type", type)
                .param("message", messageId, Types.OTHER)
                .param("staff", staff == null ? null : staff.value(), Types.OTHER)
                .param("data", log.written(data))
                .param("now", at(at))
                .query(Long.class)
                .single();
        happened(
                place,
                switch (type) {
                    case "floor.changed" -> Change.Kind.FLOOR;
                    case "message.added", "message.completed" -> Change.Kind.MESSAGE;
                    default -> Change.Kind.TURN;
                });
        return seq;
    }

    private long seqOf(Place place, UUID messageId) {
        return message(place.shop(), place.conversation(), messageId)
                .orElseThrow(() -> new IllegalArgumentException("No message " + messageId + " in this conversation"))
                .seq();
    }

    // --- posts that may come twice
    // ---------------------------------------------------------------------------------------

    private @Nullable UUID posted(Place place, String author, String key, String text) {
        return database.sql("""
                        select request_hash, message_id from conversation_posted
                        where shop_id = :shop and conversation_id = :conversation and author = :author and key = :key
                        """)
                .params(where(place))
                .param("author", author)
                .param("key", storable(key))
                .query((row, number) -> {
                    if (!MessageDigest.isEqual(row.getBytes("request_hash"), hash(text))) {
                        throw new IdempotencyKeyReused();
                    }
                    return row.getObject("message_id", UUID.class);
                })
                .optional()
                .orElse(null);
    }

    private void remember(Place place, String author, @Nullable String key, String text, UUID message) {
        if (key == null) {
            return;
        }
        database.sql("""
                        insert into conversation_posted
                            (shop_id, conversation_id, author, key, request_hash, message_id, at)
                        values (:shop, :conversation, :author, :key, :hash, :message, :now)
                        """)
                .params(where(place))
                .param("author", author)
                .param("key", storable(key))
                .param("hash", hash(text))
                .param("message", message)
                .param("now", now())
                .update();
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    // --- small things
    // ----------------------------------------------------------------------------------------------------

    private static Map<String, Object> pageShown(PageContext page) {
        Map<String, Object> shown = new LinkedHashMap<>();
        if (page.productId() != null) {
            shown.put("productId", page.productId());
        }
        if (page.url() != null) {
            shown.put("url", page.url());
        }
        if (page.title() != null) {
            shown.put("title", page.title());
        }
        return shown.isEmpty() ? Map.of() : Map.of("page", shown);
    }

    /** PostgreSQL stores no U+0000. */
    private static String storable(String text) {
        return text.replace("\0", "");
    }

    private static Map<String, Object> where(Place place) {
        return Map.of(
                "shop",
                place.shop().value(),
                "conversation",
                place.conversation().value());
    }

    private <T> T within(Supplier<T> work) {
        return Objects.requireNonNull(together.execute(status -> work.get()));
    }

    private void withinDo(Runnable work) {
        together.executeWithoutResult(status -> work.run());
    }

    /** Tells followers, once others can see it. */
    private void happened(Place place, Change.Kind kind) {
        Change change = new Change(place.shop(), place.conversation(), kind);
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    live.happened(change);
                }
            });
        } else {
            live.happened(change);
        }
    }

    private OffsetDateTime leaseEnd() {
        return at(clock.instant().plus(LEASE));
    }

    private OffsetDateTime now() {
        return at(clock.instant());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(UTC);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
