package dev.daogou.ingest.contradictions;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/** Holds statements against each other. */
public final class Judge {

    private final SameThing sameThing;

    /**
     * @param nearness how alike two sentences are in meaning, -1 to 1; asked only about sentences in which no known word says
     *     what they are about
     */
    public Judge(ToDoubleBiFunction<String, String> nearness) {
        this.sameThing = new SameThing(nearness);
    }

    /** Every amount of the one passage that the other states otherwise. */
    public List<Contradiction> between(ToldPassage mine, ToldPassage other) {
        return mine.holdsTogetherWith(other) ? between(Statements.of(mine), Statements.of(other)) : List.of();
    }

    List<Contradiction> between(List<Statement> mine, List<Statement> others) {
        List<Contradiction> found = new ArrayList<>();
        for (Statement one : mine) {
            // What the other passage says in so many words as well is no contradiction, whatever else it says.
            List<Statement> same =
                    others.stream().filter(other -> sameThing.judge(one, other)).toList();
            boolean agreed = same.stream().anyMatch(other -> agree(one, other));
            for (Statement other : same) {
                boolean repeated = mine.stream()
                        .anyMatch(again -> !again.equals(one) && sameThing.judge(again, other) && agree(again, other));
                if (!agreed && !repeated && !agree(one, other)) {
                    found.add(Contradiction.of(one, other));
                }
            }
        }
        return found;
    }

    private static boolean agree(Statement one, Statement other) {
        boolean differ = Values.differ(one.quantity(), other.quantity(), one.service() && other.service());
        return one.negated() == other.negated() ? !differ : differ;
    }
}
