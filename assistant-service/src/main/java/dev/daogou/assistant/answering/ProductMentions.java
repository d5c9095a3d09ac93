package dev.daogou.assistant.answering;

import dev.daogou.assistant.llm.Briefing.ProductMention;
import dev.daogou.knowledge.Hit;
import dev.daogou.knowledge.KnowledgeBase;
import dev.daogou.knowledge.Passage;
import dev.daogou.knowledge.PassageKind;
import dev.daogou.knowledge.SearchQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the products a text names: those whose titles share telling words with it, weighed by how rare the words are. */
@Component
class ProductMentions {

    private static final int CANDIDATES = 40;
    private static final double NAMED = 1.6;
    private static final double AS_GOOD = 0.8;
    private static final Pattern BETWEEN = Pattern.compile(
            "还是|再?加(?=一|上|个|两|\\d)|\\bplus\\b|\\+|或者|和|跟|与|、|对比|\\bvs\\.?\\b|\\bor\\b|\\band\\b|\\bversus\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BRACKETED =
            Pattern.compile("[(（【\\[][^)）】\\]]*[)）】\\]]|[0-9.]+(?:毫升|千克|厘米|升|袋|ml|kg|cm|l)?$");
    private static final Pattern LITRES = Pattern.compile("(?<=\\d)升");
    private static final Set<String> HOLLOW = Set.of(
            "一款", "这款", "这个", "适合", "可以", "什么", "怎么", "多少", "推荐", "送给", "礼物", "生日", "产品", "商品", "家用", "使用", "安装", "支持",
            "没有", "这件", "the", "and", "for", "with", "this", "that", "does", "have", "you", "your", "home", "from",
            "how", "what", "much", "are", "can", "will", "one", "set", "any", "use", "need", "want", "size", "dad",
            "gift");

    private final KnowledgeBase knowledge;

    ProductMentions(KnowledgeBase knowledge) {
        this.knowledge = knowledge;
    }

    /**
     * The products a text names.
     *
     * @param candidates those that fit about equally well, best first
     * @param several one product for each part, when the text names several beside one another ("A or B")
     * @param sure whether the first candidate fits clearly better than the next
     * @param name the model code or the end of its title that the text has: what the thing is; null when it has neither
     */
    record Found(
            List<ProductMention> candidates,
            List<ProductMention> several,
            boolean sure,
            @Nullable String name) {
        boolean byName() {
            return name != null;
        }
    }

    Found named(String shop, String text) {
        List<Weighed> whole = weigh(shop, text);
        List<ProductMention> several = new ArrayList<>();
        String[] parts = BETWEEN.split(text, -1);
        if (parts.length >= 2 && parts.length <= 5) {
            Set<String> ids = new LinkedHashSet<>();
            for (String part : parts) {
                List<Weighed> here = weigh(shop, part);
                if (!here.isEmpty() && ids.add(here.getFirst().product.productId())) {
                    several.add(here.getFirst().product);
                }
            }
        }
        if (whole.isEmpty()) {
            return new Found(List.of(), several, false, null);
        }
        double best = whole.getFirst().weight;
        List<ProductMention> candidates = whole.stream()
                .filter(w -> w.weight >= AS_GOOD * best)
                .limit(5)
                .map(Weighed::product)
                .toList();
        return new Found(
                candidates, several.size() >= 2 ? several : List.of(), candidates.size() == 1, whole.getFirst().name);
    }

    /** A product by its id, when the shop has published it. */
    Optional<ProductMention> titled(String shop, String productId) {
        List<Passage> passages = knowledge.passagesOf(shop, "product:" + productId);
        return passages.isEmpty()
                ? Optional.empty()
                : Optional.of(new ProductMention(
                        productId, passages.getFirst().source().title()));
    }

    private record Weighed(
            ProductMention product, double weight, @Nullable String name) {}

    private List<Weighed> weigh(String shop, String text) {
        if (text.isBlank()) {
            return List.of();
        }
        Map<String, String> titles = new LinkedHashMap<>();
        for (Hit hit : knowledge
                .search(SearchQuery.of(shop, text, CANDIDATES).ofKinds(PassageKind.PRODUCT))
                .hits()) {
            String id = hit.passage().source().productId();
            if (id != null) {
                titles.putIfAbsent(id, hit.passage().source().title());
            }
        }
        Map<String, Set<String>> shared = new LinkedHashMap<>();
        titles.forEach((id, title) -> shared.put(id, shared(text, title + " " + id)));
        List<Weighed> weighed = new ArrayList<>();
        titles.forEach((id, title) -> {
            double weight = 0;
            for (String piece : shared.getOrDefault(id, Set.of())) {
                long in =
                        shared.values().stream().filter(s -> s.contains(piece)).count();
                weight += length(piece) * Math.log(1 + (titles.size() + 1.0) / in);
            }
            if (weight >= NAMED) {
                Set<String> pieces = shared.getOrDefault(id, Set.of());
                weighed.add(new Weighed(new ProductMention(id, title), weight, name(title, pieces)));
            }
        });
        weighed.sort(Comparator.comparingDouble(Weighed::weight).reversed());
        return weighed;
    }

    private static @Nullable String name(String title, Set<String> pieces) {
        String bare =
                BRACKETED.matcher(title.toLowerCase(Locale.ROOT)).replaceAll("").strip();
        return pieces.stream()
                .filter(piece -> bare.endsWith(piece)
                        || (piece.charAt(0) < 128
                                && piece.length() >= 4
                                && piece.chars().anyMatch(Character::isDigit)))
                .findFirst()
                .orElse(null);
    }

    /** Whether what is published of a product itself speaks of something. */
    boolean speaksOf(String shop, String productId, String something) {
        return knowledge.passagesOf(shop, "product:" + productId).stream()
                .anyMatch(passage -> passage.text().toLowerCase(Locale.ROOT).contains(something));
    }

    private static double length(String piece) {
        if (piece.charAt(0) >= 128) {
            return piece.length() - 1;
        }
        return piece.chars().anyMatch(Character::isDigit) ? 1 + 0.35 * piece.length() : 1;
    }

    /** The longest pieces text and title share: runs of at least two Han characters, whole words and codes. */
    static Set<String> shared(String text, String title) {
        String a = LITRES.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("l");
        String b = LITRES.matcher(title.toLowerCase(Locale.ROOT)).replaceAll("l");
        Set<String> pieces = new LinkedHashSet<>();
        int i = 0;
        while (i < a.length()) {
            int longest = 0;
            for (int j = 0; j < b.length(); j++) {
                int k = 0;
                while (i + k < a.length()
                        && j + k < b.length()
                        && a.charAt(i + k) == b.charAt(j + k)
                        && telling(a.charAt(i + k))) {
                    k++;
                }
                while (k > 0 && (cutsWord(a, i, k) || cutsWord(b, j, k))) {
                    k--;
                }
                longest = Math.max(longest, k);
            }
            String piece = a.substring(i, i + longest);
            if (longest >= 2
                    && !HOLLOW.contains(piece)
                    && !(piece.charAt(0) < 128 && longest < 3 && piece.chars().noneMatch(Character::isDigit))) {
                pieces.add(piece);
                i += longest;
            } else {
                i++;
            }
        }
        return pieces;
    }

    private static boolean telling(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '.';
    }

    /** Whether a match from {@code start} of {@code length} begins or ends inside of a Latin word or number. */
    private static boolean cutsWord(String s, int start, int length) {
        int end = start + length;
        return (start > 0 && joined(s, start)) || (end < s.length() && joined(s, end));
    }

    /** Whether the characters on both sides of a place belong to one word or number. */
    private static boolean joined(String s, int at) {
        char before = s.charAt(at - 1);
        char after = s.charAt(at);
        boolean decimal = (before == '.' && Character.isDigit(after) && at > 1 && Character.isDigit(s.charAt(at - 2)))
                || (after == '.'
                        && Character.isDigit(before)
                        && at + 1 < s.length()
                        && Character.isDigit(s.charAt(at + 1)));
        return decimal || (ascii(before) && ascii(after));
    }

    private static boolean ascii(char c) {
        return c < 128 && Character.isLetterOrDigit(c);
    }
}
