package dev.daogou.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds the conversations of {@code behaviours/*.yaml} with the demo shops of a running service, and prints what came back.
 * Nothing is changed but that the conversations exist afterwards.
 *
 * <p>Options: {@code --url}, {@code --only=REGEX} of ids, {@code --record}. Those that ask for a person leave a conversation
 * in the desk's queue.
 */
public final class Behaviours {
    static final List<String> SCRIPTS = List.of(
            "/behaviours/a01-size.yaml",
            "/behaviours/a02-repeats.yaml",
            "/behaviours/a03-several.yaml",
            "/behaviours/a04-unknown.yaml",
            "/behaviours/a05-sources.yaml",
            "/behaviours/a06-proof.yaml",
            "/behaviours/a07-need.yaml",
            "/behaviours/a08-hesitating.yaml",
            "/behaviours/a09-vague.yaml",
            "/behaviours/a10-complements.yaml",
            "/behaviours/a11-coupons.yaml",
            "/behaviours/a12-delivery.yaml",
            "/behaviours/a13-orders.yaml",
            "/behaviours/a14-person.yaml",
            "/behaviours/english.yaml");

    /** Words the advertising law forbids, as far as they can be told apart by form (A15). */
    private static final Pattern SUPERLATIVE = Pattern.compile("最(?:好|佳|优|强|低价|便宜|划算|高级|先进)|(?:全网|行业|销量)第一|绝对|顶级|国家级");

    private final Arguments arguments;
    private final PublicFace face;
    private final Map<String, Integer> held = new TreeMap<>();
    private final Map<String, Integer> right = new TreeMap<>();
    private final List<Duration> times = new ArrayList<>();
    private final List<String> superlatives = new ArrayList<>();

    private Behaviours(Arguments arguments) {
        this.arguments = arguments;
        this.face = new PublicFace(arguments.option("url", "http://localhost:8080"));
    }

    public static void main(String[] args) {
        try {
            new Behaviours(Arguments.of(args)).run();
        } catch (Arguments.WrongArguments wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
        }
    }

    private void run() {
        Pattern only = Pattern.compile(arguments.option("only", ""));
        Script.all(SCRIPTS).stream()
                .filter(script -> only.matcher(script.id()).find())
                .forEach(this::hold);
        Table table = new Table("behaviour", "conversations", "right");
        held.forEach((behaviour, number) -> table.row(behaviour, number, right.getOrDefault(behaviour, 0)));
        int all = counted(held);
        int allRight = counted(right);
        table.row(
                "**all but later ones**",
                all,
                allRight + (all == 0 ? "" : " (%.0f %%)".formatted(100.0 * allRight / all)));
        table.row("answer time p50 / p99", times.size(), Durations.summary(times));
        table.row("A15: forbidden superlatives", times.size() + " answers", superlatives.size());
        System.out.println();
        System.out.println(table.forTerminal());
        superlatives.forEach(said -> System.out.println("  A15: " + said));
        Measurements.record(
                arguments,
                "Behaviours",
                "conversations with the demo shops, each right only when every turn is",
                table);
    }

    private static int counted(Map<String, Integer> numbers) {
        return numbers.entrySet().stream()
                .filter(entry -> !entry.getKey().endsWith("later"))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private void hold(Script script) {
        List<String> lines = new ArrayList<>();
        boolean fine = true;
        try {
            String as = script.as();
            Shopper shopper =
                    as == null ? Shopper.visitor(face, script.shop()) : Shopper.ofTheDemo(face, script.shop(), as);
            String conversation = shopper.startConversation();
            for (Script.Turn turn : script.turns()) {
                Answer answer = shopper.ask(conversation, turn.say(), turn.page());
                List<String> complaints = turn.expectation().complaints(answer);
                times.add(answer.took());
                Matcher superlative = SUPERLATIVE.matcher(answer.text());
                if (superlative.find()) {
                    superlatives.add(script.id() + " says " + superlative.group());
                }
                fine &= complaints.isEmpty();
                lines.addAll(shown(turn, answer, complaints));
            }
        } catch (PublicFace.Refused refused) {
            fine = false;
            lines.add("    ! " + refused.getMessage());
        }
        String behaviour = script.behaviour() + (script.later() ? " later" : "");
        held.merge(behaviour, 1, Integer::sum);
        right.merge(behaviour, fine ? 1 : 0, Integer::sum);
        System.out.println((fine ? "ok     " : "WRONG  ") + behaviour + "  " + script.id()
                + (script.shop().equals("demo") ? "" : " [" + script.shop() + "]")
                + (script.page() == null ? "" : " [page " + script.page() + "]")
                + (script.as() == null ? "" : " [" + script.as() + "]"));
        lines.forEach(System.out::println);
    }

    private static List<String> shown(Script.Turn turn, Answer answer, List<String> complaints) {
        List<String> lines = new ArrayList<>();
        lines.add("    > " + turn.say());
        lines.add("    < " + (answer.declined() ? "(declined) " : "")
                + Table.shortened(answer.text(), complaints.isEmpty() ? 160 : 500));
        List<String> beside = new ArrayList<>();
        if (!answer.tools().isEmpty()) {
            beside.add("tools "
                    + answer.tools().stream()
                            .map(tool -> tool.name() + (tool.ok() ? "" : " (failed)"))
                            .toList());
        }
        if (!answer.cards().isEmpty()) {
            beside.add("cards " + answer.cardKinds());
        }
        if (!answer.citations().isEmpty()) {
            beside.add("cites "
                    + answer.citations().stream()
                            .map(citation -> Table.shortened(citation.title(), 40))
                            .distinct()
                            .limit(3)
                            .toList());
        }
        if (!answer.floor().equals("assistant")) {
            beside.add("floor " + answer.floor());
        }
        if (!beside.isEmpty()) {
            lines.add("      " + String.join("; ", beside));
        }
        if (!complaints.isEmpty()) {
            lines.add("    ! " + String.join("; ", complaints));
        }
        return lines;
    }
}
