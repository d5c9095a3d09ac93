package dev.daogou.ingest.reading.pdf;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineNode;

/** The titles of a PDF's bookmarks, which say of headings that they are ones and how deep they are. */
final class Bookmarks {

    private static final int MOST = 5_000;
    private static final int DEEPEST = 6;

    private final Map<String, Integer> levels = new HashMap<>();
    private final Set<COSDictionary> seen = new HashSet<>();
    private int deepest;

    static Bookmarks of(PDDocument document) {
        Bookmarks bookmarks = new Bookmarks();
        try {
            PDDocumentOutline outline = document.getDocumentCatalog().getDocumentOutline();
            if (outline != null) {
                bookmarks.take(outline, 1);
            }
        } catch (IOException | RuntimeException e) {
            // Bookmarks are a help only; a document whose bookmarks are damaged is read without them.
            bookmarks.levels.clear();
            bookmarks.deepest = 0;
        }
        return bookmarks;
    }

    /** 0 when no bookmark has this title. */
    int levelOf(String title) {
        return levels.getOrDefault(plain(title), 0);
    }

    int deepest() {
        return deepest;
    }

    private void take(PDOutlineNode node, int level) throws IOException {
        for (PDOutlineItem item : node.children()) {
            if (levels.size() >= MOST || !seen.add(item.getCOSObject())) {
                return;
            }
            String title = item.getTitle();
            if (title != null && plain(title).length() > 1) {
                levels.putIfAbsent(plain(title), level);
                deepest = Math.max(deepest, level);
            }
            if (level < DEEPEST) {
                take(item, level + 1);
            }
        }
    }

    private static String plain(String title) {
        return title.replaceAll("[\\s\\u00a0\\u3000]+", "");
    }
}
