package dev.daogou.assistant.shop;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A shop's id: 2 to 40 of {@code a-z}, {@code 0-9} and {@code -}, starting with a letter. */
public record ShopId(@JsonValue String value) {

    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{1,39}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ShopId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("A shop id has 2 to 40 of a-z, 0-9 and -, starting with a letter");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
