package dev.daogou.ingest.contradictions;

import dev.daogou.ingest.contradictions.Quantity.Bound;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.regex.Pattern;

/**
 * Judges whether two statements are about the same thing. Every step can only say "no", so that a person who asks why two
 * were not compared has one answer.
 */
final class SameThing {

    /** How alike two sentences must be in their words when no known word says what they are about. */
    private static final double ALIKE_WORDS = 0.5;

    /** How alike in meaning (cosine of the shop's embedding model), when the words are not. */
    private static final double ALIKE_MEANING = 0.9;

    /** Sentences about the same aspect share at least so much. */
    private static final double SOME_WORDS = 0.16;

    /** Sentences of which only the title says what they are about share more. */
    private static final double MORE_WORDS = 0.3;

    private static final double SAME_SUBJECT = 0.5;
    /** Cases that are often named without meaning that others are excluded. */
    private static final Set<String> IN_PASSING =
            Set.of("hand", "use", "form", "season", "colour", "event", "payer", "deed");

    private static final Set<String> EITHER = Set.of("return", "exchange");

    private static final Pattern GENERIC = Pattern.compile(
            "使用说明书?|说明书?|规格|参数|指南|手册|常见问题|问答|过往问答|政策|规则|须知|更新|新版|旧版|最新|补充|通知|公告|详情|介绍|资料|护理|保养|尺码表?|产品|商品|关于|服务|售后|20\\d\\d年?|版"
                    + "|\\b(?:user|guide|manual|specifications?|specs?|data ?sheet|faq|questions|answers|policy|policies|rules|terms|notice|update|new|old|latest"
                    + "|care|details|about|product|service|information|sheet)\\b");

    private final ToDoubleBiFunction<String, String> nearness;

    /** Each statement is held against many, so what its words say is found out once. */
    private final Map<String, Set<String>> tellings = new HashMap<>();

    private final Map<String, Set<String>> subjects = new HashMap<>();
    private final Map<String, Set<String>> named = new HashMap<>();

    /** @param nearness how alike two sentences are in meaning, -1 to 1 */
    SameThing(ToDoubleBiFunction<String, String> nearness) {
        this.nearness = nearness;
    }

    boolean judge(Statement one, Statement other) {
        return Values.comparable(one.quantity(), other.quantity())
                && !one.isOfOtherModels(other)
                && sameSense(one.quantity(), other.quantity())
                && sameProduct(one.passage(), other.passage())
                && sameCases(one, other)
                && sameCompanions(one, other)
                && sameAspects(one, other)
                && sameRow(one, other)
                && sameSubject(one, other)
                && samePart(one, other)
                && alike(one, other);
    }

    private static boolean sameSense(Quantity one, Quantity other) {
        return Set.of(Bound.THRESHOLD, Bound.CUT).stream()
                .allMatch(bound -> (one.bound() == bound) == (other.bound() == bound));
    }

    /** What is said of one product goes before what is said of all: no contradiction. */
    private static boolean sameProduct(ToldPassage one, ToldPassage other) {
        return Objects.equals(one.productId(), other.productId())
                || (one.productId() == null && names(one, Objects.requireNonNull(other.productId())))
                || (other.productId() == null && names(other, Objects.requireNonNull(one.productId())));
    }

    private static boolean names(ToldPassage passage, String product) {
        return Plain.of(passage.title() + " " + passage.titlePath() + " " + passage.text())
                .contains(Plain.of(product));
    }

    private static boolean sameCases(Statement one, Statement other) {
        Set<String> classes = new HashSet<>(one.qualifiers().keySet());
        classes.addAll(other.qualifiers().keySet());
        for (String kind : classes) {
            Set<String> mine = casesOf(one, kind);
            Set<String> theirs = casesOf(other, kind);
            boolean oneSided = mine.isEmpty() || theirs.isEmpty();
            if (!sameCase(mine, theirs) && !(oneSided && IN_PASSING.contains(kind))) {
                return false;
            }
        }
        for (Map.Entry<String, Set<String>> mine : one.titleQualifiers().entrySet()) {
            Set<String> theirs = other.titleQualifiers().get(mine.getKey());
            if (theirs != null && !sameCase(mine.getValue(), theirs)) {
                return false;
            }
        }
        return true;
    }

    private static Set<String> casesOf(Statement statement, String kind) {
        Set<String> own = statement.qualifiers().get(kind);
        return own != null ? own : statement.titleQualifiers().getOrDefault(kind, Set.of());
    }

    private static boolean sameCase(Set<String> one, Set<String> other) {
        Set<String> a = new HashSet<>(one);
        Set<String> b = new HashSet<>(other);
        a.remove(Cases.EVERY);
        b.remove(Cases.EVERY);
        return a.equals(b) || (!a.isEmpty() && !b.isEmpty() && (a.containsAll(b) || b.containsAll(a)));
    }

    private static boolean sameCompanions(Statement one, Statement other) {
        return follows(one.companions(), other.companions()) && follows(other.companions(), one.companions());
    }

    private static boolean follows(List<Quantity> mine, List<Quantity> theirs) {
        for (Quantity quantity : mine) {
            List<Quantity> alike = theirs.stream()
                    .filter(their -> Values.comparable(quantity, their) && their.bound() == quantity.bound())
                    .toList();
            boolean decides = quantity.bound() == Bound.THRESHOLD
                    || quantity.bound() == Bound.CUT
                    || quantity.measure().equals("pays");
            if (alike.isEmpty() ? decides : alike.stream().noneMatch(their -> Values.same(quantity, their))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameAspects(Statement one, Statement other) {
        if (one.aspects().isEmpty() || other.aspects().isEmpty()) {
            return one.aspects().isEmpty() && other.aspects().isEmpty();
        }
        Set<String> a = without(one.aspects());
        Set<String> b = without(other.aspects());
        Set<String> eitherA = onlyEither(one.aspects());
        Set<String> eitherB = onlyEither(other.aspects());
        boolean sameEither =
                (eitherA.isEmpty() && eitherB.isEmpty()) || eitherA.stream().anyMatch(eitherB::contains);
        if (!sameEither) {
            return false;
        }
        long shared = a.stream().filter(b::contains).count();
        long all = a.size() + b.size() - shared;
        return all == 0 || shared * 2 >= all;
    }

    private static Set<String> without(Set<String> aspects) {
        Set<String> rest = new HashSet<>(aspects);
        rest.removeAll(EITHER);
        return rest;
    }

    private static Set<String> onlyEither(Set<String> aspects) {
        Set<String> either = new HashSet<>(aspects);
        either.retainAll(EITHER);
        return either;
    }

    /** Cells of different rows or columns are about different things. */
    private boolean sameRow(Statement one, Statement other) {
        if (one.aspects().isEmpty() && !one.label().isEmpty() && !other.label().isEmpty()) {
            if (Wording.overlap(Wording.of(one.label()), Wording.of(other.label())) < ALIKE_WORDS) {
                return false;
            }
        }
        Set<String> a = telling(one.row());
        Set<String> b = telling(other.row());
        if (a.isEmpty() && b.isEmpty()) {
            return true;
        }
        if (a.isEmpty() || b.isEmpty()) {
            String text = a.isEmpty() ? one.sentence() + one.label() : other.sentence() + other.label();
            return Wording.contained(a.isEmpty() ? b : a, Wording.of(text)) >= SAME_SUBJECT;
        }
        return one.row().equals(other.row()) || Wording.overlap(a, b) >= 0.75;
    }

    private static String withoutAspects(String plain) {
        StringBuilder rest = new StringBuilder(plain);
        for (Aspects.Named named : Aspects.in(plain)) {
            for (int i = named.start(); i < named.end(); i++) {
                rest.setCharAt(i, ' ');
            }
        }
        return rest.toString();
    }

    /** What is said of a thing is said of another thing when the titles name another one. */
    private boolean sameSubject(Statement one, Statement other) {
        if ((forTheWholeShop(one) && forTheWholeShop(other))
                || (one.passage().productId() != null
                        && one.passage().productId().equals(other.passage().productId()))) {
            return true;
        }
        Set<String> titleOne = subject(one);
        Set<String> titleOther = subject(other);
        if (titleOne.isEmpty() && titleOther.isEmpty()) {
            return true;
        }
        Set<String> wholeOne = new HashSet<>(titleOne);
        wholeOne.addAll(telling(one.topic()));
        Set<String> wholeOther = new HashSet<>(titleOther);
        wholeOther.addAll(telling(other.topic()));
        if (titleOne.isEmpty() || titleOther.isEmpty()) {
            return Wording.contained(
                            titleOne.isEmpty() ? titleOther : titleOne, titleOne.isEmpty() ? wholeOne : wholeOther)
                    >= SAME_SUBJECT;
        }
        return Math.max(Wording.contained(titleOne, wholeOther), Wording.contained(titleOther, wholeOne))
                >= SAME_SUBJECT;
    }

    /** "Outer tent: 3000 mm" is not "tent floor: 5000 mm": the words right before what both are about. */
    private static boolean samePart(Statement one, Statement other) {
        Set<String> a = one.parts();
        Set<String> b = other.parts();
        return forTheWholeShop(one) || a.isEmpty() || b.isEmpty() || a.stream().anyMatch(b::contains);
    }

    /** A warranty is a service, but each thing has its own. */
    private static boolean forTheWholeShop(Statement statement) {
        return statement.service() && !statement.aspects().contains("warranty");
    }

    private Set<String> subject(Statement statement) {
        String titles = statement.passage().title() + " " + statement.passage().titlePath();
        return subjects.computeIfAbsent(
                titles,
                one -> Wording.of(withoutAspects(GENERIC.matcher(Plain.of(one)).replaceAll(" "))));
    }

    private Set<String> telling(String plain) {
        return tellings.computeIfAbsent(plain, one -> Wording.of(withoutAspects(one)));
    }

    private boolean alike(Statement one, Statement other) {
        Set<String> a = words(one);
        Set<String> b = words(other);
        double overlap = Wording.overlap(a, b);
        if (one.aspects().isEmpty()) {
            return overlap >= ALIKE_WORDS
                    || (overlap >= SOME_WORDS && nearness.applyAsDouble(one.topic(), other.topic()) >= ALIKE_MEANING);
        }
        return overlap >= (one.fromTitle() || other.fromTitle() ? MORE_WORDS : SOME_WORDS);
    }

    /** The words of a sentence; what means the same counts as the same. */
    private Set<String> words(Statement statement) {
        Set<String> words = new HashSet<>(telling(statement.topic()));
        words.addAll(named.computeIfAbsent(statement.topic(), topic -> Aspects.names(Aspects.in(topic))));
        words.addAll(statement.aspects());
        return words;
    }
}
