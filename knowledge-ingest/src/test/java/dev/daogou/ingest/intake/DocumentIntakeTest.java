package dev.daogou.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daogou.ingest.IngestTest;
import dev.daogou.ingest.ObservedKnowledge;
import dev.daogou.ingest.Waiting;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.Language;
import dev.daogou.knowledge.Passage;
import dev.daogou.knowledge.PassageKind;
import dev.daogou.knowledge.SearchQuery;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;

@IngestTest
class DocumentIntakeTest {

    @Autowired
    private DocumentIntake intake;

    @Autowired
    private KnowledgeBase knowledge;

    @Autowired
    private JdbcClient jdbc;

    private String shop = "";

    @BeforeEach
    void openShop() {
        shop = "shop-" + UUID.randomUUID();
        knowledge.openShop(shop, Language.EN);
    }

    @Test
    void a_document_goes_live_and_its_words_are_found() throws InterruptedException {
        Document accepted = intake.accept(text("returns.md", "# Returns\n\nSend it back within 30 days, in its box."));

        Document live = Waiting.settled(intake, accepted);

        assertThat(live.state()).isEqualTo(new IndexingState.Live());
        assertThat(live.title()).isEqualTo("Returns");
        assertThat(live.passages()).isEqualTo(1);
        assertThat(live.version()).isEqualTo(1);
        assertThat(knowledge
                        .search(SearchQuery.of(shop, "How long may I send it back?", 5))
                        .hits())
                .first()
                .satisfies(hit -> {
                    assertThat(hit.passage().source().sourceId()).isEqualTo(live.id());
                    assertThat(hit.passage().text()).isEqualTo("Send it back within 30 days, in its box.");
                });
        assertThat(intake.pending(shop)).isZero();
    }

    @Test
    void a_small_document_is_live_soon() throws InterruptedException {
        Waiting.settled(intake, intake.accept(text("warm.txt", "The first one loads the embedding model.")));
        long before = System.nanoTime();

        Waiting.settled(intake, intake.accept(text("soon.txt", "Gift wrapping is free in December.")));

        assertThat(System.nanoTime() - before).isLessThan(2_000_000_000L);
    }

    @Test
    void the_same_bytes_twice_are_one_document_published_once() throws InterruptedException {
        Document first = Waiting.settled(intake, intake.accept(text("a.txt", "We ship on Saturdays as well.")));
        Document second = intake.accept(text("copy of a.txt", "We ship on Saturdays as well."));

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.state()).isEqualTo(new IndexingState.Live());
        assertThat(intake.documents(shop, null, 10)).hasSize(1);
        assertThat(observed().publications(first.id())).isEqualTo(1);
    }

    @Test
    void the_same_bytes_handed_in_at_the_same_time_are_one_document() throws Exception {
        List<Callable<Document>> hands = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            hands.add(() -> intake.accept(text("same.txt", "Eight hands hold the same paper.")));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<String> ids = new ArrayList<>();
            for (Future<Document> accepted : threads.invokeAll(hands)) {
                ids.add(accepted.get().id());
            }
            assertThat(ids).hasSize(8).containsOnly(ids.getFirst());
            Waiting.settled(intake, intake.document(shop, ids.getFirst()));
            assertThat(observed().publications(ids.getFirst())).isEqualTo(1);
        }
    }

    @Test
    void the_same_bytes_in_another_shop_are_another_document() {
        String other = shop + "-b";
        knowledge.openShop(other, Language.EN);

        Document here = intake.accept(text("a.txt", "Two shops, one text."));
        Document there = intake.accept(submission(other, "a.txt", bytes("Two shops, one text."), null));

        assertThat(there.id()).isNotEqualTo(here.id());
        assertThatThrownBy(() -> intake.document(shop, there.id())).isInstanceOf(DocumentUnknown.class);
    }

    @Test
    void a_new_version_replaces_the_old_wholly_and_not_before_it_is_ready() throws InterruptedException {
        Document first = Waiting.settled(intake, intake.accept(text("hours.md", "# Hours\n\nOpen from 8 to 20.")));
        ObservedKnowledge.Hold hold = observed().holdNext(shop);

        Document second = intake.replace(first.id(), text("hours.md", "# Hours\n\nOpen from 9 to 18."));
        hold.awaitReached();

        assertThat(second.version()).isEqualTo(2);
        assertThat(intake.document(shop, first.id()).state()).isEqualTo(new IndexingState.Embedding(0, 1));
        assertThat(intake.document(shop, first.id()).passages()).isEqualTo(1);
        assertThat(textsOf(first.id())).containsExactly("Open from 8 to 20.");

        hold.release();
        Waiting.settled(intake, second);
        assertThat(textsOf(first.id())).containsExactly("Open from 9 to 18.");
        assertThat(stagesOf(first.id())).containsExactly("superseded", "live");
    }

    @Test
    void the_newest_of_three_quick_versions_is_what_stays() throws InterruptedException {
        ObservedKnowledge.Hold hold = observed().holdNext(shop);
        Document document = intake.accept(text("price.txt", "Engraving costs 5."));
        hold.awaitReached();
        intake.replace(document.id(), text("price.txt", "Engraving costs 6."));
        intake.replace(document.id(), text("price.txt", "Engraving costs 7."));

        hold.release();
        Document live = Waiting.settled(intake, document);

        assertThat(live.version()).isEqualTo(3);
        assertThat(textsOf(document.id())).containsExactly("Engraving costs 7.");
        assertThat(stagesOf(document.id())).containsExactly("superseded", "superseded", "live");
    }

    @Test
    void the_same_version_again_is_no_new_version_unless_something_about_it_changed() throws InterruptedException {
        Document first = Waiting.settled(intake, intake.accept(text("a.txt", "Word for word.")));

        assertThat(intake.replace(first.id(), text("a.txt", "Word for word.")).version())
                .isEqualTo(1);
        Document renamed =
                intake.replace(first.id(), submission(shop, "a.txt", bytes("Word for word."), "A better title"));

        assertThat(renamed.version()).isEqualTo(2);
        assertThat(Waiting.settled(intake, renamed).title()).isEqualTo("A better title");
    }

    @Test
    void a_version_that_is_another_document_already_is_refused_and_names_it() {
        intake.accept(submission(shop, "a.txt", bytes("One."), "The first"));
        Document other = intake.accept(text("b.txt", "Two."));

        assertThatThrownBy(() -> intake.replace(other.id(), text("b.txt", "One.")))
                .isInstanceOfSatisfying(DocumentRefused.class, refused -> {
                    assertThat(refused.code()).isEqualTo("document_duplicate");
                    assertThat(refused).hasMessageContaining("The first");
                });
    }

    @Test
    void a_document_that_says_nothing_fails_with_the_reason_and_can_be_replaced() throws InterruptedException {
        Document failed = Waiting.settled(
                intake, intake.accept(text("empty.html", "<html><body><script>var a = 1;</script></body></html>")));

        assertThat(failed.state())
                .isInstanceOfSatisfying(
                        IndexingState.Failed.class,
                        state -> assertThat(state.reason()).startsWith("No words were found"));
        assertThat(intake.pending(shop)).isZero();

        Document live = Waiting.settled(
                intake,
                intake.replace(failed.id(), text("full.html", "<html><body><p>Now it speaks.</p></body></html>")));
        assertThat(live.state()).isEqualTo(new IndexingState.Live());
    }

    @Test
    void a_fault_that_passes_is_overcome_without_anyone_noticing() throws InterruptedException {
        observed().failNext(shop, 2);

        Document live = Waiting.settled(intake, intake.accept(text("a.txt", "The third attempt works.")));

        assertThat(live.state()).isEqualTo(new IndexingState.Live());
        assertThat(observed().publications(live.id())).isEqualTo(1);
    }

    @Test
    void a_fault_that_stays_fails_the_document_visibly_and_a_retry_brings_it_in() throws InterruptedException {
        observed().failNext(shop, 3);

        Document failed = Waiting.settled(intake, intake.accept(text("a.txt", "Three attempts are not enough.")));
        assertThat(failed.state())
                .isInstanceOfSatisfying(
                        IndexingState.Failed.class,
                        state -> assertThat(state.reason())
                                .contains("fault on our side")
                                .doesNotContain("embedding"));

        Document live = Waiting.settled(intake, intake.retry(shop, failed.id()));
        assertThat(live.state()).isEqualTo(new IndexingState.Live());
        assertThat(intake.retry(shop, live.id()).state()).isEqualTo(new IndexingState.Live());
    }

    @Test
    void a_failed_new_version_leaves_the_old_one_searchable() throws InterruptedException {
        Document first = Waiting.settled(intake, intake.accept(text("a.txt", "The old words.")));

        Document second = Waiting.settled(
                intake, intake.replace(first.id(), text("a.html", "<html><body><nav></nav></body></html>")));

        assertThat(second.state()).isInstanceOf(IndexingState.Failed.class);
        assertThat(second.passages()).isEqualTo(1);
        assertThat(textsOf(first.id())).containsExactly("The old words.");
    }

    @Test
    void a_removed_document_is_gone_even_when_it_was_just_being_published() throws InterruptedException {
        ObservedKnowledge.Hold hold = observed().holdNext(shop);
        Document document = intake.accept(text("a.txt", "Nobody should read this."));
        hold.awaitReached();

        intake.remove(shop, document.id());
        hold.release();

        Waiting.until(() -> jobsOf(document.id()) == 0);
        assertThat(textsOf(document.id())).isEmpty();
        assertThatThrownBy(() -> intake.document(shop, document.id())).isInstanceOf(DocumentUnknown.class);
        assertThatThrownBy(() -> intake.remove(shop, document.id())).isInstanceOf(DocumentUnknown.class);
    }

    @Test
    void the_work_of_a_killed_process_is_taken_up_again() throws InterruptedException {
        Document document = Waiting.settled(intake, intake.accept(text("a.txt", "It was killed while it embedded.")));
        Waiting.until(() -> jobsOf(document.id()) == 0);
        jdbc.sql("UPDATE document_versions SET stage = 'embedding' WHERE document_id = :document")
                .param("document", document.id())
                .update();
        jdbc.sql("""
                INSERT INTO scheduled_tasks
                    (task_name, task_instance, execution_time, picked, picked_by, last_heartbeat, version)
                VALUES ('index-document', :instance, now() - interval '1 minute', true, 'a process that is no more',
                        now() - interval '1 minute', 2)
                """).param("instance", shop + "/" + document.id() + "/1/x").update();

        assertThat(Waiting.settled(intake, document).state()).isEqualTo(new IndexingState.Live());
        Waiting.until(() -> jobsOf(document.id()) == 0);
    }

    @Test
    void a_worker_that_was_thought_dead_and_comes_back_late_writes_nothing() throws InterruptedException {
        ObservedKnowledge.Hold hold = observed().holdNext(shop);
        Document document = intake.accept(text("a.txt", "Its first worker fell asleep over it."));
        hold.awaitReached();
        jdbc.sql("""
                INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                VALUES ('index-document', :instance, now(), false, 1)
                """).param("instance", shop + "/" + document.id() + "/1/x").update();

        Waiting.settled(intake, document);
        List<String> published = passageIdsOf(document.id());
        hold.release();

        Waiting.until(() -> jobsOf(document.id()) == 0);
        assertThat(passageIdsOf(document.id())).isEqualTo(published);
        assertThat(observed().publications(document.id())).isEqualTo(1);
        assertThat(knowledge.status(shop).passages()).isEqualTo(1);
    }

    @Test
    void a_version_whose_worker_died_does_not_keep_the_next_one_waiting() throws InterruptedException {
        ObservedKnowledge.Hold hold = observed().holdNext(shop);
        Document document = intake.accept(text("a.txt", "The first words."));
        hold.awaitReached();

        intake.replace(document.id(), text("a.txt", "The second words."));
        Waiting.until(() -> intake.document(shop, document.id()).state() instanceof IndexingState.Live);
        assertThat(textsOf(document.id())).containsExactly("The second words.");
        assertThat(stagesOf(document.id())).containsExactly("superseded", "live");

        hold.release();
        Waiting.until(() -> jobsOf(document.id()) == 0);
        assertThat(textsOf(document.id())).containsExactly("The second words.");
    }

    @Test
    void how_far_a_long_document_is_can_be_seen() throws InterruptedException {
        ObservedKnowledge.Hold hold = observed().holdNext(shop);
        Document document = intake.accept(text("a.txt", "Some words.\n\n".repeat(300)));
        hold.awaitReached();

        assertThat(intake.document(shop, document.id()).state())
                .isInstanceOfSatisfying(IndexingState.Embedding.class, state -> {
                    assertThat(state.embedded()).isZero();
                    assertThat(state.passages()).isGreaterThan(1);
                });
        hold.release();
        Waiting.settled(intake, document);
    }

    @Test
    void a_document_that_kills_its_worker_every_time_is_given_up() throws InterruptedException {
        Document document = Waiting.settled(intake, intake.accept(text("a.txt", "It brings every worker down.")));
        Waiting.until(() -> jobsOf(document.id()) == 0);
        jdbc.sql("UPDATE document_versions SET stage = 'reading', attempts = 6 WHERE document_id = :document")
                .param("document", document.id())
                .update();
        jdbc.sql("""
                INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                VALUES ('index-document', :instance, now(), false, 1)
                """).param("instance", shop + "/" + document.id() + "/1/x").update();

        assertThat(Waiting.settled(intake, document).state())
                .isInstanceOfSatisfying(
                        IndexingState.Failed.class,
                        state -> assertThat(state.reason()).contains("interrupted"));
    }

    @Test
    void what_cannot_be_read_is_refused_with_a_reason_in_the_shops_language() {
        String chinese = shop + "-zh";
        knowledge.openShop(chinese, Language.ZH);

        assertRefused(submission(shop, "a.txt", new byte[0], null), "document_empty", "The file is empty");
        assertRefused(submission(chinese, "a.txt", bytes(" \n\t "), null), "document_empty", "文件是空的");
        assertRefused(submission(shop, "b.txt", new byte[1_048_577], null), "document_too_large", "1 MB");
        assertRefused(submission(shop, "c.gif", bytes("GIF89a ..."), null), "document_type_unsupported", "GIF");
        assertRefused(submission("nowhere", "a.txt", bytes("x"), null), "shop_unknown", "nowhere");
        assertThat(intake.documents(shop, null, 10)).isEmpty();
    }

    @Test
    void a_spreadsheet_export_in_gbk_becomes_questions_with_their_answers() throws InterruptedException {
        String chinese = shop + "-zh";
        knowledge.openShop(chinese, Language.ZH);
        byte[] table = "问题,答案\n雨伞能抗多大的风,骨架经过六级风测试\n雨伞送伞套吗,每把都送同色伞套\n".getBytes(Charset.forName("GBK"));

        Document live = Waiting.settled(
                intake,
                intake.accept(new Submission(
                        chinese,
                        "qa.csv",
                        new ByteArrayResource(table),
                        PassageKind.QA,
                        null,
                        "雨伞问答",
                        null,
                        null,
                        null)));

        assertThat(live.passages()).isEqualTo(2);
        assertThat(knowledge.passagesOf(chinese, live.id()))
                .extracting(Passage::titlePath, Passage::text)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("雨伞问答 > 雨伞能抗多大的风", "骨架经过六级风测试"),
                        org.assertj.core.groups.Tuple.tuple("雨伞问答 > 雨伞送伞套吗", "每把都送同色伞套"));
        assertThat(knowledge
                        .search(SearchQuery.of(chinese, "有没有伞套", 3))
                        .hits()
                        .getFirst()
                        .passage()
                        .text())
                .isEqualTo("每把都送同色伞套");
    }

    @Test
    void documents_are_listed_newest_first_page_by_page() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.addFirst(intake.accept(text(i + ".txt", "Number " + i)).id());
        }

        List<Document> page = intake.documents(shop, null, 3);
        List<Document> rest = intake.documents(shop, page.getLast().id(), 3);

        assertThat(page).extracting(Document::id).containsExactlyElementsOf(ids.subList(0, 3));
        assertThat(rest).extracting(Document::id).containsExactlyElementsOf(ids.subList(3, 5));
    }

    private void assertRefused(Submission submission, String code, String words) {
        assertThatThrownBy(() -> intake.accept(submission)).isInstanceOfSatisfying(DocumentRefused.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused).hasMessageContaining(words);
        });
    }

    private ObservedKnowledge observed() {
        return (ObservedKnowledge) knowledge;
    }

    private List<String> textsOf(String documentId) {
        return knowledge.passagesOf(shop, documentId).stream()
                .map(Passage::text)
                .toList();
    }

    private List<String> passageIdsOf(String documentId) {
        return knowledge.passagesOf(shop, documentId).stream()
                .map(Passage::passageId)
                .toList();
    }

    private List<String> stagesOf(String documentId) {
        return jdbc.sql("SELECT stage FROM document_versions WHERE document_id = :document ORDER BY version")
                .param("document", documentId)
                .query(String.class)
                .list();
    }

    private long jobsOf(String documentId) {
        return jdbc.sql("SELECT count(*) FROM scheduled_tasks WHERE task_instance LIKE '%' || :document || '%'")
                .param("document", documentId)
                .query(Long.class)
                .single();
    }

    private Submission text(String name, String words) {
        return submission(shop, name, bytes(words), null);
    }

    private static Submission submission(String shop, String name, byte[] content, @Nullable String title) {
        return new Submission(
                shop, name, new ByteArrayResource(content), PassageKind.GUIDE, null, title, null, null, null);
    }

    private static byte[] bytes(String words) {
        return words.getBytes(StandardCharsets.UTF_8);
    }
}
