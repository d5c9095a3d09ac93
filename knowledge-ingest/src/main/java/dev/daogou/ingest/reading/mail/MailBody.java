package dev.daogou.ingest.reading.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;

/**
 * What a message's writer wrote, apart from the earlier message that a reply carries along below it; signatures are left out.
 *
 * @param own the new text
 * @param earlier what is carried along; empty when there is nothing
 * @param mediaType of both
 */
record MailBody(String own, String earlier, String mediaType) {

    /** The line that is put above an earlier message. */
    private static final Pattern EARLIER =
            Pattern.compile("^(?:-{2,}\\s*(?:Original Message|Forwarded message|原始邮件|转发的?邮件|邮件原文|回复的原邮件).*"
                    + "|On .{5,200}wrote:|在.{5,200}写道[:：]|于.{5,200}写道[:：]|.{0,60}\\d{4}.{3,80}写道[:：]"
                    + "|_{20,})$");

    private static final Pattern SIGNATURE = Pattern.compile("^-- ?$");
    private static final Pattern SENT_FROM =
            Pattern.compile("^(?:发自我的\\s?\\S.{0,30}|Sent from my .{1,30}|Get Outlook for .{1,40}|从.{1,10}获取.{0,40})$");

    private static final String QUOTES =
            "blockquote[type=cite], .gmail_quote, .gmail_quote_container, #divRplyFwdMsg ~ *, #appendonsend ~ *, .qmbox, .ntes_quote";

    private static final String SIGNATURES =
            ".gmail_signature, .moz-signature, #Signature, #signature, .foxmail_signature, .ntes-mailmaster-signature";

    static MailBody ofText(String text) {
        List<String> own = new ArrayList<>();
        List<String> earlier = new ArrayList<>();
        List<String> lines = text.lines().toList();
        int begin = beginOfEarlier(lines);
        boolean signed = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (i >= begin) {
                earlier.add(unquoted(line));
            } else if (SIGNATURE.matcher(line).matches()) {
                signed = true;
            } else if (!signed && !SENT_FROM.matcher(line.strip()).matches()) {
                own.add(unquoted(line));
            }
        }
        return new MailBody(String.join("\n", own), String.join("\n", withoutMark(earlier)), "text/plain");
    }

    /** Where the new text is over: at the line that says so, or where only quoted lines follow. */
    private static int beginOfEarlier(List<String> lines) {
        int begin = lines.size();
        while (begin > 0
                && (lines.get(begin - 1).isBlank() || lines.get(begin - 1).startsWith(">"))) {
            begin--;
        }
        boolean quoted = lines.stream().skip(begin).anyMatch(line -> line.startsWith(">"));
        begin = quoted ? begin : lines.size();
        for (int i = 0; i < begin; i++) {
            String line = lines.get(i).strip();
            // The line may be broken in two.
            String both = i + 1 < lines.size() ? line + " " + lines.get(i + 1).strip() : line;
            boolean newTextBefore = lines.stream().limit(i).anyMatch(before -> !before.isBlank());
            boolean marks = EARLIER.matcher(line).matches()
                    || (line.startsWith("On ") && EARLIER.matcher(both).matches());
            boolean restIsQuoted =
                    lines.stream().skip(i + 2L).allMatch(after -> after.isBlank() || after.startsWith(">"));
            if (newTextBefore && marks && (restIsQuoted || line.startsWith("-") || line.startsWith("_") || !quoted)) {
                return i;
            }
        }
        return begin;
    }

    private static List<String> withoutMark(List<String> lines) {
        return lines.stream()
                .filter(line -> !EARLIER.matcher(line.strip()).matches())
                .toList();
    }

    private static String unquoted(String line) {
        return line.replaceFirst("^(?:> ?)+", "");
    }

    static MailBody ofPage(String html) {
        Document page = Jsoup.parse(html);
        page.select(SIGNATURES).remove();
        Elements quotes = page.select(QUOTES);
        StringBuilder earlier = new StringBuilder();
        for (Element quote : quotes) {
            boolean inner = quote.parents().stream().anyMatch(quotes::contains);
            if (!inner) {
                earlier.append(quote.outerHtml());
            }
        }
        Document own = page.clone();
        own.select(QUOTES).remove();
        own.select(".gmail_attr, .moz-cite-prefix, #divRplyFwdMsg").remove();
        if (own.body().text().isBlank()) {
            // All of it is carried along, as in a message that was only sent on.
            return new MailBody(page.outerHtml(), "", "text/html");
        }
        return new MailBody(own.outerHtml(), earlier.toString(), "text/html");
    }
}
