package dev.daogou.ingest.chunking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daogou.ingest.Models;
import dev.daogou.ingest.reading.Block;
import dev.daogou.ingest.reading.Block.Listing;
import dev.daogou.ingest.reading.Block.Paragraph;
import dev.daogou.ingest.reading.Block.QuestionAndAnswer;
import dev.daogou.ingest.reading.Block.Table;
import dev.daogou.ingest.reading.ReadDocument;
import dev.daogou.ingest.reading.Section;
import dev.daogou.knowledge.Language;
import dev.daogou.knowledge.PassageDraft;
import dev.daogou.knowledge.TextMeasure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CutDocumentTest {

    private static final int DOCUMENTS = 40;
    private static final String A_SENTENCE = "这款帐篷的外帐是二十D硅涂层尼龙，接缝压胶，静水压三千毫米。";

    @ParameterizedTest
    @EnumSource
    void what_is_embedded_is_never_longer_than_the_model_reads(Language language) {
        TextMeasure model = Models.measure(language);
        for (int seed = 0; seed < DOCUMENTS; seed++) {
            for (PassageDraft passage : CutDocument.into(GeneratedDocument.of(seed), "Title " + seed, model)) {
                assertThat(model.tokens(passage.embeddedText()))
                        .as("document %s: %s", seed, passage.titlePath())
                        .isLessThanOrEqualTo(model.longest());
                assertThat(passage.text().length()).isLessThanOrEqualTo(6 * Packing.LONGEST);
            }
        }
    }

    @Test
    void every_passage_is_found_word_for_word_in_what_was_read() {
        for (int seed = 0; seed < DOCUMENTS; seed++) {
            ReadDocument document = GeneratedDocument.of(seed);
            String read = textOf(document);
            for (PassageDraft passage : cut(document)) {
                assertThat(read.contains(passage.text()))
                        .as("document %s has: %s", seed, passage.text())
                        .isTrue();
            }
        }
    }

    @Test
    void nothing_of_a_document_is_lost() {
        for (int seed = 0; seed < DOCUMENTS; seed++) {
            ReadDocument document = GeneratedDocument.of(seed);
            String kept = withoutSpace(cut(document).stream()
                    .map(passage -> passage.titlePath() + passage.text())
                    .collect(Collectors.joining()));
            int at = 0;
            for (String line : document.sections().stream()
                    .flatMap(section -> lines(section).stream())
                    .toList()) {
                for (char character : withoutSpace(line).toCharArray()) {
                    at = kept.indexOf(character, at) + 1;
                    assertThat(at).as("document %s, in order: %s", seed, line).isPositive();
                }
            }
        }
    }

    @Test
    void a_long_table_is_cut_by_rows_each_with_the_names_of_its_columns() {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rows.add(List.of("ZP-" + i, "双人帐篷第" + i + "代，" + A_SENTENCE, Integer.toString(300 + i)));
        }

        List<PassageDraft> passages = cut(document("帐篷一览", new Table(List.of("型号", "说明", "价格"), rows)));

        assertThat(passages).hasSizeGreaterThanOrEqualTo(20).allSatisfy(passage -> {
            assertThat(passage.text()).startsWith("型号：ZP-").contains("价格：3");
            assertThat(passage.titlePath()).isEqualTo("商品资料 > 帐篷一览");
        });
    }

    @Test
    void a_row_too_long_for_one_passage_keeps_its_name_over_every_part() {
        Table table = new Table(
                List.of("型号", "保养说明"), List.of(List.of("ZP-512", A_SENTENCE.repeat(60)), List.of("ZP-513", "免保养")));

        List<PassageDraft> passages = cut(document("保养", table));

        List<PassageDraft> parts = passages.stream()
                .filter(passage -> passage.text().startsWith("这款帐篷"))
                .toList();
        assertThat(parts).hasSizeGreaterThan(3).allSatisfy(part -> {
            assertThat(part.titlePath()).isEqualTo("商品资料 > 保养 > 型号：ZP-512 > 保养说明");
            assertThat(part.embeddedText()).startsWith("商品资料 > 保养 > 型号：ZP-512 > 保养说明\n这款帐篷");
        });
        assertThat(passages.getLast().text()).isEqualTo("型号：ZP-513；保养说明：免保养");
    }

    @Test
    void a_question_stays_with_its_whole_answer() {
        String answer = A_SENTENCE.repeat(9);

        List<PassageDraft> passages = cut(document("常见问题", new QuestionAndAnswer("下大雨能用吗？", answer, "ZP-512")));

        assertThat(passages).singleElement().satisfies(passage -> {
            assertThat(passage.text()).isEqualTo(answer);
            assertThat(passage.titlePath()).isEqualTo("商品资料 > 常见问题 > 下大雨能用吗？");
            assertThat(passage.embeddedText()).endsWith("ZP-512");
        });
    }

    @Test
    void a_heading_of_a_page_length_leaves_the_text_room() {
        List<PassageDraft> passages = cut(document(A_SENTENCE.repeat(80), new Paragraph(A_SENTENCE.repeat(5))));

        assertThat(passages).singleElement().satisfies(passage -> {
            assertThat(passage.embeddedText()).endsWith(A_SENTENCE.repeat(5));
            assertThat(passage.text()).isEqualTo(A_SENTENCE.repeat(5));
        });
    }

    @Test
    void a_word_of_ten_thousand_letters_is_cut_without_losing_one() {
        String word = "x".repeat(9_999) + "y";

        List<PassageDraft> passages = cut(document("Codes", new Paragraph(word)));

        assertThat(passages.stream().map(PassageDraft::text).collect(Collectors.joining()))
                .isEqualTo(word);
    }

    @Test
    void what_was_cut_for_its_length_says_what_stood_between_and_the_rest_continues_nothing() {
        String paragraph = A_SENTENCE.repeat(12) + " " + A_SENTENCE.repeat(12) + "\n\n" + A_SENTENCE.repeat(12);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            rows.add(List.of("ZP-" + i, A_SENTENCE));
        }
        ReadDocument document = new ReadDocument(
                null,
                List.of(
                        new Section(
                                List.of("保养"), List.of(new Paragraph(paragraph), new Paragraph(A_SENTENCE.repeat(9)))),
                        new Section(List.of("型号"), List.of(new Table(List.of("型号", "说明"), rows))),
                        new Section(
                                List.of("问答"),
                                List.of(
                                        new QuestionAndAnswer("防水吗？", A_SENTENCE, null),
                                        new QuestionAndAnswer("防晒吗？", A_SENTENCE, null)))));

        List<PassageDraft> passages = cut(document);

        List<PassageDraft> care = passages.stream()
                .filter(passage -> passage.titlePath().endsWith("保养"))
                .toList();
        assertThat(care).hasSizeGreaterThan(2);
        assertThat(care.getFirst().joint()).isNull();
        assertThat(care.stream()
                        .map(passage -> (passage.joint() == null ? "" : passage.joint()) + passage.text())
                        .collect(Collectors.joining()))
                .isEqualTo(paragraph + "\n" + A_SENTENCE.repeat(9));
        assertThat(passages.stream().filter(passage -> !passage.titlePath().endsWith("保养")))
                .hasSizeGreaterThan(3)
                .allSatisfy(passage -> assertThat(passage.joint()).isNull());
    }

    private static List<PassageDraft> cut(ReadDocument document) {
        return CutDocument.into(document, "商品资料", Models.measure(Language.ZH));
    }

    private static ReadDocument document(String title, Block block) {
        return new ReadDocument(null, List.of(new Section(List.of(title), List.of(block))));
    }

    /** The whole of what was read, in order; of a table, its rows as they are told and as they are when cut by cells. */
    private static String textOf(ReadDocument document) {
        List<String> lines = new ArrayList<>();
        for (Section section : document.sections()) {
            for (Block block : section.blocks()) {
                lines.add(
                        switch (block) {
                            case Paragraph paragraph -> paragraph.text();
                            case Listing listing -> String.join("\n", listing.items());
                            case Table table ->
                                TableRows.of(table).stream()
                                        .map(TableRows.Row::text)
                                        .collect(Collectors.joining("\n"));
                            case QuestionAndAnswer pair -> pair.question() + "\n" + pair.answer();
                        });
            }
        }
        return String.join("\n", lines);
    }

    private static List<String> lines(Section section) {
        List<String> lines = new ArrayList<>(section.titles());
        for (Block block : section.blocks()) {
            switch (block) {
                case Paragraph paragraph -> lines.add(paragraph.text());
                case Listing listing -> lines.addAll(listing.items());
                case Table table -> table.rows().forEach(lines::addAll);
                case QuestionAndAnswer pair -> Collections.addAll(lines, pair.question(), pair.answer());
            }
        }
        return lines;
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s+", "");
    }
}
