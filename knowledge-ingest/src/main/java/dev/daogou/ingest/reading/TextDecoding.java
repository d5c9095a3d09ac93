package dev.daogou.ingest.reading;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import dev.daogou.ingest.reasons.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns bytes into text: UTF-8, UTF-16, GBK (as GB 18030), Big5 and what else ICU recognises. */
public final class TextDecoding {

    private static final Charset GBK = Charset.forName("GB18030");
    private static final Charset BIG5 = Charset.forName("Big5");
    private static final int SAMPLE = 1 << 16;

    private static final Pattern FLAW = Pattern.compile("\\ufffd+");
    private static final int CHARACTERS_A_FLAW = 500;

    /** Real text has nearly all of its characters in the common half of these character sets. */
    private static final double COMMON = 0.85;

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
        List<Charset> candidates = new ArrayList<>(candidates(bytes));
        String start = new String(bytes, 0, Math.min(bytes.length, 4096), StandardCharsets.ISO_8859_1);
        Matcher declared = DECLARED.matcher(start);
        if (declared.find() && !startsWithMark(bytes)) {
            named(declared.group(1)).ifPresent(charset -> candidates.add(isUtf8(bytes) ? 1 : 0, charset));
        }
        if (told != null && !startsWithMark(bytes)) {
            named(told).ifPresent(charset -> candidates.add(isUtf8(bytes) ? 1 : 0, charset));
        }
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
        if (startsWith(bytes, 0xFF, 0xFE, 0, 0)) {
            return List.of(Charset.forName("UTF-32LE"));
        }
        if (startsWith(bytes, 0, 0, 0xFE, 0xFF)) {
            return List.of(Charset.forName("UTF-32BE"));
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return List.of(StandardCharsets.UTF_16LE);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return List.of(StandardCharsets.UTF_16BE);
        }
        List<Charset> candidates = new ArrayList<>();
        candidates.add(StandardCharsets.UTF_8);
        if (looksLikeUtf16(bytes, 1)) {
            candidates.add(StandardCharsets.UTF_16LE);
        }
        if (looksLikeUtf16(bytes, 0)) {
            candidates.add(StandardCharsets.UTF_16BE);
        }
        double gbk = commonShare(bytes, 0xB0, 0xD7, 0xA1, 0xA3);
        double big5 = commonShare(bytes, 0xA4, 0xC6, 0xA1, 0xA3);
        List<Charset> recognised = recognised(bytes);
        if (gbk >= COMMON && big5 >= COMMON) {
            boolean preferBig5 = recognised.indexOf(BIG5) >= 0
                    && (recognised.indexOf(GBK) < 0 || recognised.indexOf(BIG5) < recognised.indexOf(GBK))
                    && big5 > gbk;
            candidates.addAll(preferBig5 ? List.of(BIG5, GBK) : List.of(GBK, BIG5));
        } else if (gbk >= COMMON) {
            candidates.add(GBK);
        } else if (big5 >= COMMON) {
            candidates.add(BIG5);
        }
        candidates.addAll(recognised);
        return candidates;
    }

    private static List<Charset> recognised(byte[] bytes) {
        CharsetDetector detector = new CharsetDetector();
        detector.setText(bytes.length > SAMPLE ? Arrays.copyOf(bytes, SAMPLE) : bytes);
        List<Charset> charsets = new ArrayList<>();
        for (CharsetMatch match : detector.detectAll()) {
            if (!match.getName().startsWith("UTF-") && !match.getName().startsWith("IBM")) {
                named(match.getName()).ifPresent(charsets::add);
            }
        }
        return charsets;
    }

    /** The share of two-byte characters whose first byte is in the common or in the punctuation rows; 0 without any. */
    private static double commonShare(byte[] bytes, int common, int lastCommon, int signs, int lastSigns) {
        int all = 0;
        int usual = 0;
        int end = Math.min(bytes.length, SAMPLE);
        for (int i = 0; i < end; i++) {
            int first = bytes[i] & 0xFF;
            if (first < 0x80) {
                continue;
            }
            all++;
            if (i + 1 < bytes.length) {
                int second = bytes[i + 1] & 0xFF;
                boolean pair = second >= 0x40 && second != 0x7F && second != 0xFF;
                boolean inRows = (first >= common && first <= lastCommon) || (first >= signs && first <= lastSigns);
                // In GBK the common characters have both bytes in the upper half, as do its signs.
                boolean upper = common != 0xB0 || second >= 0xA1;
                if (pair) {
                    usual += inRows && upper ? 1 : 0;
                    i++;
                }
            }
        }
        return all == 0 ? 0 : (double) usual / all;
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

    private static boolean isUtf8(byte[] bytes) {
        return decoded(bytes, StandardCharsets.UTF_8).isPresent();
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

    private static boolean startsWithMark(byte[] bytes) {
        return startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xEF, 0xBB, 0xBF);
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
