package dev.daogou.assistant.console;

import dev.daogou.assistant.shop.Shop;
import dev.daogou.ingest.intake.Crawl;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A crawl as the console shows it.
 *
 * @param state {@code queued}, {@code running}, {@code done} or {@code failed}
 * @param taken how many pages are documents now, whether read again or unchanged
 * @param ahead how many known pages wait to be met
 * @param left what was not taken in, or was removed, with the reason
 */
record SiteRow(
        String id,
        String url,
        String state,
        boolean moving,
        @Nullable String reason,
        long taken,
        int ahead,
        List<Crawl.Page> left,
        ZonedDateTime createdAt) {

    static SiteRow of(Crawl crawl, Shop shop) {
        String state = CrawlsController.nameOf(crawl.state());
        return new SiteRow(
                crawl.id(),
                crawl.url(),
                state,
                state.equals("queued") || state.equals("running"),
                crawl.state() instanceof Crawl.State.Failed failed ? failed.reason() : null,
                crawl.pages().stream().filter(page -> page.reason() == null).count(),
                crawl.ahead(),
                crawl.pages().stream().filter(page -> page.reason() != null).toList(),
                crawl.createdAt().atZone(shop.timeZone()));
    }
}
