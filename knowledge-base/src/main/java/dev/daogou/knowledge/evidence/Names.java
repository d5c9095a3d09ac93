package dev.daogou.knowledge.evidence;

import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.Viterbi.ViterbiSegment;
import com.hankcs.hanlp.seg.common.Term;
import java.util.List;

/** Finds names of people, places and organisations in Chinese text; takes about a millisecond a hundred characters. */
final class Names {

    private static final Segment NAMING = new ViterbiSegment()
            .enableAllNamedEntityRecognize(true)
            .enablePartOfSpeechTagging(true)
            .enableOffset(false);

    private Names() {}

    static List<String> in(String sentence) {
        return NAMING.seg(sentence).stream()
                .filter(Names::isName)
                .map(term -> term.word.strip())
                .distinct()
                .toList();
    }

    private static boolean isName(Term term) {
        String nature = String.valueOf(term.nature);
        return term.word.strip().length() > 1
                && (nature.startsWith("nr") || nature.startsWith("ns") || nature.startsWith("nt"));
    }
}
