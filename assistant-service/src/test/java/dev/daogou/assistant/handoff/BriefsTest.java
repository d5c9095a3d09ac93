package dev.daogou.assistant.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daogou.assistant.conversation.Author;
import dev.daogou.assistant.conversation.ConversationId;
import dev.daogou.assistant.conversation.Floor;
import dev.daogou.assistant.conversation.HandoffReason;
import dev.daogou.assistant.conversation.Message;
import dev.daogou.assistant.conversation.Standing;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shopper.ShopperId;
import dev.daogou.knowledge.Language;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BriefsTest {

    private static final Instant NOW = Instant.parse("2026-03-14T08:00:00Z");

    private final Briefs briefs = new Briefs(new HandoffSentences());

    @Test
    void a_brief_says_why_what_is_wanted_what_was_tried_where_and_how_they_sound() {
        List<Message> history = List.of(
                asked("羽绒服什么时候发货?", Map.of("page", Map.of("productId", "YR-111", "title", "轻暖羽绒服"))),
                answered(Map.of("tools", List.of(Map.of("name", "order_status"), Map.of("name", "check_stock")))),
                asked("都等了五天了,赶紧给我查!", Map.of()),
                answered(Map.of("declined", true, "tools", List.of())));

        assertThat(briefs.brief(standing(HandoffReason.NOT_ANSWERED, "查发货"), history, Language.ZH))
                .isEqualTo("""
                        原因：助手没帮上（查发货）
                        想要：羽绒服什么时候发货? / 都等了五天了,赶紧给我查!
                        试过：查订单，查库存，助手答过 2 次，其中 1 次没答上
                        页面：轻暖羽绒服 · YR-111
                        来自：search · 羽绒服
                        心情：着急（等了、赶紧）""");
    }

    @Test
    void an_english_shop_reads_english() {
        List<Message> history = List.of(asked("This is unacceptable, where is my parcel?", Map.of()));

        assertThat(briefs.brief(standing(HandoffReason.COMPLAINT, ""), history, Language.EN))
                .isEqualTo("""
                        Why: complaint
                        Wants: This is unacceptable, where is my parcel?
                        Tried: nothing yet
                        Came by: search · 羽绒服
                        Mood: upset (unacceptable)""");
    }

    @Test
    void long_words_are_cut_and_what_the_assistant_said_of_the_handoff_is_no_try() {
        List<Message> history = List.of(asked("长".repeat(500), Map.of()), answered(Map.of("answeredBy", "none")));

        String brief = briefs.brief(standing(HandoffReason.SHOPPER_ASKED, null), history, Language.ZH);

        assertThat(brief)
                .contains("长".repeat(120) + "…")
                .doesNotContain("长".repeat(121))
                .contains("试过：还没有");
    }

    private static Standing standing(HandoffReason reason, @Nullable String about) {
        return new Standing(
                new ShopId("teahouse"),
                new ConversationId(UUID.randomUUID()),
                new ShopperId(UUID.randomUUID()),
                Map.of("channel", "search", "keyword", "羽绒服"),
                new Floor.AwaitingAgent(NOW, reason),
                NOW,
                reason,
                about,
                "",
                4,
                NOW,
                null);
    }

    private static Message asked(String text, Map<String, Object> content) {
        return new Message(UUID.randomUUID(), 1, new Author.Shopper(), text, content, NOW);
    }

    private static Message answered(Map<String, Object> content) {
        return new Message(UUID.randomUUID(), 2, new Author.Assistant(), "……", content, NOW);
    }
}
