package dev.daogou.ingest.contradictions;

import dev.daogou.ingest.contradictions.Aspects.Named;
import dev.daogou.ingest.contradictions.Quantity.Bound;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what a passage states: every amount with what it is the amount of. */
final class Statements {

    private static final Pattern CLAUSE_END = Pattern.compile("[，、]|,(?!\\d{3})|\\s-\\s|\\bbut\\b|\\bwhile\\b|[。;!?]");
    private static final Pattern EXAMPLE = Pattern.compile("例如|比如|举例|举个例|譬如|e\\.g\\.|for example|for instance|such as");
    private static final Pattern FORMER_AFTER = Pattern.compile(
            "^[^，。,;]{0,6}?(?:改为|调整为|变更为|改成|调整到|延长至|延长到|缩短至|缩短到|提高到|提高至|提升至|提升到|降至|降到|升级为|has been (?:changed|extended|raised|reduced) to|to be replaced by)");
    private static final Pattern FORMER_BEFORE = Pattern.compile(
            "(?:原(?:来|先|定|本)?(?:的)?(?:为|是)|原来|原先|原定|不再是|而不是|而非|从原来的|由原来的|此前(?:为|是)?|以前(?:为|是)|instead of|rather than|previously|formerly|used to be|up from|down from|no longer)\\s*$");
    private static final Pattern NEGATED = Pattern.compile(
            "不支持|不可(?!超)|不能|无法|不享受|不适用|不提供|不予|不再|概不|恕不|禁止|请勿|不得|不接受|不退|不换|不保|不包邮|不参与|并非"
                    + "|\\b(?:do not|don't|does not|doesn't|cannot|can't|not|never|no longer|isn't|aren't|won't)\\b(?! (?:more|less|exceed|over|under))");
    private static final Pattern BEYOND =
            Pattern.compile("超过|超出|逾期?|过了|以上|满\\S{0,6}后|after|beyond|more than|older than|past|later than|exceed");
    private static final Pattern NUMBER_ALONE =
            Pattern.compile("^\\s*(\\d+(?:\\.\\d+)?)\\s*(?:(?:-|~|至|到|to)\\s*(\\d+(?:\\.\\d+)?))?\\s*[。;.]?\\s*$");

    private static final Pattern QUESTION = Pattern.compile("[?？吗呢呀]|多久|多少|多大|几|怎么|什么时候|how |when |what |which ");
    private static final Pattern PART = Pattern.compile("(\\p{IsHan}{1,6}|[a-z]{3,}\\s)\\s*(?:的|最大|额定|建议|标准|平均|约)?$");
    private static final int LONGEST_PART = 10;

    private Statements() {}

    static List<Statement> of(ToldPassage passage) {
        String plain = Plain.of(passage.text());
        List<Quantity> quantities = Quantities.in(plain);
        List<Statement> statements = new ArrayList<>();
        String titles = Plain.of(passage.titlePath() + " " + passage.title());
        Set<String> titleModels = Cases.models(titles);
        for (Layout.Piece piece : Layout.of(plain)) {
            String sentence = plain.substring(piece.start(), piece.end());
            List<Quantity> inside = new ArrayList<>(quantities.stream()
                    .filter(quantity -> quantity.start() >= piece.start() && quantity.end() <= piece.end())
                    .toList());
            Matcher alone = NUMBER_ALONE.matcher(sentence);
            if (inside.isEmpty() && !piece.label().isEmpty() && alone.matches()) {
                inside.add(alone(alone, piece));
            }
            if (!inside.isEmpty() && !EXAMPLE.matcher(sentence).find()) {
                inPiece(passage, plain, titles, titleModels, piece, inside, statements);
            }
        }
        return statements;
    }

    private static Quantity alone(Matcher number, Layout.Piece piece) {
        Quantity one = Quantities.bare(
                Double.parseDouble(number.group(1)),
                piece.label(),
                piece.start() + number.start(1),
                piece.start() + number.end(1));
        if (number.group(2) == null) {
            return one;
        }
        Quantity two = Quantities.bare(
                Double.parseDouble(number.group(2)), piece.label(), one.start(), piece.start() + number.end(2));
        return new Quantity(
                one.measure(),
                List.of(one.low(), two.low()),
                Quantity.Shape.RANGE,
                Bound.EXACT,
                false,
                one.start(),
                two.end());
    }

    private record Clause(int start, int end) {}

    private static void inPiece(
            ToldPassage passage,
            String plain,
            String titles,
            Set<String> titleModels,
            Layout.Piece piece,
            List<Quantity> inside,
            List<Statement> statements) {
        List<Clause> clauses = clauses(plain, piece, inside);
        String topic = topic(plain, piece, inside);
        Map<String, Set<String>> titleCases = Cases.in(titles);
        Set<String> models = new HashSet<>(titleModels);
        models.addAll(Cases.models(topic));
        for (int at = 0; at < clauses.size(); at++) {
            Clause clause = clauses.get(at);
            List<Quantity> own = inside.stream()
                    .filter(quantity -> quantity.start() >= clause.start() && quantity.end() <= clause.end())
                    .toList();
            for (Quantity quantity : own) {
                if (isFormer(plain, clause, quantity)) {
                    continue;
                }
                Spoken spoken = aspects(plain, clauses, at, piece, titles, own, quantity);
                List<Named> deciding = spoken.named();
                Set<String> names = Aspects.names(deciding);
                if (names.isEmpty() && quantity.measure().equals("pays")) {
                    names.add("discount");
                }
                statements.add(new Statement(
                        passage,
                        quantity,
                        plain.substring(piece.start(), piece.end()).strip(),
                        topic,
                        names,
                        spoken.parts(),
                        spoken.fromTitle(),
                        names.contains("discount") || deciding.stream().anyMatch(Named::service),
                        cases(plain, clauses, at, piece, inside),
                        titleCases,
                        piece.label(),
                        piece.row(),
                        companions(quantity, own),
                        models,
                        isNegated(plain, clauses, at)));
            }
        }
    }

    private static List<Clause> clauses(String plain, Layout.Piece piece, List<Quantity> inside) {
        List<Clause> clauses = new ArrayList<>();
        Matcher stop = CLAUSE_END.matcher(plain).region(piece.start(), piece.end());
        int from = piece.start();
        while (stop.find()) {
            int at = stop.start();
            if (inside.stream().noneMatch(quantity -> quantity.start() <= at && at < quantity.end()) && at > from) {
                clauses.add(new Clause(from, at));
                from = stop.end();
            }
        }
        if (from < piece.end()) {
            clauses.add(new Clause(from, piece.end()));
        }
        return clauses;
    }

    /** The words nearest to the amount that say what it is of: its clause, its neighbours, its label, its row, its titles. */
    private static Spoken aspects(
            String plain,
            List<Clause> clauses,
            int at,
            Layout.Piece piece,
            String titles,
            List<Quantity> own,
            Quantity quantity) {
        Clause clause = clauses.get(at);
        List<Named> here = Aspects.deciding(nearest(plain, clause, own, quantity));
        if (!here.isEmpty()) {
            return Spoken.of(here, masked(plain, clause.start(), clause.end(), own));
        }
        List<Named> label = Aspects.deciding(Aspects.in(piece.label()));
        if (!label.isEmpty()) {
            return Spoken.of(label, piece.label());
        }
        for (int distance = 1; distance < clauses.size(); distance++) {
            for (int place : new int[] {at + distance, at - distance}) {
                boolean after = place > at;
                if (place < 0 || place >= clauses.size() || (after && hasAmount(clauses.get(place), quantity, plain))) {
                    continue;
                }
                Clause other = clauses.get(place);
                List<Named> deciding = Aspects.deciding(in(plain, other));
                if (!deciding.isEmpty()) {
                    return Spoken.of(deciding, plain.substring(other.start(), other.end()));
                }
            }
        }
        List<Named> row = Aspects.deciding(Aspects.in(piece.row()));
        if (!row.isEmpty()) {
            return Spoken.of(row, piece.row());
        }
        String[] path = titles.split(" > ", -1);
        for (int level = path.length - 1; level >= 0; level--) {
            List<Named> title = Aspects.deciding(Aspects.in(path[level]));
            if (!title.isEmpty()) {
                return new Spoken(
                        title, Set.of(), !QUESTION.matcher(path[level]).find());
            }
        }
        return new Spoken(in(plain, clause), Set.of(), false);
    }

    /** What an amount is of, and what part of it. */
    private record Spoken(List<Named> named, Set<String> parts, boolean fromTitle) {

        static Spoken of(List<Named> named, String text) {
            Set<String> parts = new HashSet<>();
            for (Named one : named) {
                int before = Math.max(0, one.start() - LONGEST_PART);
                Matcher part = PART.matcher(text.substring(before, one.start()));
                if (part.find()) {
                    parts.addAll(Wording.of(part.group(1)));
                }
            }
            return new Spoken(named, parts, false);
        }
    }

    private static boolean hasAmount(Clause clause, Quantity quantity, String plain) {
        return Quantities.in(plain.substring(clause.start(), clause.end())).stream()
                .anyMatch(other -> other.measure().equals(quantity.measure()));
    }

    private static List<Named> in(String plain, Clause clause) {
        return Aspects.in(plain.substring(clause.start(), clause.end()));
    }

    /** Of several amounts in one clause, each takes the words that stand on its side of the others. */
    private static List<Named> nearest(String plain, Clause clause, List<Quantity> own, Quantity quantity) {
        List<Named> all = in(plain, clause);
        List<Quantity> alike = own.stream()
                .filter(other -> other.measure().equals(quantity.measure()) && other.bound() == quantity.bound())
                .toList();
        if (alike.size() < 2 || all.stream().filter(one -> !one.condition()).count() < 2) {
            return all;
        }
        boolean wordsFirst =
                all.getFirst().start() + clause.start() < alike.getFirst().start();
        int place = alike.indexOf(quantity);
        int from =
                wordsFirst ? (place == 0 ? clause.start() : alike.get(place - 1).end()) : quantity.end();
        int to = wordsFirst
                ? quantity.start()
                : place + 1 < alike.size() ? alike.get(place + 1).start() : clause.end();
        List<Named> near = all.stream()
                .filter(one -> one.start() + clause.start() >= from && one.end() + clause.start() <= to)
                .toList();
        return near.isEmpty() ? all : near;
    }

    private static Map<String, Set<String>> cases(
            String plain, List<Clause> clauses, int at, Layout.Piece piece, List<Quantity> inside) {
        Function<Clause, Map<String, Set<String>>> read =
                clause -> Cases.in(masked(plain, clause.start(), clause.end(), inside));
        Map<String, Set<String>> cases = new HashMap<>(read.apply(clauses.get(at)));
        for (int before = at - 1; before >= 0; before--) {
            read.apply(clauses.get(before)).forEach(cases::putIfAbsent);
        }
        Cases.in(piece.label()).forEach(cases::putIfAbsent);
        Cases.in(piece.row()).forEach(cases::putIfAbsent);
        return cases;
    }

    private static List<Quantity> companions(Quantity quantity, List<Quantity> own) {
        return own.stream()
                .filter(other -> other.start() != quantity.start()
                        && !(other.measure().equals(quantity.measure()) && other.bound() == quantity.bound()))
                .toList();
    }

    private static boolean isFormer(String plain, Clause clause, Quantity quantity) {
        return FORMER_AFTER.matcher(plain.substring(quantity.end())).find()
                || FORMER_BEFORE
                        .matcher(plain.substring(clause.start(), quantity.start()))
                        .find();
    }

    /** "Not after seven days" is "within seven days". */
    private static boolean isNegated(String plain, List<Clause> clauses, int at) {
        Clause clause = clauses.get(at);
        String here = plain.substring(clause.start(), clause.end());
        String next = at + 1 < clauses.size()
                ? plain.substring(
                        clauses.get(at + 1).start(), clauses.get(at + 1).end())
                : "";
        boolean beyond = BEYOND.matcher(here).find();
        return !beyond && NEGATED.matcher(here).find() && !BEYOND.matcher(next).find();
    }

    private static String topic(String plain, Layout.Piece piece, List<Quantity> inside) {
        String sentence = masked(plain, piece.start(), piece.end(), inside);
        return (piece.label() + " " + sentence).strip();
    }

    static String masked(String plain, int start, int end, List<Quantity> quantities) {
        StringBuilder text = new StringBuilder(plain.substring(start, end));
        for (Quantity quantity : quantities) {
            for (int i = Math.max(start, quantity.start()); i < Math.min(end, quantity.end()); i++) {
                text.setCharAt(i - start, ' ');
            }
        }
        return text.toString();
    }

    /** Unique words to find statements about the same thing by, each with the measure before it. */
    static Set<String> keys(Statement statement) {
        String measure = switch (statement.quantity().measure()) {
            case "workdays" -> "duration";
            case "number" -> "percent";
            case "temperature.f" -> "temperature";
            default -> statement.quantity().measure();
        };
        Set<String> keys = new HashSet<>();
        statement.aspects().forEach(aspect -> keys.add(measure + ":" + aspect));
        if (keys.isEmpty()) {
            String near = statement.label().isEmpty() ? statement.topic() : statement.label();
            Wording.of(near).stream().sorted().limit(12).forEach(word -> keys.add(measure + ":~" + word));
        }
        return keys;
    }
}
