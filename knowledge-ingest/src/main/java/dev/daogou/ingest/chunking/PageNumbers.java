package dev.daogou.ingest.chunking;

import dev.daogou.ingest.reading.Pages;
import dev.daogou.knowledge.PassageDraft;
import org.jspecify.annotations.Nullable;

/** Shows the page at the end of a passage's titles; what is embedded stays as it is, as a page means nothing by itself. */
final class PageNumbers {

    private PageNumbers() {}

    static PassageDraft shown(@Nullable Pages pages, PassageDraft passage) {
        if (pages == null) {
            return passage;
        }
        String path = passage.titlePath();
        String page = isChinese(path + passage.text()) ? inChinese(pages) : inEnglish(pages);
        return new PassageDraft(
                path.isEmpty() ? page : path + CutDocument.BELOW + page,
                passage.text(),
                passage.embeddedText(),
                passage.joint());
    }

    private static String inChinese(Pages pages) {
        return pages.first() == pages.last()
                ? "第 %d 页".formatted(pages.first())
                : "第 %d–%d 页".formatted(pages.first(), pages.last());
    }

    private static String inEnglish(Pages pages) {
        return pages.first() == pages.last()
                ? "p. %d".formatted(pages.first())
                : "pp. %d–%d".formatted(pages.first(), pages.last());
    }

    private static boolean isChinese(String text) {
        return text.codePoints().anyMatch(at -> Character.UnicodeScript.of(at) == Character.UnicodeScript.HAN);
    }
}
