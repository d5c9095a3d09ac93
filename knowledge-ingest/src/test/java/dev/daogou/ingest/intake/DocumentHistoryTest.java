package dev.daogou.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daogou.ingest.IngestTest;
import dev.daogou.ingest.Waiting;
import dev.daogou.ingest.intake.Comparison.Change;
import dev.daogou.knowledge.Hit;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.Language;
import dev.daogou.knowledge.Passage;
import dev.daogou.knowledge.PassageKind;
import dev.daogou.knowledge.SearchQuery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;

@IngestTest
class DocumentHistoryTest {

    private static final String MORNING = "# Opening\n\nWe open in the morning.\n\n# Parking\n\nBehind the house.";
    private static final String EVENING = "# Opening\n\nWe open in the evening.\n\n# Dogs\n\nDogs are welcome.";

    @Autowired
    private DocumentIntake intake;

    @Autowired
    private DocumentHistory history;

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
    void every_version_is_listed_with_who_gave_it_and_where_it_stands() throws InterruptedException {
        Document first = live(text("hours.md", MORNING).from(Origin.of("Mei")));
        live(first.id(), text("hours.md", EVENING).from(Origin.of("Jun")));

        assertThat(history.versions(shop, first.id()))
                .extracting(Version::version, Version::givenBy, Version::state, Version::passages, Version::bytes)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                2, "Jun", new IndexingState.Live(), 2, (long) EVENING.length()),
                        org.assertj.core.groups.Tuple.tuple(
                                1, "Mei", new IndexingState.Superseded(), 2, (long) MORNING.length()));
    }

    @Test
    void two_versions_are_compared_section_by_section_and_word_by_word() throws InterruptedException {
        Document document = live(text("hours.md", MORNING));
        live(document.id(), text("hours.md", EVENING));

        Comparison comparison = history.compare(shop, document.id(), 1, 2);

        assertThat(comparison.sections())
                .extracting(Comparison.Section::titlePath, Comparison.Section::change)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Opening", Change.CHANGED),
                        org.assertj.core.groups.Tuple.tuple("Opening > Parking", Change.REMOVED),
                        org.assertj.core.groups.Tuple.tuple("Opening > Dogs", Change.ADDED));
        assertThat(comparison.sections().getFirst().sentences().getFirst().pieces())
                .contains(
                        new Comparison.Piece(Change.REMOVED, "morning"), new Comparison.Piece(Change.ADDED, "evening"));
        assertThat(history.compare(shop, document.id(), 2, 2).nothingChanged()).isTrue();
    }

    @Test
    void an_older_version_comes_back_as_the_newest_one() throws InterruptedException {
        Document document = live(text("hours.md", MORNING));
        live(document.id(), text("hours.md", EVENING));

        Document restored = Waiting.settled(intake, history.restore(shop, document.id(), 1, "Mei"));

        assertThat(restored.version()).isEqualTo(3);
        assertThat(textsOf(document.id())).contains("We open in the morning.");
        assertThat(history.version(shop, document.id(), 3).restores()).isEqualTo(1);
        assertThat(new String(history.original(shop, document.id(), 3).content(), StandardCharsets.UTF_8))
                .isEqualTo(MORNING);
    }

    @Test
    void a_version_whose_bytes_another_document_has_by_now_is_not_restored() throws InterruptedException {
        Document document = live(text("hours.md", MORNING));
        live(document.id(), text("hours.md", EVENING));
        live(submission("copy.md", MORNING, "The other one", null, null));

        assertThatThrownBy(() -> history.restore(shop, document.id(), 1, null))
                .isInstanceOfSatisfying(DocumentRefused.class, refused -> {
                    assertThat(refused.code()).isEqualTo("document_duplicate");
                    assertThat(refused).hasMessageContaining("The other one");
                });
    }

    @Test
    void what_is_said_anew_of_known_bytes_is_taken_over() throws InterruptedException {
        Instant end = Instant.parse("2030-01-01T00:00:00Z");
        Document first = live(submission("hours.md", MORNING, null, null, end));

        Document again = Waiting.settled(
                intake,
                intake.accept(new Submission(
                        shop, "hours.md", bytes(MORNING), PassageKind.POLICY, "P-1", "House rules", null, null, null)));

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.title()).isEqualTo("House rules");
        assertThat(again.kind()).isEqualTo(PassageKind.POLICY);
        assertThat(again.productId()).isEqualTo("P-1");
        assertThat(again.validUntil()).isEqualTo(end);
        assertThat(knowledge.passagesOf(shop, first.id()))
                .allSatisfy(passage -> assertThat(passage.source().kind()).isEqualTo(PassageKind.POLICY));
    }

    @Test
    void particulars_are_changed_without_the_bytes() throws InterruptedException {
        Document document = live(text("hours.md", MORNING));

        Document revised = Waiting.settled(
                intake,
                history.revise(
                        shop,
                        document.id(),
                        new Particulars(PassageKind.GUIDE, null, "New title", null, null, null),
                        "Mei"));

        assertThat(revised.version()).isEqualTo(2);
        assertThat(revised.title()).isEqualTo("New title");
        assertThat(history.revise(shop, document.id(), history.particulars(shop, document.id()), "Mei")
                        .version())
                .isEqualTo(2);
    }

    @Test
    void a_changed_file_of_a_known_source_is_a_new_version() throws InterruptedException {
        Origin path = new Origin("file:/shop/hours.md", null, null);
        Document first = live(text("hours.md", MORNING).from(path));

        Document second = live(text("hours.md", EVENING).from(path));

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.version()).isEqualTo(2);
        assertThat(intake.accept(text("hours.md", EVENING).from(path)).version())
                .isEqualTo(2);
        assertThat(intake.documents(shop, null, 10)).hasSize(1);
    }

    @Test
    void a_document_that_was_uploaded_is_recognised_by_the_file_it_is_later_given_from() throws InterruptedException {
        Origin path = new Origin("file:/shop/hours.md", null, null);
        Document uploaded = live(text("hours.md", MORNING));
        intake.accept(text("hours.md", MORNING).from(path));

        assertThat(live(text("hours.md", EVENING).from(path)).id()).isEqualTo(uploaded.id());
    }

    @Test
    void what_does_not_hold_yet_or_any_more_is_never_found() throws InterruptedException {
        Instant now = Instant.now();
        live(submission("ended.txt", "Umbrellas cost half in the rain week.", null, null, now.minusSeconds(1)));
        live(submission("soon.txt", "Umbrellas are free from next year.", null, now.plus(Duration.ofDays(30)), null));
        Document current = live(text("now.txt", "Umbrellas can be swapped for another colour."));

        List<Hit> byMeaning = knowledge
                .search(SearchQuery.of(shop, "what about umbrellas", 10))
                .hits();
        List<Hit> byWords = knowledge
                .search(SearchQuery.of(shop, "Umbrellas rain week free year", 10))
                .hits();

        assertThat(byMeaning)
                .extracting(hit -> hit.passage().source().sourceId())
                .containsOnly(current.id());
        assertThat(byWords).extracting(hit -> hit.passage().source().sourceId()).containsOnly(current.id());
    }

    @Test
    void a_removed_document_leaves_nothing_in_any_table() throws InterruptedException {
        Document document = live(text("hours.md", MORNING + "\n\nReturns within 30 days."));
        live(document.id(), text("hours.md", EVENING + "\n\nReturns within 14 days."));
        Waiting.until(() -> rowsThatName(document.id(), "scheduled_tasks") == 0);
        assertThat(tablesThatName(document.id())).isNotEmpty();

        intake.remove(shop, document.id());

        assertThat(tablesThatName(document.id())).isEmpty();
        assertThat(knowledge
                        .search(SearchQuery.of(shop, "When do you open?", 5))
                        .hits())
                .isEmpty();
        assertThat(knowledge.status(shop).passages()).isZero();
    }

    @Test
    void a_dropped_shop_leaves_nothing_in_any_table() throws InterruptedException {
        Document document = live(text("hours.md", MORNING + "\n\nReturns within 30 days."));
        Waiting.until(() -> rowsThatName(document.id(), "scheduled_tasks") == 0);
        assertThat(tablesThatName(shop)).contains("documents", "document_versions", "version_passages");

        knowledge.dropShop(shop);

        assertThat(tablesThatName(shop)).isEmpty();
    }

    private List<String> tablesThatName(String id) {
        List<String> naming = new ArrayList<>();
        for (String table : jdbc.sql("""
                        SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                         WHERE c.relkind IN ('r', 'p') AND n.nspname = 'public' ORDER BY 1
                        """).query(String.class).list()) {
            if (rowsThatName(id, table) > 0) {
                naming.add(table);
            }
        }
        return naming;
    }

    /** Rows with the id in any column. */
    private long rowsThatName(String id, String table) {
        String quoted = jdbc.sql("SELECT quote_ident(:table)")
                .param("table", table)
                .query(String.class)
                .single();
        return jdbc.sql("SELECT count(*) FROM " + quoted + " t WHERE position(:id IN CAST(t AS text)) > 0")
                .param("id", id)
                .query(Long.class)
                .single();
    }

    private Document live(Submission submission) throws InterruptedException {
        Document document = Waiting.settled(intake, intake.accept(submission));
        assertThat(document.state()).isEqualTo(new IndexingState.Live());
        return document;
    }

    private Document live(String id, Submission submission) throws InterruptedException {
        Document document = Waiting.settled(intake, intake.replace(id, submission));
        assertThat(document.state()).isEqualTo(new IndexingState.Live());
        return document;
    }

    private List<String> textsOf(String id) {
        return knowledge.passagesOf(shop, id).stream().map(Passage::text).toList();
    }

    private Submission text(String name, String content) {
        return submission(name, content, null, null, null);
    }

    private Submission submission(
            String name, String content, @Nullable String title, @Nullable Instant from, @Nullable Instant until) {
        return new Submission(shop, name, bytes(content), PassageKind.GUIDE, null, title, null, from, until);
    }

    private static ByteArrayResource bytes(String content) {
        return new ByteArrayResource(content.getBytes(StandardCharsets.UTF_8));
    }
}
