package dev.daogou.ingest.reasons;

import dev.daogou.knowledge.Language;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * What went wrong with a document.
 *
 * @param code stable, for programs, e.g. {@code document_empty}; the key of the sentence in {@code ingest-messages}
 * @param details what the sentence names, in its order
 */
public record Reason(String code, List<String> details) {

    public Reason {
        details = List.copyOf(details);
    }

    public static Reason of(String code, String... details) {
        return new Reason(code, List.of(details));
    }

    /** The sentence for the merchant: what happened and what to do about it. */
    public String in(Language language) {
        Locale locale = switch (language) {
            case ZH -> Locale.CHINESE;
            case EN -> Locale.ENGLISH;
        };
        ResourceBundle sentences = ResourceBundle.getBundle(
                "ingest-messages",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        return new MessageFormat(sentences.getString(code), locale).format(details.toArray());
    }
}
