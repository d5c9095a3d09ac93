package dev.daogou.assistant.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.daogou.assistant.Http;
import dev.daogou.assistant.Http.Answer;
import dev.daogou.assistant.ScriptedAnswering;
import dev.daogou.assistant.ServerEvents;
import dev.daogou.assistant.ServerEvents.Event;
import dev.daogou.assistant.TalkTest;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A shopper's calls as the contract has them, over real HTTP. */
@TalkTest
@Timeout(60)
class ConversationsOverHttpTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final Http http;
    private String shop = "";
    private String shopper = "";
    private String conversation = "";

    ConversationsOverHttpTest(@LocalServerPort int port) {
        this.http = new Http(port);
    }

    @BeforeEach
    void a_shopper_has_begun_a_conversation() {
        shop = http.newShop("zh");
        shopper = http.newSession(shop);
        conversation = begin(shopper);
    }

    @Nested
    class A_conversation {

        @Test
        void begins_with_a_greeting_in_the_shoppers_language() {
            Answer begun = http.post("/api/v1/conversations", shopper, """
                    {"entry":{"keyword":"风衣","channel":"search","page":"https://shop.example/fy"}}""");
            Answer session = http.post("/api/v1/shops/" + shop + "/sessions", null, "{\"locale\":\"en\"}");
            Answer english = http.post(
                    "/api/v1/conversations", session.json().path("token").asString(), "{}");

            assertThat(begun.status()).isEqualTo(201);
            assertThat(begun.header("Location"))
                    .isEqualTo(
                            "/api/v1/conversations/" + begun.json().path("id").asString());
            assertThat(begun.json().path("greeting").asString()).contains("您好").contains("Test");
            assertThat(english.json().path("greeting").asString())
                    .contains("Hello")
                    .contains("Test");
        }

        @Test
        void needs_no_body_to_begin() {
            Answer begun = http.send(asShopper("").method("POST", BodyPublishers.noBody()));
            assertThat(begun.status()).isEqualTo(201);
        }

        @Test
        void of_someone_else_is_not_found() {
            String stranger = http.newSession(shop);
            String otherShops = http.newSession(http.newShop("zh"));

            for (String other : List.of(stranger, otherShops)) {
                assertThat(http.get(path("/messages"), other).status()).isEqualTo(404);
                assertThat(http.get(path("/messages"), other).code()).isEqualTo("conversation_unknown");
                assertThat(http.post(path("/messages"), other, "{\"text\":\"echo 在吗\"}")
                                .status())
                        .isEqualTo(404);
                assertThat(http.get(path("/events"), other).status()).isEqualTo(404);
                assertThat(http.post(path("/cancel"), other, "").status()).isEqualTo(404);
                assertThat(http.post(path("/handoff"), other, "{}").status()).isEqualTo(404);
                assertThat(http.post(path("/rating"), other, "{\"score\":5}").status())
                        .isEqualTo(404);
            }
            assertThat(history()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"nonsense", "7", "00000000-0000-0000-0000-000000000000"})
        void that_does_not_exist_is_not_found(String id) {
            Answer answer = http.get("/api/v1/conversations/" + id + "/messages", shopper);

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("conversation_unknown");
        }
    }

    @Nested
    class A_message {

        @Test
        void is_answered_whole_for_whoever_waits() {
            Answer answer = say("echo 有货", "application/json");

            assertThat(answer.status()).isEqualTo(200);
            JsonNode json = answer.json();
            assertThat(json.path("text").asString()).isEqualTo("有货");
            assertThat(json.path("messageId").asString()).isNotEmpty();
            assertThat(json.path("seq").asLong()).isEqualTo(6);
            assertThat(json.path("handoff").path("state").asString()).isEqualTo("assistant");
            assertThat(json.path("answeredBy").asString()).isEqualTo("script");
            assertThat(json.path("tools").get(0).path("name").asString()).isEqualTo("check_stock");
            for (String list : List.of("citations", "cards", "suggestions")) {
                assertThat(json.path(list).isArray()).as(list).isTrue();
            }
            JsonNode kept = history().getLast();
            assertThat(kept.path("id")).isEqualTo(json.path("messageId"));
            for (String field : List.of("seq", "text", "at", "replyTo", "handoff", "tools")) {
                assertThat(kept.path(field)).as(field).isEqualTo(json.path(field));
            }
        }

        @Test
        void is_answered_piece_by_piece_for_whoever_wants_a_stream() {
            try (ServerEvents events = ServerEvents.open(saying("echo 有货").header("Accept", "text/event-stream"))) {
                events.awaitEnd();

                assertThat(events.contentType()).startsWith("text/event-stream");
                assertThat(events.types())
                        .containsExactly(
                                "message.added",
                                "turn.started",
                                "tool.used",
                                "message.delta",
                                "message.delta",
                                "message.completed");
                assertThat(events.ids())
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, 6).boxed().toList());
                Event added = events.events().getFirst();
                assertThat(added.text("text")).isEqualTo("echo 有货");
                assertThat(added.text("author")).isEqualTo("shopper");
                Event completed = events.events().getLast();
                assertThat(completed.text("text")).isEqualTo("有货");
                assertThat(completed.text("replyTo")).isEqualTo(added.text("id"));
                assertThat(events.events())
                        .filteredOn(event -> event.type().equals("message.delta"))
                        .extracting(event -> event.text("text"))
                        .containsExactly("有", "货");
            }
        }

        @Test
        void is_only_taken_for_whoever_prefers_the_answer_later() {
            Answer taken = http.send(saying("echo 有货").header("Prefer", "respond-async"));

            assertThat(taken.status()).isEqualTo(202);
            assertThat(taken.json().path("seq").asLong()).isEqualTo(1);
            assertThat(taken.json().path("messageId").asString()).isNotEmpty();
            await().until(() -> history().size() == 2);
            assertThat(history().get(1).path("replyTo").asString())
                    .isEqualTo(taken.json().path("messageId").asString());
        }

        @Test
        void posted_fifty_times_at_once_is_one_message_with_one_answer() throws Exception {
            List<Answer> answers = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Answer>> posts = new ArrayList<>();
                for (int post = 0; post < 50; post++) {
                    posts.add(threads.submit(() -> http.send(saying("echo 有货").header("Idempotency-Key", "once"))));
                }
                for (Future<Answer> post : posts) {
                    answers.add(post.get());
                }
            }

            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.json().path("text").asString()).isEqualTo("有货");
            });
            assertThat(answers)
                    .extracting(answer -> answer.json().path("messageId").asString())
                    .containsOnly(answers.getFirst().json().path("messageId").asString());
            assertThat(history()).hasSize(2);
            try (ServerEvents again = ServerEvents.open(
                    saying("echo 有货").header("Idempotency-Key", "once").header("Accept", "text/event-stream"))) {
                again.awaitEnd();
                assertThat(again.types()).startsWith("message.added").endsWith("message.completed");
            }
        }

        @Test
        void under_a_key_of_other_words_is_refused() {
            http.send(saying("echo 有货").header("Idempotency-Key", "once"));

            Answer other = http.send(saying("echo 发货").header("Idempotency-Key", "once"));

            assertThat(other.status()).isEqualTo(422);
            assertThat(other.code()).isEqualTo("idempotency_key_reused");
            assertThat(history()).hasSize(2);
        }

        @Test
        void is_answered_after_those_before_it() {
            String key = UUID.randomUUID().toString();
            http.send(saying("wait " + key).header("Prefer", "respond-async"));
            for (int number = 2; number <= 5; number++) {
                http.send(saying("第" + number + "句").header("Prefer", "respond-async"));
            }
            ScriptedAnswering.letGo(key);

            await().until(() -> history().size() == 10);
            assertThat(history())
                    .filteredOn(message -> message.path("author").asString().equals("assistant"))
                    .extracting(message -> message.path("text").asString().replaceAll("^\\.*", ""))
                    .as("each knows all that was said and answered before it")
                    .containsExactly(key, "2 第2句", "4 第3句", "6 第4句", "8 第5句");
        }

        @Test
        void takes_the_history_along() {
            say("echo 有货", "application/json");

            assertThat(say("那黑色的呢?", "application/json").json().path("text").asString())
                    .isEqualTo("2 那黑色的呢?");
        }

        @Test
        void streamed_behind_another_tells_of_its_own_turn_alone() {
            String key = UUID.randomUUID().toString();
            http.send(saying("wait " + key).header("Prefer", "respond-async"));
            try (ServerEvents events = ServerEvents.open(saying("echo 好的").header("Accept", "text/event-stream"))) {
                events.awaitOne("message.added");
                ScriptedAnswering.letGo(key);
                events.awaitEnd();

                assertThat(events.types())
                        .containsExactly(
                                "message.added",
                                "turn.started",
                                "tool.used",
                                "message.delta",
                                "message.delta",
                                "message.completed");
            }
        }

        @Test
        void that_takes_too_long_is_answered_later() {
            String key = UUID.randomUUID().toString();

            Answer late = say("wait " + key, "application/json");

            assertThat(late.status()).isEqualTo(504);
            assertThat(late.code()).isEqualTo("answer_late");
            ScriptedAnswering.letGo(key);
            await().until(() -> history().size() == 2);
        }

        @ParameterizedTest
        @ValueSource(strings = {"break", "forget"})
        void whose_answer_fails_is_kept_and_the_next_one_answered(String failing) {
            Answer failed = say(failing, "application/json");

            assertThat(failed.status()).isEqualTo(500);
            assertThat(failed.code()).isEqualTo("answer_failed");
            assertThat(failed.header("Content-Type")).startsWith("application/problem+json");
            assertThat(say("echo 有货", "application/json").status()).isEqualTo(200);
            try (ServerEvents events =
                    ServerEvents.open(asShopper(path("/events")).GET())) {
                Event turnFailed = events.awaitOne("turn.failed");
                assertThat(turnFailed.text("code")).isEqualTo("internal_error");
            }
        }
    }

    @Nested
    class Bad_input {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        {"text":""}                                   | 400 | message_empty
                        {"text":" \\n\\t "}                           | 400 | message_empty
                        {"text":"\\u0000\\u200b\\u3164"}              | 400 | message_empty
                        {"text":null}                                 | 400 | message_empty
                        {}                                            | 400 | message_empty
                        {"text":"在吗","attachments":[{"url":"x"}]}    | 400 | attachments_not_supported
                        {"text":"在吗"                                 | 400 | malformed_json
                        not json                                      | 400 | malformed_json
                        {"text":"在吗","shop":"other"}                 | 400 | field_unknown
                        {"text":"在吗","page":"nonsense"}              | 400 | field_invalid
                        """)
        void is_refused_with_a_code_and_the_conversation_unharmed(String body, int status, String code) {
            Answer answer = http.post(path("/messages"), shopper, body);

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.code()).isEqualTo(code);
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
            assertThat(history()).isEmpty();
            assertThat(say("echo 有货", "application/json").status()).isEqualTo(200);
        }

        @ParameterizedTest
        @CsvSource({"4000, 200", "4001, 400", "20000, 400"})
        void of_too_many_words_is_refused_with_the_limit(int length, int status) {
            Answer answer = say("尺".repeat(length), "application/json");

            assertThat(answer.status()).isEqualTo(status);
            if (status == 400) {
                assertThat(answer.code()).isEqualTo("message_too_long");
                assertThat(answer.json().path("detail").asString()).contains("4,000");
                assertThat(answer.json().path("errors").get(0).path("field").asString())
                        .isEqualTo("text");
            }
        }

        @Test
        void is_refused_in_the_callers_language_and_as_json_for_a_stream_too() {
            Answer english = http.send(asShopper(path("/messages"))
                    .header("Content-Type", "application/json")
                    .header("Accept-Language", "en")
                    .header("Accept", "text/event-stream")
                    .POST(BodyPublishers.ofString("{\"text\":\"\"}")));

            assertThat(english.status()).isEqualTo(400);
            assertThat(english.header("Content-Type")).startsWith("application/problem+json");
            assertThat(english.json().path("detail").asString()).contains("empty");
        }

        @ParameterizedTest
        @ValueSource(strings = {"-1", "x", "9999999999999999999999"})
        void as_a_last_event_id_is_refused(String id) {
            Answer answer = http.send(
                    asShopper(path("/events")).header("Last-Event-ID", id).GET());

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("last_event_id_invalid");
        }

        @Test
        void of_formats_nobody_gives_is_refused_before_anything_is_said() {
            assertThat(say("echo 有货", "text/html").status()).isEqualTo(406);
            assertThat(history()).isEmpty();
        }

        @Test
        void without_or_with_a_wrong_token_is_refused() {
            assertThat(http.get(path("/messages"), null).status()).isEqualTo(401);
            assertThat(http.get(path("/messages"), "nonsense").status()).isEqualTo(401);
        }
    }

    @Nested
    class A_stream {

        @Test
        void comes_back_at_any_number_without_gap_or_repeat() {
            say("echo 有货", "application/json");
            say("echo 发货", "application/json");
            for (int last = 0; last <= 12; last++) {
                String lastId = Integer.toString(last);
                HttpRequest.Builder back = last % 2 == 0
                        ? asShopper(path("/events")).header("Last-Event-ID", lastId)
                        : asShopper(path("/events?lastEventId=" + lastId));
                try (ServerEvents events = ServerEvents.open(back.GET())) {
                    int missing = 12 - last;
                    await().until(() -> events.events().size() >= missing);
                    assertThat(events.ids())
                            .containsExactlyElementsOf(
                                    LongStream.rangeClosed(last + 1, 12).boxed().toList());
                }
            }
        }

        @Test
        void tells_of_what_is_said_while_it_is_open() {
            try (ServerEvents first =
                            ServerEvents.open(asShopper(path("/events")).GET());
                    ServerEvents second =
                            ServerEvents.open(asShopper(path("/events")).GET())) {
                say("echo 有货", "application/json");

                first.awaitOne("message.completed");
                second.awaitOne("message.completed");
                assertThat(first.types()).isEqualTo(second.types());
            }
        }
    }

    @Nested
    class A_shopper {

        @Test
        void may_say_stop() {
            String key = UUID.randomUUID().toString();
            try (ServerEvents events = ServerEvents.open(saying("wait " + key).header("Accept", "text/event-stream"))) {
                events.awaitOne("message.delta");

                assertThat(http.post(path("/cancel"), shopper, "").status()).isEqualTo(204);

                events.awaitEnd();
                assertThat(events.events().getLast().type()).isEqualTo("turn.failed");
                assertThat(events.events().getLast().text("code")).isEqualTo("cancelled");
            }
            await().until(() -> ScriptedAnswering.lostTheWord(key));
            assertThat(say("echo 有货", "application/json").status()).isEqualTo(200);
        }

        @Test
        void may_judge_an_answer() {
            String answer =
                    say("echo 有货", "application/json").json().path("messageId").asString();
            String question = history().get(0).path("id").asString();

            assertThat(judge(answer, "up").status()).isEqualTo(204);
            assertThat(judge(answer, "down").status()).isEqualTo(204);
            assertThat(judge(answer, "great").code()).isEqualTo("verdict_invalid");
            assertThat(judge(question, "up").code()).isEqualTo("message_unknown");
            assertThat(judge(UUID.randomUUID().toString(), "up").status()).isEqualTo(404);
            assertThat(judge("nonsense", "up").status()).isEqualTo(404);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        {"score":1}                 | 204
                        {"score":5,"comment":"很快"} | 204
                        {"score":0}                 | 400
                        {"score":6}                 | 400
                        {"score":4.5}               | 400
                        {}                          | 400
                        """)
        void may_rate_the_conversation(String rating, int status) {
            assertThat(http.post(path("/rating"), shopper, rating).status()).isEqualTo(status);
        }

        private Answer judge(String messageId, String verdict) {
            return http.post(
                    path("/feedback"),
                    shopper,
                    "{\"messageId\":\"%s\",\"verdict\":\"%s\"}".formatted(messageId, verdict));
        }
    }

    private String begin(String token) {
        return http.post("/api/v1/conversations", token, "{}").json().path("id").asString();
    }

    private String path(String call) {
        return "/api/v1/conversations/" + conversation + call;
    }

    private HttpRequest.Builder asShopper(String path) {
        return http.request(path.isEmpty() ? "/api/v1/conversations" : path)
                .header("Authorization", "Bearer " + shopper);
    }

    private HttpRequest.Builder saying(String text) {
        return asShopper(path("/messages"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        JSON.createObjectNode().put("text", text).toString()));
    }

    private Answer say(String text, String accept) {
        return http.send(saying(text).header("Accept", accept));
    }

    private List<JsonNode> history() {
        JsonNode items = http.get(path("/messages"), shopper).json().path("items");
        return StreamSupport.stream(items.spliterator(), false).toList();
    }
}
