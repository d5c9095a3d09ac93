package dev.daogou.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SiteRulesTest {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Test
    void the_longest_rule_that_fits_decides_and_allowing_wins_a_tie() {
        SiteRules rules = rules("""
                User-agent: *
                Disallow: /shop
                Allow: /shop/help
                Disallow: /x
                Allow: /x
                """);

        assertThat(allows(rules, "/shop/cart")).isFalse();
        assertThat(allows(rules, "/shop/help/returns")).isTrue();
        assertThat(allows(rules, "/x")).isTrue();
        assertThat(allows(rules, "/")).isTrue();
    }

    @Test
    void a_group_of_our_own_is_the_only_one_that_counts() {
        SiteRules rules = rules("""
                User-agent: *
                Disallow: /

                User-agent: Daogou # that is us
                User-agent: other
                Disallow: /secret
                Crawl-delay: 3600
                """);

        assertThat(allows(rules, "/open")).isTrue();
        assertThat(allows(rules, "/secret/1")).isFalse();
        assertThat(rules.delay(LONGEST)).isEqualTo(LONGEST);
    }

    @Test
    void a_pause_between_two_pages_is_kept_as_wished() {
        assertThat(rules("User-agent: *\nCrawl-delay: 2.5\n").delay(LONGEST)).isEqualTo(Duration.ofMillis(2500));
        assertThat(rules("User-agent: *\nDisallow:\n").delay(LONGEST)).isZero();
    }

    @Test
    void stars_and_ends_are_understood() {
        SiteRules rules = rules("User-agent: *\nDisallow: /*.pdf$\nDisallow: /*?session=\n");

        assertThat(allows(rules, "/a/b.pdf")).isFalse();
        assertThat(allows(rules, "/a/b.pdf.html")).isTrue();
        assertThat(allows(rules, "/a?session=1")).isFalse();
    }

    @Test
    void an_empty_rule_allows_everything() {
        assertThat(allows(rules("User-agent: *\nDisallow:\n"), "/a")).isTrue();
        assertThat(allows(rules("nonsense"), "/a")).isTrue();
    }

    private static SiteRules rules(String robotsTxt) {
        return SiteRules.of(
                URI.create("https://shop.example/robots.txt"), robotsTxt.getBytes(StandardCharsets.UTF_8), "daogou");
    }

    private static boolean allows(SiteRules rules, String path) {
        return rules.allows(URI.create("https://shop.example" + path));
    }
}
