package dev.daogou.ingest.reading;

import dev.daogou.ingest.reasons.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes into text: UTF-8, UTF-16, GBK (as GB 18030), Big5, Shift-JIS and Western European; others where a page or a
 * server names them. A byte order mark is believed, then valid UTF-8; after that the candidate whose text is the most plausible.
 */
public final class TextDecoding {

    private static final Charset GBK = Charset.forName("GB18030");

    /** In this order where two are equally plausible. */
    private static final List<Charset> CANDIDATES = List.of(
            GBK, Charset.forName("x-MS950-HKSCS"), Charset.forName("windows-31j"), Charset.forName("windows-1252"));

    private static final List<Charset> WIDE = List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);

    private static final int SAMPLE = 1 << 16;

    private static final Pattern FLAW = Pattern.compile("\\ufffd+");
    private static final int CHARACTERS_A_FLAW = 500;

    /** A text that was valid UTF-8 by chance is this implausible while another reading is this plausible. */
    private static final double BY_CHANCE = 0;

    private static final double CONVINCING = 0.5;
    private static final double PLAUSIBLE = 0.35;

    private static final Pattern DECLARED =
            Pattern.compile("(?i)<(?:meta\\b[^>]*?charset|\\?xml\\b[^>]*?encoding)\\s*=\\s*[\"']?\\s*([\\w.:-]{2,40})");

    private TextDecoding() {}

    /**
     * The text, without a byte order mark.
     *
     * @throws DocumentUnreadable when the bytes are no text
     */
    public static String decode(byte[] bytes) {
        return tryDecode(bytes).orElseThrow(TextDecoding::notText);
    }

    /** The text, or nothing when the bytes are no text in any encoding that is known. */
    public static Optional<String> tryDecode(byte[] bytes) {
        if (mark(bytes).isEmpty() && plausibility(sample(bytes), StandardCharsets.UTF_8) >= BY_CHANCE) {
            Optional<String> usual = tryEach(bytes, List.of(StandardCharsets.UTF_8));
            if (usual.isPresent()) {
                return usual;
            }
        }
        return tryEach(bytes, candidates(bytes));
    }

    /** As {@link #decode}, believing what the page says of itself where that is possible. */
    static String decodeHtml(byte[] bytes) {
        return tryDecodeHtml(bytes, null).orElseThrow(TextDecoding::notText);
    }

    /**
     * The text of a page. A byte order mark is believed first, then valid UTF-8, then the server, then the page itself, each
     * only where the bytes make sense so.
     *
     * @param told the name of the character set the server tells
     */
    public static Optional<String> tryDecodeHtml(byte[] bytes, @Nullable String told) {
        if (mark(bytes).isPresent()) {
            return tryDecode(bytes);
        }
        String start = new String(bytes, 0, Math.min(bytes.length, 4096), StandardCharsets.ISO_8859_1);
        Matcher declared = DECLARED.matcher(start);
        List<Charset> candidates = new ArrayList<>();
        if (told != null) {
            named(told).ifPresent(candidates::add);
        }
        if (declared.find()) {
            named(declared.group(1)).ifPresent(candidates::add);
        }
        // What declares itself in single bytes is not written in pairs of them.
        candidates.removeIf(WIDE::contains);
        boolean utf8 = decoded(bytes, StandardCharsets.UTF_8).isPresent();
        candidates.add(utf8 ? 0 : candidates.size(), StandardCharsets.UTF_8);
        candidates.addAll(candidates(bytes));
        return tryEach(bytes, candidates);
    }

    private static DocumentUnreadable notText() {
        return new DocumentUnreadable(Reason.of("document_not_text"));
    }

    private static Optional<String> tryEach(byte[] bytes, List<Charset> candidates) {
        for (Charset charset : candidates) {
            Optional<String> text = decoded(bytes, charset).filter(TextDecoding::isText);
            if (text.isPresent()) {
                return text.map(TextDecoding::withoutMark);
            }
        }
        return Optional.empty();
    }

    /** Best first. */
    private static List<Charset> candidates(byte[] bytes) {
        Optional<Charset> mark = mark(bytes);
        if (mark.isPresent()) {
            return List.of(mark.get());
        }
        byte[] sample = sample(bytes);
        List<Charset> others = new ArrayList<>(CANDIDATES);
        if (looksLikeUtf16(bytes, 1)) {
            others.addFirst(StandardCharsets.UTF_16LE);
        }
        if (looksLikeUtf16(bytes, 0)) {
            others.addFirst(StandardCharsets.UTF_16BE);
        }
        if (bytes.length % 2 == 0) {
            // Any even number of bytes is something in UTF-16; it has to make sense.
            WIDE.stream()
                    .filter(charset -> !others.contains(charset) && plausibility(sample, charset) > PLAUSIBLE)
                    .forEach(others::add);
        }
        Map<Charset, Double> plausible = new LinkedHashMap<>();
        others.forEach(charset -> plausible.put(charset, plausibility(sample, charset)));
        others.sort(Comparator.comparingDouble((Charset charset) -> plausible.getOrDefault(charset, 0.0))
                .reversed());
        double utf8 = plausibility(sample, StandardCharsets.UTF_8);
        boolean byChance = utf8 < BY_CHANCE && plausible.getOrDefault(others.getFirst(), 0.0) > CONVINCING;
        others.add(byChance ? 1 : 0, StandardCharsets.UTF_8);
        return others;
    }

    private static byte[] sample(byte[] bytes) {
        return bytes.length > SAMPLE ? Arrays.copyOf(bytes, SAMPLE) : bytes;
    }

    private static double plausibility(byte[] sample, Charset charset) {
        String text = charset.decode(ByteBuffer.wrap(sample)).toString();
        double plausible = Plausibility.of(text);
        return WIDE.contains(charset) && !isText(text) ? plausible - 1 : plausible;
    }

    private static Optional<Charset> mark(byte[] bytes) {
        if (startsWith(bytes, 0xFF, 0xFE, 0, 0)) {
            return Optional.of(Charset.forName("UTF-32LE"));
        }
        if (startsWith(bytes, 0, 0, 0xFE, 0xFF)) {
            return Optional.of(Charset.forName("UTF-32BE"));
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return Optional.of(StandardCharsets.UTF_16BE);
        }
        return startsWith(bytes, 0xEF, 0xBB, 0xBF) ? Optional.of(StandardCharsets.UTF_8) : Optional.empty();
    }

    /** Without a mark, UTF-16 shows by the zero bytes of its digits, spaces and line ends. */
    private static boolean looksLikeUtf16(byte[] bytes, int zeroAt) {
        if (bytes.length < 4 || bytes.length % 2 != 0) {
            return false;
        }
        int zeros = 0;
        int otherZeros = 0;
        int end = Math.min(bytes.length, SAMPLE);
        for (int i = 0; i < end; i++) {
            if (bytes[i] == 0) {
                if (i % 2 == zeroAt) {
                    zeros++;
                } else {
                    otherZeros++;
                }
            }
        }
        return zeros > 0 && zeros * 40L >= end && otherZeros * 4L < zeros;
    }

    /** The text if the bytes make sense in this encoding; one damaged place in every {@link #CHARACTERS_A_FLAW} is let pass. */
    private static Optional<String> decoded(byte[] bytes, Charset charset) {
        try {
            String text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            long flaws = FLAW.matcher(text).results().count();
            return flaws * CHARACTERS_A_FLAW <= text.length() ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isText(String text) {
        return text.chars()
                .noneMatch(at -> (at < 0x20 && at != '\n' && at != '\r' && at != '\t' && at != '\f' && at != 0x1B)
                        || at == 0xFFFE
                        || at == 0xFFFF);
    }

    private static String withoutMark(String text) {
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Charset> named(String name) {
        String known = name.matches("(?i)gb2312|gbk|x-gbk") ? "GB18030" : name;
        try {
            return Charset.isSupported(known) ? Optional.of(Charset.forName(known)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
