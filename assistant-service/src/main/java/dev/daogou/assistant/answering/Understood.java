package dev.daogou.assistant.answering;

import dev.daogou.assistant.llm.Briefing.ProductMention;
import dev.daogou.knowledge.Language;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a message means in its conversation.
 *
 * @param language the shopper's language
 * @param continues the earlier question this one goes on with ("那黑色的呢?"), when it does
 * @param questions what is asked, one entry each, in the shopper's words
 * @param products the products meant, surest first
 * @param productUnclear true when several fit and one was meant
 */
record Understood(
        Language language,
        @Nullable String continues,
        List<String> questions,
        List<ProductMention> products,
        boolean productUnclear) {

    /** A question of this message as it would be asked without the conversation before it. */
    String standalone(String question) {
        return continues == null ? question : continues + " " + question;
    }
}
