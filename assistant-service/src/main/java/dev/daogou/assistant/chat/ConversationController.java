package dev.daogou.assistant.chat;

import dev.daogou.assistant.chat.AwaitedAnswer.Ending;
import dev.daogou.assistant.conversation.Author;
import dev.daogou.assistant.conversation.ConversationId;
import dev.daogou.assistant.conversation.ConversationStream;
import dev.daogou.assistant.conversation.ConversationStream.Follower;
import dev.daogou.assistant.conversation.ConversationStream.Following;
import dev.daogou.assistant.conversation.ConversationUnknown;
import dev.daogou.assistant.conversation.Conversations;
import dev.daogou.assistant.conversation.Conversations.Appended;
import dev.daogou.assistant.conversation.Conversations.LogEvent;
import dev.daogou.assistant.conversation.EventStreamResponse;
import dev.daogou.assistant.conversation.Floor;
import dev.daogou.assistant.conversation.Message;
import dev.daogou.assistant.conversation.MessageText;
import dev.daogou.assistant.conversation.PageContext;
import dev.daogou.assistant.shop.Problem;
import dev.daogou.assistant.shop.Problem.Mistake;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shopper.ShopperContext;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/** A shopper's conversation: say something, read what is said, give an opinion. */
@RestController
@RequestMapping("/api/v1/conversations")
class ConversationController {

    private static final int LONGEST_ENTRY = 4_000;
    private static final int LONGEST_COMMENT = 2_000;
    private static final int LONGEST_PAGE_FIELD = 2_000;
    private static final int NOTICES_LOOKED_AT = 100;

    private final Conversations conversations;
    private final ConversationStream stream;
    private final AnswersInOrder answers;
    private final Greeting greeting;
    private final Opinions opinions;
    private final JsonMapper json;
    private final Duration longestWait;

    /** @param longestWait how long a caller waits who wants the whole answer in the response */
    ConversationController(
            Conversations conversations,
            ConversationStream stream,
            AnswersInOrder answers,
            Greeting greeting,
            Opinions opinions,
            JsonMapper json,
            @Value("${daogou.chat.longest-wait-for-an-answer:60s}") Duration longestWait) {
        this.conversations = conversations;
        this.stream = stream;
        this.answers = answers;
        this.greeting = greeting;
        this.opinions = opinions;
        this.json = json;
        this.longestWait = longestWait;
    }

    // --- begin
    // -----------------------------------------------------------------------------------------------------------

    /** @param entry how the shopper came */
    record Start(@Nullable Entry entry) {

        /**
         * How a shopper came.
         *
         * @param keyword what they searched for
         * @param channel where from
         * @param page the page they began on: its address, or an object about it
         */
        record Entry(
                @Nullable String keyword,
                @Nullable String channel,
                @Nullable Object page) {}
    }

    record Started(ConversationId id, String greeting) {}

    @PostMapping
    ResponseEntity<Started> start(ShopperContext shopper, @RequestBody(required = false) @Nullable Start body) {
        ConversationId id =
                conversations.start(shopper.shop().id(), shopper.shopper(), entry(body == null ? null : body.entry()));
        return ResponseEntity.created(URI.create("/api/v1/conversations/" + id))
                .body(new Started(id, greeting.to(shopper)));
    }

    private Map<String, Object> entry(Start.@Nullable Entry entry) {
        Map<String, Object> kept = new LinkedHashMap<>();
        if (entry != null) {
            put(kept, "keyword", entry.keyword());
            put(kept, "channel", entry.channel());
            put(kept, "page", entry.page());
        }
        if (json.writeValueAsString(kept).length() > LONGEST_ENTRY) {
            throw bad("entry_too_long", "entry", "Say in fewer than " + LONGEST_ENTRY + " characters how they came.");
        }
        return kept;
    }

    private static void put(Map<String, Object> kept, String name, @Nullable Object value) {
        if (value != null) {
            kept.put(name, value);
        }
    }

    // --- say something
    // ---------------------------------------------------------------------------------------------------

    /**
     * What a shopper says.
     *
     * @param text 1 to 4,000 characters
     * @param page the page they look at
     * @param attachments not taken yet
     */
    record Post(
            @Nullable String text,
            @Nullable PageContext page,
            @Nullable List<Object> attachments) {}

    @PostMapping("/{id}/messages")
    Object say(
            ShopperContext shopper,
            @PathVariable String id,
            @RequestBody Post post,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer)
            throws HttpMediaTypeNotAcceptableException {
        WantedAnswer wanted = WantedAnswer.by(accept, prefer);
        ConversationId conversation = theirs(shopper, id);
        String text = MessageText.checked(post.text());
        String key = MessageText.checkedKey(idempotencyKey);
        if (post.attachments() != null && !post.attachments().isEmpty()) {
            throw bad(
                    "attachments_not_supported",
                    "attachments",
                    "Attachments cannot be taken yet. Leave 'attachments' out and describe the picture in words.");
        }
        PageContext page = shortened(post.page());
        ShopId shop = shopper.shop().id();
        Appended appended = conversations.appendShopper(shop, conversation, text, page, key);
        if (appended.fresh() && appended.assistantAnswers()) {
            answers.answer(shopper, conversation, appended.message(), page);
        }
        return switch (wanted) {
            case LATER -> later(appended);
            case WHOLE -> whole(shop, conversation, appended);
            case STREAMED -> streamed(shop, conversation, appended);
        };
    }

    private static PageContext shortened(@Nullable PageContext page) {
        return page == null
                ? PageContext.NONE
                : new PageContext(shortened(page.productId()), shortened(page.url()), shortened(page.title()));
    }

    private static @Nullable String shortened(@Nullable String said) {
        return said == null || said.isBlank() ? null : said.substring(0, Math.min(said.length(), LONGEST_PAGE_FIELD));
    }

    private static ResponseEntity<Map<String, Object>> later(Appended appended) {
        return ResponseEntity.accepted()
                .header("Preference-Applied", "respond-async")
                .body(Map.of(
                        "messageId", appended.message().id(),
                        "seq", appended.message().seq()));
    }

    private ResponseEntity<SseEmitter> streamed(ShopId shop, ConversationId conversation, Appended appended) {
        boolean answerComes = appended.assistantAnswers()
                || (!appended.fresh()
                        && conversations
                                .outcome(shop, conversation, appended.message().id())
                                .isPresent());
        return new EventStreamResponse(json)
                .fedBy(response -> stream.follow(
                        shop,
                        conversation,
                        appended.message().seq() - 1,
                        new AwaitedAnswer(appended.message(), answerComes, response, ending -> {})));
    }

    private DeferredResult<ResponseEntity<Map<String, Object>>> whole(
            ShopId shop, ConversationId conversation, Appended appended) {
        Message asked = appended.message();
        DeferredResult<ResponseEntity<Map<String, Object>>> result = new DeferredResult<>(longestWait.toMillis());
        if (!appended.assistantAnswers()) {
            Optional<LogEvent> outcome =
                    appended.fresh() ? Optional.empty() : conversations.outcome(shop, conversation, asked.id());
            settle(
                    result,
                    shop,
                    conversation,
                    asked,
                    outcome.map(ConversationController::ending).orElseGet(Ending.LeftToPeople::new));
            return result;
        }
        Following following = stream.follow(
                shop,
                conversation,
                asked.seq() - 1,
                new AwaitedAnswer(asked, true, NOBODY, ending -> settle(result, shop, conversation, asked, ending)));
        result.onTimeout(() -> result.setErrorResult(new Problem(
                HttpStatus.GATEWAY_TIMEOUT,
                "answer_late",
                "The answer takes longer than " + longestWait.toSeconds()
                        + " seconds. It is still being made: read it at /api/v1/conversations/" + conversation
                        + "/events.")));
        result.onCompletion(following::close);
        return result;
    }

    private static final Follower NOBODY = event -> {};

    private static Ending ending(LogEvent outcome) {
        return outcome.type().equals("message.completed")
                ? new Ending.Answered(outcome)
                : new Ending.Failed(Objects.toString(outcome.data().get("code")));
    }

    private void settle(
            DeferredResult<ResponseEntity<Map<String, Object>>> result,
            ShopId shop,
            ConversationId conversation,
            Message asked,
            Ending ending) {
        try {
            switch (ending) {
                case Ending.Answered answered ->
                    result.setResult(ResponseEntity.ok(answered.completed().data()));
                case Ending.LeftToPeople ignored ->
                    result.setResult(ResponseEntity.ok(leftToPeople(shop, conversation, asked)));
                case Ending.Failed failed -> {
                    if (conversations.floor(shop, conversation) instanceof Floor.Assistant) {
                        result.setErrorResult(noAnswer(failed.code()));
                    } else {
                        result.setResult(ResponseEntity.ok(leftToPeople(shop, conversation, asked)));
                    }
                }
            }
        } catch (RuntimeException failed) {
            result.setErrorResult(failed);
        }
    }

    /** What the assistant says when a person is to answer: that a person was asked for, when that came of this message. */
    private Map<String, Object> leftToPeople(ShopId shop, ConversationId conversation, Message asked) {
        Optional<Map<String, Object>> told =
                conversations.events(shop, conversation, asked.seq(), NOTICES_LOOKED_AT).stream()
                        .filter(event -> event.type().equals("message.completed"))
                        .map(LogEvent::data)
                        .filter(data -> "none".equals(data.get("answeredBy")))
                        .findFirst();
        if (told.isPresent()) {
            return told.get();
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("messageId", asked.id());
        answer.put("seq", asked.seq());
        answer.put("text", "");
        for (String nothing : List.of("citations", "cards", "tools", "suggestions")) {
            answer.put(nothing, List.of());
        }
        answer.put("handoff", conversations.floor(shop, conversation).asPublished());
        answer.put("answeredBy", "none");
        answer.put("declined", false);
        return answer;
    }

    private static Problem noAnswer(String code) {
        return switch (code) {
            case "cancelled" ->
                new Problem(HttpStatus.CONFLICT, "answer_cancelled", "The answer was stopped before it was whole.");
            case "busy" ->
                new Problem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "answer_busy",
                        "Too many shoppers ask at the moment. Your message is kept; please ask again in a minute.");
            case "interrupted" ->
                new Problem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "answer_interrupted",
                        "The answer was interrupted. Your message is kept; please ask again.");
            default ->
                new Problem(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "answer_failed",
                        "The answer could not be made. Your message is kept; please ask again or ask for a person.");
        };
    }

    // --- read
    // ------------------------------------------------------------------------------------------------------------

    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> events(
            ShopperContext shopper,
            @PathVariable String id,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventIdHeader,
            @RequestParam(name = "lastEventId", required = false) @Nullable String lastEventId) {
        ConversationId conversation = theirs(shopper, id);
        long after = lastSeq(lastEventIdHeader == null ? lastEventId : lastEventIdHeader);
        return new EventStreamResponse(json)
                .fedBy(response -> stream.follow(shopper.shop().id(), conversation, after, response));
    }

    private static long lastSeq(@Nullable String lastEventId) {
        if (lastEventId == null || lastEventId.isBlank()) {
            return 0;
        }
        try {
            long seq = Long.parseLong(lastEventId.strip());
            if (seq >= 0) {
                return seq;
            }
        } catch (NumberFormatException noNumber) {
            // told below, together with negative numbers
        }
        throw bad(
                "last_event_id_invalid",
                "Last-Event-ID",
                "Last-Event-ID is the number of the last event you have, 0 when you have none.");
    }

    /**
     * The whole history.
     *
     * @param items messages, oldest first
     * @param handoff who has the floor
     */
    record History(List<Map<String, Object>> items, Map<String, Object> handoff) {}

    @GetMapping("/{id}/messages")
    History messages(ShopperContext shopper, @PathVariable String id) {
        ConversationId conversation = theirs(shopper, id);
        ShopId shop = shopper.shop().id();
        return new History(
                conversations.history(shop, conversation).stream()
                        .map(Message::asPublished)
                        .toList(),
                conversations.floor(shop, conversation).asPublished());
    }

    // --- stop, judge
    // -----------------------------------------------------------------------------------------------------

    @PostMapping("/{id}/cancel")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(ShopperContext shopper, @PathVariable String id) {
        conversations.cancelTurn(shopper.shop().id(), theirs(shopper, id));
    }

    /**
     * What a shopper thinks of an answer.
     *
     * @param messageId the answer
     * @param verdict {@code up} or {@code down}
     */
    record Verdict(@Nullable String messageId, @Nullable String verdict) {}

    @PostMapping("/{id}/feedback")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void feedback(ShopperContext shopper, @PathVariable String id, @RequestBody Verdict verdict) {
        ConversationId conversation = theirs(shopper, id);
        ShopId shop = shopper.shop().id();
        if (verdict.verdict() == null || !List.of("up", "down").contains(verdict.verdict())) {
            throw bad("verdict_invalid", "verdict", "The verdict is 'up' or 'down'.");
        }
        Message judged = uuid(verdict.messageId())
                .flatMap(message -> conversations.message(shop, conversation, message))
                .filter(message -> !(message.author() instanceof Author.Shopper))
                .orElseThrow(() -> new Problem(
                        HttpStatus.NOT_FOUND,
                        "message_unknown",
                        "There is no answer of this messageId in this conversation.",
                        List.of(new Mistake("messageId", null, "Give the messageId of an answer."))));
        opinions.ofAnswer(shop, conversation, judged.id(), verdict.verdict());
    }

    /**
     * What a shopper thinks of the conversation.
     *
     * @param score 1 to 5
     * @param comment up to 2,000 characters
     */
    record Rating(@Nullable BigDecimal score, @Nullable String comment) {}

    @PostMapping("/{id}/rating")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void rate(ShopperContext shopper, @PathVariable String id, @RequestBody Rating rating) {
        ConversationId conversation = theirs(shopper, id);
        int score = score(rating.score());
        if (rating.comment() != null && rating.comment().length() > LONGEST_COMMENT) {
            throw bad("comment_too_long", "comment", "A comment has at most " + LONGEST_COMMENT + " characters.");
        }
        opinions.ofConversation(shopper.shop().id(), conversation, score, rating.comment());
    }

    private static int score(@Nullable BigDecimal given) {
        for (int score = 1; score <= 5; score++) {
            if (given != null && given.compareTo(BigDecimal.valueOf(score)) == 0) {
                return score;
            }
        }
        throw bad("score_invalid", "score", "The score is a whole number from 1 to 5.");
    }

    // --- whose it is
    // -----------------------------------------------------------------------------------------------------

    private ConversationId theirs(ShopperContext shopper, String id) {
        ConversationId conversation = uuid(id).map(ConversationId::new).orElseThrow(() -> new ConversationUnknown(id));
        conversations.requireOwner(shopper.shop().id(), conversation, shopper.shopper());
        return conversation;
    }

    private static Optional<UUID> uuid(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException nonsense) {
            return Optional.empty();
        }
    }

    private static Problem bad(String code, String field, String sentence) {
        return new Problem(HttpStatus.BAD_REQUEST, code, sentence, List.of(new Mistake(field, null, sentence)));
    }
}
