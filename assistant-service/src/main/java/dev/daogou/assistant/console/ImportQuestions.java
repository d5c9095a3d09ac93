package dev.daogou.assistant.console;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.imports.ImportKind;
import dev.daogou.assistant.shop.imports.ImportOutcome;
import dev.daogou.assistant.shop.imports.ImportOutcome.RejectedRow;
import dev.daogou.assistant.shop.imports.ImportRow;
import dev.daogou.ingest.intake.Document;
import dev.daogou.ingest.intake.DocumentIntake;
import dev.daogou.ingest.intake.Submission;
import dev.daogou.knowledge.Language;
import dev.daogou.knowledge.PassageKind;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.stereotype.Component;

/** Past questions and their answers: the rows of one import become one document of kind {@code qa}. */
@Component
class ImportQuestions implements ImportKind {

    private static final List<String> COLUMNS = List.of("question", "answer", "productId", "askedAt");
    private static final int LONGEST_QUESTION = 2_000;
    private static final int LONGEST_ANSWER = 20_000;

    private final DocumentIntake intake;
    private final Clock clock;

    ImportQuestions(DocumentIntake intake, Clock clock) {
        this.intake = intake;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "qa";
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public List<String> requiredColumns() {
        return List.of("question", "answer");
    }

    @Override
    public ImportOutcome take(Shop shop, List<ImportRow> rows, boolean store, boolean partial) {
        boolean chinese = shop.language() == Language.ZH;
        List<RejectedRow> rejected = new ArrayList<>();
        List<ImportRow> right = new ArrayList<>();
        for (ImportRow row : rows) {
            int before = rejected.size();
            check(row, "question", LONGEST_QUESTION, chinese, rejected);
            check(row, "answer", LONGEST_ANSWER, chinese, rejected);
            if (rejected.size() == before) {
                right.add(row);
            }
        }
        if (right.isEmpty() || !store || (!partial && !rejected.isEmpty())) {
            return new ImportOutcome(right.size(), 0, 0, rejected);
        }
        Instant now = clock.instant();
        Document document = intake.accept(new Submission(
                shop.id().value(),
                "qa.csv",
                new ByteArrayResource(table(right)),
                PassageKind.QA,
                null,
                chinese ? "过往问答" : "Past questions and answers",
                null,
                null,
                null));
        // The same rows twice are the same bytes, and the same bytes are one document.
        return document.createdAt().isBefore(now)
                ? new ImportOutcome(0, 0, right.size(), rejected)
                : new ImportOutcome(right.size(), 0, 0, rejected);
    }

    private static void check(ImportRow row, String column, int longest, boolean chinese, List<RejectedRow> rejected) {
        String text = row.text(column);
        if (text == null) {
            rejected.add(new RejectedRow(
                    row.line(), column, chinese ? "缺少" + column + "。" : "The " + column + " is missing."));
        } else if (text.length() > longest) {
            rejected.add(new RejectedRow(
                    row.line(), column, chinese ? "最多 " + longest + " 个字。" : "At most " + longest + " characters."));
        }
    }

    private static byte[] table(List<ImportRow> rows) {
        StringWriter text = new StringWriter();
        try (CsvWriter table = CsvWriter.builder().build(text)) {
            table.writeRecord("question", "answer", "productId");
            for (ImportRow row : rows) {
                String product = row.text("productId");
                table.writeRecord(row.text("question"), row.text("answer"), product == null ? "" : product);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
