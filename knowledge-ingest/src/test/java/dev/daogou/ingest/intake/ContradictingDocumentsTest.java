package dev.daogou.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daogou.ingest.IngestTest;
import dev.daogou.ingest.Waiting;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.Language;
import dev.daogou.knowledge.Passage;
import dev.daogou.knowledge.PassageKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;

@IngestTest
class ContradictingDocumentsTest {

    private static final String SEVEN = "# 退换货\n\n自签收之日起7天内，商品完好可无理由退货。";
    private static final String THIRTY = "# 售后承诺\n\n本店支持30天无理由退货。";

    @Autowired
    private DocumentIntake intake;

    @Autowired
    private DocumentHistory history;

    @Autowired
    private KnowledgeBase knowledge;

    private String shop = "";

    @BeforeEach
    void openShop() {
        shop = "shop-" + UUID.randomUUID();
        knowledge.openShop(shop, Language.ZH);
    }

    @Test
    void a_document_that_says_something_else_waits_with_both_passages_side_by_side() throws InterruptedException {
        Document old = given("old.md", SEVEN);
        Document blocked = given("new.md", THIRTY);

        assertThat(blocked.state())
                .isInstanceOfSatisfying(
                        IndexingState.Blocked.class,
                        state -> assertThat(state.reason()).contains("30天", "7天", "退换货"));
        assertThat(textsOf(blocked)).isEmpty();
        assertThat(textsOf(old)).hasSize(1);
        Conflict conflict = history.conflicts(shop, blocked.id()).getFirst();
        assertThat(conflict.mine().value()).isEqualTo("30天");
        assertThat(conflict.other().value()).isEqualTo("7天");
        assertThat(conflict.other().documentId()).isEqualTo(old.id());
        assertThat(conflict.other()
                        .text()
                        .substring(conflict.other().start(), conflict.other().end()))
                .isEqualTo("7天");
        assertThat(intake.pending(shop)).isZero();
    }

    @Test
    void when_the_new_one_is_taken_the_old_one_is_withdrawn() throws InterruptedException {
        Document old = given("old.md", SEVEN);
        Document blocked = given("new.md", THIRTY);

        Document decided = Waiting.settled(intake, history.decide(shop, blocked.id(), Decision.TAKE_NEW, "Mei"));

        assertThat(decided.state()).isEqualTo(new IndexingState.Live());
        assertThat(textsOf(old)).isEmpty();
        assertThat(intake.document(shop, old.id()).state())
                .isInstanceOfSatisfying(
                        IndexingState.Withdrawn.class,
                        state -> assertThat(state.reason()).contains("售后承诺"));
        assertThat(Waiting.settled(intake, history.restore(shop, old.id(), 1, null))
                        .state())
                .as("restored against what has replaced it")
                .isInstanceOf(IndexingState.Blocked.class);
    }

    @Test
    void when_the_old_one_is_kept_the_new_one_stays_out() throws InterruptedException {
        Document old = given("old.md", SEVEN);
        Document blocked = given("new.md", THIRTY);

        Document decided = history.decide(shop, blocked.id(), Decision.KEEP_OLD, "Mei");

        assertThat(decided.state()).isInstanceOf(IndexingState.Withdrawn.class);
        assertThat(textsOf(old)).hasSize(1);
        assertThat(textsOf(decided)).isEmpty();
        assertThatThrownBy(() -> history.decide(shop, blocked.id(), Decision.TAKE_NEW, "Mei"))
                .isInstanceOfSatisfying(
                        DocumentRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo("decision_not_needed"));
    }

    @Test
    void when_both_hold_both_are_live_and_it_is_not_asked_again() throws InterruptedException {
        Document old = given("old.md", SEVEN);
        Document blocked = given("new.md", THIRTY);
        Document both = Waiting.settled(intake, history.decide(shop, blocked.id(), Decision.BOTH_HOLD, "Mei"));
        assertThat(both.state()).isEqualTo(new IndexingState.Live());
        assertThat(textsOf(old)).hasSize(1);

        Document again = Waiting.settled(
                intake, intake.replace(both.id(), submission("new.md", THIRTY + "\n\n# 包装\n\n请保留吊牌。", null, null)));

        assertThat(again.state()).isEqualTo(new IndexingState.Live());
        Document other = Waiting.settled(
                intake, intake.replace(both.id(), submission("new.md", THIRTY.replace("30", "15"), null, null)));
        assertThat(other.state()).as("another amount is another question").isInstanceOf(IndexingState.Blocked.class);
        assertThat(textsOf(other)).as("what was live stays live").hasSize(2);
    }

    @Test
    void a_document_that_was_said_to_replace_another_goes_live_in_its_place() throws InterruptedException {
        Document old = given("old.md", SEVEN);

        Document replacing = Waiting.settled(
                intake,
                intake.accept(submission("new.md", THIRTY, null, null).from(new Origin(null, "Mei", old.id()))));

        assertThat(replacing.state()).isEqualTo(new IndexingState.Live());
        assertThat(textsOf(old)).isEmpty();
    }

    @Test
    void a_new_version_does_not_contradict_the_one_it_replaces() throws InterruptedException {
        Document old = given("old.md", SEVEN);

        Document next = Waiting.settled(intake, intake.replace(old.id(), submission("old.md", THIRTY, null, null)));

        assertThat(next.state()).isEqualTo(new IndexingState.Live());
    }

    @Test
    void what_waited_because_of_a_document_goes_live_when_that_is_removed() throws InterruptedException {
        Document old = given("old.md", SEVEN);
        Document blocked = given("new.md", THIRTY);

        intake.remove(shop, old.id());

        Waiting.until(() -> intake.document(shop, blocked.id()).state() instanceof IndexingState.Live);
    }

    @Test
    void what_waited_because_of_a_document_goes_live_when_that_says_the_same() throws InterruptedException {
        Document old = given("old.md", SEVEN);
        Document blocked = given("new.md", THIRTY);

        intake.replace(old.id(), submission("old.md", SEVEN.replace("7天", "30天"), null, null));

        Waiting.until(() -> intake.document(shop, blocked.id()).state() instanceof IndexingState.Live);
    }

    @Test
    void what_never_holds_at_the_same_time_does_not_contradict() throws InterruptedException {
        Instant newYear = Instant.parse("2031-01-01T00:00:00Z");
        Document until = Waiting.settled(intake, intake.accept(submission("old.md", SEVEN, null, newYear)));
        Document from = Waiting.settled(intake, intake.accept(submission("new.md", THIRTY, newYear, null)));

        assertThat(List.of(until.state(), from.state())).containsOnly(new IndexingState.Live());
    }

    @Test
    void of_two_that_contradict_each_other_and_come_together_one_waits() throws InterruptedException {
        List<Document> both = new ArrayList<>();
        both.add(intake.accept(submission("one.md", SEVEN, null, null)));
        both.add(intake.accept(submission("two.md", THIRTY, null, null)));

        int waiting = 0;
        for (Document document : both) {
            waiting += Waiting.settled(intake, document).state() instanceof IndexingState.Blocked ? 1 : 0;
        }

        assertThat(waiting).isEqualTo(1);
    }

    private Document given(String name, String content) throws InterruptedException {
        return Waiting.settled(intake, intake.accept(submission(name, content, null, null)));
    }

    private List<String> textsOf(Document document) {
        return knowledge.passagesOf(shop, document.id()).stream()
                .map(Passage::text)
                .toList();
    }

    private Submission submission(String name, String content, @Nullable Instant from, @Nullable Instant until) {
        return new Submission(
                shop,
                name,
                new ByteArrayResource(content.getBytes(StandardCharsets.UTF_8)),
                PassageKind.POLICY,
                null,
                null,
                null,
                from,
                until);
    }
}
