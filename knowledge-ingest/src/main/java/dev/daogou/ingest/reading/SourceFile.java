package dev.daogou.ingest.reading;

import org.jspecify.annotations.Nullable;

/**
 * A file as it was handed in.
 *
 * @param content its bytes; not to be changed
 * @param mediaType what it is, e.g. {@code text/html}
 * @param url where it was found, when it has an address; links in it are relative to this
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SourceFile(
        byte[] content, String mediaType, @Nullable String url) {}
