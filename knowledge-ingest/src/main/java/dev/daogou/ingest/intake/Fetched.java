package dev.daogou.ingest.intake;

import dev.daogou.ingest.reasons.Reason;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of fetching a page. */
sealed interface Fetched {

    /**
     * A page.
     *
     * @param mediaType what the server says it is, in small letters and without parameters; empty when it says nothing
     * @param charset the character set the server says it is in
     * @param robots what the server's {@code X-Robots-Tag} says to us, in small letters
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Page(
            URI url,
            byte[] content,
            String mediaType,
            @Nullable String charset,
            Stamp stamp,
            String robots) implements Fetched {}

    /** It is as it was when its stamp was given. */
    record NotChanged(URI url) implements Fetched {}

    record Moved(URI to) implements Fetched {}

    /** It is there no more: 404 or 410. */
    record Gone(int status) implements Fetched {}

    /** The server wants to be left alone for a while: 429 or 503. */
    record Busy(int status, Duration pause) implements Fetched {}

    record Unavailable(Reason reason) implements Fetched {
        boolean isFaultOfServer() {
            return reason.code().equals("page_status")
                    && reason.details().getFirst().startsWith("5");
        }
    }

    /** What a server gives along so that it can tell later whether a page has changed. */
    record Stamp(@Nullable String etag, @Nullable String lastModified) {
        static final Stamp NONE = new Stamp(null, null);
    }
}
