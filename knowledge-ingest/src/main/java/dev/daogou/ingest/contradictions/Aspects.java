package dev.daogou.ingest.contradictions;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells what a piece of a sentence is about. */
final class Aspects {

    /**
     * A word that names what is spoken of.
     *
     * @param names the aspects it may mean
     * @param leading whether it decides when others stand beside it
     * @param service whether it is of the shop rather than of one thing
     * @param condition whether it only says when: <em>after</em> delivery
     */
    record Named(Set<String> names, boolean leading, boolean service, boolean condition, int start, int end) {}

    private static final Lexicon FORMS = Lexicon.load("aspects.txt");
    private static final Pattern ONLY_WHEN =
            Pattern.compile("^(?:的)?(?:商品|包裹|货物|订单|申请|成功|完成|当天|次日)?(?:之日|日起|后|之后|以后|起(?!步)|前|之前|时).*", Pattern.DOTALL);
    private static final Pattern WHEN_BEFORE = Pattern.compile(
            "(?:after|once|upon|when|following|since|before|(?:days?|hours?|date|months?|weeks?|day|time) of|from)\\s+"
                    + "(?:we|you|the|your|it|is|has|been|have|receive|received|receiving|item|order|are|parcel|date|of|being|\\s)*$");

    private Aspects() {}

    static List<Named> in(String plain) {
        List<Named> named = new ArrayList<>();
        for (Lexicon.Met met : FORMS.in(plain)) {
            if (met.meanings().getFirst().startsWith("- ")) {
                continue;
            }
            Set<String> names = new LinkedHashSet<>();
            boolean leading = false;
            boolean service = false;
            for (String meaning : met.meanings()) {
                String name = meaning.substring(0, meaning.indexOf(' '));
                leading |= name.endsWith("!");
                service |= meaning.endsWith(" service");
                names.add(name.endsWith("!") ? name.substring(0, name.length() - 1) : name);
            }
            boolean condition = ONLY_WHEN.matcher(plain.substring(met.end())).matches()
                    || WHEN_BEFORE.matcher(plain.substring(0, met.start())).find();
            named.add(new Named(names, leading, service, condition, met.start(), met.end()));
        }
        return named;
    }

    /** What these words say together: the leading ones when there are any, conditions only when there is nothing else. */
    static List<Named> deciding(List<Named> named) {
        List<Named> spoken = named.stream().filter(one -> !one.condition()).toList();
        List<Named> leading = spoken.stream().filter(Named::leading).toList();
        return leading.isEmpty() ? spoken : leading;
    }

    static Set<String> names(List<Named> named) {
        Set<String> names = new HashSet<>();
        named.forEach(one -> names.addAll(one.names()));
        return names;
    }
}
