package dev.daogou.ingest.contradictions;

import dev.daogou.ingest.contradictions.Quantity.Bound;
import java.util.regex.Pattern;

/** Tells in which sense an amount is meant from the words around it. */
final class Bounds {

    private static final Pattern LEAST_BEFORE = Pattern.compile(
            "(?:至少|不少于|不低于|最少|最低|不小于|at least|minimum(?: of)?|no less than|not less than|min\\.?|from)\\s*(?:为|是)?\\s*$");
    private static final Pattern LEAST_AFTER =
            Pattern.compile("^\\s*(?:及以上|以上|或以上|起步|起(?!来|码|始)|or more|and over|and above|or above|and up|or over)");
    private static final Pattern MOST_BEFORE = Pattern.compile(
            "(?:最多|最高|至多|不超过|不大于|不高于|上限|封顶|最长|最大|up to|at most|max(?:imum)?(?: of)?|no more than|not exceed(?:ing)?|below)\\s*(?:为|是|可达|可)?\\s*$");
    private static final Pattern MOST_AFTER = Pattern.compile("^\\s*(?:封顶|及以下|以下|为限|or less|maximum|max\\b)");
    private static final Pattern REACHED_BEFORE = Pattern.compile(
            "(?:满|门槛|门槛是|门槛为|达到|达|超过|超出|超|未满|不满|不足|低于|高于|大于|小于|over|above|exceed(?:ing|s)?|spend|orders? of|under|more than|reaches?|worth)\\s*(?:¥|￥|\\$|£|€|人民币)?\\s*$");
    private static final Pattern CUT_BEFORE = Pattern.compile("(?:减|立减|立省|省|优惠|抵|返|减免|直降|save|discount of|minus)\\s*$");
    private static final Pattern CUT_AFTER = Pattern.compile("^\\s*(?:off\\b|discount|优惠券|代金券|券)");

    private Bounds() {}

    static Bound of(String measure, String before, String after) {
        boolean money = measure.startsWith("money.");
        boolean countable = money || measure.startsWith("count.");
        if (money
                && (CUT_BEFORE.matcher(before).find()
                        || CUT_AFTER.matcher(after).find())) {
            return Bound.CUT;
        }
        if (MOST_BEFORE.matcher(before).find() || MOST_AFTER.matcher(after).find()) {
            return Bound.AT_MOST;
        }
        boolean atLeast = LEAST_BEFORE.matcher(before).find()
                || LEAST_AFTER.matcher(after).find();
        boolean reached = REACHED_BEFORE.matcher(before).find();
        if ((countable && (reached || atLeast)) || (measure.equals("weight") && reached)) {
            return Bound.THRESHOLD;
        }
        return atLeast ? Bound.AT_LEAST : Bound.EXACT;
    }
}
