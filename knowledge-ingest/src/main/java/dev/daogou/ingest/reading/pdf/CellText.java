package dev.daogou.ingest.reading.pdf;

import java.util.ArrayList;
import java.util.List;

/** The words of one cell: lines that were broken because the cell is narrow become one again. */
final class CellText {

    private static final float FULL = 0.75f;

    private CellText() {}

    static String of(List<Fragment> fragments) {
        List<Fragment> lines = new ArrayList<>();
        for (Fragment fragment : fragments) {
            boolean sameLine = !lines.isEmpty()
                    && Math.abs(lines.getLast().baseline() - fragment.baseline()) < 0.3f * fragment.size();
            if (sameLine) {
                lines.set(lines.size() - 1, Fragment.joined(List.of(lines.getLast(), fragment)));
            } else {
                lines.add(fragment);
            }
        }
        float widest = 0;
        for (Fragment line : lines) {
            widest = Math.max(widest, line.box().width());
        }
        StringBuilder text = new StringBuilder();
        String paragraph = "";
        boolean goesOn = false;
        for (Fragment line : lines) {
            if (goesOn && !Marks.isItem(line.text())) {
                paragraph = Joining.join(paragraph, line.text(), word -> false);
            } else {
                append(text, paragraph);
                paragraph = line.text();
            }
            goesOn = line.box().width() >= FULL * widest && !Marks.endsSentence(line.text());
        }
        append(text, paragraph);
        return text.toString();
    }

    private static void append(StringBuilder text, String paragraph) {
        if (!paragraph.isEmpty()) {
            text.append(text.isEmpty() ? "" : "\n").append(paragraph);
        }
    }
}
