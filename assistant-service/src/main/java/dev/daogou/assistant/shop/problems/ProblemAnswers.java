package dev.daogou.assistant.shop.problems;

import dev.daogou.assistant.shop.Problem.Mistake;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes {@code application/problem+json} answers: {@code status}, {@code title}, {@code detail} in the caller's language,
 * {@code code} for programs, and {@code errors} where input was wrong. The sentences stand in {@code problems*.properties},
 * one for each code.
 */
@Component
public class ProblemAnswers {

    private final JsonMapper json;
    private final ResourceBundleMessageSource sentences;

    ProblemAnswers(JsonMapper json) {
        this.json = json;
        this.sentences = new ResourceBundleMessageSource();
        sentences.setBasename("problems");
        sentences.setDefaultEncoding("UTF-8");
        sentences.setFallbackToSystemLocale(false);
        // A sentence without arguments is still a message pattern, so that an apostrophe is written the same
        // everywhere.
        sentences.setAlwaysUseMessageFormat(true);
    }

    /** @param detail what to say when there is no sentence for the code in this language */
    ProblemDetail problem(
            HttpStatusCode status,
            String code,
            @Nullable String detail,
            List<Mistake> mistakes,
            Locale language,
            Object... arguments) {
        ProblemDetail problem = ProblemDetail.forStatus(status);
        HttpStatus known = HttpStatus.resolve(status.value());
        problem.setTitle(known == null ? code : known.getReasonPhrase());
        problem.setDetail(sentence(code, arguments, detail, language));
        problem.setProperty("code", code);
        if (!mistakes.isEmpty()) {
            problem.setProperty("errors", mistakes);
        }
        return problem;
    }

    private @Nullable String sentence(String code, Object[] arguments, @Nullable String detail, Locale language) {
        // What a room says itself is English and more exact than the general sentence of its code.
        boolean english = !"zh".equals(language.getLanguage());
        if (english && detail != null) {
            return detail;
        }
        return sentences.getMessage(code, arguments, detail, english ? Locale.ROOT : Locale.CHINESE);
    }

    /** Answers a request that never reached a controller. */
    public void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String code)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding("UTF-8");
        ProblemDetail problem = problem(status, code, null, List.of(), Languages.of(request));
        json.writeValue(response.getOutputStream(), problem);
    }

    /** Whether a person at a page asks, and not a program. */
    public static boolean wantsAPage(HttpServletRequest request) {
        return ErrorDoor.wantsAPage(request, request.getRequestURI());
    }
}
