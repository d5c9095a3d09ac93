package dev.daogou.assistant.chat;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;

/** How a caller wants to have the answer to a message, by {@code Accept} and {@code Prefer} (RFC 7240). */
enum WantedAnswer {
    /** When it is whole. */
    WHOLE,
    /** Event by event. */
    STREAMED,
    /** Not in this response. */
    LATER;

    private static final List<MediaType> GIVEN = List.of(MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM);

    static WantedAnswer by(@Nullable String accept, @Nullable String prefer)
            throws HttpMediaTypeNotAcceptableException {
        if (prefer != null && prefer.toLowerCase(Locale.ROOT).contains("respond-async")) {
            return LATER;
        }
        if (accept == null || accept.isBlank()) {
            return WHOLE;
        }
        try {
            List<MediaType> wanted = MediaType.parseMediaTypes(accept).stream()
                    .sorted(Comparator.comparingDouble(MediaType::getQualityValue)
                            .reversed())
                    .toList();
            for (MediaType each : wanted) {
                if (each.includes(MediaType.APPLICATION_JSON)) {
                    return WHOLE;
                }
                if (each.includes(MediaType.TEXT_EVENT_STREAM)) {
                    return STREAMED;
                }
            }
        } catch (InvalidMediaTypeException unreadable) {
            throw new HttpMediaTypeNotAcceptableException(String.valueOf(unreadable.getMessage()));
        }
        throw new HttpMediaTypeNotAcceptableException(GIVEN);
    }
}
