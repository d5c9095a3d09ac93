package dev.daogou.assistant.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.daogou.assistant.Http;
import dev.daogou.assistant.Http.Answer;
import dev.daogou.assistant.ScriptedAnswering;
import dev.daogou.assistant.ServerEvents;
import dev.daogou.assistant.TalkTest;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shop.Shops;
import dev.daogou.knowledge.Language;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person is brought in and leaves, over real HTTP, seen from both sides. */
@TalkTest
@Timeout(60)
class DeskOverHttpTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final Http http;
    private final JdbcClient database;
    private final Shops shops;
    private String shop = "";
    private String shopper = "";
    private String conversation = "";
    private Agent lin = new Agent("", "", "");
    private Agent zhou = lin;

    DeskOverHttpTest(@LocalServerPort int port, @Autowired JdbcClient database, @Autowired Shops shops) {
        this.http = new Http(port);
        this.database = database;
        this.shops = shops;
    }

    private record Agent(String id, String name, String token) {}

    @BeforeEach
    void a_shop_has_two_agents_and_a_shopper() {
        shop = http.newShop("zh");
        lin = agent("林小满", shop);
        zhou = agent("周舟", shop);
        shopper = http.newSession(shop);
        conversation = http.post(
                        "/api/v1/conversations", shopper, "{\"entry\":{\"keyword\":\"风衣\",\"channel\":\"搜索\"}}")
                .json()
                .path("id")
                .asString();
    }

    @Test
    void a_person_comes_answers_and_leaves() {
        say("echo 这件风衣会大吗", "application/json");
        Answer asked = http.post(shoppers("/handoff"), shopper, "{}");
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.json().path("handoff").path("state").asString()).isEqualTo("awaitingAgent");
        assertThat(asked.json().path("text").asString()).contains("同事");

        JsonNode waiting = queue(lin).getFirst();
        assertThat(waiting.path("conversationId").asString()).isEqualTo(conversation);
        assertThat(waiting.path("shop").asString()).isEqualTo(shop);
        assertThat(waiting.path("floor").asString()).isEqualTo("awaitingAgent");
        assertThat(waiting.path("reason").asString()).isEqualTo("shopperAsked");
        assertThat(waiting.path("waitingSeconds").asLong()).isBetween(0L, 30L);
        assertThat(waiting.path("brief").asString())
                .contains("想要：echo 这件风衣会大吗")
                .contains("试过：查库存")
                .contains("来自：搜索 · 风衣")
                .contains("心情：平静");

        try (ServerEvents shopperSees =
                ServerEvents.open(asShopper(shoppers("/events")).GET())) {
            Answer claimed = desk(lin, "claim", "");
            assertThat(claimed.status()).isEqualTo(200);
            assertThat(claimed.json().path("mine").asBoolean()).isTrue();
            assertThat(desk(lin, "note", "{\"text\":\"老顾客,多照顾\"}").status()).isEqualTo(200);
            assertThat(desk(lin, "reply", "{\"text\":\"您好,我来帮您看\"}").status()).isEqualTo(200);
            Answer toAPerson = say("好的谢谢", "application/json");
            assertThat(toAPerson.json().path("text").asString()).isEmpty();
            assertThat(toAPerson.json().path("answeredBy").asString()).isEqualTo("none");
            assertThat(toAPerson.json().path("handoff").path("state").asString())
                    .isEqualTo("agent");
            assertThat(desk(lin, "resolve", "")
                            .json()
                            .path("handoff")
                            .path("state")
                            .asString())
                    .isEqualTo("assistant");

            await().until(() ->
                    shopperSees.types().stream().filter("floor.changed"::equals).count() == 3);
            assertThat(shopperSees.events())
                    .filteredOn(event -> event.type().equals("floor.changed"))
                    .extracting(event -> event.text("floor"), event -> event.text("agentName"))
                    .containsExactly(tuple("awaitingAgent", ""), tuple("agent", "林小满"), tuple("assistant", ""));
            assertThat(shopperSees.events())
                    .extracting(event -> event.data().toString())
                    .noneMatch(data -> data.contains("老顾客"));
        }
        List<JsonNode> history = history();
        assertThat(history)
                .extracting(message -> message.path("author").asString())
                .containsExactly("shopper", "assistant", "assistant", "agent", "shopper", "agent");
        assertThat(history.get(3).path("agentName").asString()).isEqualTo("林小满");
        assertThat(history.get(3).toString()).doesNotContain(lin.id());
        assertThat(history.get(5).path("text").asString()).contains("处理好了");
        assertThat(history.get(5).path("resolved").asBoolean()).isTrue();
        assertThat(queue(lin)).isEmpty();

        JsonNode opened = open(lin).json();
        assertThat(opened.path("notes").get(0).path("text").asString()).isEqualTo("老顾客,多照顾");
        assertThat(opened.path("notes").get(0).path("author").asString()).isEqualTo("林小满");
        assertThat(opened.path("messages").size()).isEqualTo(6);
        assertThat(opened.path("resolvedAt").asString()).isNotEmpty();
        assertThat(opened.path("entry").path("keyword").asString()).isEqualTo("风衣");
        assertThat(say("echo 有货", "application/json").json().path("text").asString())
                .isEqualTo("有货");
    }

    @Test
    void a_claim_cuts_the_assistant_off_and_nothing_of_it_comes_after() {
        String key = UUID.randomUUID().toString();
        try (ServerEvents all = ServerEvents.open(asShopper(shoppers("/events")).GET());
                ServerEvents turn = ServerEvents.open(saying("wait " + key).header("Accept", "text/event-stream"))) {
            CompletableFuture<Answer> behind =
                    CompletableFuture.supplyAsync(() -> say("echo 还有一句", "application/json"));
            all.awaitOne("message.delta");

            assertThat(desk(lin, "claim", "").status()).isEqualTo(200);

            turn.awaitEnd();
            assertThat(turn.types()).endsWith("floor.changed");
            assertThat(behind.join().json().path("handoff").path("state").asString())
                    .isEqualTo("agent");
            await().until(() -> ScriptedAnswering.lostTheWord(key));
            ScriptedAnswering.letGo(key);
            desk(lin, "reply", "{\"text\":\"我来\"}");
            await().until(() -> all.types().getLast().equals("message.added"));
            List<String> after = all.types()
                    .subList(all.types().indexOf("floor.changed"), all.types().size());
            assertThat(after).containsExactly("floor.changed", "message.added");
        }
    }

    @Test
    void a_claim_of_what_a_colleague_has_says_who() {
        desk(lin, "claim", "");

        Answer second = desk(zhou, "claim", "");

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("already_claimed");
        assertThat(second.json().path("errors").get(0).path("reason").asString())
                .isEqualTo("林小满");
        assertThat(desk(lin, "claim", "").status()).as("one's own again").isEqualTo(200);
        assertThat(queue(zhou)).isEmpty();
        assertThat(queue(lin)).hasSize(1);
    }

    @Test
    void whoever_has_not_got_the_conversation_cannot_speak_in_it() {
        http.post(shoppers("/handoff"), shopper, "{}");

        assertThat(desk(lin, "reply", "{\"text\":\"在的\"}").code()).isEqualTo("floor_not_yours");
        assertThat(desk(lin, "release", "").status()).isEqualTo(409);
        assertThat(desk(lin, "resolve", "").status()).isEqualTo(409);
        assertThat(desk(lin, "transfer", "{\"staffId\":\"" + zhou.id() + "\"}").status())
                .isEqualTo(409);
        desk(lin, "claim", "");
        assertThat(desk(lin, "reply", "{\"text\":\"\"}").code()).isEqualTo("message_empty");
        assertThat(desk(lin, "reply", "{\"text\":\"在的\"}").status()).isEqualTo(200);
    }

    @Test
    void staff_of_another_shop_see_and_do_nothing_here() {
        http.post(shoppers("/handoff"), shopper, "{}");
        Agent stranger = agent("外人", http.newShop("zh"));

        assertThat(queue(stranger)).isEmpty();
        assertThat(open(stranger).status()).isEqualTo(404);
        for (String call : List.of("claim", "release", "resolve")) {
            assertThat(desk(stranger, call, "").code()).isEqualTo("conversation_unknown");
        }
        for (String call : List.of("reply", "note")) {
            assertThat(desk(stranger, call, "{\"text\":\"x\"}").status()).isEqualTo(404);
        }
        desk(lin, "claim", "");
        assertThat(desk(lin, "transfer", "{\"staffId\":\"" + stranger.id() + "\"}")
                        .code())
                .isEqualTo("staff_unknown");
        assertThat(http.get("/api/v1/desk/queue", shopper).status()).isEqualTo(403);
        assertThat(http.get("/api/v1/desk/queue", null).status()).isEqualTo(401);
    }

    @Test
    void a_conversation_is_given_to_a_colleague_and_handed_back() {
        desk(lin, "claim", "");
        List<JsonNode> colleagues = items(http.get("/api/v1/desk/colleagues?shop=" + shop, lin.token()));
        assertThat(colleagues)
                .extracting(each -> each.path("name").asString())
                .contains("周舟")
                .doesNotContain("林小满");

        Answer given = desk(lin, "transfer", "{\"staffId\":\"" + zhou.id() + "\"}");
        assertThat(given.json().path("handoff").path("agentName").asString()).isEqualTo("周舟");
        assertThat(queue(lin)).isEmpty();
        assertThat(desk(zhou, "reply", "{\"text\":\"我来接着帮您\"}").status()).isEqualTo(200);
        assertThat(desk(zhou, "release", "").status()).isEqualTo(200);
        assertThat(say("echo 有货", "application/json").json().path("text").asString())
                .isEqualTo("有货");
    }

    @Test
    void a_reply_posted_twice_is_said_once() {
        desk(lin, "claim", "");
        HttpRequest.Builder[] posts = new HttpRequest.Builder[2];
        for (int post = 0; post < 2; post++) {
            posts[post] = http.request("/api/v1/desk/conversations/" + conversation + "/reply")
                    .header("Authorization", "Bearer " + lin.token())
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", "reply-1")
                    .POST(BodyPublishers.ofString("{\"text\":\"在的\"}"));
        }

        String first = http.send(posts[0]).json().path("id").asString();
        String second = http.send(posts[1]).json().path("id").asString();

        assertThat(first).isNotEmpty().isEqualTo(second);
        assertThat(history()).hasSize(1);
    }

    @Test
    void the_assistant_hands_over_and_then_keeps_silent() {
        Answer handedOver = say("person 我要投诉,太差了", "application/json");

        assertThat(handedOver.json().path("text").asString()).contains("已经请了同事").contains("complaint=true");
        assertThat(handedOver.json().path("handoff").path("state").asString()).isEqualTo("awaitingAgent");
        JsonNode waiting = queue(lin).getFirst();
        assertThat(waiting.path("reason").asString()).isEqualTo("complaint");
        assertThat(waiting.path("brief").asString()).contains("原因：投诉（我要投诉,太差了）").contains("心情：不满（投诉、太差）");

        Answer after = say("echo 还在吗", "application/json");

        assertThat(after.status()).isEqualTo(200);
        assertThat(after.json().path("text").asString()).isEmpty();
        assertThat(after.json().path("answeredBy").asString()).isEqualTo("none");
        assertThat(history()).hasSize(3);
        try (ServerEvents streamed = ServerEvents.open(saying("echo 喂").header("Accept", "text/event-stream"))) {
            streamed.awaitEnd();
            assertThat(streamed.types()).containsExactly("message.added");
        }
    }

    @Test
    void a_request_while_nobody_is_at_the_desk_is_kept_and_the_shopper_told_when_people_are_back() {
        ZoneId shanghai = ZoneId.of("Asia/Shanghai");
        LocalTime now = LocalTime.now(shanghai).truncatedTo(ChronoUnit.MINUTES);
        Shop closed = shops.open(new Shop(
                new ShopId("closed-" + UUID.randomUUID().toString().substring(0, 8)),
                "晚安茶舍",
                Language.ZH,
                Currency.getInstance("CNY"),
                shanghai,
                null,
                new Shop.DeskHours(now.plusHours(2), now.plusHours(3))));
        lin = agent("林小满", closed.id().value());
        shopper = http.newSession(closed.id().value());
        conversation = http.post("/api/v1/conversations", shopper, "{}")
                .json()
                .path("id")
                .asString();

        String told = http.post(shoppers("/handoff"), shopper, "{}")
                .json()
                .path("text")
                .asString();

        assertThat(told).containsPattern("(今天|明天) \\d\\d:\\d\\d").contains("不会丢");
        assertThat(history())
                .singleElement()
                .extracting(message -> message.path("text").asString())
                .isEqualTo(told);
        http.post(shoppers("/handoff"), shopper, "{}");
        assertThat(history()).as("told once").hasSize(1);
        assertThat(queue(lin)).hasSize(1);
    }

    @Test
    void an_open_desk_hears_who_waits_and_what_its_own_shoppers_say() {
        try (ServerEvents desk = ServerEvents.open(http.request("/api/v1/desk/events")
                .header("Authorization", "Bearer " + lin.token())
                .GET())) {
            await().until(() -> desk.types().equals(List.of("queue.changed")));
            http.post(shoppers("/handoff"), shopper, "{}");
            await().until(() -> desk.events().stream()
                    .anyMatch(event -> event.data().path("waiting").asInt() == 1));
            desk(lin, "claim", "");
            await().until(() -> desk.events().stream()
                    .anyMatch(event -> event.data().path("mine").asInt() == 1));

            say("在吗?", "application/json");

            ServerEvents.Event heard = desk.awaitOne("message.added");
            assertThat(heard.text("conversationId")).isEqualTo(conversation);
            assertThat(heard.text("text")).isEqualTo("在吗?");
            desk(lin, "resolve", "");
            await().until(() -> desk.events().getLast().type().equals("queue.changed")
                    && desk.events().getLast().data().path("mine").asInt() == 0);
        }
    }

    // --- callers
    // ---------------------------------------------------------------------------------------------------------

    private Agent agent(String name, String worksFor) {
        UUID id = UUID.randomUUID();
        String token = "agent-" + id;
        database.sql("""
                        insert into staff (id, email, name, password_hash, owner, created_at)
                        values (:id, :email, :name, 'none', false, now())
                        """)
                .param("id", id)
                .param("email", id + "@example.com")
                .param("name", name)
                .update();
        database.sql("insert into shop_member (shop_id, staff_id, role) values (:shop, :id, 'agent')")
                .param("shop", worksFor)
                .param("id", id)
                .update();
        database.sql("insert into staff_token (token_hash, staff_id, name, created_at) values (:hash, :id, 't', now())")
                .param("hash", sha256(token))
                .param("id", id)
                .update();
        return new Agent(id.toString(), name, token);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private Answer desk(Agent agent, String call, String body) {
        return http.post(
                "/api/v1/desk/conversations/" + conversation + "/" + call, agent.token(), "application/json", body);
    }

    private Answer open(Agent agent) {
        return http.get("/api/v1/desk/conversations/" + conversation, agent.token());
    }

    private List<JsonNode> queue(Agent agent) {
        return items(http.get("/api/v1/desk/queue", agent.token()));
    }

    private List<JsonNode> history() {
        return items(http.get(shoppers("/messages"), shopper));
    }

    private static List<JsonNode> items(Answer answer) {
        return StreamSupport.stream(answer.json().path("items").spliterator(), false)
                .toList();
    }

    private String shoppers(String call) {
        return "/api/v1/conversations/" + conversation + call;
    }

    private HttpRequest.Builder asShopper(String path) {
        return http.request(path).header("Authorization", "Bearer " + shopper);
    }

    private HttpRequest.Builder saying(String text) {
        return asShopper(shoppers("/messages"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        JSON.createObjectNode().put("text", text).toString()));
    }

    private Answer say(String text, String accept) {
        return http.send(saying(text).header("Accept", accept));
    }
}
