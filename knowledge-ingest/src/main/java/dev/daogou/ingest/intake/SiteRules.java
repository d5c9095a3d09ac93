package dev.daogou.ingest.intake;

import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** What a site's {@code robots.txt} says to us (RFC 9309). */
final class SiteRules {

    private static final SimpleRobotRulesParser PARSER = new SimpleRobotRulesParser(Long.MAX_VALUE, 0);

    private final SimpleRobotRules rules;

    private SiteRules(SimpleRobotRules rules) {
        this.rules = rules;
    }

    static SiteRules allowingEverything() {
        return new SiteRules(new SimpleRobotRules(RobotRulesMode.ALLOW_ALL));
    }

    static SiteRules allowingNothing() {
        return new SiteRules(new SimpleRobotRules(RobotRulesMode.ALLOW_NONE));
    }

    static SiteRules of(URI address, byte[] robotsTxt, String agent) {
        synchronized (PARSER) {
            return new SiteRules(PARSER.parseContent(address.toString(), robotsTxt, "text/plain", List.of(agent)));
        }
    }

    boolean allows(URI url) {
        return rules.isAllowed(url.toString());
    }

    /** How long the site wants us to wait between two pages, at most {@code longest}. */
    Duration delay(Duration longest) {
        long wanted = Math.max(0, rules.getCrawlDelay());
        return wanted > longest.toMillis() ? longest : Duration.ofMillis(wanted);
    }

    List<String> siteMaps() {
        return rules.getSitemaps();
    }
}
