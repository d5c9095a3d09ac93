package dev.daogou.ingest.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a site's {@code robots.txt} allows (RFC 9309): of the group for us, else the group for all, the longest rule that
 * fits a path decides, and allowing wins a tie.
 */
final class RobotsRules {

    private record Rule(boolean allows, String path) {}

    private static final class Group {
        private final Set<String> agents = new HashSet<>();
        private final List<Rule> rules = new ArrayList<>();
        private Duration delay = Duration.ZERO;
    }

    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);

    private final List<Rule> rules;
    private final Duration delay;

    private RobotsRules(List<Rule> rules, Duration delay) {
        this.rules = rules;
        this.delay = delay;
    }

    static RobotsRules allowingEverything() {
        return new RobotsRules(List.of(), Duration.ZERO);
    }

    static RobotsRules allowingNothing() {
        return new RobotsRules(List.of(new Rule(false, "/")), Duration.ZERO);
    }

    static RobotsRules of(String robotsTxt, String agent) {
        List<Group> groups = new ArrayList<>();
        boolean naming = false;
        for (String line : robotsTxt.lines().toList()) {
            String rule = line.replaceFirst("#.*$", "").strip();
            int colon = rule.indexOf(':');
            if (colon < 0) {
                continue;
            }
            String field = rule.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            String value = rule.substring(colon + 1).strip();
            if (field.equals("user-agent")) {
                if (!naming) {
                    groups.add(new Group());
                }
                groups.getLast().agents.add(value.toLowerCase(Locale.ROOT));
                naming = true;
                continue;
            }
            naming = false;
            if (!groups.isEmpty()) {
                add(groups.getLast(), field, value);
            }
        }
        for (String wanted : List.of(agent.toLowerCase(Locale.ROOT), "*")) {
            List<Group> meant = groups.stream()
                    .filter(group -> group.agents.contains(wanted))
                    .toList();
            if (!meant.isEmpty()) {
                return new RobotsRules(
                        meant.stream().flatMap(group -> group.rules.stream()).toList(), meant.getFirst().delay);
            }
        }
        return allowingEverything();
    }

    /** @param path path and query of an address, beginning with a slash */
    boolean allows(String path) {
        boolean allows = true;
        int longest = -1;
        for (Rule rule : rules) {
            int length = rule.path().length();
            boolean decides = length > longest || (length == longest && rule.allows());
            if (decides && fits(rule.path(), path)) {
                allows = rule.allows();
                longest = length;
            }
        }
        return allows;
    }

    /** How long the site wants us to wait between two pages; at most five seconds. */
    Duration delay() {
        return delay;
    }

    private static void add(Group group, String field, String value) {
        switch (field) {
            case "allow", "disallow" -> {
                if (!value.isEmpty()) {
                    group.rules.add(new Rule(field.equals("allow"), value));
                }
            }
            case "crawl-delay" -> {
                if (value.matches("\\d{1,6}(\\.\\d{1,3})?")) {
                    Duration wanted = Duration.ofMillis((long) (Double.parseDouble(value) * 1000));
                    group.delay = wanted.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : wanted;
                }
            }
            default -> {
                // Fields such as sitemap say nothing about what is allowed.
            }
        }
    }

    private static boolean fits(String rule, String path) {
        boolean whole = rule.endsWith("$");
        String stem = whole ? rule.substring(0, rule.length() - 1) : rule;
        StringBuilder pattern = new StringBuilder();
        for (String literal : stem.split("\\*+", -1)) {
            pattern.append(pattern.isEmpty() ? "" : ".*?").append(Pattern.quote(literal));
        }
        var matcher = Pattern.compile(pattern.toString()).matcher(path);
        return whole ? matcher.matches() : matcher.lookingAt();
    }
}
