package dev.daogou.ingest.reading;

import org.jspecify.annotations.Nullable;

/**
 * A file as it was handed in.
 *
 * @param content its bytes; not to be changed
 * @param mediaType what it is, e.g. {@code text/html}
 * @param url where it was found, when it has an address; links in it are relative to this
 * @param limits how much of everything it may have
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SourceFile(
        byte[] content, String mediaType, @Nullable String url, ReadingLimits limits) {

    /** A file within the usual limits. */
    public SourceFile(byte[] content, String mediaType, @Nullable String url) {
        this(content, mediaType, url, ReadingLimits.USUAL);
    }

    /** The same file within other limits. */
    public SourceFile within(ReadingLimits other) {
        return new SourceFile(content, mediaType, url, other);
    }
}
