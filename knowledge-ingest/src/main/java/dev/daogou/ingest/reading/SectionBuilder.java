package dev.daogou.ingest.reading;

import dev.daogou.ingest.reading.Block.Listing;
import dev.daogou.ingest.reading.Block.Paragraph;
import dev.daogou.ingest.reading.Block.QuestionAndAnswer;
import dev.daogou.ingest.reading.Block.Table;
import java.util.ArrayList;
import java.util.List;

/** Collects headings and blocks in reading order and makes sections of them. */
public final class SectionBuilder {

    private record Heading(int level, String title) {}

    /** With this many characters collected, a section of a paged document ends with its page, so that a citation is near. */
    private static final int ENOUGH_FOR_A_PAGE = 500;

    private final List<Section> sections = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();
    private List<Heading> path = new ArrayList<>();
    private boolean headingStandsAlone;
    private int page;
    private int firstPage;
    private int lastPage;
    private int headingPage;

    /** Starts a section; {@code level} 1 is the outermost, 0 the title of the whole. */
    public void heading(int level, String title) {
        if (title.isBlank()) {
            return;
        }
        close(level);
        path.removeIf(heading -> heading.level() >= level);
        path.add(new Heading(level, title));
        headingStandsAlone = true;
        headingPage = page;
    }

    /** From here on, what is added stands on this page, from 1. */
    public void page(int number) {
        page = number;
        if (number != lastPage && length() >= ENOUGH_FOR_A_PAGE) {
            flush();
        }
    }

    public void add(Block block) {
        if (blocks.isEmpty()) {
            firstPage = page;
        }
        lastPage = page;
        blocks.add(block);
    }

    public void paragraph(String text) {
        if (!text.isBlank()) {
            add(new Paragraph(text));
        }
    }

    /** Puts what {@code content} adds below a title of its own, whatever the levels around it are. */
    public void below(String title, Runnable content) {
        if (title.isBlank()) {
            content.run();
            return;
        }
        List<Heading> before = new ArrayList<>(path);
        heading(path.isEmpty() ? 1 : path.getLast().level() + 1, title);
        content.run();
        close(1);
        path = before;
        headingStandsAlone = false;
    }

    public List<Section> build() {
        close(1);
        return List.copyOf(sections);
    }

    private void close(int nextLevel) {
        if (!blocks.isEmpty()) {
            flush();
        } else if (headingStandsAlone && path.getLast().level() >= nextLevel) {
            // A heading with nothing below it is a statement.
            firstPage = headingPage;
            lastPage = headingPage;
            section(
                    path.subList(0, path.size() - 1),
                    List.of(new Paragraph(path.getLast().title())));
        }
        headingStandsAlone = false;
    }

    private void flush() {
        section(path, QuestionsInText.pairUp(blocks));
        blocks.clear();
        headingStandsAlone = false;
    }

    private void section(List<Heading> headings, List<Block> content) {
        List<String> titles = headings.stream().map(Heading::title).toList();
        sections.add(
                firstPage == 0
                        ? new Section(titles, content)
                        : new Section(titles, content, new Pages(firstPage, lastPage)));
    }

    private int length() {
        return blocks.stream().mapToInt(SectionBuilder::lengthOf).sum();
    }

    private static int lengthOf(Block block) {
        return switch (block) {
            case Paragraph paragraph -> paragraph.text().length();
            case Listing listing ->
                listing.items().stream().mapToInt(String::length).sum();
            case Table table ->
                table.rows().stream()
                        .flatMap(List::stream)
                        .mapToInt(String::length)
                        .sum();
            case QuestionAndAnswer pair -> pair.answer().length();
        };
    }
}
