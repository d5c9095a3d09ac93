package dev.daogou.ingest.reading.office;

import dev.daogou.ingest.reading.Block.Listing;
import dev.daogou.ingest.reading.SectionBuilder;
import dev.daogou.ingest.reading.TableGrid;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.poi.sl.usermodel.Placeholder;
import org.apache.poi.xslf.usermodel.XSLFGroupShape;
import org.apache.poi.xslf.usermodel.XSLFHyperlink;
import org.apache.poi.xslf.usermodel.XSLFShape;
import org.apache.poi.xslf.usermodel.XSLFSlide;
import org.apache.poi.xslf.usermodel.XSLFTable;
import org.apache.poi.xslf.usermodel.XSLFTableCell;
import org.apache.poi.xslf.usermodel.XSLFTextParagraph;
import org.apache.poi.xslf.usermodel.XSLFTextRun;
import org.apache.poi.xslf.usermodel.XSLFTextShape;

/** Reads what stands on one slide, from the top left to the bottom right. */
final class SlideText {

    /** Shapes whose tops differ by less, in points, stand beside one another. */
    private static final double SAME_ROW = 12;

    private static final int DEEPEST = 20;
    private static final int MOST_SHAPES = 5_000;

    private static final Set<Placeholder> SURROUNDINGS = Set.of(
            Placeholder.DATETIME,
            Placeholder.FOOTER,
            Placeholder.HEADER,
            Placeholder.SLIDE_NUMBER,
            Placeholder.SLIDE_IMAGE);

    private static final Set<Placeholder> TITLES =
            Set.of(Placeholder.TITLE, Placeholder.CENTERED_TITLE, Placeholder.VERTICAL_TEXT_TITLE);

    private record Placed(XSLFShape shape, double left, double top) {}

    private final SectionBuilder sections;
    private final List<String> items = new ArrayList<>();

    SlideText(SectionBuilder sections) {
        this.sections = sections;
    }

    void read(XSLFSlide slide) {
        List<Placed> placed = new ArrayList<>();
        for (XSLFShape shape : slide.getShapes()) {
            place(shape, 0, 0, 1, 1, 0, placed);
        }
        for (Placed each : inOrder(placed)) {
            switch (each.shape()) {
                case XSLFTable table -> table(table);
                case XSLFTextShape text -> text(text);
                default -> {}
            }
            endList();
        }
    }

    /** A group has coordinates of its own. */
    private static void place(
            XSLFShape shape, double left, double top, double wider, double higher, int depth, List<Placed> placed) {
        if (depth > DEEPEST || placed.size() >= MOST_SHAPES || isSurroundings(shape)) {
            return;
        }
        Rectangle2D anchor = shape.getAnchor();
        double x = anchor == null ? left : left + anchor.getX() * wider;
        double y = anchor == null ? top : top + anchor.getY() * higher;
        if (shape instanceof XSLFGroupShape group) {
            Rectangle2D inner = group.getInteriorAnchor();
            double across =
                    inner == null || anchor == null || inner.getWidth() == 0 ? 1 : anchor.getWidth() / inner.getWidth();
            double down = inner == null || anchor == null || inner.getHeight() == 0
                    ? 1
                    : anchor.getHeight() / inner.getHeight();
            double originX = inner == null ? 0 : inner.getX();
            double originY = inner == null ? 0 : inner.getY();
            for (XSLFShape child : group.getShapes()) {
                place(
                        child,
                        x - originX * across * wider,
                        y - originY * down * higher,
                        wider * across,
                        higher * down,
                        depth + 1,
                        placed);
            }
        } else {
            placed.add(new Placed(shape, x, y));
        }
    }

    private static boolean isSurroundings(XSLFShape shape) {
        if (!(shape instanceof XSLFTextShape text)) {
            return false;
        }
        Placeholder type = text.getTextType();
        return type != null && (SURROUNDINGS.contains(type) || TITLES.contains(type));
    }

    private static List<Placed> inOrder(List<Placed> placed) {
        List<Placed> byTop = new ArrayList<>(placed);
        byTop.sort(Comparator.comparingDouble(Placed::top));
        List<Placed> ordered = new ArrayList<>();
        List<Placed> row = new ArrayList<>();
        for (Placed each : byTop) {
            if (!row.isEmpty() && each.top() - row.getFirst().top() > SAME_ROW) {
                row.sort(Comparator.comparingDouble(Placed::left));
                ordered.addAll(row);
                row.clear();
            }
            row.add(each);
        }
        row.sort(Comparator.comparingDouble(Placed::left));
        ordered.addAll(row);
        return ordered;
    }

    private void text(XSLFTextShape shape) {
        int number = 0;
        for (XSLFTextParagraph paragraph : shape.getTextParagraphs()) {
            String words = words(paragraph);
            if (words.isEmpty()) {
                continue;
            }
            if (!paragraph.isBullet()) {
                endList();
                number = 0;
                sections.paragraph(words);
                continue;
            }
            boolean numbered = paragraph.getAutoNumberingScheme() != null;
            number = numbered && paragraph.getIndentLevel() == 0 ? number + 1 : number;
            String marker = numbered && paragraph.getIndentLevel() == 0 ? number + ". " : "- ";
            item(marker + words.replace("\n", "\n" + " ".repeat(marker.length())), paragraph.getIndentLevel());
        }
    }

    private void item(String item, int level) {
        if (level > 0 && !items.isEmpty()) {
            String indent = "  ".repeat(Math.min(level, 8));
            items.set(items.size() - 1, items.getLast() + "\n" + indent + item.replace("\n", "\n" + indent));
        } else {
            items.add(item);
        }
    }

    private void endList() {
        if (!items.isEmpty()) {
            sections.add(new Listing(items));
            items.clear();
        }
    }

    private void table(XSLFTable table) {
        TableGrid grid = new TableGrid();
        for (int row = 0; row < table.getNumberOfRows(); row++) {
            for (int column = 0; column < table.getNumberOfColumns(); column++) {
                XSLFTableCell cell = table.getCell(row, column);
                if (cell != null && !cell.isMerged()) {
                    grid.place(row, column, cell.getGridSpan(), cell.getRowSpan(), plain(cell), isBold(cell));
                }
            }
        }
        if (table.getCTTable().getTblPr() != null
                && table.getCTTable().getTblPr().getFirstRow()) {
            grid.markHeader(table.getNumberOfColumns() > 1 && table.getNumberOfRows() > 1 ? 1 : 0);
        }
        grid.into(sections);
    }

    private static boolean isBold(XSLFTextShape shape) {
        boolean any = false;
        for (XSLFTextParagraph paragraph : shape.getTextParagraphs()) {
            for (XSLFTextRun run : paragraph.getTextRuns()) {
                if (!run.getRawText().isBlank()) {
                    any = true;
                    if (!run.isBold()) {
                        return false;
                    }
                }
            }
        }
        return any;
    }

    /** The words of a shape, a line a paragraph. */
    static String plain(XSLFTextShape shape) {
        StringBuilder text = new StringBuilder();
        for (XSLFTextParagraph paragraph : shape.getTextParagraphs()) {
            String words = words(paragraph);
            if (!words.isEmpty()) {
                text.append(text.isEmpty() ? "" : "\n").append(words);
            }
        }
        return text.toString();
    }

    private static String words(XSLFTextParagraph paragraph) {
        StringBuilder text = new StringBuilder();
        for (XSLFTextRun run : paragraph.getTextRuns()) {
            String words = run.getRawText();
            text.append(words == null ? "" : words);
            XSLFHyperlink link = run.getHyperlink();
            String address = link == null ? null : link.getAddress();
            if (address != null && address.matches("https?://.*") && text.indexOf(address) < 0) {
                text.append(" (").append(address).append(')');
            }
        }
        return text.toString()
                .replace('\u000b', '\n')
                .replaceAll("[ \\t\\u00a0]+", " ")
                .replaceAll(" *\\n *", "\n")
                .strip();
    }
}
