package dev.daogou.ingest.reading;

import dev.daogou.ingest.reading.Block.Listing;
import dev.daogou.ingest.reading.Block.Paragraph;
import dev.daogou.ingest.reading.Block.QuestionAndAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds questions and answers that are marked as such in running text: {@code 问：… 答：…}, {@code Q: … A: …}. */
final class QuestionsInText {

    private static final Pattern QUESTION = Pattern.compile("^(?:问题?|Q|Question)\\s*\\d{0,3}\\s*[:：.、]\\s*(.+)$");
    private static final Pattern ANSWER = Pattern.compile("^(?:答案?|A|Answer)\\s*\\d{0,3}\\s*[:：.、]\\s*(.+)$");

    private final List<Block> result = new ArrayList<>();
    private final List<String> answer = new ArrayList<>();
    private @Nullable String question;

    private QuestionsInText() {}

    /** The same blocks, with marked questions and answers made {@link QuestionAndAnswer}. */
    static List<Block> pairUp(List<Block> blocks) {
        boolean marked = blocks.stream()
                .anyMatch(block -> block instanceof Paragraph paragraph
                        && paragraph
                                .text()
                                .lines()
                                .anyMatch(line -> ANSWER.matcher(line).matches()));
        if (!marked) {
            return List.copyOf(blocks);
        }
        QuestionsInText pairing = new QuestionsInText();
        for (Block block : blocks) {
            switch (block) {
                case Paragraph paragraph -> pairing.paragraph(paragraph);
                case Listing listing -> pairing.listing(listing);
                case Block.Table table -> pairing.other(table);
                case QuestionAndAnswer pair -> pairing.other(pair);
            }
        }
        pairing.settle();
        return List.copyOf(pairing.result);
    }

    private void listing(Listing listing) {
        if (answer.isEmpty()) {
            other(listing);
        } else {
            answer.add(String.join("\n", listing.items()));
        }
    }

    private void other(Block block) {
        settle();
        result.add(block);
    }

    private void paragraph(Paragraph paragraph) {
        List<String> plain = new ArrayList<>();
        for (String line : paragraph.text().split("\n", -1)) {
            Matcher asked = QUESTION.matcher(line);
            Matcher answered = ANSWER.matcher(line);
            if (asked.matches()) {
                flush(plain);
                settle();
                question = asked.group(1);
            } else if (answered.matches() && question != null) {
                flush(plain);
                answer.add(answered.group(1));
            } else {
                plain.add(line);
            }
        }
        flush(plain);
    }

    /** Lines without a mark go on with the question or answer before them, if there is one. */
    private void flush(List<String> plain) {
        if (plain.isEmpty()) {
            return;
        }
        String text = String.join("\n", plain);
        plain.clear();
        if (!answer.isEmpty()) {
            answer.add(text);
        } else if (question != null) {
            question = question + "\n" + text;
        } else {
            result.add(new Paragraph(text));
        }
    }

    private void settle() {
        if (question != null) {
            result.add(
                    answer.isEmpty()
                            ? new Paragraph(question)
                            : new QuestionAndAnswer(question, String.join("\n", answer), null));
        }
        question = null;
        answer.clear();
    }
}
