package dev.daogou.assistant.answering;

import dev.daogou.assistant.conversation.Author;
import dev.daogou.assistant.conversation.Message;
import dev.daogou.assistant.llm.Briefing.ProductMention;
import dev.daogou.knowledge.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** First step of a turn: language, follow-up, the several questions of one message, and which products are meant. */
@Component
class Understand {

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final Pattern LATIN = Pattern.compile("[A-Za-z]{2,}");
    private static final Pattern SENTENCE = Pattern.compile("[^?？!！。;；\\n]+[?？!！。;；]*");
    private static final Pattern ASKS = Pattern.compile(
            "多少|什么|怎么|如何|哪|几[天个件米升号点年月号]|吗|呢|能不能|可不可以|会不会|有没有|是不是|是否|能否|多久|多长|多大|多重|多高|多冷|多远|为什么|何时|发货|有货|现货|退货|换货|包邮|发票|优惠|保修|"
                    + "\\b(?:what|which|when|where|who|how|why|is|are|can|could|do|does|will|would|should|any)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern OPENER = Pattern.compile(
            "^(?:那么?|要是|如果|换成|换|and|what about|how about|what if|then)\\b?.*|.*(?:呢|的呢)[?？]?$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern POINTING = Pattern.compile(
            "这[件款个条双台张把套种盒包顶只]?|它|此款|该款|那[件款个条双台]|\\b(?:this|it|that one|these|the one)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern COMPARES = Pattern.compile(
            "比|[跟和与].{0,20}(?:哪|区别|差|一样)|还是|\\b(?:than|versus|vs|compared?|difference|or the)\\b",
            Pattern.CASE_INSENSITIVE);
    /** "第二个呢", "the first one": one of those shown before, by its place. */
    private static final Pattern ORDINAL = Pattern.compile(
            "第\\s*([一二三四1-4])\\s*[个件款双条台把张种]|\\bthe (first|second|third|fourth)\\b", Pattern.CASE_INSENSITIVE);

    private static final List<String> PLACES = List.of("一1first", "二2second", "三3third", "四4fourth");

    /** A question near the end of an answer waits for the shopper's word. */
    private static final Pattern ASKED_BACK = Pattern.compile("[?？][^?？]{0,200}$");

    private static final int SHORT_ZH = 14;
    private static final int SHORT_EN_WORDS = 7;

    private final ProductMentions mentions;

    Understand(ProductMentions mentions) {
        this.mentions = mentions;
    }

    Understood understand(Turn turn) {
        String text = turn.text().strip();
        Language language = language(turn, text);
        Optional<Message> lastAnswer = lastAnswer(turn.history());
        String continues = continues(text, language, lastAnswer);
        List<String> questions = questions(text);
        Products products = products(turn, text, continues, lastAnswer);
        return new Understood(language, continues, questions, products.meant, products.unclear);
    }

    private static Language language(Turn turn, String text) {
        for (String said : latestFirst(text, turn.history())) {
            if (HAN.matcher(said).find()) {
                return Language.ZH;
            }
            if (LATIN.matcher(said).find()) {
                return Language.EN;
            }
        }
        return turn.shopper().shop().language();
    }

    private static List<String> latestFirst(String text, List<Message> history) {
        List<String> said = new ArrayList<>();
        said.add(text);
        for (Message message : history.reversed()) {
            if (message.author() instanceof Author.Shopper) {
                said.add(message.text());
            }
        }
        return said;
    }

    /** A short message that opens like a follow-up, or answers what the assistant asked back, goes on with the earlier one. */
    private static @Nullable String continues(String text, Language language, Optional<Message> lastAnswer) {
        if (lastAnswer.isEmpty()) {
            return null;
        }
        Object before = lastAnswer.get().content().get("understood");
        if (!(before instanceof String earlier) || earlier.isBlank()) {
            return null;
        }
        boolean isShort =
                language == Language.ZH ? text.length() <= SHORT_ZH : text.split("\\s+").length <= SHORT_EN_WORDS;
        boolean askedBack = ASKED_BACK.matcher(lastAnswer.get().text().strip()).find();
        boolean opens = OPENER.matcher(text).matches();
        boolean bare = !ASKS.matcher(text).find();
        if ((isShort && opens) || (askedBack && bare && text.length() <= 60)) {
            return earlier;
        }
        return null;
    }

    /** Splits at sentence ends and, where each part asks something, at commas; what asks nothing belongs to what follows. */
    static List<String> questions(String text) {
        List<String> clauses = new ArrayList<>();
        Matcher sentence = SENTENCE.matcher(text);
        while (sentence.find()) {
            clauses.addAll(clauses(sentence.group().strip()));
        }
        List<String> questions = new ArrayList<>();
        StringBuilder lead = new StringBuilder();
        for (String clause : clauses) {
            if (clause.isBlank()) {
                continue;
            }
            lead.append(lead.isEmpty() ? "" : ",").append(clause);
            if (ASKS.matcher(clause).find()) {
                questions.add(lead.toString().strip());
                lead.setLength(0);
            }
        }
        if (!lead.isEmpty()) {
            if (questions.isEmpty()) {
                questions.add(lead.toString().strip());
            } else {
                questions.set(
                        questions.size() - 1,
                        questions.getLast() + " " + lead.toString().strip());
            }
        }
        return questions.isEmpty() ? List.of(text) : questions.subList(0, Math.min(6, questions.size()));
    }

    private static List<String> clauses(String sentence) {
        String[] parts = sentence.split(
                "[,，、](?!\\d{3}\\b)|(?<=\\p{IsHan})\\s+(?=\\p{IsHan})|(?:还有(?!货|现货|吗|没|多少|剩)|另外|以及|顺便问)(?=[^,，]{2})| and (?=how|what|when|is|are|do|does|can|will)");
        long asking = java.util.Arrays.stream(parts)
                .filter(p -> ASKS.matcher(p).find())
                .count();
        if (asking < 2) {
            return List.of(sentence);
        }
        return java.util.Arrays.stream(parts).map(String::strip).toList();
    }

    private record Products(List<ProductMention> meant, boolean unclear) {}

    private Products products(Turn turn, String text, @Nullable String continues, Optional<Message> lastAnswer) {
        String shop = turn.shopper().shop().id().value();
        ProductMentions.Found named = mentions.named(shop, text);
        String page = turn.page().productId();
        List<String> talkedOf = talkedOf(lastAnswer);
        boolean pageIsNew = page != null && !page.equals(pageBefore(turn.history()));
        boolean pointing = POINTING.matcher(text).find();

        List<String> atHand = new ArrayList<>();
        if (page != null && (pageIsNew || talkedOf.isEmpty())) {
            atHand.add(page);
        } else {
            atHand.addAll(talkedOf);
            if (page != null && !atHand.contains(page)) {
                atHand.add(page);
            }
        }
        Optional<ProductMention> placed =
                placed(text, lastShown(turn.history())).flatMap(id -> mentions.titled(shop, id));
        if (placed.isPresent()) {
            return new Products(List.of(placed.get()), false);
        }
        if (named.several().size() >= 2) {
            return new Products(named.several(), false);
        }
        if (!named.candidates().isEmpty()) {
            Optional<ProductMention> known = named.candidates().stream()
                    .filter(c -> atHand.contains(c.productId()))
                    .findFirst();
            if (known.isPresent()) {
                return new Products(List.of(known.get()), false);
            }
            boolean beside = COMPARES.matcher(text).find() && !atHand.isEmpty() && named.byName();
            Optional<ProductMention> before = beside ? mentions.titled(shop, atHand.getFirst()) : Optional.empty();
            if (before.isPresent()) {
                return new Products(List.of(before.get(), named.candidates().getFirst()), false);
            }
            // A robot vacuum's page speaks of carpets: asking about those there is no question about the carpet of the
            // shop.
            boolean ofThePage = page != null && named.name() != null && mentions.speaksOf(shop, page, named.name());
            if (named.sure() && (atHand.isEmpty() || (named.byName() && !ofThePage))) {
                return new Products(named.candidates(), false);
            }
            if (!named.sure() && atHand.isEmpty()) {
                return new Products(named.candidates(), true);
            }
        }
        if (atHand.isEmpty()) {
            return new Products(List.of(), false);
        }
        boolean severalAtHand = atHand.size() > 1 && !atHand.getFirst().equals(page);
        List<ProductMention> titled = atHand.stream()
                .limit(4)
                .map(id -> mentions.titled(shop, id))
                .flatMap(Optional::stream)
                .toList();
        return new Products(titled, severalAtHand && titled.size() > 1 && !pointing && continues == null);
    }

    /** The products of the latest answer that showed several. */
    private static List<String> lastShown(List<Message> history) {
        return history.reversed().stream()
                .filter(m -> m.author() instanceof Author.Assistant)
                .map(m -> talkedOf(Optional.of(m)))
                .filter(products -> products.size() > 1)
                .findFirst()
                .orElse(List.of());
    }

    private static Optional<String> placed(String text, List<String> shown) {
        Matcher ordinal = ORDINAL.matcher(text);
        if (!ordinal.find()) {
            return Optional.empty();
        }
        String said = (ordinal.group(1) == null ? ordinal.group(2) : ordinal.group(1)).toLowerCase(Locale.ROOT);
        for (int place = 0; place < Math.min(PLACES.size(), shown.size()); place++) {
            if (PLACES.get(place).contains(said)) {
                return Optional.of(shown.get(place));
            }
        }
        return Optional.empty();
    }

    private static Optional<Message> lastAnswer(List<Message> history) {
        return history.reversed().stream()
                .filter(m -> m.author() instanceof Author.Assistant)
                .findFirst();
    }

    private static List<String> talkedOf(Optional<Message> lastAnswer) {
        return lastAnswer
                .map(m -> m.content().get("about"))
                .filter(List.class::isInstance)
                .map(ids -> ((List<?>) ids).stream().map(Object::toString).toList())
                .orElse(List.of());
    }

    private static @Nullable String pageBefore(List<Message> history) {
        for (Message message : history.reversed()) {
            if (message.author() instanceof Author.Shopper
                    && message.content().get("page") instanceof Map<?, ?> page
                    && page.get("productId") instanceof String id) {
                return id;
            }
        }
        return null;
    }
}
