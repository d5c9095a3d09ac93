package dev.daogou.knowledge.dense;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.store.embedding.filter.Filter;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a stored vector carries besides its text, so that it can be filtered by; the names are those of the columns. */
public final class PassageFacts {

    public static final String SOURCE = "source_id";
    public static final String KIND = "kind";
    public static final String PRODUCT = "product_id";
    /** Milliseconds since 1970; the smallest long where there is no beginning. */
    public static final String VALID_FROM = "valid_from";
    /** Milliseconds since 1970; the largest long where there is no end. */
    public static final String VALID_UNTIL = "valid_until";

    static final List<String> TEXTS = List.of(SOURCE, KIND, PRODUCT);
    static final List<String> NUMBERS = List.of(VALID_FROM, VALID_UNTIL);

    private PassageFacts() {}

    /** The facts of one passage. */
    public static Metadata of(
            String sourceId,
            String kind,
            @Nullable String productId,
            @Nullable Instant validFrom,
            @Nullable Instant validUntil) {
        Metadata facts = new Metadata()
                .put(SOURCE, sourceId)
                .put(KIND, kind)
                .put(VALID_FROM, validFrom == null ? Long.MIN_VALUE : validFrom.toEpochMilli())
                .put(VALID_UNTIL, validUntil == null ? Long.MAX_VALUE : validUntil.toEpochMilli());
        return productId == null ? facts : facts.put(PRODUCT, productId);
    }

    /** Only what is valid at this instant, of one of these kinds (any, when empty), about this product when given. */
    public static Filter validAt(Instant now, Collection<String> kinds, @Nullable String productId) {
        Filter filter = metadataKey(VALID_FROM)
                .isLessThanOrEqualTo(now.toEpochMilli())
                .and(metadataKey(VALID_UNTIL).isGreaterThan(now.toEpochMilli()));
        if (!kinds.isEmpty()) {
            filter = filter.and(metadataKey(KIND).isIn(kinds));
        }
        if (productId != null) {
            filter = filter.and(metadataKey(PRODUCT).isEqualTo(productId));
        }
        return filter;
    }

    /** Everything of these sources. */
    public static Filter ofSources(Collection<String> sourceIds) {
        return metadataKey(SOURCE).isIn(sourceIds);
    }
}
