package dev.daogou.ingest;

import java.io.Console;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the command tells what becomes of its work: lines that stay, and on a terminal below them lines that live. */
interface Screen {

    /** A line that stays. */
    void line(String text);

    /** What is in work just now, in place of what was said before. */
    void living(List<String> texts);

    /** Living lines where a person watches; plain lines where the output goes into a file or another program. */
    @SuppressWarnings("SystemConsoleNull") // it is null again since JDK 25 where there is no terminal
    static Screen over(PrintStream out) {
        Console console = System.console();
        @Nullable String terminal = System.getenv("TERM");
        boolean watched = console != null && console.isTerminal() && terminal != null && !terminal.equals("dumb");
        @Nullable String columns = System.getenv("COLUMNS");
        int width = columns != null && columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : 80;
        return watched ? new Terminal(out, width) : new Plain(out);
    }

    /** Lines only. */
    record Plain(PrintStream out) implements Screen {

        @Override
        public void line(String text) {
            out.println(text);
        }

        @Override
        public void living(List<String> texts) {
            // Nobody watches.
        }
    }

    /** Writes over its living lines, by the control sequences of ECMA-48 that every terminal knows. */
    final class Terminal implements Screen {

        private static final int MOST_LIVING = 8;
        private static final String UP_AND_CLEAR = "\u001b[1A\u001b[2K";

        private final PrintStream out;
        private final int width;
        private List<String> living = List.of();

        /** @param width in columns; a living line is cut to it, as a wrapped one could not be written over */
        Terminal(PrintStream out, int width) {
            this.out = out;
            this.width = width;
        }

        @Override
        public void line(String text) {
            List<String> below = living;
            show(List.of());
            out.println(text);
            show(below);
        }

        @Override
        public void living(List<String> texts) {
            List<String> shown = texts.size() <= MOST_LIVING
                    ? texts
                    : List.copyOf(texts.subList(texts.size() - MOST_LIVING, texts.size()));
            if (!shown.equals(living)) {
                show(shown);
            }
        }

        private void show(List<String> texts) {
            StringBuilder screen = new StringBuilder();
            screen.append(UP_AND_CLEAR.repeat(living.size()));
            texts.forEach(text -> screen.append(fitting(text)).append(System.lineSeparator()));
            out.print(screen);
            out.flush();
            living = List.copyOf(texts);
        }

        private String fitting(String text) {
            StringBuilder line = new StringBuilder();
            int columns = 0;
            for (int character : text.codePoints().toArray()) {
                columns += character < 0x1100 ? 1 : 2;
                if (columns > width - 1) {
                    break;
                }
                line.appendCodePoint(Character.isISOControl(character) ? ' ' : character);
            }
            return line.toString();
        }
    }
}
