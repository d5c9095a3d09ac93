package dev.daogou.assistant.conversation;

import dev.daogou.assistant.conversation.Conversations.LogEvent;
import dev.daogou.assistant.shop.ShopId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads the log of a conversation, and knows how its data stands in the database. */
@Component
class ConversationLog {

    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    /** PostgreSQL stores no U+0000: in JSON text it always stands as this escape, behind an even number of backslashes. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

    private final JdbcClient database;
    private final JsonMapper json;

    ConversationLog(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    List<LogEvent> after(ShopId shop, ConversationId conversation, long afterSeq, int limit) {
        return database.sql("""
                        select seq, type, data from conversation_event
                        where shop_id = :shop and conversation_id = :conversation and seq > :after
                        order by seq
                        limit :limit
                        """)
                .param("shop", shop.value())
                .param("conversation", conversation.value())
                .param("after", afterSeq)
                .param("limit", limit)
                .query((row, number) ->
                        new LogEvent(row.getLong("seq"), row.getString("type"), fields(row.getString("data"))))
                .list();
    }

    /** How far the logs of these conversations go. */
    Map<Place, Long> ends(List<Place> places) {
        Map<Place, Long> ends = new HashMap<>();
        database.sql("""
                        select shop_id, id, last_seq from conversation where (shop_id, id) in (:places)
                        """)
                .param(
                        "places",
                        places.stream()
                                .map(place -> new Object[] {
                                    place.shop().value(), place.conversation().value()
                                })
                                .toList())
                .query(row -> {
                    ends.put(
                            new Place(
                                    new ShopId(row.getString("shop_id")),
                                    new ConversationId(row.getObject("id", UUID.class))),
                            row.getLong("last_seq"));
                });
        return ends;
    }

    /** Where a conversation stands. */
    record Place(ShopId shop, ConversationId conversation) {}

    String written(Map<String, ?> data) {
        String text = NUL.matcher(json.writeValueAsString(data)).replaceAll("$1");
        return text.chars().anyMatch(each -> Character.isSurrogate((char) each)) ? withoutHalfCharacters(text) : text;
    }

    /** What was stored, without fields that hold nothing. */
    Map<String, Object> fields(String data) {
        Map<String, Object> fields = new LinkedHashMap<>(json.readValue(data, FIELDS));
        fields.values().removeIf(Objects::isNull);
        return fields;
    }

    private static String withoutHalfCharacters(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints()
                .forEach(each -> whole.appendCodePoint(
                        each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE ? 0xFFFD : each));
        return whole.toString();
    }
}
