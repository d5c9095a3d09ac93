package dev.daogou.assistant.shop;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A request that cannot be done, told to the caller as RFC 9457 {@code application/problem+json}. */
public class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient HttpStatus status;
    private final String code;
    private final transient List<Mistake> mistakes;
    private final transient Map<String, Object> more;

    /**
     * One thing wrong in the input.
     *
     * @param field which field or column, when it is one
     * @param line which line of a file, from 1, when it is one
     * @param reason what is wrong and what to do
     */
    public record Mistake(@Nullable String field, @Nullable Integer line, String reason) {}

    /**
     * A problem with all there is to say about it.
     *
     * @param code stable, for programs, e.g. {@code message_empty}
     * @param detail a sentence for the person who sees it, with what to do
     * @param more further members of the answer, by name
     */
    public Problem(HttpStatus status, String code, String detail, List<Mistake> mistakes, Map<String, Object> more) {
        super(detail);
        this.status = status;
        this.code = code;
        this.mistakes = List.copyOf(mistakes);
        this.more = Map.copyOf(more);
    }

    /** A problem with things wrong in the input. */
    public Problem(HttpStatus status, String code, String detail, List<Mistake> mistakes) {
        this(status, code, detail, mistakes, Map.of());
    }

    /** A problem that needs no more than a code and a sentence. */
    public Problem(HttpStatus status, String code, String detail) {
        this(status, code, detail, List.of());
    }

    public HttpStatus status() {
        return status;
    }

    public String code() {
        return code;
    }

    public List<Mistake> mistakes() {
        return mistakes;
    }

    public Map<String, Object> more() {
        return more;
    }
}
