package dev.daogou.ingest.reading;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A thing a page describes in schema.org's words, as JSON-LD or as microdata.
 *
 * @param types the names of its types, without {@code https://schema.org/}
 * @param values its properties that are words, by name, and
 * @param parts those that are things
 */
record SchemaThing(List<String> types, Map<String, List<String>> values, Map<String, List<SchemaThing>> parts) {

    private static final int MOST_THINGS = 5_000;
    private static final int DEEPEST = 60;
    private static final int LONGEST_SCRIPT = 2_000_000;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .build();

    boolean is(String... names) {
        for (String name : names) {
            if (types.contains(name)) {
                return true;
            }
        }
        return false;
    }

    /** The property's words, or the name of the thing it is; empty when there is neither. */
    String text(String property) {
        List<String> words = values.getOrDefault(property, List.of());
        if (!words.isEmpty()) {
            return String.join(", ", words);
        }
        List<String> names = new ArrayList<>();
        for (SchemaThing thing : things(property)) {
            String value = first(thing, "name", "value", "@value");
            String unit = first(thing, "unitText", "unitCode");
            if (!value.isEmpty()) {
                names.add((value + " " + unit).strip());
            }
        }
        return String.join(", ", names);
    }

    List<SchemaThing> things(String property) {
        return parts.getOrDefault(property, List.of());
    }

    private static String first(SchemaThing thing, String... properties) {
        for (String property : properties) {
            List<String> words = thing.values().getOrDefault(property, List.of());
            if (!words.isEmpty()) {
                return words.getFirst();
            }
        }
        return "";
    }

    /** All things of a page, those that are parts of others too. */
    static List<SchemaThing> of(Document page) {
        List<SchemaThing> things = new ArrayList<>();
        for (Element script : page.select("script[type=application/ld+json]")) {
            String json = script.data();
            if (json.length() <= LONGEST_SCRIPT) {
                try {
                    collect(JSON.readTree(json.strip()), things);
                } catch (JacksonException e) {
                    // A page that says it wrongly says nothing.
                }
            }
        }
        for (Element item : page.select("[itemscope]")) {
            if (things.size() < MOST_THINGS && !item.hasAttr("itemprop")) {
                microdata(item, things, 0);
            }
        }
        return things;
    }

    private static void collect(JsonNode root, List<SchemaThing> things) {
        Deque<JsonNode> open = new ArrayDeque<>();
        open.add(root);
        while (!open.isEmpty() && things.size() < MOST_THINGS) {
            JsonNode node = open.remove();
            if (node.isObject() && (node.has("@type") || node.has("type"))) {
                things.add(thing(node));
            }
            if (node.isObject() || node.isArray()) {
                node.forEach(open::add);
            }
        }
    }

    private static SchemaThing thing(JsonNode node) {
        List<String> types = new ArrayList<>();
        JsonNode type = node.has("@type") ? node.path("@type") : node.path("type");
        (type.isArray() ? type.values() : List.of(type)).forEach(name -> types.add(typeName(name.asString(""))));
        Map<String, List<String>> values = new LinkedHashMap<>();
        Map<String, List<SchemaThing>> parts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            JsonNode value = property.getValue();
            for (JsonNode one : value.isArray() ? value.values() : List.of(value)) {
                if (one.isObject()) {
                    parts.computeIfAbsent(property.getKey(), name -> new ArrayList<>())
                            .add(thing(one));
                } else if (one.isValueNode() && !one.isNull()) {
                    values.computeIfAbsent(property.getKey(), name -> new ArrayList<>())
                            .add(one.asString(""));
                }
            }
        }
        return new SchemaThing(types, values, parts);
    }

    private static SchemaThing microdata(Element item, List<SchemaThing> things, int depth) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        Map<String, List<SchemaThing>> parts = new LinkedHashMap<>();
        Deque<Element> open = new ArrayDeque<>(item.children());
        while (!open.isEmpty()) {
            Element element = open.remove();
            boolean thing = element.hasAttr("itemscope");
            if (thing && depth < DEEPEST) {
                SchemaThing part = microdata(element, things, depth + 1);
                for (String name : element.attr("itemprop").split("\\s+", -1)) {
                    parts.computeIfAbsent(name, key -> new ArrayList<>()).add(part);
                }
            } else if (element.hasAttr("itemprop")) {
                for (String name : element.attr("itemprop").split("\\s+", -1)) {
                    values.computeIfAbsent(name, key -> new ArrayList<>()).add(words(element));
                }
            }
            if (!thing) {
                element.children().forEach(open::add);
            }
        }
        List<String> types = new ArrayList<>();
        for (String type : item.attr("itemtype").split("\\s+", -1)) {
            types.add(typeName(type));
        }
        SchemaThing thing = new SchemaThing(types, values, parts);
        things.add(thing);
        return thing;
    }

    private static String words(Element element) {
        return element.hasAttr("content") ? element.attr("content") : element.text();
    }

    private static String typeName(String type) {
        return type.substring(Math.max(type.lastIndexOf('/'), type.lastIndexOf(':')) + 1);
    }
}
