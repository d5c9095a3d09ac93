package dev.daogou.ingest.intake;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/**
 * Finds what stands on most pages of a site word for word: notices, side bars, the same three promises below every article.
 * It stays on the page it was met on first, so that nothing is lost, and is left out of all others.
 */
final class RepeatedBlocks {

    /** Of fewer pages nobody can tell what repeats. */
    static final int FEWEST_PAGES = 4;

    private static final double MOST_PAGES = 0.5;

    /** A page of more blocks is a catalogue or a book, not a page of a site like the others. */
    private static final int MOST_BLOCKS = 5_000;

    private static final Set<String> WHOLE = Set.of(
            "p",
            "ul",
            "ol",
            "dl",
            "table",
            "blockquote",
            "figure",
            "pre",
            "address",
            "form",
            "details",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6");
    private static final Set<String> HEADINGS = Set.of("h1", "h2", "h3", "h4", "h5", "h6");
    private static final String ANY_BLOCK =
            "p, ul, ol, dl, table, blockquote, figure, pre, address, form, details, h1, h2,"
                    + " h3, h4, h5, h6, div, section, article, main, aside, header, footer, nav";

    private record Block(Element element, long fingerprint) {}

    private final Map<Long, Integer> pagesWith = new HashMap<>();
    private final Map<Long, URI> firstOn = new HashMap<>();
    private final Map<URI, long[]> pages = new LinkedHashMap<>();

    /** The fingerprints of a page's blocks, each once. */
    static long[] fingerprints(Document page) {
        return blocks(page).stream()
                .mapToLong(Block::fingerprint)
                .distinct()
                .limit(MOST_BLOCKS)
                .toArray();
    }

    /** Counts a page; one that was counted before is counted as it is now. */
    void add(URI page, long[] fingerprints) {
        uncount(pages.put(page, fingerprints));
        for (long block : fingerprints) {
            pagesWith.merge(block, 1, Integer::sum);
        }
    }

    /** The page is there no more. */
    void forget(URI page) {
        uncount(pages.remove(page));
    }

    /** The fingerprints of a page that was counted. */
    long[] of(URI page) {
        return pages.getOrDefault(page, new long[0]);
    }

    private void uncount(long @Nullable [] fingerprints) {
        if (fingerprints != null) {
            for (long block : fingerprints) {
                pagesWith.merge(block, -1, Integer::sum);
            }
            firstOn.clear();
        }
    }

    private @Nullable URI firstOn(long wanted) {
        return firstOn.computeIfAbsent(
                wanted,
                block -> pages.entrySet().stream()
                        .filter(page -> Arrays.stream(page.getValue()).anyMatch(has -> has == block))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(null));
    }

    /** Removes what repeats from the page; false when nothing does. */
    boolean removeFrom(Document page, URI url) {
        if (pages.size() < FEWEST_PAGES) {
            return false;
        }
        List<Block> blocks = blocks(page);
        if (blocks.size() > MOST_BLOCKS) {
            return false;
        }
        List<Element> removed = new ArrayList<>();
        for (Block block : blocks) {
            if (repeats(block.fingerprint(), url) && !isHeading(block.element())) {
                removed.add(block.element());
            }
        }
        removed.forEach(Node::remove);
        boolean any = !removed.isEmpty();
        for (Block block : blocks.reversed()) {
            // A heading that repeats goes with what stood below it.
            Element heading = block.element();
            if (isHeading(heading) && !heading.nameIs("h1") && repeats(block.fingerprint(), url)) {
                Element next = heading.nextElementSibling();
                if (next == null || isHeading(next)) {
                    heading.remove();
                    any = true;
                }
            }
        }
        return any;
    }

    private boolean repeats(long block, URI page) {
        return pagesWith.getOrDefault(block, 0) > pages.size() * MOST_PAGES && !page.equals(firstOn(block));
    }

    private static boolean isHeading(Element element) {
        return HEADINGS.contains(element.normalName());
    }

    private static List<Block> blocks(Document page) {
        List<Block> blocks = new ArrayList<>();
        page.body().filter((NodeFilter) (node, depth) -> {
            if (!(node instanceof Element element)) {
                return NodeFilter.FilterResult.SKIP_ENTIRELY;
            }
            boolean whole = WHOLE.contains(element.normalName())
                    || (element.nameIs("div")
                            && element.children().select(ANY_BLOCK).isEmpty());
            if (!whole) {
                return NodeFilter.FilterResult.CONTINUE;
            }
            String text = squeezed(element.text());
            if (!text.isEmpty()) {
                blocks.add(new Block(element, fingerprint(text)));
            }
            return NodeFilter.FilterResult.SKIP_ENTIRELY;
        });
        return blocks;
    }

    private static String squeezed(String text) {
        StringBuilder letters = new StringBuilder();
        text.codePoints().filter(Character::isLetterOrDigit).forEach(letters::appendCodePoint);
        return letters.toString().toLowerCase(Locale.ROOT);
    }

    private static long fingerprint(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
