package dev.daogou.assistant.shopper;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** A visitor of one shop, known by name or not. */
public record ShopperId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ShopperId {}

    @Override
    public String toString() {
        return value.toString();
    }
}
