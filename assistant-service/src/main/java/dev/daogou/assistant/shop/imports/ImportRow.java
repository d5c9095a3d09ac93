package dev.daogou.assistant.shop.imports;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row as it came in.
 *
 * @param line its line in the file, from 1; the header of a table is line 1
 * @param fields column to value. From CSV and XLSX every value is a {@code String}; from ndjson also {@code Number},
 *     {@code Boolean}, {@code List} and {@code Map}. Empty cells are absent.
 */
public record ImportRow(int line, Map<String, Object> fields) {

    /** The field as trimmed text, null when absent or blank. */
    public @Nullable String text(String column) {
        Object value = fields.get(column);
        if (value == null) {
            return null;
        }
        String text = value.toString().strip();
        return text.isEmpty() ? null : text;
    }
}
