package dev.daogou.assistant.llm;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model is handed beside the shopper's words, as JSON: what was understood and what the shop knows of it. The
 * built-in assistant reads it as a real model does.
 *
 * @param language the language to answer in, {@code zh} or {@code en}
 * @param now the shop's date and time
 * @param signedIn whether the shop knows who this is
 * @param continues the earlier question this message goes on with, when it does
 * @param questions what is asked, one entry each
 * @param products the products meant, surest first
 * @param productUnclear true when several of {@code products} fit and only one was meant
 * @param passages what the shop has published, cited by {@code n}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Briefing(
        String language,
        String now,
        boolean signedIn,
        @Nullable String continues,
        List<Question> questions,
        List<ProductMention> products,
        boolean productUnclear,
        List<CitablePassage> passages) {

    /**
     * One thing that is asked.
     *
     * @param text in the shopper's words
     * @param passages the numbers of the passages found for it, best first
     * @param nothingRelevant whether the search itself says that none of them speaks of it
     */
    public record Question(String text, List<Integer> passages, boolean nothingRelevant) {}

    /** A product that is meant. */
    public record ProductMention(String productId, String title) {}

    /**
     * A passage that can be cited.
     *
     * @param n its number in this turn, cited as {@code [n]}
     * @param kind spec, policy, guide, promotion, qa or product
     * @param title its titles
     * @param productId the product it is about
     * @param text verbatim
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CitablePassage(
            int n, String kind, String title, @Nullable String productId, String text) {}

    /** Marks a sentence that says that something is not known here; taken out before the shopper reads it. */
    public static final String NOT_KNOWN = "[?]";
}
