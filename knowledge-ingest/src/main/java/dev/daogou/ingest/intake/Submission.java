package dev.daogou.ingest.intake;

import dev.daogou.knowledge.PassageKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamSource;

/**
 * What a merchant hands in.
 *
 * @param shop the shop's id
 * @param fileName the name it came with; a hint only, the type is told from the content
 * @param content the bytes, read once; a {@link org.springframework.core.io.Resource} says how many before
 * @param kind what sort of text it is; never {@link PassageKind#PRODUCT}
 * @param productId the product it is about, when it is about one
 * @param title its title; null takes the document's own, or the file name
 * @param url where a shopper can read it, when it has an address
 * @param validFrom not cited before this instant
 * @param validUntil not cited from this instant on
 * @param origin where it comes from
 */
public record Submission(
        String shop,
        String fileName,
        InputStreamSource content,
        PassageKind kind,
        @Nullable String productId,
        @Nullable String title,
        @Nullable String url,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        Origin origin) {

    /** Of unknown origin. */
    public Submission(
            String shop,
            String fileName,
            InputStreamSource content,
            PassageKind kind,
            @Nullable String productId,
            @Nullable String title,
            @Nullable String url,
            @Nullable Instant validFrom,
            @Nullable Instant validUntil) {
        this(shop, fileName, content, kind, productId, title, url, validFrom, validUntil, Origin.UNKNOWN);
    }

    /** The same from there. */
    public Submission from(Origin other) {
        return new Submission(shop, fileName, content, kind, productId, title, url, validFrom, validUntil, other);
    }

    /** The same content with other particulars. */
    Submission with(Particulars other) {
        return new Submission(
                shop,
                fileName,
                content,
                other.kind(),
                other.productId(),
                other.title(),
                other.url(),
                other.validFrom(),
                other.validUntil(),
                origin);
    }
}
