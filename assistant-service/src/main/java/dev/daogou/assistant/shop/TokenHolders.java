package dev.daogou.assistant.shop;

import java.util.Set;

/**
 * A room that knows who holds some of the bearer tokens. Every bean of this type is asked in turn for the token of a
 * request's {@code Authorization} header.
 */
public interface TokenHolders {

    TokenAnswer holderOf(String token);

    /** What a room says to a token. */
    sealed interface TokenAnswer {

        /** Not one of this room's. */
        record Unknown() implements TokenAnswer {}

        /** It was good once. */
        record Expired() implements TokenAnswer {}

        /**
         * It is good.
         *
         * @param principal who calls, a controller's argument by its type
         * @param roles what they are: {@code STAFF}, {@code OWNER} or {@code SHOPPER}
         */
        record Holder(Object principal, Set<String> roles) implements TokenAnswer {
            public Holder {
                roles = Set.copyOf(roles);
            }
        }
    }
}
