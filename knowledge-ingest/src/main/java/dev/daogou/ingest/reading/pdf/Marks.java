package dev.daogou.ingest.reading.pdf;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the beginning and the end of a line tell. */
final class Marks {

    private static final Pattern BULLET = Pattern.compile("^(?:[•●■◆○◇□▪▫‣⁃·✓✔➢➤★☆※]|[-–—*](?=\\s))\\s*");
    private static final Pattern NUMBER = Pattern.compile(
            "^(?:\\d{1,3}[.)、）](?!\\d)\\s*|[(（]\\d{1,3}[)）]\\s*|[①-⑳]\\s*|[a-zA-Z][.)]\\s+|[ivx]{1,5}[.)]\\s+)(?=\\S)");
    private static final Pattern SENTENCE_END = Pattern.compile("[。.!！?？;；:：…]['\"”’)）】]?$");
    private static final Pattern HEADING_END = Pattern.compile("[。.;；,，、]$");
    private static final Pattern CHAPTER =
            Pattern.compile("^第[0-9一二三四五六七八九十百]+(?:章|篇|部分)(?:\\s|[：:、]|\\S{0,30}$).{0,40}$");
    private static final Pattern PART =
            Pattern.compile("^(?:第[0-9一二三四五六七八九十百]+[节節](?:\\s|[：:、])?|[一二三四五六七八九十]{1,3}[、.．]).{1,40}$");
    private static final Pattern SUBPART = Pattern.compile("^[(（][一二三四五六七八九十]{1,3}[)）].{1,40}$");
    private static final Pattern DECIMAL = Pattern.compile("^(\\d{1,2}(?:\\.\\d{1,2}){0,3})\\.?\\s+\\D.*");
    private static final Pattern LEADER = Pattern.compile("(?:[.…·_]\\s?){4,}\\s*\\d{0,4}$");

    private Marks() {}

    static boolean isItem(String line) {
        return BULLET.matcher(line).find() || NUMBER.matcher(line).find();
    }

    /** The item with a marker as all lists have it: bullets of any shape become a dash. */
    static String item(String line) {
        Matcher bullet = BULLET.matcher(line);
        return bullet.find() ? "- " + line.substring(bullet.end()) : line;
    }

    static boolean isBullet(String line) {
        return BULLET.matcher(line).find();
    }

    static boolean endsSentence(String line) {
        return SENTENCE_END.matcher(line).find();
    }

    static boolean mayEndHeading(String line) {
        return !HEADING_END.matcher(line).find() || line.matches("^\\d+\\.$");
    }

    /** An entry of a table of contents. */
    static boolean isEntryOfContents(String line) {
        return LEADER.matcher(line).find();
    }

    /** How deep below others the numbering of a heading says it is, from 1; 0 when it is not numbered. */
    static int depth(String line) {
        if (CHAPTER.matcher(line).matches()) {
            return 1;
        }
        if (PART.matcher(line).matches()) {
            return 2;
        }
        if (SUBPART.matcher(line).matches()) {
            return 3;
        }
        Matcher decimal = DECIMAL.matcher(line);
        return decimal.matches()
                ? 1 + (int) decimal.group(1).chars().filter(at -> at == '.').count()
                : 0;
    }

    /** Whether the numbering alone makes a short line a heading, whatever it looks like. */
    static boolean isNumberedHeading(String line) {
        return CHAPTER.matcher(line).matches()
                || PART.matcher(line).matches()
                || SUBPART.matcher(line).matches();
    }
}
