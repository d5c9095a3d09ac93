package dev.daogou.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with what has to come back.
 *
 * @param behaviour what it shows, e.g. {@code A1}
 * @param shop the demo shop it is held in
 * @param as the key of the demo shopper who signs in; null for a visitor
 * @param page the product on the page, unless a turn names another
 * @param later whether it needs what a later issue builds: held and shown, not counted
 */
record Script(
        String id,
        String behaviour,
        String shop,
        @Nullable String as,
        @Nullable String page,
        boolean later,
        List<Turn> turns) {

    private static final Set<String> NAMES = Set.of("id", "behaviour", "shop", "as", "page", "later", "turns");
    private static final Set<String> TURN_NAMES = Set.of("say", "page");

    Script {
        turns = List.copyOf(turns);
    }

    /** One thing said, and what has to come back. */
    record Turn(String say, @Nullable String page, Expectation expectation) {}

    static Script of(String where, Map<String, Object> yaml) {
        String id = YamlFiles.text(where, yaml, "id");
        YamlFiles.onlyKnown(id, yaml, NAMES);
        String page = (String) yaml.get("page");
        List<Turn> turns = new ArrayList<>();
        for (Map<String, Object> turn : YamlFiles.maps(id, yaml.get("turns"))) {
            YamlFiles.onlyKnown(id, turn, TURN_NAMES);
            Object ownPage = turn.get("page");
            turns.add(new Turn(
                    YamlFiles.text(id, turn, "say"),
                    ownPage == null ? page : ownPage.toString(),
                    Expectation.of(turn)));
        }
        return new Script(
                id,
                YamlFiles.text(id, yaml, "behaviour"),
                YamlFiles.text(id, yaml, "shop"),
                (String) yaml.get("as"),
                page,
                Boolean.TRUE.equals(yaml.get("later")),
                turns);
    }

    /** Reads the scripts of these resources and refuses two of one id. */
    static List<Script> all(List<String> resources) {
        Map<String, Script> scripts = new LinkedHashMap<>();
        for (String resource : resources) {
            for (Map<String, Object> yaml : YamlFiles.resource(resource)) {
                Script script = of(resource, yaml);
                if (scripts.put(script.id(), script) != null) {
                    throw new IllegalArgumentException("Two scripts are called " + script.id());
                }
            }
        }
        return List.copyOf(scripts.values());
    }
}
