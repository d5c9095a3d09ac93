package dev.daogou.ingest.reading;

import dev.daogou.ingest.reading.Block.Paragraph;
import java.util.ArrayList;
import java.util.List;

/** Collects headings and blocks in reading order and makes sections of them. */
final class SectionBuilder {

    private record Heading(int level, String title) {}

    private final List<Section> sections = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();
    private List<Heading> path = new ArrayList<>();
    private boolean headingStandsAlone;

    /** Starts a section; {@code level} 1 is the outermost. */
    void heading(int level, String title) {
        if (title.isBlank()) {
            return;
        }
        close(level);
        path.removeIf(heading -> heading.level() >= level);
        path.add(new Heading(level, title));
        headingStandsAlone = true;
    }

    void add(Block block) {
        blocks.add(block);
    }

    void paragraph(String text) {
        if (!text.isBlank()) {
            add(new Paragraph(text));
        }
    }

    /** Puts what {@code content} adds below a title of its own, whatever the levels around it are. */
    void below(String title, Runnable content) {
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

    List<Section> build() {
        close(1);
        return List.copyOf(sections);
    }

    private void close(int nextLevel) {
        if (!blocks.isEmpty()) {
            sections.add(new Section(titles(path), QuestionsInText.pairUp(blocks)));
            blocks.clear();
        } else if (headingStandsAlone && path.getLast().level() >= nextLevel) {
            // A heading with nothing below it is a statement.
            sections.add(new Section(
                    titles(path.subList(0, path.size() - 1)),
                    List.of(new Paragraph(path.getLast().title()))));
        }
        headingStandsAlone = false;
    }

    private static List<String> titles(List<Heading> headings) {
        return headings.stream().map(Heading::title).toList();
    }
}
