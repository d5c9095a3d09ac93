package dev.daogou.assistant.sizing;

import dev.daogou.assistant.shop.imports.RowCheck;
import dev.daogou.knowledge.Language;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads measures of bodies from rows; inches, pounds or metres in the place of ours are noticed. */
final class PlausibleMeasures {

    private PlausibleMeasures() {}

    /** The measure in the column of its name; null when absent or wrong. */
    static @Nullable Double read(Measure measure, RowCheck check) {
        BigDecimal value = check.figure(measure.wireName(), measure == Measure.WEIGHT_KG ? "52.5" : "165");
        if (value == null) {
            return null;
        }
        if (!measure.isPlausible(value.doubleValue())) {
            refuse(measure.wireName(), measure, check);
            return null;
        }
        return value.doubleValue();
    }

    static void refuse(String field, Measure measure, RowCheck check) {
        String range = plain(measure.least()) + "–" + plain(measure.most());
        check.refuse(
                field,
                measure.text(Language.ZH) + "应在" + range + measure.unit(Language.ZH) + "之间,请检查单位",
                "A " + measure.text(Language.EN) + " is " + range + " " + measure.unit(Language.EN)
                        + "; check the unit");
    }

    /** Without empty decimals. */
    static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
