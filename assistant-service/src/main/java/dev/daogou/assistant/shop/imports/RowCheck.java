package dev.daogou.assistant.shop.imports;

import dev.daogou.assistant.shop.Money;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.imports.ImportOutcome.RejectedRow;
import dev.daogou.knowledge.Language;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads the fields of one row and notes every mistake in it, in the shop's language. */
public final class RowCheck {

    private static final Pattern FIGURE = Pattern.compile("[+-]?\\d{1,15}(\\.\\d{1,9})?");
    private static final Pattern WEB_ADDRESS = Pattern.compile("(?i:https?://)\\S+|/(?!/)\\S*");
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    private final Shop shop;
    private final ImportRow row;
    private final List<RejectedRow> mistakes = new ArrayList<>();

    /** A check of this row for this shop, whose language and currency it goes by. */
    public RowCheck(Shop shop, ImportRow row) {
        this.shop = shop;
        this.row = row;
    }

    /** Whether nothing was wrong so far. */
    public boolean right() {
        return mistakes.isEmpty();
    }

    /** What was wrong so far. */
    public List<RejectedRow> mistakes() {
        return List.copyOf(mistakes);
    }

    /** Notes a mistake. */
    public void refuse(String field, String chinese, String english) {
        mistakes.add(new RejectedRow(row.line(), field, shop.language() == Language.ZH ? chinese : english));
    }

    /** A text of at most this many characters, null when absent. */
    public @Nullable String text(String field, int longest) {
        Object value = row.fields().get(field);
        if (value instanceof Map || value instanceof List) {
            refuse(field, "这里应填文字", "This is a text, not a list or an object");
            return null;
        }
        String text = value instanceof BigDecimal number ? number.toPlainString() : row.text(field);
        if (text != null && text.length() > longest) {
            refuse(
                    field,
                    "最多" + longest + "个字符,现在有" + text.length() + "个",
                    "At most " + longest + " characters; these are " + text.length());
            return null;
        }
        if (text != null && text.indexOf('\0') >= 0) {
            refuse(field, "含有不可见的空字符,请删去", "There is a NUL character in it; remove it");
            return null;
        }
        return text;
    }

    /** A text that must be there; an empty text when it is not, with the mistake noted. */
    public String required(String field, int longest) {
        int before = mistakes.size();
        String text = text(field, longest);
        if (text == null && mistakes.size() == before) {
            refuse(field, "缺少" + field, field + " is missing");
        }
        return text == null ? "" : text;
    }

    /** An amount in major units of the shop's currency, not negative; null when absent or wrong. */
    public @Nullable Money money(String field) {
        BigDecimal amount = figure(field, "199.00");
        if (amount == null) {
            return null;
        }
        int decimals = Math.max(0, shop.currency().getDefaultFractionDigits());
        if (amount.stripTrailingZeros().scale() > decimals) {
            refuse(
                    field,
                    shop.currency().getCurrencyCode() + "最多" + decimals + "位小数",
                    shop.currency().getCurrencyCode() + " has at most " + decimals + " decimals");
            return null;
        }
        return Money.ofMajor(amount, shop.currency());
    }

    /** A count, not negative; null when absent or wrong. */
    public @Nullable Integer count(String field) {
        BigDecimal number = figure(field, "12");
        if (number == null) {
            return null;
        }
        if (number.stripTrailingZeros().scale() > 0 || number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
            refuse(field, "应是整数,例如12", "This is a whole number, e.g. 12");
            return null;
        }
        return number.intValueExact();
    }

    /**
     * A number, not negative; null when absent or wrong.
     *
     * @param example how one is written, for whoever wrote it otherwise
     */
    public @Nullable BigDecimal figure(String field, String example) {
        Object value = row.fields().get(field);
        String text = row.text(field);
        if (text == null) {
            return null;
        }
        BigDecimal figure = null;
        if (value instanceof Number && text.length() <= 40) {
            figure = ofNumber(text);
        } else if (FIGURE.matcher(text).matches()) {
            figure = new BigDecimal(text);
        }
        if (figure == null) {
            refuse(
                    field,
                    "“" + shortened(text) + "”不是数字,应写成" + example,
                    "'" + shortened(text) + "' is not a number; write it as " + example);
            return null;
        }
        if (figure.signum() < 0) {
            refuse(field, "不能是负数", "It cannot be negative");
            return null;
        }
        return figure;
    }

    /** A JSON number may be written with an exponent; one far out of range is none. */
    private static @Nullable BigDecimal ofNumber(String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            return Math.abs((long) number.precision() - number.scale()) > 15 && number.signum() != 0 ? null : number;
        } catch (NumberFormatException notFinite) {
            return null;
        }
    }

    /** The address of a page or picture that a browser may safely follow; null when absent or wrong. */
    public @Nullable String address(String field) {
        String text = text(field, 2000);
        if (text != null && !WEB_ADDRESS.matcher(text).matches()) {
            refuse(field, "应是http://、https://或/开头的地址", "This is an address starting with http://, https:// or /");
            return null;
        }
        return text;
    }

    /** A path such as {@code 家具/沙发}, each part trimmed; null when absent or wrong. */
    public @Nullable String path(String field) {
        String text = text(field, 300);
        if (text == null) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        for (String part : text.split("/", -1)) {
            if (part.isBlank()) {
                refuse(field, "应写成“家具/沙发”这样的路径,中间不留空", "This is a path such as Furniture/Sofas, no part empty");
                return null;
            }
            parts.add(part.strip());
        }
        return String.join("/", parts);
    }

    /** Words between semicolons, or a list of words. */
    public List<String> words(String field) {
        Object value = row.fields().get(field);
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(word -> String.valueOf(word).strip())
                    .filter(word -> !word.isEmpty())
                    .distinct()
                    .toList();
        }
        String text = text(field, 2000);
        if (text == null) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        for (String word : text.split("[;\\uFF1B]", -1)) {
            if (!word.isBlank() && !words.contains(word.strip())) {
                words.add(word.strip());
            }
        }
        return List.copyOf(words);
    }

    /** A JSON object, from a table as text; empty when absent or wrong. */
    public Map<String, Object> object(String field, JsonMapper json) {
        Object value = row.fields().get(field);
        if (value == null || (value instanceof String text && text.isBlank())) {
            return Map.of();
        }
        try {
            // A map is written and read once, so that it compares equal to what comes back from the database.
            String text = value instanceof String written ? written : json.writeValueAsString(value);
            if (json.readTree(text).isObject()) {
                return json.readValue(text, OBJECT);
            }
        } catch (JacksonException malformed) {
            // told below: whatever it is, it is no object
        }
        refuse(field, "应是JSON对象,例如{\"面料\":\"纯棉\"}", "This is a JSON object, e.g. {\"Fabric\":\"cotton\"}");
        return Map.of();
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
