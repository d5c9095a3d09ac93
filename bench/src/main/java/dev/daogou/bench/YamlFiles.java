package dev.daogou.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads lists of maps from YAML, and refuses names nobody reads. */
final class YamlFiles {
    private YamlFiles() {}

    /** The list of maps in a resource of this module. */
    static List<Map<String, Object>> resource(String name) {
        try (InputStream in = YamlFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("No resource " + name);
            }
            return maps(name, new Yaml(new SafeConstructor(new LoaderOptions())).load(in));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<Map<String, Object>> file(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return maps(file.toString(), new Yaml(new SafeConstructor(new LoaderOptions())).load(in));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<Map<String, Object>> maps(String where, @Nullable Object yaml) {
        if (!(yaml instanceof List<?> list)) {
            throw new IllegalArgumentException(where + " holds no list");
        }
        List<Map<String, Object>> maps = new ArrayList<>();
        for (Object item : list) {
            if (!(item instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException(where + ": not a map: " + item);
            }
            Map<String, Object> named = new LinkedHashMap<>();
            map.forEach((name, value) -> {
                if (name != null && value != null) {
                    named.put(name.toString(), value);
                }
            });
            maps.add(named);
        }
        return maps;
    }

    /** Refuses a name that is neither in {@code own} nor one of an expectation. */
    static void onlyKnown(String where, Map<String, ?> map, Set<String> own) {
        map.keySet().stream()
                .filter(name -> !own.contains(name) && !Expectation.NAMES.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(where + ": nobody reads '" + name + "'");
                });
    }

    static String text(String where, Map<String, ?> map, String name) {
        Object value = map.get(name);
        if (value == null) {
            throw new IllegalArgumentException(where + ": '" + name + "' is missing");
        }
        return value.toString();
    }
}
