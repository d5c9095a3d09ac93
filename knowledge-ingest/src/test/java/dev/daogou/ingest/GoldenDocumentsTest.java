package dev.daogou.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daogou.ingest.chunking.CutDocument;
import dev.daogou.ingest.reading.Block;
import dev.daogou.ingest.reading.ReadDocument;
import dev.daogou.ingest.reading.Readers;
import dev.daogou.ingest.reading.Section;
import dev.daogou.ingest.reading.SourceFile;
import dev.daogou.knowledge.Language;
import dev.daogou.knowledge.PassageDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of whole documents: sections, then passages, beside each document in a {@code .expected} file. After a wanted
 * change, run with {@code -Dgolden.write=true} and read the difference.
 */
class GoldenDocumentsTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "returns.md",
                "fault-codes.html",
                "questions-gbk.csv",
                "notice.txt",
                "care.md",
                "sizes.csv",
            })
    void a_document_becomes_these_sections_and_passages(String name) throws IOException {
        String mediaType = Readers.mediaTypeOfName(name).orElseThrow();
        ReadDocument document = Readers.read(new SourceFile(Files.readAllBytes(GOLDEN.resolve(name)), mediaType, null));
        String title = document.title() == null ? name : document.title();

        String told =
                sections(document) + passages(CutDocument.into(document, title, Models.measure(languageOf(document))));

        Path expected = GOLDEN.resolve(name + ".expected");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(expected, told);
        }
        assertThat(told).isEqualTo(Files.readString(expected));
    }

    private static Language languageOf(ReadDocument document) {
        return document.toString()
                        .codePoints()
                        .anyMatch(at -> Character.UnicodeScript.of(at) == Character.UnicodeScript.HAN)
                ? Language.ZH
                : Language.EN;
    }

    private static String sections(ReadDocument document) {
        StringBuilder told = new StringBuilder("TITLE " + document.title() + "\n");
        for (Section section : document.sections()) {
            told.append("\nSECTION ")
                    .append(String.join(" > ", section.titles()))
                    .append('\n');
            for (Block block : section.blocks()) {
                told.append(tell(block)).append('\n');
            }
        }
        return told.toString();
    }

    private static String tell(Block block) {
        return switch (block) {
            case Block.Paragraph paragraph -> "paragraph: " + paragraph.text();
            case Block.Listing listing -> "list:\n" + String.join("\n", listing.items());
            case Block.Table table -> "table " + table.header() + ":\n" + String.join("\n", rows(table));
            case Block.QuestionAndAnswer pair ->
                "question: " + pair.question() + "\nanswer: " + pair.answer() + "\nproduct: " + pair.productId();
        };
    }

    private static List<String> rows(Block.Table table) {
        return table.rows().stream().map(List::toString).toList();
    }

    private static String passages(List<PassageDraft> passages) {
        StringBuilder told = new StringBuilder();
        for (PassageDraft passage : passages) {
            told.append("\nPASSAGE ")
                    .append(passage.titlePath())
                    .append('\n')
                    .append(passage.text())
                    .append('\n');
            String usual = passage.titlePath() + "\n" + passage.text();
            if (!passage.embeddedText().equals(usual)) {
                told.append("EMBEDDED ").append(passage.embeddedText()).append('\n');
            }
        }
        return told.toString();
    }
}
