package dev.daogou.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Gives a shop of its own a real merchant's data through the import calls, asks it questions as shoppers would, and says how
 * many are answered right with a right source, and how many of those that cannot be answered are declined.
 *
 * <p>Options: {@code --url}, {@code --token} or {@code DAOGOU_OWNER_TOKEN}, {@code --shop}, {@code --texts=documents|attributes},
 * {@code --discount=promotion|policy}, {@code --questions=FILE}, {@code --only=REGEX} of ids, {@code --no-import}, {@code --record}.
 */
public final class RealShop {
    private static final Duration READING = Duration.ofMinutes(10);

    private final Arguments arguments;
    private final PublicFace face;
    private final String shop;
    private final Merchant merchant;
    private final MerchantFolder folder;
    private final MerchantFolder.LongTexts longTexts;
    private final Map<String, String> sourceOf = new LinkedHashMap<>();

    private RealShop(Arguments arguments) {
        this.arguments = arguments;
        this.face = new PublicFace(arguments.option("url", "http://localhost:8080"));
        this.shop = arguments.option("shop", "real-zh");
        this.merchant = new Merchant(face, arguments.secret("token", "DAOGOU_OWNER_TOKEN"), shop);
        this.folder = new MerchantFolder(Path.of(arguments.word(0, "the folder with the merchant's data")));
        this.longTexts = MerchantFolder.LongTexts.valueOf(
                arguments.option("texts", "documents").toUpperCase(Locale.ROOT));
    }

    public static void main(String[] args) {
        try {
            new RealShop(Arguments.of(args)).run();
        } catch (Arguments.WrongArguments wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
        }
    }

    private void run() {
        Map<String, String> titles = folder.titles();
        List<ShopQuestion> questions = questions();
        questions.forEach(question -> question.productIds(titles));
        if (!arguments.has("no-import")) {
            importEverything();
        }
        askAndJudge(questions, titles);
    }

    private List<ShopQuestion> questions() {
        String file = arguments.option("questions");
        Pattern only = Pattern.compile(arguments.option("only", ""));
        return ShopQuestion.all(file == null ? YamlFiles.resource("/real-shop-zh.yaml") : YamlFiles.file(Path.of(file)))
                .stream()
                .filter(question -> only.matcher(question.id()).find())
                .toList();
    }

    private void importEverything() {
        long from = System.nanoTime();
        System.out.println(
                merchant.open("家电旗舰店", "zh", "CNY", "Asia/Shanghai")
                        ? "Opened the shop " + shop
                        : "The shop " + shop + " was there already");
        System.out.println("products: " + counts(merchant.importRows("products", folder.productRows(longTexts))));
        List<MerchantFolder.Document> documents =
                new ArrayList<>(folder.discountDocuments(arguments.option("discount", "promotion")));
        if (longTexts == MerchantFolder.LongTexts.DOCUMENTS) {
            documents.addAll(folder.productDocuments());
        }
        for (MerchantFolder.Document document : documents) {
            String id = merchant.upload(
                    document.fileName(), document.markdown(), document.kind(), document.productId(), document.title());
            String productId = document.productId();
            if (productId != null) {
                sourceOf.put(id, productId);
            }
        }
        System.out.println("documents: " + documents.size());
        try {
            System.out.println("orders: " + counts(merchant.importRows("orders", folder.orderRows())));
        } catch (PublicFace.Refused refused) {
            System.out.println("orders: " + refused.getMessage());
        }
        JsonNode knowledge = merchant.waitUntilSearchable(READING);
        System.out.printf("All searchable after %.1f s: %s%n", (System.nanoTime() - from) / 1e9, knowledge);
        merchant.documentsNotLive().forEach((title, why) -> System.out.println("  not live: " + title + ": " + why));
    }

    private static String counts(JsonNode outcome) {
        return "accepted " + outcome.path("accepted").asInt() + ", rejected "
                + Table.shortened(outcome.path("rejected").toString(), 400);
    }

    private void askAndJudge(List<ShopQuestion> questions, Map<String, String> titles) {
        Map<String, Integer> right = new TreeMap<>();
        Map<String, Integer> asked = new TreeMap<>();
        List<Duration> times = new ArrayList<>();
        int answerable = 0;
        int answeredRight = 0;
        int provenByQuotation = 0;
        int unanswerable = 0;
        int declined = 0;
        for (ShopQuestion question : questions) {
            List<String> ids = question.productIds(titles);
            Answer answer = null;
            List<String> complaints;
            try {
                answer = Shopper.visitor(face, shop).ask(question.ask(), question.onPage() ? ids.getFirst() : null);
                complaints = question.complaints(answer, ids, titles, sourceOf);
                times.add(answer.took());
            } catch (PublicFace.Refused refused) {
                complaints = List.of(String.valueOf(refused.getMessage()));
            }
            print(question, answer, complaints);
            asked.merge(question.about(), 1, Integer::sum);
            right.merge(question.about(), complaints.isEmpty() ? 1 : 0, Integer::sum);
            boolean proven = answer != null
                    && ((question.toolWillDo() && answer.usedATool())
                            || question.expectation().standsInTheQuotations(answer));
            if (question.answerable()) {
                provenByQuotation += complaints.isEmpty() && proven ? 1 : 0;
                answerable++;
                answeredRight += complaints.isEmpty() ? 1 : 0;
            } else {
                unanswerable++;
                declined += complaints.isEmpty() ? 1 : 0;
            }
        }
        Table table = new Table("about", "asked", "right");
        asked.forEach((about, number) -> table.row(about, number, right.getOrDefault(about, 0)));
        table.row("**answerable**", answerable, answeredRight + share(answeredRight, answerable));
        table.row(
                "of these, the quotation itself holds it",
                answerable,
                provenByQuotation + share(provenByQuotation, answerable));
        table.row("**not in the data**", unanswerable, declined + share(declined, unanswerable) + " declined");
        table.row("answer time p50 / p99", times.size(), Durations.summary(times));
        System.out.println();
        System.out.println(table.forTerminal());
        Measurements.record(
                arguments,
                "RealShop",
                titles.size() + " real products of a Chinese merchant, long texts as "
                        + longTexts.name().toLowerCase(Locale.ROOT) + ", asked to the "
                        + "built-in assistant unless a model was configured",
                table);
    }

    private static String share(int part, int whole) {
        return whole == 0 ? "" : " (%.0f %%)".formatted(100.0 * part / whole);
    }

    private static void print(ShopQuestion question, @Nullable Answer answer, List<String> complaints) {
        System.out.println((complaints.isEmpty() ? "ok     " : "WRONG  ") + question.id() + "  "
                + (question.onPage() ? "[page] " : "") + question.ask());
        if (answer != null) {
            System.out.println("         " + (answer.declined() ? "(declined) " : "")
                    + Table.shortened(answer.text(), complaints.isEmpty() ? 150 : 420));
            answer.citations().stream()
                    .limit(complaints.isEmpty() ? 1 : 3)
                    .forEach(citation -> System.out.println("         ^ " + Table.shortened(citation.title(), 60) + " “"
                            + Table.shortened(citation.quote(), 90) + "”"));
            if (!answer.tools().isEmpty()) {
                System.out.println("         tools " + answer.tools());
            }
        }
        if (!complaints.isEmpty()) {
            System.out.println("         ! " + String.join("; ", complaints));
        } else if (answer != null
                && question.answerable()
                && !question.toolWillDo()
                && !question.expectation().standsInTheQuotations(answer)) {
            System.out.println("         ~ right, but what it quotes does not hold it");
        }
    }
}
