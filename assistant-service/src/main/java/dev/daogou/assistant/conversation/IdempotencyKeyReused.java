package dev.daogou.assistant.conversation;

import dev.daogou.assistant.shop.Problem;
import org.springframework.http.HttpStatus;

/** An idempotency key came a second time with other words. */
public class IdempotencyKeyReused extends Problem {

    private static final long serialVersionUID = 1L;

    public IdempotencyKeyReused() {
        super(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "idempotency_key_reused",
                "This Idempotency-Key was used for another message in this conversation. Use a new key for a new message.");
    }
}
