package dev.daogou.assistant.answering.tools;

/** A tool cannot use the arguments it was given. */
public class ToolMistake extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param howToMend a sentence for the model: what is wrong and which arguments would do */
    public ToolMistake(String howToMend) {
        super(howToMend);
    }
}
