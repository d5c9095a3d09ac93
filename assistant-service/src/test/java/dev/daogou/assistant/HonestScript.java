package dev.daogou.assistant;

import dev.daogou.assistant.ScriptedModelServer.Asked;
import dev.daogou.assistant.ScriptedModelServer.Call;
import dev.daogou.assistant.ScriptedModelServer.Line;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A model that does what the system prompt says: calls the fitting tool, then words its result; else cites a passage. */
final class HonestScript implements Function<Asked, Line> {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern BODY = Pattern.compile("(1\\d\\d)\\D+(\\d{2,3})\\s*斤");
    private static final Pattern BUDGET = Pattern.compile("(\\d+)以内");
    private static final Pattern COLOR = Pattern.compile("(黑|驼)色");
    private static final Pattern SIZE = Pattern.compile("([SML])码");

    @Override
    public Line apply(Asked asked) {
        return asked.results().isEmpty()
                ? first(asked)
                : new Line.Words(word(asked.results().getFirst()));
    }

    private static Line first(Asked asked) {
        String said = asked.said();
        String whole = asked.briefing().path("continues").asString("") + said;
        Map<String, Object> arguments = new LinkedHashMap<>();
        JsonNode product = asked.briefing().path("products").path(0).path("productId");
        if (said.contains("人工")) {
            arguments.put("reason", said);
            return call("hand_over_to_person", arguments);
        }
        if (said.contains("以内")) {
            arguments.put("query", BUDGET.matcher(said).replaceAll(""));
            Matcher budget = BUDGET.matcher(said);
            if (budget.find()) {
                arguments.put("maxPrice", Double.parseDouble(budget.group(1)));
            }
            return call("find_products", arguments);
        }
        Matcher body = BODY.matcher(said);
        if (body.find() && product.isString()) {
            arguments.put("productId", product.asString());
            arguments.put("heightCm", Double.parseDouble(body.group(1)));
            arguments.put("weightKg", Double.parseDouble(body.group(2)) / 2);
            return call("advise_size", arguments);
        }
        if (whole.contains("货吗") && product.isString()) {
            arguments.put("productId", product.asString());
            Matcher color = COLOR.matcher(said);
            if (color.find()) {
                arguments.put("color", color.group(1));
            }
            Matcher size = SIZE.matcher(whole);
            if (size.find()) {
                arguments.put("size", size.group(1));
            }
            return call("check_stock", arguments);
        }
        JsonNode question = asked.briefing().path("questions").path(0);
        if (said.contains("退货") && !question.path("passages").isEmpty()) {
            int n = question.path("passages").get(0).asInt();
            for (JsonNode passage : asked.briefing().path("passages")) {
                if (passage.path("n").asInt() == n) {
                    return new Line.Words(passage.path("text").asString().replaceAll("(?s)。.*", "") + " [" + n + "]。");
                }
            }
        }
        return said.contains("在吗") ? new Line.Words("在的，您说。") : new Line.Words("这个店里的资料没有写，我可以请同事来看。[?]");
    }

    private static Line call(String tool, Map<String, Object> arguments) {
        return new Line.Calls(List.of(new Call(tool, JSON.writeValueAsString(arguments))));
    }

    private static String word(JsonNode result) {
        if (result.path("products").isArray() && !result.path("products").isEmpty()) {
            JsonNode first = result.path("products").get(0);
            return "可以看看「" + first.path("title").asString() + "」，"
                    + first.path("priceText").asString() + "。";
        }
        if (result.has("inStock")) {
            String what = result.path("title").asString() + result.path("asked").asString("");
            return result.path("inStock").asBoolean()
                    ? what + "有货"
                            + (result.has("left") ? "，还剩" + result.path("left").asInt() + "件" : "") + "。"
                    : what + "现在没有现货。";
        }
        if (result.path("size").isString()) {
            return "建议选 " + result.path("size").asString() + " 码。";
        }
        return "我已经请同事过来了。";
    }
}
