package dev.daogou.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RobotsRulesTest {

    @Test
    void the_longest_rule_that_fits_decides_and_allowing_wins_a_tie() {
        RobotsRules rules = RobotsRules.of("""
                User-agent: *
                Disallow: /shop
                Allow: /shop/help
                Disallow: /x
                Allow: /x
                """, "daogou");

        assertThat(rules.allows("/shop/cart")).isFalse();
        assertThat(rules.allows("/shop/help/returns")).isTrue();
        assertThat(rules.allows("/x")).isTrue();
        assertThat(rules.allows("/")).isTrue();
    }

    @Test
    void a_group_of_our_own_is_the_only_one_that_counts() {
        RobotsRules rules = RobotsRules.of("""
                User-agent: *
                Disallow: /

                User-agent: Daogou # that is us
                User-agent: other
                Disallow: /secret
                Crawl-delay: 60
                """, "daogou");

        assertThat(rules.allows("/open")).isTrue();
        assertThat(rules.allows("/secret/1")).isFalse();
        assertThat(rules.delay()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void stars_and_ends_are_understood() {
        RobotsRules rules = RobotsRules.of("User-agent: *\nDisallow: /*.pdf$\nDisallow: /*?session=\n", "daogou");

        assertThat(rules.allows("/a/b.pdf")).isFalse();
        assertThat(rules.allows("/a/b.pdf.html")).isTrue();
        assertThat(rules.allows("/a?session=1")).isFalse();
    }

    @Test
    void an_empty_rule_allows_everything() {
        assertThat(RobotsRules.of("User-agent: *\nDisallow:\n", "daogou").allows("/a"))
                .isTrue();
        assertThat(RobotsRules.of("nonsense", "daogou").allows("/a")).isTrue();
    }
}
