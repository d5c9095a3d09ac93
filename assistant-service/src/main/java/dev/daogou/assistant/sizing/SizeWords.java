package dev.daogou.assistant.sizing;

import dev.daogou.knowledge.Language;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says why a size is advised, to shoppers, in their language. */
final class SizeWords {

    private static final int WORTH_A_WORD = 3;

    private final Language language;

    SizeWords(Language language) {
        this.language = language;
    }

    private String say(String chinese, String english) {
        return language == Language.ZH ? chinese : english;
    }

    /** {@code S 码} or {@code S}; a size that says what it is, such as 均码, stays as it is. */
    private String size(String size) {
        return say(size.endsWith("码") || size.endsWith("号") ? size : size + "码", size);
    }

    String byPurchases(String size, FitProbabilities fit, int sample, @Nullable String sizeByChart) {
        String reason = say(
                "参考" + sample + "位身材相近的顾客买这款后的反馈，" + size(size) + "合身的可能约" + fit.percent(Verdict.FIT) + "%"
                        + doubts(fit) + "。",
                "Going by " + sample + " shoppers of a similar build who bought it, " + size + " has about a "
                        + fit.percent(Verdict.FIT) + "% chance of fitting" + doubts(fit) + ".");
        if (sizeByChart != null && !sizeByChart.equals(size)) {
            reason += say("只看尺码表的话是" + size(sizeByChart) + "。", " The size chart alone would say " + sizeByChart + ".");
        }
        return reason;
    }

    /** How likely it is small or large, where that is worth a word. */
    private String doubts(FitProbabilities fit) {
        List<String> doubts = new ArrayList<>();
        if (fit.percent(Verdict.SMALL) >= WORTH_A_WORD) {
            doubts.add(say("偏小约", "small about ") + fit.percent(Verdict.SMALL) + "%");
        }
        if (fit.percent(Verdict.LARGE) >= WORTH_A_WORD) {
            doubts.add(say("偏大约", "large about ") + fit.percent(Verdict.LARGE) + "%");
        }
        return doubts.isEmpty() ? "" : say("（", " (") + String.join(say("，", ", "), doubts) + say("）", ")");
    }

    String byUsualSize(String usual, String size, FitProbabilities fit, int sample) {
        return say(
                sample + "位顾客反馈过这款的" + size(usual) + "，"
                        + (usual.equals(size) ? "多数觉得合身" : fit.small() > fit.large() ? "不少觉得偏小" : "不少觉得偏大") + "（合身约"
                        + fit.percent(Verdict.FIT) + "%，偏小约" + fit.percent(Verdict.SMALL) + "%，偏大约"
                        + fit.percent(Verdict.LARGE) + "%）。告诉我身高体重可以看得更准。",
                sample + " shoppers told us about size " + usual + ": " + fit.percent(Verdict.FIT) + "% say it fits, "
                        + fit.percent(Verdict.SMALL) + "% small, " + fit.percent(Verdict.LARGE)
                        + "% large. With your height and weight I can be more exact.");
    }

    String byChart(SizeChart.Advice advice, SizeChart chart, Map<Measure, Double> body, boolean fewPurchases) {
        StringBuilder reason = new StringBuilder();
        if (fewPurchases) {
            reason.append(say(
                    "身材相近的购买记录还不够多，先按尺码表看：",
                    "There are too few purchases by similar builds yet, so by the size chart: "));
        } else {
            reason.append(say("按尺码表看：", "By the size chart: "));
        }
        List<String> ranges = advice.used().stream()
                .flatMap(measure -> chart.row(advice.size(), measure).stream()
                        .map(row -> measured(measure, body.getOrDefault(measure, 0.0), row)))
                .toList();
        reason.append(String.join(say("，", ", "), ranges)).append(say("。", "."));
        if (!advice.beyond().isEmpty()) {
            String which = names(advice.beyond());
            reason.append(say(
                    which + "超出了尺码表的范围，这只是最接近的一个码，建议下单前再问问我们的同事。",
                    " Your " + which
                            + " is beyond the chart; this is only the nearest size, so do ask us before you order."));
        } else if (!advice.inside()) {
            reason.append(say("这是最接近的一个码。", " It is the nearest size."));
        }
        return reason.toString();
    }

    private String measured(Measure measure, double value, SizeChart.Row row) {
        String unit = measure.unit(language);
        String range = PlausibleMeasures.plain(row.min()) + "–" + PlausibleMeasures.plain(row.max());
        return say(
                measure.text(language) + PlausibleMeasures.plain(value) + unit + "（" + size(row.size()) + "为" + range
                        + unit + "）",
                measure.text(language) + " " + PlausibleMeasures.plain(value) + " " + unit + " (" + row.size()
                        + " is for " + range + " " + unit + ")");
    }

    String nothingToGoBy(List<Measure> missing) {
        if (missing.isEmpty()) {
            return say(
                    "这款没有尺码表，身材相近的购买记录也还不够多，我没法替您判断，可以请同事来看。",
                    "There is no size chart for it and too few purchases by similar builds, so I cannot tell; a colleague can.");
        }
        String which = names(missing);
        return say("还需要知道您的" + which + "才能推荐尺码。", "I need your " + which + " to recommend a size.");
    }

    String comesInOneSize() {
        return say("这款商品不分尺码。", "It does not come in sizes.");
    }

    /** {@code 身高和体重}. */
    String names(Collection<Measure> measures) {
        return measures.stream().map(measure -> measure.text(language)).collect(Collectors.joining(say("和", " and ")));
    }

    /** How the size asked about would be: {@code 大概率合身（约82%）}. */
    String verdict(FitProbabilities fit) {
        Verdict likeliest = fit.likeliest();
        int percent = fit.percent(likeliest);
        return switch (likeliest) {
            case SMALL -> say("多半会偏小（可能性约" + percent + "%）", "would most likely be too small (about " + percent + "%)");
            case LARGE -> say("多半会偏大（可能性约" + percent + "%）", "would most likely be too large (about " + percent + "%)");
            case FIT -> {
                Verdict second = fit.large() > fit.small() ? Verdict.LARGE : Verdict.SMALL;
                String doubt = "";
                if (fit.of(second) >= 0.2) {
                    doubt = say(
                            "，也有约" + fit.percent(second) + "%可能" + (second == Verdict.LARGE ? "偏大" : "偏小"),
                            ", with a " + fit.percent(second) + "% chance of being "
                                    + (second == Verdict.LARGE ? "large" : "small"));
                }
                yield say(
                        "应该合身（可能性约" + percent + "%" + doubt + "）", "should fit (about " + percent + "%" + doubt + ")");
            }
        };
    }

    /** The same by the chart. */
    String verdict(Verdict byChart) {
        return switch (byChart) {
            case SMALL -> say("按尺码表会偏小", "would be small by the size chart");
            case FIT -> say("按尺码表是合身的", "fits by the size chart");
            case LARGE -> say("按尺码表会偏大", "would be large by the size chart");
        };
    }
}
