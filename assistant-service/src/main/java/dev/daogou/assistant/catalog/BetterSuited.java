package dev.daogou.assistant.catalog;

import dev.daogou.assistant.answering.tools.ToolContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Picks, of products beside one another, the one whose own facts answer a stated need clearly better. */
@Component
class BetterSuited {

    /** How much closer in meaning the better one must be; below this the need does not decide. */
    private static final double CLEARLY = 0.035;

    private static final Pattern ONLY_COMPARING = Pattern.compile(
            "哪一?(?:个|款|件|台|双|张|种|把)?|怎么选|比较|对比|区别|差别|不同|不一样|纠结|二选一|更好|更合适|合适|推荐|应该|有什么|买|选|好|更|还是|和|跟|与|的|呢|吗|这|那|两|我|一下|帮|"
                    + "\\b(?:which|one|is|are|the|a|an|or|and|better|should|i|get|buy|between|what|difference|compare|help|me|decide|choose|to|of|than|with|vs|these|those|two|them|for)\\b|[^\\p{L}\\p{N}]",
            Pattern.CASE_INSENSITIVE);

    private final FittingSentence fittingSentence;

    BetterSuited(FittingSentence fittingSentence) {
        this.fittingSentence = fittingSentence;
    }

    /**
     * The better suited one.
     *
     * @param because the fact that speaks for it, in the merchant's words
     */
    record Pick(Listing listing, String because) {}

    /** Empty when the need says nothing but that a choice is wanted, or when the facts do not tell. */
    Optional<Pick> pick(List<Listing> listings, String need, ToolContext context) {
        String wish = use(need, listings);
        if (wish.length() < 2) {
            return Optional.empty();
        }
        Map<String, List<String>> said = new LinkedHashMap<>();
        for (Listing listing : listings) {
            List<String> facts = new ArrayList<>();
            ProductPassages.shortFacts(listing.product(), context.language())
                    .forEach((name, value) -> facts.add(ProductPassages.fact(name, value, context.language())));
            if (listing.product().description() != null) {
                facts.addAll(Sentences.of(listing.product().description()).stream()
                        .map(String::strip)
                        .filter(sentence -> sentence.length() > 3)
                        .toList());
            }
            said.put(listing.product().productId(), facts);
        }
        Map<String, FittingSentence.Fit> fits =
                fittingSentence.closest(context.shopper().shop().id(), wish, said);
        Listing best = null;
        double closest = -1;
        double next = -1;
        for (Listing listing : listings) {
            FittingSentence.Fit fit = fits.get(listing.product().productId());
            double closeness = fit == null ? -1 : fit.closeness();
            if (closeness > closest) {
                next = closest;
                closest = closeness;
                best = listing;
            } else if (closeness > next) {
                next = closeness;
            }
        }
        if (best == null || closest - next < CLEARLY) {
            return Optional.empty();
        }
        FittingSentence.Fit fit = fits.get(best.product().productId());
        return fit == null ? Optional.empty() : Optional.of(new Pick(best, fit.sentence()));
    }

    /** What is left of the need without the products' names and the words of comparing. */
    private static String use(String need, List<Listing> listings) {
        String rest = need.toLowerCase(Locale.ROOT);
        Set<String> names = new HashSet<>();
        for (Listing listing : listings) {
            String title = listing.product().title().toLowerCase(Locale.ROOT);
            for (String word : title.split("[\\s()（）/,，]+", -1)) {
                names.add(word);
            }
            for (int length = Math.min(8, title.length()); length >= 3; length--) {
                for (int i = 0; i + length <= title.length(); i++) {
                    names.add(title.substring(i, i + length));
                }
            }
            names.add(listing.product().productId().toLowerCase(Locale.ROOT));
        }
        for (String name :
                names.stream().sorted((a, b) -> b.length() - a.length()).toList()) {
            if (name.length() >= 2) {
                rest = rest.replace(name, " ");
            }
        }
        return ONLY_COMPARING.matcher(rest).replaceAll(" ").strip().replaceAll("\\s+", " ");
    }
}
