package dev.daogou.ingest.reading.office;

import dev.daogou.ingest.reading.Block.Listing;
import dev.daogou.ingest.reading.ReadingLimits;
import dev.daogou.ingest.reading.Section;
import dev.daogou.ingest.reading.SectionBuilder;
import dev.daogou.ingest.reading.TableGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes titled sections of paragraphs and tables. */
final class WordSections implements WordSink {

    private static final int LONGEST_HEADING = 80;
    private static final int LONGEST_BOLD_HEADING = 40;
    private static final Pattern SENTENCE_END = Pattern.compile("[。.;；,，、!！:：]$");
    private static final Pattern CHAPTER = Pattern.compile("^第[0-9一二三四五六七八九十百]+(?:章|篇|部分).{0,40}$");
    private static final Pattern PART = Pattern.compile("^(?:第[0-9一二三四五六七八九十百]+[节節]|[一二三四五六七八九十]{1,3}[、.．]).{1,40}$");

    private final WordStyles styles;
    private final WordLists lists;
    private final ReadingLimits limits;
    private final SectionBuilder sections = new SectionBuilder();
    private final List<String> items = new ArrayList<>();
    private @Nullable WordParagraph unfinished;
    private @Nullable String title;
    private @Nullable String firstHeading;
    private boolean styled;
    private long characters;
    private boolean anything;

    WordSections(WordStyles styles, WordLists lists, ReadingLimits limits) {
        this.styles = styles;
        this.lists = lists;
        this.limits = limits;
    }

    @Nullable
    String title() {
        return title == null ? firstHeading : title;
    }

    List<Section> build() {
        if (unfinished != null) {
            WordParagraph last = unfinished;
            unfinished = null;
            take(last);
        }
        endList();
        return sections.build();
    }

    @Override
    public void paragraph(WordParagraph paragraph) {
        if (unfinished != null) {
            paragraph.goOnFrom(unfinished);
            unfinished = null;
        }
        if (paragraph.markDeleted) {
            unfinished = paragraph;
        } else {
            take(paragraph);
        }
    }

    private void take(WordParagraph paragraph) {
        String words = paragraph.words();
        characters += words.length();
        limits.requireCharacters(characters);
        if (!words.isEmpty() && !styles.isContents(paragraph.style)) {
            String marker = markerOf(paragraph);
            int level = levelOf(paragraph, words);
            if (level < WordStyles.TEXT && words.length() <= LONGEST_HEADING) {
                heading(level, marker.equals("- ") ? words : marker + words);
            } else if (!marker.isEmpty()) {
                item(marker, words, paragraph.listLevel);
            } else {
                endList();
                sections.paragraph(words);
            }
            anything = true;
        }
        for (String note : paragraph.notes) {
            endList();
            sections.paragraph(note);
        }
        paragraph.boxes.forEach(Runnable::run);
    }

    private void heading(int level, String words) {
        endList();
        String oneLine = words.replace('\n', ' ');
        if (level == 0 && title == null) {
            title = oneLine;
        }
        if (firstHeading == null) {
            firstHeading = oneLine;
        }
        sections.heading(level, oneLine);
    }

    private String markerOf(WordParagraph paragraph) {
        Optional<WordLists.Place> place = paragraph.listId == null
                ? styles.listOf(paragraph.style)
                : Optional.of(new WordLists.Place(paragraph.listId, paragraph.listLevel));
        return place.filter(list -> !list.listId().equals("0")).map(lists::next).orElse("");
    }

    private int levelOf(WordParagraph paragraph, String words) {
        if (paragraph.outline >= 0) {
            styled = true;
            return paragraph.outline >= WordStyles.TEXT ? WordStyles.TEXT : paragraph.outline + 1;
        }
        int level = styles.levelOf(paragraph.style);
        if (level < WordStyles.TEXT) {
            styled |= level > 0;
            return level;
        }
        boolean mayBeHeading = words.length() <= LONGEST_BOLD_HEADING
                && words.indexOf('\n') < 0
                && paragraph.listId == null
                && !SENTENCE_END.matcher(words).find()
                && words.codePoints().anyMatch(Character::isLetter);
        if (styled || !mayBeHeading) {
            return WordStyles.TEXT;
        }
        // Whoever uses no heading styles makes headings bold, or numbers them.
        if (CHAPTER.matcher(words).matches()) {
            return 1;
        }
        if (PART.matcher(words).matches()) {
            return 2;
        }
        if (!paragraph.isBold() && !styles.isBold(paragraph.style)) {
            return WordStyles.TEXT;
        }
        return anything ? 3 : 0;
    }

    /** An item deeper in the list goes below the one before it, indented. */
    private void item(String marker, String words, int level) {
        String item = marker + words.replace("\n", "\n" + " ".repeat(marker.length()));
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

    @Override
    public void table(TableGrid cells) {
        endList();
        cells.into(sections);
        anything = true;
    }
}
