package dev.daogou.assistant.answering;

import dev.daogou.knowledge.Passage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fourth step of a turn: lets a model's words out sentence by sentence, each after the fact gate has passed it, with
 * citations numbered in the order a reader meets them. Used by one turn, one thread.
 */
final class Release {

    private static final Logger LOG = LoggerFactory.getLogger(Release.class);
    private static final Pattern END = Pattern.compile("(?<!\\[)[。!?！？；\\n]+[”」』)）]?|[.;][”\"')]?(?=\\s|\\[)");
    private static final Pattern MARKS = Pattern.compile("\\s*(?:\\[(?:\\d{1,3}|\\?)\\]\\s*)+");
    private static final Pattern MARK = Pattern.compile("\\s*\\[(\\d{1,3}|\\?)\\]");
    private static final Pattern PIECE_END = Pattern.compile("(?<=[。!?！？；;\\n])|(?<=[.!?;])(?=\\s)");
    private static final int LONGEST_SENTENCE = 600;

    private final Facts facts;
    private final Map<Integer, Passage> passages;
    private final Predicate<String> out;
    private final StringBuilder waiting = new StringBuilder();
    private final StringBuilder said = new StringBuilder();
    /** What was said since the last citation: a citation behind it stands for all of it. */
    private final StringBuilder uncited = new StringBuilder();

    private final Map<Integer, Citation> citations = new LinkedHashMap<>();
    private final List<String> withheld = new ArrayList<>();
    private boolean declined;

    private record Citation(int n, Passage passage, String quote) {}

    /**
     * @param facts what may be stated; may grow while tools are called
     * @param passages what may be cited, by the number the model cites it with
     * @param out shows text to the shopper; false when the word is lost
     */
    Release(Facts facts, Map<Integer, Passage> passages, Predicate<String> out) {
        this.facts = facts;
        this.passages = passages;
        this.out = out;
    }

    /** Takes the next words of the model; false when the word is lost. */
    boolean take(String words) {
        waiting.append(words);
        int end;
        while ((end = sentenceEnd()) > 0) {
            String sentence = waiting.substring(0, end);
            waiting.delete(0, end);
            if (!pass(sentence)) {
                return false;
            }
        }
        return true;
    }

    /** The model has nothing more to say; false when the word is lost. */
    boolean finish() {
        String rest = waiting.toString();
        waiting.setLength(0);
        return rest.isBlank() || pass(rest);
    }

    /** Forgets words that were not let out yet. */
    void dropWaiting() {
        waiting.setLength(0);
    }

    /** Says a sentence of our own, which needs no gate. */
    boolean add(String sentence) {
        String spaced = said.isEmpty() ? sentence : "\n\n" + sentence;
        said.append(spaced);
        return out.test(spaced);
    }

    String text() {
        return said.toString().strip();
    }

    boolean saidNothing() {
        return said.isEmpty();
    }

    boolean declined() {
        return declined;
    }

    /** Sentences that were held back, each with what no fact supports. */
    List<String> withheld() {
        return List.copyOf(withheld);
    }

    /** The citations as the public face has them. */
    List<Map<String, Object>> citations() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Citation citation : citations.values()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("n", citation.n);
            one.put("documentId", citation.passage.source().sourceId());
            one.put("title", title(citation.passage));
            one.put("quote", citation.quote);
            if (citation.passage.source().productId() != null) {
                one.put("productId", citation.passage.source().productId());
            }
            if (citation.passage.source().url() != null) {
                one.put("url", citation.passage.source().url());
            }
            all.add(one);
        }
        return all;
    }

    private static String title(Passage passage) {
        String title = passage.source().title();
        String path = passage.titlePath();
        if (path.isBlank() || path.equals(title)) {
            return title;
        }
        return path.startsWith(title) ? path : title + " > " + path;
    }

    /** Where the first whole sentence ends, its citation marks included; 0 when there is none yet. */
    private int sentenceEnd() {
        Matcher end = END.matcher(waiting);
        while (end.find()) {
            int at = end.end();
            Matcher marks = MARKS.matcher(waiting).region(at, waiting.length());
            if (marks.lookingAt()) {
                at = marks.end();
            }
            // A mark may still be on its way.
            if (at == waiting.length() || waiting.charAt(at) == '[') {
                return 0;
            }
            return at;
        }
        return waiting.length() > LONGEST_SENTENCE ? waiting.length() : 0;
    }

    private boolean pass(String sentence) {
        StringBuilder clean = new StringBuilder();
        List<Integer> cited = new ArrayList<>();
        boolean unknown = false;
        Matcher mark = MARK.matcher(sentence);
        int from = 0;
        while (mark.find()) {
            clean.append(sentence, from, mark.start());
            from = mark.end();
            if (mark.group(1).equals("?")) {
                unknown = true;
            } else {
                cited.add(Integer.parseInt(mark.group(1)));
            }
        }
        String tail = sentence.substring(from);
        String words = clean + tail;
        List<String> unsupported = FactGate.unsupported(words, facts);
        if (!unsupported.isEmpty()) {
            withheld.add(words.strip() + " <- " + unsupported);
            LOG.info("Held back a sentence: no fact supports {}", unsupported);
            return true;
        }
        declined |= unknown;
        uncited.append(words);
        StringBuilder shown = new StringBuilder(clean);
        StringBuilder marks = new StringBuilder();
        for (int n : cited) {
            Passage passage = passages.get(n);
            if (passage != null) {
                Citation citation = citations.computeIfAbsent(
                        n,
                        ignored ->
                                new Citation(citations.size() + 1, passage, quote(passage, uncited.toString(), words)));
                marks.append('[').append(citation.n).append(']');
            }
        }
        if (!cited.isEmpty()) {
            uncited.setLength(0);
        }
        shown.append(marks).append(tail);
        said.append(shown);
        return out.test(shown.toString());
    }

    /**
     * The words of the passage that carry what was said: all that was said since the last citation or the sentence itself
     * where they are verbatim, else what shares most with it.
     */
    private static String quote(Passage passage, String saidSinceLast, String sentence) {
        String text = passage.text();
        for (String verbatim : List.of(saidSinceLast.strip(), sentence.strip())) {
            if (!verbatim.isEmpty() && text.contains(verbatim)) {
                return verbatim;
            }
        }
        String core = saidSinceLast.strip();
        if (text.length() <= 300) {
            return text.strip();
        }
        String best = "";
        long most = -1;
        for (String piece : PIECE_END.split(text, -1)) {
            long shared =
                    core.chars().distinct().filter(c -> piece.indexOf(c) >= 0).count();
            if (shared > most && !piece.isBlank()) {
                most = shared;
                best = piece;
            }
        }
        return best.strip();
    }
}
