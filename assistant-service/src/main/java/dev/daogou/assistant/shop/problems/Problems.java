package dev.daogou.assistant.shop.problems;

import dev.daogou.assistant.shop.Problem;
import dev.daogou.assistant.shop.Problem.Mistake;
import dev.daogou.assistant.shop.ShopExists;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shop.ShopUnknown;
import dev.daogou.ingest.intake.CrawlUnknown;
import dev.daogou.ingest.intake.DocumentRefused;
import dev.daogou.ingest.intake.DocumentUnknown;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.ConstraintViolationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Answers everything a controller, or Spring before it, throws. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    private static final Pattern DOCUMENTS = Pattern.compile(".*/documents(?:/[^/]+)?/?");

    private final ProblemAnswers answers;

    Problems(ProblemAnswers answers) {
        this.answers = answers;
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> told(Problem problem, WebRequest request) {
        ResponseEntity<Object> answer =
                answer(problem.status(), problem.code(), problem.getMessage(), problem.mistakes(), request);
        if (answer != null && answer.getBody() instanceof ProblemDetail detail) {
            problem.more().forEach(detail::setProperty);
        }
        return answer;
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> shopUnknown(ShopUnknown unknown, WebRequest request) {
        return answer(HttpStatus.NOT_FOUND, "shop_unknown", unknown.getMessage(), List.of(), request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> shopExists(ShopExists exists, WebRequest request) {
        return answer(HttpStatus.CONFLICT, "shop_exists", exists.getMessage(), List.of(), request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> documentRefused(DocumentRefused refused, WebRequest request) {
        HttpStatus status =
                refused.code().endsWith("too_large") ? HttpStatus.CONTENT_TOO_LARGE : HttpStatus.UNPROCESSABLE_CONTENT;
        return answer(
                status,
                refused.code(),
                refused.getMessage(),
                List.of(new Mistake("file", null, String.valueOf(refused.getMessage()))),
                request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> documentUnknown(DocumentUnknown unknown, WebRequest request) {
        return answer(HttpStatus.NOT_FOUND, "document_unknown", unknown.getMessage(), List.of(), request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> crawlUnknown(CrawlUnknown unknown, WebRequest request) {
        return answer(HttpStatus.NOT_FOUND, "crawl_unknown", unknown.getMessage(), List.of(), request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> constraintBroken(ConstraintViolationException broken, WebRequest request) {
        List<Mistake> mistakes = broken.getConstraintViolations().stream()
                .map(violation -> new Mistake(violation.getPropertyPath().toString(), null, violation.getMessage()))
                .toList();
        return answer(HttpStatus.BAD_REQUEST, "invalid_request", null, mistakes, request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> multipartMalformed(MultipartException malformed, WebRequest request) {
        return answer(HttpStatus.BAD_REQUEST, "malformed_multipart", null, List.of(), request);
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        CannotCreateTransactionException.class,
        QueryTimeoutException.class
    })
    @Nullable
    ResponseEntity<Object> databaseAway(Exception away, WebRequest request) {
        log.warn("The database did not answer: {}", away.getMessage());
        return answer(HttpStatus.SERVICE_UNAVAILABLE, "temporarily_unavailable", null, List.of(), request);
    }

    /** Not ours to answer: the security filters know who may try again and how. */
    @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
    void leftToTheDoors(RuntimeException denied) {
        throw denied;
    }

    /** The caller has hung up: there is nobody to tell. */
    @ExceptionHandler({IOException.class, UncheckedIOException.class})
    @Nullable
    ResponseEntity<Object> broken(Exception broken, WebRequest request) {
        HttpServletResponse response = ((ServletWebRequest) request).getResponse();
        if (response != null && response.isCommitted()) {
            log.debug("A caller went away while being answered", broken);
            return null;
        }
        return unexpected(broken, request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> unexpected(Exception unexpected, WebRequest request) {
        String id = UUID.randomUUID().toString().substring(0, 8);
        log.error("Internal error {} at {}", id, request.getDescription(false), unexpected);
        return answer(HttpStatus.INTERNAL_SERVER_ERROR, "internal_error", null, List.of(), request, id);
    }

    /** Everything Spring MVC itself refuses ends here. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception refused, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ResponseEntity<Object> answer = switch (refused) {
            case HttpMessageNotReadableException unreadable -> unreadable(unreadable, request);
            case MethodArgumentNotValidException invalid -> invalid(invalid, request);
            case HandlerMethodValidationException invalid -> invalid(invalid, request);
            case MissingServletRequestParameterException missing -> missing(missing.getParameterName(), request);
            case MissingServletRequestPartException missing -> missing(missing.getRequestPartName(), request);
            case MissingRequestHeaderException missing -> missing(missing.getHeaderName(), request);
            case MethodArgumentTypeMismatchException mismatch -> mismatch(mismatch, request);
            case TypeMismatchException mismatch -> invalidField(String.valueOf(mismatch.getPropertyName()), request);
            case MaxUploadSizeExceededException tooLarge ->
                answer(HttpStatus.CONTENT_TOO_LARGE, codeOfTooLarge(request), null, List.of(), request);
            case ServletRequestBindingException binding ->
                answer(HttpStatus.BAD_REQUEST, "invalid_request", null, List.of(), request);
            default -> general(refused, status, request);
        };
        if (answer == null) {
            return null;
        }
        HttpHeaders both = new HttpHeaders();
        both.putAll(headers);
        both.putAll(answer.getHeaders());
        return new ResponseEntity<>(answer.getBody(), both, answer.getStatusCode());
    }

    private @Nullable ResponseEntity<Object> general(Exception refused, HttpStatusCode status, WebRequest request) {
        if (status.is5xxServerError() && status.value() != HttpStatus.SERVICE_UNAVAILABLE.value()) {
            return unexpected(refused, request);
        }
        return answer(status, codeOf(status.value()), null, List.of(), request);
    }

    /** The same code whether the server stops reading a document or intake finds it too large. */
    private static String codeOfTooLarge(WebRequest request) {
        String path = ((ServletWebRequest) request).getRequest().getRequestURI();
        return DOCUMENTS.matcher(path).matches() ? "document_too_large" : "payload_too_large";
    }

    static String codeOf(int status) {
        return switch (status) {
            case 400 -> "invalid_request";
            case 401 -> "token_missing";
            case 403 -> "forbidden";
            case 404 -> "not_found";
            case 405 -> "method_not_allowed";
            case 406 -> "not_acceptable";
            case 413 -> "payload_too_large";
            case 415 -> "unsupported_media_type";
            case 429 -> "rate_limited";
            case 503 -> "temporarily_unavailable";
            default -> status < 500 ? "invalid_request" : "internal_error";
        };
    }

    private @Nullable ResponseEntity<Object> unreadable(
            HttpMessageNotReadableException unreadable, WebRequest request) {
        Throwable cause = unreadable.getCause();
        if (cause == null) {
            return answer(HttpStatus.BAD_REQUEST, "malformed_json", null, List.of(), request);
        }
        return switch (cause) {
            case UnrecognizedPropertyException unknown -> {
                String field = path(unknown);
                yield answer(
                        HttpStatus.BAD_REQUEST,
                        "field_unknown",
                        null,
                        List.of(new Mistake(field, null, "This field is not known here")),
                        request,
                        field);
            }
            case InvalidNullException missing -> missing(path(missing), request);
            case StreamReadException malformed ->
                answer(HttpStatus.BAD_REQUEST, "malformed_json", null, List.of(), request);
            case DatabindException mismatch -> mismatched(mismatch, request);
            default -> answer(HttpStatus.BAD_REQUEST, "malformed_json", null, List.of(), request);
        };
    }

    private @Nullable ResponseEntity<Object> mismatched(DatabindException mismatch, WebRequest request) {
        if (mismatch.getCause() instanceof Problem problem) {
            return told(problem, request);
        }
        if (!mismatch.getPath().isEmpty()) {
            return invalidField(path(mismatch), reason(mismatch), request);
        }
        return answer(HttpStatus.BAD_REQUEST, "invalid_request", reason(mismatch), List.of(), request);
    }

    /** What a record's own constructor said is for the caller; what Jackson says is not. */
    private static String reason(DatabindException mismatch) {
        Throwable cause = mismatch.getCause();
        return cause instanceof IllegalArgumentException
                        && cause.getMessage() != null
                        && !(cause instanceof NumberFormatException)
                ? cause.getMessage()
                : "This value is not of the kind expected";
    }

    private static String path(JacksonException trouble) {
        StringBuilder path = new StringBuilder();
        trouble.getPath().forEach(step -> {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        });
        return path.toString();
    }

    private @Nullable ResponseEntity<Object> invalid(MethodArgumentNotValidException invalid, WebRequest request) {
        List<Mistake> mistakes = new ArrayList<>();
        invalid.getBindingResult()
                .getFieldErrors()
                .forEach(error ->
                        mistakes.add(new Mistake(error.getField(), null, String.valueOf(error.getDefaultMessage()))));
        invalid.getBindingResult()
                .getGlobalErrors()
                .forEach(error -> mistakes.add(new Mistake(null, null, String.valueOf(error.getDefaultMessage()))));
        return answer(HttpStatus.BAD_REQUEST, "invalid_request", null, mistakes, request, named(mistakes));
    }

    private @Nullable ResponseEntity<Object> invalid(HandlerMethodValidationException invalid, WebRequest request) {
        List<Mistake> mistakes = new ArrayList<>();
        invalid.getParameterValidationResults().forEach(result -> {
            if (result instanceof ParameterErrors body) {
                body.getFieldErrors()
                        .forEach(error -> mistakes.add(
                                new Mistake(error.getField(), null, String.valueOf(error.getDefaultMessage()))));
            } else {
                result.getResolvableErrors()
                        .forEach(error -> mistakes.add(new Mistake(
                                result.getMethodParameter().getParameterName(),
                                null,
                                String.valueOf(error.getDefaultMessage()))));
            }
        });
        return answer(HttpStatus.BAD_REQUEST, "invalid_request", null, mistakes, request, named(mistakes));
    }

    private static String named(List<Mistake> mistakes) {
        return mistakes.stream()
                .map(mistake -> mistake.field() == null ? "" : mistake.field())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private @Nullable ResponseEntity<Object> missing(String field, WebRequest request) {
        return answer(
                HttpStatus.BAD_REQUEST,
                "field_missing",
                null,
                List.of(new Mistake(field, null, "This field is needed")),
                request,
                field);
    }

    private @Nullable ResponseEntity<Object> mismatch(
            MethodArgumentTypeMismatchException mismatch, WebRequest request) {
        if (ShopId.class.equals(mismatch.getRequiredType())) {
            return shopUnknown(new ShopUnknown(String.valueOf(mismatch.getValue())), request);
        }
        return invalidField(mismatch.getName(), request);
    }

    private @Nullable ResponseEntity<Object> invalidField(String field, WebRequest request) {
        return invalidField(field, "This value is not of the kind expected", request);
    }

    private @Nullable ResponseEntity<Object> invalidField(String field, String reason, WebRequest request) {
        return answer(
                HttpStatus.BAD_REQUEST,
                "field_invalid",
                null,
                List.of(new Mistake(field, null, reason)),
                request,
                field);
    }

    /** A page's error goes on to the error page; everything else is problem+json. */
    private @Nullable ResponseEntity<Object> answer(
            HttpStatusCode status,
            String code,
            @Nullable String detail,
            List<Mistake> mistakes,
            WebRequest web,
            Object... arguments) {
        HttpServletRequest request = ((ServletWebRequest) web).getRequest();
        HttpServletResponse response = ((ServletWebRequest) web).getResponse();
        if (response != null && response.isCommitted()) {
            return null;
        }
        if (response != null && ErrorDoor.wantsAPage(request, request.getRequestURI())) {
            try {
                request.setAttribute(ErrorDoor.CODE, code);
                response.sendError(status.value());
                return null;
            } catch (IOException gone) {
                return null;
            }
        }
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(answers.problem(status, code, detail, mistakes, Languages.of(request), arguments));
    }
}
