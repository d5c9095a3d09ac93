package dev.daogou.assistant.answering;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds a sentence back when it states a figure, a code or a link that stands in none of the turn's facts.
 *
 * <p>Figures count when they carry a unit, a currency or a percent sign, have decimals, or are above ten; a bare small
 * number ("two questions") is no claim.
 */
final class FactGate {

    private static final Pattern CLAIM = Pattern.compile(
            "(?:[¥￥$£€]\\s*)(" + Facts.NUMBER.pattern() + ")|(" + Facts.NUMBER.pattern()
                    + ")\\s*(?:%|折|元|块|角|分钱|天|日|小时|分钟|周|个月|年|件|张|台|条|只|盒|升|毫升|ml|l\\b|kg|g\\b|克|斤|公斤|cm|mm|厘米|毫米|米|m\\b|w\\b|瓦|℃|°|度|"
                    + "days?|hours?|weeks?|months?|years?|pieces?|left|in stock|percent|yuan|pounds?|dollars?|euros?|inch)|("
                    + Facts.NUMBER.pattern() + ")",
            Pattern.CASE_INSENSITIVE);

    private FactGate() {}

    /** The first claim of the sentence that no fact supports; empty when every one is supported. */
    static List<String> unsupported(String sentence, Facts facts) {
        List<String> missing = new ArrayList<>();
        String plain = Facts.normal(sentence);
        Matcher link = Facts.LINK.matcher(plain);
        StringBuilder rest = new StringBuilder(plain);
        while (link.find()) {
            if (!facts.holdsWord(link.group())) {
                missing.add(link.group());
            }
            blank(rest, link.start(), link.end());
        }
        Matcher code = Facts.CODE.matcher(rest.toString());
        while (code.find()) {
            if (facts.holdsWord(code.group())) {
                blank(rest, code.start(), code.end());
            } else if (code.group().matches("[a-z]+-?\\d[a-z0-9-]*")) {
                missing.add(code.group());
                blank(rest, code.start(), code.end());
            }
        }
        Matcher claim = CLAIM.matcher(rest.toString());
        while (claim.find()) {
            boolean marked = claim.group(1) != null || claim.group(2) != null;
            String number = marked ? (claim.group(1) != null ? claim.group(1) : claim.group(2)) : claim.group(3);
            boolean tells =
                    marked || number.contains(".") || Facts.value(number).intValue() > 10;
            if (tells && !facts.holdsNumber(number)) {
                missing.add(claim.group().strip());
            }
        }
        return missing;
    }

    private static void blank(StringBuilder text, int start, int end) {
        for (int i = start; i < end; i++) {
            text.setCharAt(i, ' ');
        }
    }
}
