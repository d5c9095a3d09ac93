package dev.daogou.ingest.chunking;

import dev.daogou.ingest.reading.Block;
import dev.daogou.ingest.reading.ReadDocument;
import dev.daogou.ingest.reading.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Documents of every shape and of all kinds of text, the awkward ones more often than they are met. */
final class GeneratedDocument {

    private final Random random;

    private GeneratedDocument(long seed) {
        this.random = new Random(seed);
    }

    static ReadDocument of(long seed) {
        GeneratedDocument generated = new GeneratedDocument(seed);
        return new ReadDocument(null, generated.some(5, generated::section));
    }

    private Section section() {
        return new Section(random.nextInt(5) == 0 ? List.of() : some(3, this::title), some(5, this::block));
    }

    private String title() {
        return random.nextInt(15) == 0 ? text(200) : text(5);
    }

    private Block block() {
        return switch (random.nextInt(6)) {
            case 0 -> new Block.Listing(some(20, () -> "- " + text(20)));
            case 1 -> new Block.Listing(some(12, () -> "E" + random.nextInt(100) + "：" + text(40)));
            case 2 -> table();
            case 3 -> new Block.QuestionAndAnswer(text(random.nextInt(9) == 0 ? 200 : 12), text(80), null);
            default -> new Block.Paragraph(text(random.nextInt(4) == 0 ? 500 : 50));
        };
    }

    private Block table() {
        int columns = 1 + random.nextInt(6);
        List<String> header = random.nextInt(4) == 0 ? List.of() : many(columns, () -> text(3));
        return new Block.Table(
                header, some(12, () -> many(columns, () -> random.nextInt(25) == 0 ? text(300) : text(5))));
    }

    private <T> List<T> some(int most, Supplier<T> one) {
        return many(1 + random.nextInt(most), one);
    }

    private static <T> List<T> many(int count, Supplier<T> one) {
        List<T> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(one.get());
        }
        return all;
    }

    /** Words and what stands between them; never blank. */
    private String text(int words) {
        StringBuilder text = new StringBuilder(word());
        for (int i = random.nextInt(words); i > 0; i--) {
            text.append(pick(List.of(" ", " ", "", "，", "。", ". ", "; ", "！", "\n", ": ", "、")))
                    .append(word());
        }
        return text.toString().strip();
    }

    private String word() {
        return switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4 -> chinese(1 + random.nextInt(20));
            case 5, 6, 7, 8 -> latin(1 + random.nextInt(12));
            case 9 -> "https://shop.example/p/" + latin(30) + "?id=" + random.nextInt(1_000_000) + "&x=" + latin(60);
            case 10 -> latin(3) + "-" + random.nextInt(100_000) + "/" + latin(2);
            case 11 -> "😀👍🏽👩‍👩‍👧".repeat(1 + random.nextInt(8));
            case 12 -> Integer.toString(random.nextInt()).repeat(1 + random.nextInt(12));
            case 13 -> "カタカナと한국어문장";
            case 14 -> random.nextInt(60) == 0 ? latin(10_000) : "naïve";
            default -> random.nextInt(40) == 0 ? chinese(3_000) : "防水3.5kPa";
        };
    }

    private String chinese(int length) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append((char) ('\u4e00' + random.nextInt(5_000)));
        }
        return word.toString();
    }

    private String latin(int length) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
