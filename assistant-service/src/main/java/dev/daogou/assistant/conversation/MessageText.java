package dev.daogou.assistant.conversation;

import dev.daogou.assistant.shop.Problem;
import dev.daogou.assistant.shop.Problem.Mistake;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What may be said in one message, by whoever writes it. */
public final class MessageText {

    /** The longest message, in characters (Unicode code points). */
    public static final int LONGEST = 4_000;

    private static final int LONGEST_KEY = 200;

    /** Control characters that no text has, and characters without a width or a meaning of their own at the ends. */
    private static final Pattern UNSPEAKABLE = Pattern.compile("[\\p{Cc}&&[^\\n\\t\\r]]");

    private static final Pattern NOTHING_TO_SEE =
            Pattern.compile("[\\p{Z}\\s\\p{Cf}\\uFE00-\\uFE0F\\u3164\\u115F\\u1160\\u2800]*");

    private MessageText() {}

    /**
     * The words without control characters and without space around them.
     *
     * @throws Problem {@code message_empty} or {@code message_too_long} (400)
     */
    public static String checked(@Nullable String text) {
        String words =
                text == null ? "" : UNSPEAKABLE.matcher(text).replaceAll("").strip();
        if (NOTHING_TO_SEE.matcher(words).matches()) {
            throw bad("message_empty", "text", "The message is empty. Put its words into 'text'.");
        }
        if (words.codePointCount(0, words.length()) > LONGEST) {
            throw bad(
                    "message_too_long",
                    "text",
                    "A message has at most " + LONGEST + " characters. Please say it in several messages.");
        }
        return words;
    }

    /**
     * An idempotency key as it may be kept; null when there is none.
     *
     * @throws Problem {@code idempotency_key_invalid} (400)
     */
    public static @Nullable String checkedKey(@Nullable String key) {
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw bad(
                    "idempotency_key_invalid",
                    "Idempotency-Key",
                    "An Idempotency-Key has 1 to " + LONGEST_KEY + " characters.");
        }
        return key;
    }

    private static Problem bad(String code, String field, String sentence) {
        return new Problem(HttpStatus.BAD_REQUEST, code, sentence, List.of(new Mistake(field, null, sentence)));
    }
}
