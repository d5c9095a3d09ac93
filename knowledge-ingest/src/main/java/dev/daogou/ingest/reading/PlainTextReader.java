package dev.daogou.ingest.reading;

import dev.daogou.ingest.reading.Block.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads plain text: blank lines part paragraphs, and lines that look like headings or list items are taken as such. */
final class PlainTextReader implements DocumentReader {

    private static final Pattern MARKED = Pattern.compile("^(#{1,6})\\s+(.+?)\\s*#*$");
    private static final Pattern UNDERLINE = Pattern.compile("^(={3,}|-{3,})$");
    private static final Pattern CHAPTER = Pattern.compile("^第[0-9一二三四五六七八九十百]+(?:章|篇|部分).{0,40}$");
    private static final Pattern PART = Pattern.compile("^(?:第[0-9一二三四五六七八九十百]+[节條条]|[一二三四五六七八九十]{1,3}[、.．]).{1,40}$");
    private static final Pattern SUBPART = Pattern.compile("^[(（][一二三四五六七八九十]{1,3}[)）].{1,40}$");
    private static final Pattern IN_BRACKETS = Pattern.compile("^【[^【】]{1,30}】$");
    private static final Pattern SENTENCE_END = Pattern.compile(".*[。.!！?？;；,，:：…]$");
    private static final Pattern ITEM =
            Pattern.compile("^\\s*(?:[-*•·●■◆]\\s+|[-•·●■◆]|[(（]?\\d{1,3}[.)、）]\\s*|[①-⑳]\\s*|[a-z][.)]\\s+)\\S.*$");
    private static final Pattern DECIMAL = Pattern.compile("^\\s*\\d+\\.\\d.*");
    private static final int SHORT_LINE = 24;

    @Override
    public Set<String> mediaTypes() {
        return Set.of("text/plain");
    }

    @Override
    public Set<String> endings() {
        return Set.of("txt", "text");
    }

    @Override
    public ReadDocument read(SourceFile file) {
        String text = TextDecoding.decode(file.content());
        file.limits()
                .requireCharacters(text.chars()
                        .filter(each -> !Character.isWhitespace(each))
                        .count());
        List<String> lines = text.lines()
                .map(line -> line.replace('\u00a0', ' ').replace("\u200b", "").stripTrailing())
                .toList();
        Walk walk = new Walk(lines);
        walk.all();
        return new ReadDocument(walk.title, walk.sections.build());
    }

    private static final class Walk {

        private final List<String> lines;
        private final int lastWords;
        private final SectionBuilder sections = new SectionBuilder();
        private final List<String> paragraph = new ArrayList<>();
        private final List<String> items = new ArrayList<>();
        private @Nullable String title;

        private Walk(List<String> lines) {
            this.lines = lines;
            this.lastWords = lastWords(lines);
        }

        /** The index of the last line that is not blank, -1 without any. */
        private static int lastWords(List<String> lines) {
            int last = lines.size() - 1;
            while (last >= 0 && lines.get(last).isBlank()) {
                last--;
            }
            return last;
        }

        private void all() {
            boolean nothingYet = true;
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i).strip();
                if (line.isEmpty()) {
                    end();
                    continue;
                }
                if (UNDERLINE.matcher(line).matches()) {
                    end();
                    continue;
                }
                int level = headingLevel(i, line, nothingYet);
                if (level > 0) {
                    end();
                    Matcher marked = MARKED.matcher(line);
                    String heading = marked.matches() ? marked.group(2) : line;
                    sections.heading(level, heading);
                    if (nothingYet) {
                        title = heading;
                    }
                } else if (isItem(line)) {
                    endParagraph();
                    items.add(line);
                } else if (!items.isEmpty() && lines.get(i).startsWith(" ")) {
                    items.set(items.size() - 1, items.getLast() + "\n  " + line);
                } else {
                    endList();
                    paragraph.add(line);
                }
                nothingYet = false;
            }
            end();
        }

        /** 0 when the line is no heading. */
        private int headingLevel(int index, String line, boolean first) {
            Matcher marked = MARKED.matcher(line);
            if (marked.matches()) {
                return marked.group(1).length();
            }
            String next = index + 1 < lines.size() ? lines.get(index + 1).strip() : "";
            if (next.startsWith("===") && UNDERLINE.matcher(next).matches()) {
                return 1;
            }
            if (next.startsWith("---") && UNDERLINE.matcher(next).matches()) {
                return 2;
            }
            if (SENTENCE_END.matcher(line).matches()) {
                return 0;
            }
            if (CHAPTER.matcher(line).matches()) {
                return 1;
            }
            if (PART.matcher(line).matches() || IN_BRACKETS.matcher(line).matches() || isCapitals(line)) {
                return first ? 1 : 2;
            }
            if (SUBPART.matcher(line).matches()) {
                return 3;
            }
            boolean alone =
                    next.isEmpty() && (index == 0 || lines.get(index - 1).isBlank());
            if (alone && index < lastWords && line.length() <= (first ? 2 * SHORT_LINE : SHORT_LINE) && !isItem(line)) {
                return first ? 1 : 2;
            }
            return 0;
        }

        private void end() {
            endParagraph();
            endList();
        }

        private void endParagraph() {
            sections.paragraph(String.join("\n", paragraph));
            paragraph.clear();
        }

        private void endList() {
            if (!items.isEmpty()) {
                sections.add(new Listing(items));
                items.clear();
            }
        }
    }

    private static boolean isItem(String line) {
        return ITEM.matcher(line).matches() && !DECIMAL.matcher(line).matches();
    }

    private static boolean isCapitals(String line) {
        return line.length() >= 3
                && line.length() <= 60
                && line.chars().noneMatch(Character::isLowerCase)
                && line.chars().filter(Character::isUpperCase).count()
                        >= Math.max(3, line.replace(" ", "").length() * 0.7);
    }
}
