package dev.daogou.ingest.reading;

import dev.daogou.ingest.reading.Block.QuestionAndAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The columns of a table that is a list of questions and answers, told by their names. */
record QuestionColumns(int question, int answer, int product) {

    private static final Set<String> QUESTION = Set.of("question", "q", "问题", "问", "提问", "顾客问题", "常见问题");
    private static final Set<String> ANSWER = Set.of("answer", "a", "答案", "答", "回答", "回复", "答复");
    private static final Set<String> PRODUCT =
            Set.of("productid", "product_id", "product", "商品id", "商品编号", "商品", "产品", "产品编号");

    /** The columns, when the table has both a question and an answer column. */
    static Optional<QuestionColumns> in(List<String> header) {
        int question = column(header, QUESTION);
        int answer = column(header, ANSWER);
        return question >= 0 && answer >= 0
                ? Optional.of(new QuestionColumns(question, answer, column(header, PRODUCT)))
                : Optional.empty();
    }

    /** The rows that have both a question and an answer. */
    List<Block> pairs(List<List<String>> rows) {
        List<Block> pairs = new ArrayList<>();
        for (List<String> row : rows) {
            String asked = cell(row, question);
            String answered = cell(row, answer);
            if (!asked.isBlank() && !answered.isBlank()) {
                String about = product < 0 ? "" : cell(row, product);
                pairs.add(new QuestionAndAnswer(asked, answered, about.isBlank() ? null : about));
            }
        }
        return pairs;
    }

    private static int column(List<String> header, Set<String> names) {
        for (int i = 0; i < header.size(); i++) {
            if (names.contains(header.get(i).toLowerCase(Locale.ROOT).replace(" ", ""))) {
                return i;
            }
        }
        return -1;
    }

    private static String cell(List<String> row, int column) {
        return column < row.size() ? row.get(column) : "";
    }
}
