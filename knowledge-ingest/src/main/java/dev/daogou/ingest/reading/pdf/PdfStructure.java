package dev.daogou.ingest.reading.pdf;

import dev.daogou.ingest.reading.Block.Listing;
import dev.daogou.ingest.reading.ReadDocument;
import dev.daogou.ingest.reading.SectionBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes headings, paragraphs, lists and tables of the lines of all pages. */
final class PdfStructure {

    private static final Pattern WORD = Pattern.compile("[\\p{L}-]{4,}");

    /** Lines of one paragraph stand at most this many heights of a letter below one another. */
    private static final float FURTHEST = 2.1f;

    private static final float INDENT = 1.2f;
    private static final int LONGEST_PARAGRAPH = 10_000;

    private final List<Piece> pieces;
    private final Headings headings;
    private final Set<String> words = new HashSet<>();
    private final SectionBuilder sections = new SectionBuilder();
    private final List<String> items = new ArrayList<>();
    private String paragraph = "";
    private String heading = "";
    private int headingLevel;
    private float headingSize;
    private int paragraphPage;
    private Piece.@Nullable Line before;
    private List<String> namesBefore = List.of();
    private @Nullable String largest;

    PdfStructure(List<Piece> all, int pages, Bookmarks bookmarks) {
        RunningHeads heads = new RunningHeads(all, pages);
        pieces = all.stream()
                .filter(piece -> !(piece instanceof Piece.Line line && heads.has(line)))
                .toList();
        headings = new Headings(pieces, bookmarks);
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Line line) {
                var matcher = WORD.matcher(line.text());
                while (matcher.find()) {
                    words.add(matcher.group());
                }
            }
        }
    }

    ReadDocument document(@Nullable String title) {
        Set<Integer> contents = pagesOfContents();
        for (int i = 0; i < pieces.size(); i++) {
            switch (pieces.get(i)) {
                case Piece.Grid grid -> table(grid);
                case Piece.Line line -> {
                    if (!(contents.contains(line.page()) && Marks.isEntryOfContents(line.text()))) {
                        namesBefore = List.of();
                        line(line, i + 1 < pieces.size() ? pieces.get(i + 1) : null);
                    }
                }
            }
        }
        end();
        return new ReadDocument(title == null ? largest : title, sections.build());
    }

    private Set<Integer> pagesOfContents() {
        Set<Integer> once = new HashSet<>();
        Set<Integer> twice = new HashSet<>();
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Line line && Marks.isEntryOfContents(line.text()) && !once.add(line.page())) {
                twice.add(line.page());
            }
        }
        return twice;
    }

    private void table(Piece.Grid grid) {
        end();
        sections.page(grid.page());
        namesBefore = grid.cells().into(sections, namesBefore);
        before = null;
    }

    private void line(Piece.Line line, @Nullable Piece next) {
        boolean follows = followsClosely(line);
        int level = headings.levelOf(line, isApart(line, next));
        if (level > 0) {
            headingLine(line, level, follows);
        } else if (Marks.isItem(line.text()) && !goesOnInMiddle(line, follows)) {
            endHeading();
            endParagraph();
            start(line);
            items.add(Marks.item(line.text()));
        } else if (!items.isEmpty() && follows && goesOnItem(line)) {
            items.set(items.size() - 1, Joining.join(items.getLast(), line.text(), words::contains));
        } else if (items.isEmpty()
                && !paragraph.isEmpty()
                && paragraph.length() < LONGEST_PARAGRAPH
                && goesOn(line, follows)) {
            paragraph = Joining.join(paragraph, line.text(), words::contains);
        } else {
            end();
            start(line);
            paragraph = line.text();
        }
        before = line;
    }

    private void headingLine(Piece.Line line, int level, boolean follows) {
        boolean sameHeading = follows
                && !heading.isEmpty()
                && level == headingLevel
                && Math.abs(line.height() - headingSize) < 0.5f
                && Marks.depth(line.text()) == 0;
        if (sameHeading) {
            heading = Joining.join(heading, line.text(), words::contains);
            return;
        }
        end();
        sections.page(line.page());
        heading = line.text();
        headingLevel = level;
        headingSize = line.height();
    }

    /** Whether nothing is right above or below the line, or it does not look like what is. */
    private boolean isApart(Piece.Line line, @Nullable Piece next) {
        Piece.Line above = before;
        boolean above1 = above == null
                || above.page() != line.page()
                || line.box().bottom() - above.box().bottom() > 1.5f * line.height()
                || endsEarly(above, line)
                || above.bold() != line.bold();
        boolean runsOn = next instanceof Piece.Line below
                && below.page() == line.page()
                && below.bold() == line.bold()
                && !endsEarly(line, below);
        return above1 && !runsOn && next != null;
    }

    private boolean followsClosely(Piece.Line line) {
        Piece.Line above = before;
        if (above == null) {
            return false;
        }
        boolean sameColumn = above.page() == line.page() && above.flow().equals(line.flow());
        float gap = line.box().bottom() - above.box().bottom();
        return !sameColumn || gap <= FURTHEST * Math.max(line.height(), above.height());
    }

    /** Whether the line goes on with the paragraph; at the end of a column or page, when the sentence is not over. */
    private boolean goesOn(Piece.Line line, boolean follows) {
        Piece.Line above = before;
        if (above == null || !follows || Math.abs(above.height() - line.height()) > 0.15f * line.height()) {
            return false;
        }
        boolean sameColumn = above.page() == line.page() && above.flow().equals(line.flow());
        if (!sameColumn) {
            return !Marks.endsSentence(above.text()) && !endsEarly(above, line) && above.bold() == line.bold();
        }
        boolean indented = line.box().left() - above.box().left() > INDENT * line.height()
                && line.box().left() - line.flow().left() > INDENT * line.height();
        boolean boldChanges = above.bold() != line.bold() && (Marks.endsSentence(above.text()) || above.bold());
        return !indented && !endsEarly(above, line) && !boldChanges;
    }

    /** A number at the beginning of a line is no marker when the sentence before runs on into it. */
    private boolean goesOnInMiddle(Piece.Line line, boolean follows) {
        Piece.Line above = before;
        return above != null
                && !paragraph.isEmpty()
                && !Marks.isBullet(line.text())
                && goesOn(line, follows)
                && !Marks.endsSentence(above.text());
    }

    private boolean goesOnItem(Piece.Line line) {
        Piece.Line above = before;
        if (above == null) {
            return false;
        }
        boolean sameColumn = above.page() == line.page() && above.flow().equals(line.flow());
        if (!sameColumn) {
            return !Marks.endsSentence(above.text());
        }
        boolean hanging = line.box().left() > line.flow().left() + 0.5f * line.height()
                && line.box().left() >= above.box().left() - 0.5f * line.height();
        return hanging || !endsEarly(above, line);
    }

    /** Whether the first word of the line below would have fitted on the line above: then its author ended it there. */
    private static boolean endsEarly(Piece.Line above, Piece.Line below) {
        String text = below.text();
        float firstWord = Joining.isWide(text.codePointAt(0))
                ? below.height()
                : below.height() * 0.5f * (Joining.firstWord(text).length() + 1);
        return above.box().right() + firstWord + 0.6f * above.height()
                < above.flow().right();
    }

    private void start(Piece.Line line) {
        paragraphPage = line.page();
        sections.page(paragraphPage);
    }

    private void end() {
        endHeading();
        endParagraph();
        endList();
    }

    private void endHeading() {
        if (!heading.isEmpty()) {
            if (largest == null && headingSize > headings.bodySize() * 1.3f) {
                largest = heading;
            }
            sections.heading(headingLevel, heading);
            heading = "";
        }
    }

    private void endParagraph() {
        sections.paragraph(paragraph);
        paragraph = "";
    }

    private void endList() {
        if (!items.isEmpty()) {
            sections.add(new Listing(items));
            items.clear();
        }
    }
}
