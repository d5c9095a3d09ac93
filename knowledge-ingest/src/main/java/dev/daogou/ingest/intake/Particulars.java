package dev.daogou.ingest.intake;

import dev.daogou.knowledge.PassageKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant says about a document, beside its content.
 *
 * @param kind what sort of text it is; never {@link PassageKind#PRODUCT}
 * @param productId the product it is about, when it is about one
 * @param title its title; null takes the document's own, or the file name
 * @param url where a shopper can read it, when it has an address
 * @param validFrom not cited before this instant
 * @param validUntil not cited from this instant on
 */
public record Particulars(
        PassageKind kind,
        @Nullable String productId,
        @Nullable String title,
        @Nullable String url,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil) {

    public Particulars {
        if (kind == PassageKind.PRODUCT) {
            throw new IllegalArgumentException("A document is never of the kind product");
        }
        title = title == null || title.isBlank() ? null : title.strip();
    }

    static Particulars of(Submission submission) {
        return new Particulars(
                submission.kind(),
                submission.productId(),
                submission.title(),
                submission.url(),
                submission.validFrom(),
                submission.validUntil());
    }

    /** These where a submission says something, else what was known. */
    Particulars orElse(Particulars known) {
        return new Particulars(
                kind,
                productId == null ? known.productId() : productId,
                title == null ? known.title() : title,
                url == null ? known.url() : url,
                validFrom == null ? known.validFrom() : validFrom,
                validUntil == null ? known.validUntil() : validUntil);
    }
}
