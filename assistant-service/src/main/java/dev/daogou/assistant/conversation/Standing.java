package dev.daogou.assistant.conversation;

import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shopper.ShopperId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a conversation stands, as the desk sees it.
 *
 * @param entry how the shopper came: keyword, channel, page
 * @param askedAt when a person was last asked for; null when never
 * @param reason why; null when never
 * @param brief what the desk was told then; null when never
 * @param lastText the last words said by anyone; empty when nothing was said
 * @param lastSeq the log's last number
 * @param startedAt when the conversation began
 * @param resolvedAt when an agent last called it settled; null when never or when a person was asked for again since
 */
public record Standing(
        ShopId shop,
        ConversationId conversation,
        ShopperId shopper,
        Map<String, Object> entry,
        Floor floor,
        @Nullable Instant askedAt,
        @Nullable HandoffReason reason,
        @Nullable String brief,
        String lastText,
        long lastSeq,
        Instant startedAt,
        @Nullable Instant resolvedAt) {
    public Standing {
        entry = Map.copyOf(entry);
    }
}
