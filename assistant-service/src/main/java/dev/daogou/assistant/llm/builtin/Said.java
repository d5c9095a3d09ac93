package dev.daogou.assistant.llm.builtin;

import dev.daogou.assistant.llm.ChineseNumerals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a shopper said that a tool can use, keyed as tools name their parameters: {@code heightCm, weightKg, bustCm,
 * waistCm, hipCm, footMm, size, usualSize, color, minPrice, maxPrice, direction, orderId, quantity}. Lengths in cm (feet in mm),
 * weights in kg, prices in major units.
 */
final class Said {

    private static final String NUMBER = "(\\d+(?:\\.\\d+)?)";
    private static final String SIZE_WORD = "(?:XXXS|XXS|XS|XXXXL|XXXL|XXL|XL|[2-6]XL|S|M|L|均码)";

    private static final Pattern METRES_CENTIMETRES = Pattern.compile("1\\s*米\\s*(\\d{1,2})(?!\\d)");
    private static final Pattern METRES =
            Pattern.compile("\\b([12]\\.\\d{1,2})\\s*(?:m\\b|米|metres?|meters?)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern HEIGHT_CM = Pattern.compile(
            "(?:身高|个子|高|tall|height)\\D{0,6}(1[2-9]\\d|2[0-2]\\d)(?!\\d)|(1[2-9]\\d|2[0-2]\\d)(?:\\.\\d)?\\s*(?:cm|厘米|公分|centimet)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern FEET = Pattern.compile(
            "\\b([4-7])\\s*(?:'|’|′|ft|feet|foot)\\s*(?:(\\d{1,2})\\s*(?:\"|”|″|''|in\\b|inch(?:es)?)?)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern KILOGRAMS =
            Pattern.compile(NUMBER + "\\s*(?:kgs?\\b|公斤|千克|kilos?\\b|kilograms?\\b)", Pattern.CASE_INSENSITIVE);
    private static final Pattern JIN = Pattern.compile(NUMBER + "\\s*(?:市)?斤");
    private static final Pattern POUNDS =
            Pattern.compile(NUMBER + "\\s*(?:lbs?\\b|pounds?\\b|磅)", Pattern.CASE_INSENSITIVE);
    private static final Pattern STONE =
            Pattern.compile("(\\d{1,2})\\s*(?:stone|st\\b)\\s*(\\d{1,2})?", Pattern.CASE_INSENSITIVE);
    private static final Pattern BARE_WEIGHT =
            Pattern.compile("(?:体重|weigh(?:t|s|ing)?)\\D{0,6}" + NUMBER, Pattern.CASE_INSENSITIVE);
    private static final Pattern HEIGHT_AND_WEIGHT = Pattern.compile(
            "(?<!\\d)(1[3-9]\\d|20\\d)\\s*(?:cm|厘米|公分)?\\s*[/,，、 和]\\s*(?:体重)?\\s*(\\d{2,3})(?![\\d.元块%年月日升])");
    private static final Map<String, Pattern> GIRTHS = Map.of(
            "bustCm", Pattern.compile("(?:胸围|bust|chest)\\D{0,6}(\\d{2,3})", Pattern.CASE_INSENSITIVE),
            "waistCm", Pattern.compile("(?:腰围|waist)\\D{0,6}(\\d{2,3})", Pattern.CASE_INSENSITIVE),
            "hipCm", Pattern.compile("(?:臀围|hips?)\\D{0,6}(\\d{2,3})", Pattern.CASE_INSENSITIVE));
    private static final Pattern FOOT = Pattern.compile(
            "(?:脚长|foot(?: length)?|feet are)\\D{0,8}(\\d{2,3}(?:\\.\\d)?)\\s*(cm|厘米|mm|毫米|公分)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SIZE = Pattern.compile(
            "(?<![A-Za-z0-9'’])(?<!\\d\\s)(" + SIZE_WORD
                    + ")(?![A-Za-z0-9'’])|(?<![\\d.])(3[4-9]|4[0-8])(?:\\.5)?\\s*码|\\bsize\\s+(\\d{1,2}|" + SIZE_WORD
                    + ")\\b|(小|中|大|加大)(?:号|码)|\\b(small|medium|large|extra large)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern USUAL_SIZE = Pattern.compile(
            "(?:平时|平常|一般|通常|usually|normally)[^。.?!？！]{0,12}?(?<![A-Za-z0-9])(" + SIZE_WORD + "|\\d{2})(?![A-Za-z0-9])",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PRICE_RANGE = Pattern.compile(
            "(?:[¥￥$£€]\\s*)?" + NUMBER + "\\s*(?:元|块)?\\s*(?:到|至|[-~—–]|and|to)\\s*(?:[¥￥$£€]\\s*)?" + NUMBER
                    + "\\s*(?:元|块|(?=(?:之间|左右|的|预算|yuan|pounds|quid|dollars|euros)))",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PRICE_RANGE_EN = Pattern.compile(
            "between\\s*[¥￥$£€]?\\s*" + NUMBER + "\\s*(?:and|to|-)\\s*[¥￥$£€]?\\s*" + NUMBER, Pattern.CASE_INSENSITIVE);
    private static final Pattern PRICE_AT_MOST = Pattern.compile(
            NUMBER + "\\s*(?:元|块钱?|rmb|yuan)?\\s*(?:以内|以下|之内|之下|内的|封顶)"
                    + "|(?:不超过|不要超过|别超过|低于|少于|最多|预算(?:是|在|大概|只有|就)?|控制在|under|below|less than|up to|at most|no more than|max(?:imum)?|within|budget(?: is| of|:)?(?: about| around)?|cheaper than)\\s*[¥￥$£€]?\\s*"
                    + NUMBER + "(?!\\s*(?:kg|公斤|斤|cm|厘米|米|升|小时|天|度|码|人|people|hours|days|litre|l\\b))",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PRICE_ABOUT = Pattern.compile(
            NUMBER + "\\s*(?:元|块钱?)?\\s*左右|(?:around|about|roughly)\\s*[¥￥$£€]\\s*" + NUMBER, Pattern.CASE_INSENSITIVE);
    private static final Pattern PRICE_AT_LEAST = Pattern.compile(
            NUMBER + "\\s*(?:元|块钱?)\\s*(?:以上|起)|(?:over|above|more than|at least)\\s*[¥￥$£€]\\s*" + NUMBER,
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CHEAPER =
            Pattern.compile("便宜|太贵|贵了|平价|cheaper|expensive|less", Pattern.CASE_INSENSITIVE);
    private static final Pattern DEARER = Pattern.compile("更好|好一点|高档|高级|better|premium", Pattern.CASE_INSENSITIVE);
    private static final Pattern EDGES = Pattern.compile("^[\\s\\p{P}]+|[\\s\\p{P}]+$");
    private static final Pattern REFUSAL = Pattern.compile(
            "(?:不要|不想要|别要|除了|不喜欢|不买)(?!超过)([\\p{IsHan}A-Za-z]{1,8})|\\b(?:not|no|except|but not|anything but)\\s+(?:a |an |the |any )?([A-Za-z]+(?: [A-Za-z]+)?)(?=[,.;!?]|$)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ORDER = Pattern.compile(
            "(?:订单(?:编号|号)?|单号|order(?: number| no\\.?| id)?)\\s*(?:是|为|:|：|#)?\\s*#?([A-Za-z]{0,6}-?[A-Za-z0-9-]*\\d[A-Za-z0-9-]{2,})|#([A-Za-z]*\\d{4,}[A-Za-z0-9-]*)|(?<![\\dA-Za-z])([A-Z]{1,6}-?\\d{5,}[A-Z0-9-]*|\\d{10,})(?![\\dA-Za-z])",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern QUANTITY =
            Pattern.compile("(?<!\\d)(\\d{1,3})\\s*(?:件|个|条|双|盒|包|台|套|把|只|瓶|袋|本)(?!月|小时)|\\b(\\d{1,2})\\s+of\\b");
    private static final List<String> COLORS = List.of(
            "米白",
            "藏青",
            "藏蓝",
            "深蓝",
            "浅蓝",
            "天蓝",
            "深灰",
            "浅灰",
            "墨绿",
            "军绿",
            "卡其",
            "驼色",
            "焦糖",
            "酒红",
            "奶白",
            "象牙白",
            "黑",
            "白",
            "红",
            "蓝",
            "绿",
            "灰",
            "粉",
            "紫",
            "黄",
            "橙",
            "棕",
            "咖啡",
            "米色",
            "银",
            "金色",
            "black",
            "white",
            "red",
            "navy",
            "blue",
            "green",
            "grey",
            "gray",
            "pink",
            "purple",
            "yellow",
            "orange",
            "brown",
            "beige",
            "khaki",
            "cream",
            "silver",
            "olive",
            "tan",
            "charcoal");
    private static final Pattern COLOR = color();

    private Said() {}

    private static Pattern color() {
        StringBuilder zh = new StringBuilder();
        StringBuilder en = new StringBuilder();
        for (String color : COLORS) {
            StringBuilder into = color.charAt(0) < 128 ? en : zh;
            into.append(into.isEmpty() ? "" : "|").append(color);
        }
        return Pattern.compile(
                "(?<not>不要|不喜欢|别要|除了|not |no |don't want )?(?<zh>" + zh
                        + ")(?:色)?(?=款|的|色|有|还|呢|码|[SMLX]|\\s|[,，。?？!！]|$)|(?<noten>not |no |don't want )?\\b(?<en>"
                        + en + ")\\b",
                Pattern.CASE_INSENSITIVE);
    }

    /** Everything that was said in these messages; what was said later counts more. */
    static Map<String, Object> in(List<String> oldestFirst) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String text : oldestFirst) {
            Map<String, Object> here = in(text);
            if (here.containsKey("maxPrice") || here.containsKey("minPrice")) {
                all.remove("maxPrice");
                all.remove("minPrice");
            }
            all.putAll(here);
        }
        return all;
    }

    /** Everything that was said in this message. */
    static Map<String, Object> in(String message) {
        String text = ChineseNumerals.toArabic(message.replace('０', '0').replace('．', '.'));
        Map<String, Object> said = new LinkedHashMap<>();
        body(text, said);
        prices(text, said);
        find(USUAL_SIZE, text).ifPresent(g -> said.put("usualSize", g.getFirst().toUpperCase(Locale.ROOT)));
        size(text, said);
        color(text, said);
        find(ORDER, text).ifPresent(g -> said.put("orderId", g.getFirst()));
        if (CHEAPER.matcher(text).find()) {
            said.put("direction", "cheaper");
        } else if (DEARER.matcher(text).find()) {
            said.put("direction", "dearer");
        }
        find(QUANTITY, text).ifPresent(g -> said.put("quantity", Integer.parseInt(g.getFirst())));
        return said;
    }

    /** The message without what it says about prices. */
    static String withoutPrices(String message) {
        String text = ChineseNumerals.toArabic(message);
        for (Pattern price : List.of(PRICE_RANGE_EN, PRICE_RANGE, PRICE_AT_MOST, PRICE_AT_LEAST, PRICE_ABOUT)) {
            text = price.matcher(text).replaceAll(" ");
        }
        return text.replaceAll("预算|budget", " ").strip();
    }

    /**
     * A need, parted into what is wanted and what is refused ("不要羽绒服").
     *
     * @param wanted without prices and refusals
     * @param refused the things refused, empty when none is
     */
    record Wish(String wanted, List<String> refused) {}

    /** Parts a need into what is wanted and what is refused. */
    static Wish wish(String message) {
        String text = withoutPrices(message);
        List<String> refused = new ArrayList<>();
        Matcher refusal = REFUSAL.matcher(text);
        StringBuilder wanted = new StringBuilder();
        while (refusal.find()) {
            refused.add((refusal.group(1) == null ? refusal.group(2) : refusal.group(1)).strip());
            refusal.appendReplacement(wanted, " ");
        }
        refusal.appendTail(wanted);
        return new Wish(EDGES.matcher(wanted).replaceAll(""), List.copyOf(refused));
    }

    private static void body(String text, Map<String, Object> said) {
        find(METRES_CENTIMETRES, text).ifPresent(g -> {
            String rest = g.getFirst();
            said.put("heightCm", 100.0 + Double.parseDouble(rest.length() == 1 ? rest + "0" : rest));
        });
        if (!said.containsKey("heightCm")) {
            find(HEIGHT_CM, text).ifPresent(g -> said.put("heightCm", Double.parseDouble(g.getFirst())));
        }
        if (!said.containsKey("heightCm")) {
            find(METRES, text)
                    .map(g -> Double.parseDouble(g.getFirst()) * 100)
                    .filter(cm -> cm >= 120 && cm <= 225)
                    .ifPresent(cm -> said.put("heightCm", (double) Math.round(cm)));
        }
        if (!said.containsKey("heightCm")) {
            find(FEET, text)
                    .ifPresent(g -> said.put("heightCm", (double) Math.round(Integer.parseInt(g.getFirst()) * 30.48
                            + (g.size() > 1 ? Integer.parseInt(g.get(1)) * 2.54 : 0))));
        }
        find(KILOGRAMS, text).ifPresent(g -> said.put("weightKg", Double.parseDouble(g.getFirst())));
        if (!said.containsKey("weightKg")) {
            find(JIN, text)
                    .map(g -> Double.parseDouble(g.getFirst()) / 2)
                    .filter(kg -> kg >= 20)
                    .ifPresent(kg -> said.put("weightKg", kg));
        }
        if (!said.containsKey("weightKg")) {
            find(POUNDS, text)
                    .map(g -> Double.parseDouble(g.getFirst()))
                    .filter(lb -> lb >= 60)
                    .ifPresent(lb -> said.put("weightKg", Math.round(lb * 4.5359237) / 10.0));
        }
        if (!said.containsKey("weightKg")) {
            find(STONE, text)
                    .ifPresent(g -> said.put(
                            "weightKg",
                            Math.round((Integer.parseInt(g.getFirst()) * 14
                                                    + (g.size() > 1 ? Integer.parseInt(g.get(1)) : 0))
                                            * 4.5359237)
                                    / 10.0));
        }
        Matcher both = HEIGHT_AND_WEIGHT.matcher(text);
        if (both.find()) {
            said.putIfAbsent("heightCm", Double.parseDouble(both.group(1)));
            said.putIfAbsent("weightKg", plausibleKg(Double.parseDouble(both.group(2))));
        }
        if (!said.containsKey("weightKg")) {
            find(BARE_WEIGHT, text).ifPresent(g -> said.put("weightKg", plausibleKg(Double.parseDouble(g.getFirst()))));
        }
        GIRTHS.forEach((name, pattern) ->
                find(pattern, text).ifPresent(g -> said.put(name, Double.parseDouble(g.getFirst()))));
        find(FOOT, text).ifPresent(g -> {
            double length = Double.parseDouble(g.getFirst());
            said.put("footMm", length < 60 ? length * 10 : length);
        });
    }

    /** A bare number above 100 said for a weight is in jin (half kilograms) more often than in kilograms. */
    private static double plausibleKg(double number) {
        return number >= 100 ? number / 2 : number;
    }

    private static void prices(String text, Map<String, Object> said) {
        var range = find(PRICE_RANGE, text).or(() -> find(PRICE_RANGE_EN, text));
        if (range.isPresent() && range.get().size() > 1) {
            said.put("minPrice", Double.parseDouble(range.get().get(0)));
            said.put("maxPrice", Double.parseDouble(range.get().get(1)));
            return;
        }
        var about = find(PRICE_ABOUT, text);
        if (about.isPresent()) {
            double middle = Double.parseDouble(about.get().getFirst());
            said.put("minPrice", Math.floor(middle * 0.7));
            said.put("maxPrice", Math.ceil(middle * 1.2));
            return;
        }
        find(PRICE_AT_MOST, text).ifPresent(g -> said.put("maxPrice", Double.parseDouble(g.getFirst())));
        find(PRICE_AT_LEAST, text).ifPresent(g -> said.put("minPrice", Double.parseDouble(g.getFirst())));
    }

    private static void size(String text, Map<String, Object> said) {
        find(SIZE, text).ifPresent(g -> {
            String word = g.getFirst().toUpperCase(Locale.ROOT);
            said.put(
                    "size",
                    switch (word) {
                        case "小", "SMALL" -> "S";
                        case "中", "MEDIUM" -> "M";
                        case "大", "LARGE" -> "L";
                        case "加大", "EXTRA LARGE" -> "XL";
                        case "2XL" -> "XXL";
                        case "3XL" -> "XXXL";
                        default -> word;
                    });
        });
    }

    private static void color(String text, Map<String, Object> said) {
        Matcher matcher = COLOR.matcher(text);
        while (matcher.find()) {
            if (matcher.group("not") == null && matcher.group("noten") == null) {
                String found = matcher.group("zh") != null ? matcher.group("zh") : matcher.group("en");
                said.put("color", found.toLowerCase(Locale.ROOT));
                return;
            }
        }
    }

    /** The groups of the first match that took part in it. */
    private static java.util.Optional<List<String>> find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            return java.util.Optional.empty();
        }
        List<String> groups = new ArrayList<>();
        for (int i = 1; i <= matcher.groupCount(); i++) {
            if (matcher.group(i) != null) {
                groups.add(matcher.group(i));
            }
        }
        return groups.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(groups);
    }
}
