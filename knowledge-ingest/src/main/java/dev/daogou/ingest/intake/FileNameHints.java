package dev.daogou.ingest.intake;

import dev.daogou.knowledge.PassageKind;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a file's name tells of it: {@code policy-returns.md}, {@code qa-2026.csv}, {@code spec-DJ-01-down-jacket.md}. A name
 * without a known beginning is a guide's.
 *
 * @param kind what sort of text it is
 * @param productId the product a {@code spec-} file is about: the parts up to the first that has a digit, or the first part
 *     when none has
 * @param title the name as a title, without beginning and ending
 */
public record FileNameHints(PassageKind kind, @Nullable String productId, String title) {

    private static final Set<String> KINDS = Set.of("spec", "policy", "guide", "promotion", "qa");
    private static final Pattern BEGINNING = Pattern.compile("^([a-z]+)(?:[-_ ]+(.+))?$", Pattern.CASE_INSENSITIVE);
    private static final Pattern PRODUCT_WITH_DIGIT = Pattern.compile("^((?:[^-\\d]+-)*[^-]*\\d[^-]*)(?:-(.+))?$");
    private static final Pattern FIRST_PART = Pattern.compile("^([^-]+)(?:-(.+))?$");

    /** Reads a file name; folders before it are passed over. */
    public static FileNameHints of(String fileName) {
        String name = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        Matcher beginning = BEGINNING.matcher(stem);
        String kindName = beginning.matches() ? beginning.group(1).toLowerCase(Locale.ROOT) : "";
        if (!KINDS.contains(kindName)) {
            return new FileNameHints(PassageKind.GUIDE, null, title(stem, name));
        }
        PassageKind kind = PassageKind.of(kindName);
        String rest = beginning.group(2) == null ? "" : beginning.group(2);
        if (kind != PassageKind.SPEC || rest.isEmpty()) {
            return new FileNameHints(kind, null, title(rest, stem));
        }
        Matcher product = PRODUCT_WITH_DIGIT.matcher(rest);
        if (!product.matches()) {
            product = FIRST_PART.matcher(rest);
        }
        if (!product.matches()) {
            return new FileNameHints(kind, null, title(rest, stem));
        }
        String title = product.group(2) == null ? product.group(1) : product.group(2);
        return new FileNameHints(kind, product.group(1), title(title, stem));
    }

    private static String title(String words, String otherwise) {
        String title = words.replace('_', ' ').replace('-', ' ').strip();
        return title.isEmpty() ? otherwise : title;
    }
}
