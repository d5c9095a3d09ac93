package dev.daogou.assistant.shop.problems;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Where the servlet container sends what failed outside of a controller. A person at a page gets the view {@code error}
 * (model: {@code status}, {@code code}, {@code sentence}), a program problem+json.
 */
@Controller
class ErrorDoor implements ErrorController {

    static final String CODE = ErrorDoor.class.getName() + ".code";

    private final ProblemAnswers answers;

    ErrorDoor(ProblemAnswers answers) {
        this.answers = answers;
    }

    static boolean wantsAPage(HttpServletRequest request, String path) {
        if (path.startsWith("/api/") || path.startsWith("/v3/") || path.startsWith("/actuator/")) {
            return false;
        }
        String accept = request.getHeader("Accept");
        return accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
    }

    @RequestMapping("/error")
    Object error(HttpServletRequest request) {
        Object statusAttribute = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int status = statusAttribute instanceof Integer given ? given : HttpStatus.NOT_FOUND.value();
        Object codeAttribute = request.getAttribute(CODE);
        String code = codeAttribute == null ? Problems.codeOf(status) : codeAttribute.toString();
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        HttpStatus known = HttpStatus.resolve(status);
        HttpStatus answered = known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known;
        var problem = answers.problem(answered, code, null, List.of(), Languages.of(request), "-");
        if (wantsAPage(request, path == null ? "" : path.toString())) {
            String sentence = problem.getDetail() == null ? "" : problem.getDetail();
            return new ModelAndView("error", Map.of("status", status, "code", code, "sentence", sentence), answered);
        }
        return ResponseEntity.status(answered)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
