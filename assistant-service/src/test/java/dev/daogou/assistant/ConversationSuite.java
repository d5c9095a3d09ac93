package dev.daogou.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daogou.assistant.ShopOverHttp.Event;
import dev.daogou.assistant.ShopOverHttp.Reply;
import dev.daogou.assistant.ShopOverHttp.Talk;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/**
 * What a shopper can count on whatever answers and wherever the vectors lie: run with the built-in assistant and with a
 * model behind the OpenAI protocol, each on PostgreSQL with and without pgvector, over real HTTP.
 */
@SpringBootTest(
        classes = AssistantService.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"daogou.demo=false", "daogou.owner.token=" + ConversationSuite.OWNER})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConversationSuite {

    static final String OWNER = "conversation-suite-owner-token";

    private static final String PRODUCTS = """
            productId,sku,title,description,category,brand,price,currency,onHand,color,size,attributes
            COAT,COAT-BK-S,羊毛双面呢大衣,"双面羊毛呢，中长款，内衬可拆。适合早晚温差大的春秋通勤。",服装/外套,云栖,899.00,CNY,4,黑色,S,"{""面料"":""90%羊毛"",""厚度"":""适中""}"
            COAT,COAT-BK-M,羊毛双面呢大衣,"双面羊毛呢，中长款，内衬可拆。适合早晚温差大的春秋通勤。",服装/外套,云栖,899.00,CNY,0,黑色,M,"{""面料"":""90%羊毛"",""厚度"":""适中""}"
            COAT,COAT-CM-M,羊毛双面呢大衣,"双面羊毛呢，中长款，内衬可拆。适合早晚温差大的春秋通勤。",服装/外套,云栖,899.00,CNY,7,驼色,M,"{""面料"":""90%羊毛"",""厚度"":""适中""}"
            ROD,ROD-1,碳素溪流钓竿,"3.6米碳素溪流竿，自重98克，适合周末去溪边钓小鱼，送爱钓鱼的长辈很合适。",户外/钓鱼,溪语,168.00,CNY,20,,,"{""长度"":""3.6米"",""自重"":""98克""}"
            STOOL,STOOL-1,折叠钓鱼凳,"加宽坐面的折叠钓鱼凳，承重120公斤，带收纳袋，久坐不累。",户外/钓鱼,溪语,59.00,CNY,30,,,"{""承重"":""120公斤""}"
            REEL,REEL-1,金属纺车轮,"全金属线杯纺车轮，适合淡水路亚钓鱼。",户外/钓鱼,溪语,320.00,CNY,9,,,"{""速比"":""5.2:1""}"
            KETTLE,KETTLE-1,细口手冲壶,"600毫升不锈钢细口手冲壶，出水细而稳。",厨房/咖啡,云栖,129.00,CNY,15,,,"{""容量"":""600毫升""}"
            """;

    private static final String RETURNS = """
            # 退换货说明

            ## 时限

            签收后 9 天内可以申请退货，衣物需保留吊牌、没有穿着痕迹。

            ## 运费

            因质量问题退货，运费由本店承担；其他原因由买家承担。
            """;

    private static final String CHART = """
            productId,size,measure,min,max
            COAT,S,heightCm,152,162
            COAT,S,weightKg,42,50
            COAT,M,heightCm,160,170
            COAT,M,weightKg,50,60
            """;

    @LocalServerPort
    int port;

    ShopOverHttp shop = new ShopOverHttp(0, OWNER, "none");

    @BeforeAll
    void a_shop_is_open() {
        shop = new ShopOverHttp(
                port, OWNER, "suite-" + UUID.randomUUID().toString().substring(0, 8));
        shop.open("zh", "CNY");
        shop.importRows("products", PRODUCTS);
        shop.importRows("size-charts", CHART);
        shop.upload("退换货.md", "policy", RETURNS);
        shop.untilSearchable();
    }

    @Test
    void stock_is_told_from_live_data() {
        JsonNode answer = shop.talk().say("黑色M码还有货吗？", "COAT");

        assertThat(tools(answer)).contains("check_stock");
        assertThat(answer.path("text").asString()).containsAnyOf("没有现货", "没货", "卖完");

        shop.importRows("stock", "sku,onHand\nCOAT-BK-M,3\n");
        JsonNode later = shop.talk().say("黑色M码还有货吗？", "COAT");
        shop.importRows("stock", "sku,onHand\nCOAT-BK-M,0\n");

        assertThat(later.path("text").asString()).contains("3");
    }

    @Test
    void a_policy_is_answered_with_its_source() {
        JsonNode answer = shop.talk().say("签收以后几天内可以退货？");

        assertThat(answer.path("text").asString()).contains("9").contains("[1]");
        assertThat(answer.path("citations").get(0).path("quote").asString()).contains("9 天");
        assertThat(answer.path("declined").asBoolean()).isFalse();
    }

    @Test
    void what_the_shop_never_said_is_not_known() {
        JsonNode answer = shop.talk().say("你们老板是哪里人？");

        assertThat(answer.path("declined").asBoolean()).isTrue();
        assertThat(answer.path("citations")).isEmpty();
    }

    @Test
    void a_budget_is_obeyed() {
        JsonNode answer = shop.talk().say("想给爱钓鱼的爸爸挑个礼物，200以内");

        assertThat(tools(answer)).contains("find_products");
        assertThat(answer.path("cards")).isNotEmpty();
        for (JsonNode card : answer.path("cards")) {
            assertThat(card.path("price").path("amountMinor").asLong()).isLessThanOrEqualTo(20_000);
        }
        assertThat(answer.path("text").asString()).contains("钓");
    }

    @Test
    void a_size_is_advised_with_the_chart() {
        JsonNode answer = shop.talk().say("我身高165，体重110斤，穿什么码？", "COAT");

        assertThat(tools(answer)).contains("advise_size");
        assertThat(answer.path("text").asString()).contains("M");
        assertThat(kinds(answer)).contains("size");
    }

    @Test
    void a_follow_up_keeps_the_product() {
        Talk talk = shop.talk();
        talk.say("这件大衣黑色M码有货吗", "COAT");

        JsonNode answer = talk.say("那驼色的呢？");

        assertThat(tools(answer)).contains("check_stock");
        assertThat(answer.path("tools")
                        .get(0)
                        .path("arguments")
                        .path("productId")
                        .asString())
                .isEqualTo("COAT");
        assertThat(answer.path("text").asString()).contains("驼");
    }

    @Test
    void those_shown_can_be_asked_about_by_their_place() {
        Talk talk = shop.talk();
        JsonNode shown = talk.say("想给爱钓鱼的爸爸挑个礼物，200以内");

        JsonNode answer = talk.say("第一件有现货吗");

        JsonNode later = talk.say("第二件有现货吗");

        assertThat(answer.path("tools").get(0).path("arguments").path("productId"))
                .isEqualTo(shown.path("cards").get(0).path("productId"));
        assertThat(later.path("tools").get(0).path("arguments").path("productId"))
                .isEqualTo(shown.path("cards").get(1).path("productId"));
    }

    @Test
    void an_answer_streams_in_order_and_its_pieces_are_the_whole() {
        List<Event> events = shop.talk().stream("签收以后几天内可以退货？", null);

        assertThat(events)
                .extracting(Event::type)
                .startsWith("message.added", "turn.started")
                .endsWith("message.completed");
        assertThat(events).extracting(Event::seq).isSorted().doesNotHaveDuplicates();
        StringBuilder pieces = new StringBuilder();
        events.stream()
                .filter(e -> e.type().equals("message.delta"))
                .forEach(e -> pieces.append(e.data().path("text").asString()));
        assertThat(pieces.toString().strip())
                .isEqualTo(events.getLast().data().path("text").asString())
                .contains("9");
    }

    @Test
    void a_client_that_comes_back_misses_nothing_and_sees_nothing_twice() {
        Talk talk = shop.talk();
        talk.say("在吗");
        talk.say("签收以后几天内可以退货？");
        List<Event> all = talk.events(0, new UntilCompleted(2));

        long half = all.get(all.size() / 2).seq();
        List<Event> rest = talk.events(half, e -> e.seq() == all.getLast().seq());

        assertThat(rest).isEqualTo(all.subList(all.size() / 2 + 1, all.size()));
        assertThat(all.getFirst().seq()).isEqualTo(1);
    }

    @Test
    void the_same_post_twice_is_one_message() {
        Talk talk = shop.talk();
        Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());

        Reply first = talk.post("签收以后几天内可以退货？", null, key);
        Reply second = talk.post("签收以后几天内可以退货？", null, key);
        Reply other = talk.post("别的话", null, key);

        assertThat(second.body().path("messageId")).isEqualTo(first.body().path("messageId"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.body().path("code").asString()).isNotBlank();
        assertThat(talk.shopper("GET", "/messages", null).body().path("items")).hasSize(2);
    }

    @Test
    void a_person_takes_over_and_hands_back() {
        Talk talk = shop.talk();
        talk.say("签收以后几天内可以退货？");
        JsonNode asked = talk.say("我要投诉，转人工！");
        assertThat(asked.path("handoff").path("state").asString()).isEqualTo("awaitingAgent");
        assertThat(asked.path("text").asString()).contains("同事");

        assertThat(shop.staff("GET", "/api/v1/desk/queue", null).body().toString())
                .contains(talk.id);
        assertThat(desk(talk, "claim", null).status()).isEqualTo(200);
        JsonNode silent = talk.say("还在吗？");
        assertThat(silent.path("handoff").path("state").asString()).isEqualTo("agent");
        assertThat(desk(talk, "reply", Map.of("text", "您好，我是值班的小周，马上处理。")).status())
                .isLessThan(300);
        assertThat(desk(talk, "release", Map.of()).status()).isLessThan(300);

        JsonNode back = talk.say("签收以后几天内可以退货？");
        assertThat(back.path("text").asString()).contains("9");
        List<String> authors = talk.shopper("GET", "/messages", null)
                .body()
                .path("items")
                .valueStream()
                .map(m -> m.path("author").isString()
                        ? m.path("author").asString()
                        : m.path("author").path("kind").asString())
                .toList();
        assertThat(authors).contains("shopper", "assistant", "agent");
    }

    private Reply desk(Talk talk, String what, @org.jspecify.annotations.Nullable Object body) {
        return shop.staff("POST", "/api/v1/desk/conversations/" + talk.id + "/" + what, body == null ? Map.of() : body);
    }

    static List<String> tools(JsonNode answer) {
        return answer.path("tools")
                .valueStream()
                .map(t -> t.path("name").asString())
                .toList();
    }

    static List<String> kinds(JsonNode answer) {
        return answer.path("cards")
                .valueStream()
                .map(c -> c.path("kind").asString())
                .toList();
    }

    /** Fits the nth completed answer. */
    private static final class UntilCompleted implements java.util.function.Predicate<Event> {
        private int left;

        UntilCompleted(int answers) {
            this.left = answers;
        }

        @Override
        public boolean test(Event event) {
            return event.type().equals("message.completed") && --left == 0;
        }
    }
}
