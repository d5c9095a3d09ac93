package dev.daogou.assistant.handoff;

import dev.daogou.knowledge.Language;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;

/** What is said about bringing people in, in both languages. */
@Component
class HandoffSentences {

    private final ResourceBundleMessageSource sentences = new ResourceBundleMessageSource();

    HandoffSentences() {
        sentences.setBasename("handoff-messages");
        sentences.setDefaultEncoding("UTF-8");
        sentences.setFallbackToSystemLocale(false);
        sentences.setAlwaysUseMessageFormat(true);
    }

    String say(Language language, String code, Object... arguments) {
        return sentences.getMessage(code, arguments, locale(language));
    }

    /** The sentence; {@code otherwise} when there is none of this code. */
    String sayOr(Language language, String code, String otherwise) {
        @Nullable String said = sentences.getMessage(code, new Object[0], otherwise, locale(language));
        return said == null ? otherwise : said;
    }

    private static Locale locale(Language language) {
        return switch (language) {
            case ZH -> Locale.CHINESE;
            case EN -> Locale.ROOT;
        };
    }
}
