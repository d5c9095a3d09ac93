package dev.daogou.ingest.intake;

import dev.daogou.ingest.intake.Crawl.Outcome;
import dev.daogou.ingest.reasons.Reason;
import dev.daogou.ingest.reasons.ShopLanguages;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;

/**
 * Makes documents of a crawl's pages and keeps account of what came of each. The first pages are held back until there are
 * enough to see what repeats on all of them.
 */
final class TakePages {

    private static final int HELD_BACK = 8;
    private static final long MOST_HELD_BYTES = 16L << 20;

    /** A page that was read and is no document yet. {@code former} are addresses it went by. */
    private record Held(
            int position, Fetched.Page page, @Nullable Document html, List<URI> links, URI address, Set<URI> former) {}

    private final Crawls.Order order;
    private final CrawlRequest request;
    private final Crawls crawls;
    private final SitePages sitePages;
    private final StoredDocuments documents;
    private final ShopLanguages languages;
    private final RepeatedBlocks repeated = new RepeatedBlocks();
    private final List<Held> held = new ArrayList<>();
    private long heldBytes;
    private boolean enoughSeen;
    private int met;
    private int taken;

    TakePages(
            Crawls.Order order,
            Crawls crawls,
            SitePages sitePages,
            StoredDocuments documents,
            ShopLanguages languages) {
        this.order = order;
        this.request = order.request();
        this.crawls = crawls;
        this.sitePages = sitePages;
        this.documents = documents;
        this.languages = languages;
    }

    /** How many pages were met, whatever came of them. */
    int met() {
        return met;
    }

    /** How many pages are documents or will be. */
    int taken() {
        return taken;
    }

    /** What earlier crawls saw repeats as well. */
    void know(Map<URI, SitePages.Remembered> pages) {
        pages.forEach((url, page) -> {
            if (page.blocks().length > 0) {
                repeated.add(url, page.blocks());
            }
        });
    }

    void ahead(int pages) {
        crawls.ahead(order, pages);
    }

    /** The document of a page, if it is one and as this crawl wants it. */
    Optional<String> standing(URI url) {
        return documents.withAddress(request.shop(), url.toString()).filter(id -> {
            dev.daogou.ingest.intake.Document document = documents.document(request.shop(), id);
            return document.kind() == request.kind()
                    && java.util.Objects.equals(document.productId(), request.productId())
                    && !(document.state() instanceof IndexingState.Failed);
        });
    }

    Optional<Reason> refuse(URI url, Reason reason) {
        crawls.met(order, url, met++, Outcome.REFUSED, null, sentence(reason));
        return Optional.of(reason);
    }

    Optional<Reason> unchanged(URI url, @Nullable String documentId) {
        crawls.met(order, url, met++, Outcome.UNCHANGED, documentId, null);
        taken++;
        return Optional.empty();
    }

    /** The page is there no more: what it said is no longer the shop's word. */
    Optional<Reason> gone(URI url, int status) {
        return removed(
                url, Reason.of("page_gone", SiteAddress.path(url)), Reason.of("page_status", Integer.toString(status)));
    }

    /** The page asks not to be taken in. */
    Optional<Reason> withdrawn(URI url) {
        Reason disallowed = Reason.of("page_disallowed", SiteAddress.path(url));
        return removed(url, disallowed, disallowed);
    }

    private Optional<Reason> removed(URI url, Reason removed, Reason nothingToRemove) {
        sitePages.forget(request.shop(), url);
        repeated.forget(url);
        Optional<String> document = documents.withAddress(request.shop(), url.toString());
        if (document.isEmpty()) {
            return refuse(url, nothingToRemove);
        }
        remove(document.get());
        crawls.met(order, url, met++, Outcome.REMOVED, null, sentence(removed));
        return Optional.of(nothingToRemove);
    }

    /** Takes in what is no HTML as it is. */
    Optional<Reason> take(Fetched.Page page, URI address, URI asked) {
        return hold(new Held(met, page, null, List.of(), address, former(page, asked, address)));
    }

    /** Takes an HTML page in under its real address. */
    Optional<Reason> take(Fetched.Page page, Document html, List<URI> links, URI address, URI asked) {
        repeated.add(address, RepeatedBlocks.fingerprints(html));
        return hold(new Held(met, page, html, links, address, former(page, asked, address)));
    }

    /** Makes documents of the pages that were held back. */
    void finish() {
        List<Held> pages = List.copyOf(held);
        held.clear();
        heldBytes = 0;
        pages.forEach(this::settle);
    }

    private Optional<Reason> hold(Held page) {
        met++;
        taken++;
        if (enoughSeen || page.html() == null) {
            return settle(page);
        }
        crawls.met(order, page.address(), page.position(), Outcome.READ, null, null);
        held.add(page);
        heldBytes += page.page().content().length;
        if (held.size() >= HELD_BACK || heldBytes > MOST_HELD_BYTES) {
            enoughSeen = true;
            finish();
        }
        return Optional.empty();
    }

    private Optional<Reason> settle(Held page) {
        URI address = page.address();
        try {
            String document = document(page);
            crawls.met(order, address, page.position(), Outcome.TAKEN, document, null);
            sitePages.remember(
                    request.shop(),
                    SiteAddress.site(address),
                    address,
                    new SitePages.Remembered(page.page().stamp(), page.links(), repeated.of(address)));
            return Optional.empty();
        } catch (DocumentRefused e) {
            taken--;
            crawls.met(order, address, page.position(), Outcome.REFUSED, null, e.getMessage());
            return Optional.of(Reason.of(e.code()));
        }
    }

    private String document(Held page) {
        Submission submission = new Submission(
                request.shop(),
                fileName(page),
                new ByteArrayResource(content(page)),
                request.kind(),
                request.productId(),
                null,
                page.address().toString(),
                null,
                null);
        List<String> before = new ArrayList<>();
        for (URI address : page.former()) {
            documents
                    .withAddress(request.shop(), address.toString())
                    .filter(id -> !before.contains(id))
                    .ifPresent(before::add);
        }
        before.stream().skip(1).forEach(this::remove);
        if (!before.isEmpty()) {
            try {
                return documents.replace(before.getFirst(), submission).id();
            } catch (DocumentUnknown e) {
                // Removed just now; it is taken in anew.
            }
        }
        return documents.accept(submission).id();
    }

    private void remove(String document) {
        try {
            documents.remove(request.shop(), document);
        } catch (DocumentUnknown e) {
            // Somebody else has removed it.
        }
    }

    /** The bytes as they came, unless something on the page repeats all over the site. */
    private byte[] content(Held held) {
        Document html = held.html();
        boolean foreign =
                held.page().charset() != null && !held.page().charset().equalsIgnoreCase("UTF-8");
        if (html == null || (!repeated.removeFrom(html, held.address()) && !foreign)) {
            return held.page().content();
        }
        html.outputSettings().prettyPrint(false);
        html.select("meta[charset], meta[http-equiv=Content-Type]").forEach(Element::remove);
        html.head().prependElement("meta").attr("charset", "utf-8");
        return html.outerHtml().getBytes(StandardCharsets.UTF_8);
    }

    private static String fileName(Held page) {
        String name = SiteAddress.fileName(page.address());
        boolean named = name.endsWith(".html") || name.endsWith(".htm") || name.endsWith(".xhtml");
        return page.html() == null || named ? name : name + ".html";
    }

    private static Set<URI> former(Fetched.Page page, URI asked, URI address) {
        Set<URI> former = new LinkedHashSet<>();
        former.add(address);
        former.add(page.url());
        former.add(asked);
        return former;
    }

    private String sentence(Reason reason) {
        return reason.in(languages.of(request.shop()));
    }
}
