package dev.daogou.assistant.answering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daogou.knowledge.Passage;
import dev.daogou.knowledge.PassageKind;
import dev.daogou.knowledge.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReleaseTest {

    private final List<String> shown = new ArrayList<>();
    private final Facts facts = new Facts();
    private final Release release =
            new Release(facts, Map.of(4, passage("签收后7天内可以退货。运费由买家承担。"), 9, passage("棉，可机洗。")), shown::add);

    private static Passage passage(String text) {
        Source source = new Source("demo", "doc", PassageKind.POLICY, "退货", null, null, null, null);
        return new Passage("p" + text.hashCode(), source, 0, "退货", text);
    }

    private void say(String whole) {
        facts.add("签收后7天内可以退货。运费由买家承担。棉，可机洗。");
        whole.chars().forEach(c -> release.take(String.valueOf((char) c)));
        release.finish();
    }

    @Test
    void words_come_out_sentence_by_sentence_with_their_marks() {
        say("签收后7天内可以退货。[4]可以机洗 [9]。祝您购物愉快");

        assertThat(shown).containsExactly("签收后7天内可以退货。[1]", "可以机洗[2]。", "祝您购物愉快");
    }

    @Test
    void citations_are_numbered_as_a_reader_meets_them_and_quote_the_passage() {
        say("可以机洗[9]。签收后7天内可以退货。[4]");

        assertThat(release.citations()).extracting(c -> c.get("n")).containsExactly(1, 2);
        assertThat(release.citations().get(1).get("quote").toString()).contains("签收后7天内可以退货");
    }

    @Test
    void a_citation_of_nothing_is_left_out() {
        say("可以机洗[7]。");

        assertThat(release.text()).isEqualTo("可以机洗。");
        assertThat(release.citations()).isEmpty();
    }

    @Test
    void a_false_sentence_is_held_and_the_rest_is_not() {
        say("签收后7天内可以退货。[4]其实30天也行。可以机洗[9]。");

        assertThat(release.text()).doesNotContain("30").contains("7天").contains("机洗");
        assertThat(release.withheld()).hasSize(1);
    }

    @Test
    void the_mark_of_not_knowing_is_taken_out_and_remembered() {
        say("这个店里没有写。[?]");

        assertThat(release.text()).isEqualTo("这个店里没有写。");
        assertThat(release.declined()).isTrue();
    }

    @Test
    void the_mark_of_not_knowing_is_taken_out_after_an_english_full_stop_too() {
        say("Just say \"a person, please\".[?]");

        assertThat(release.text()).isEqualTo("Just say \"a person, please\".");
        assertThat(release.declined()).isTrue();
    }

    @Test
    void a_price_with_decimals_is_not_cut_in_two() {
        facts.add("£7.50");
        say("It is £7.50 today. Anything else?");

        assertThat(shown.getFirst()).isEqualTo("It is £7.50 today.");
    }
}
