package dev.daogou.assistant.chat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.daogou.assistant.shop.Problem;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shopper.ShopperSessions;
import dev.daogou.assistant.shopper.ShopperSessions.Arrival;
import dev.daogou.assistant.shopper.ShopperSessions.Session;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets a shopper in. */
@RestController
class SessionController {

    /** From one address within a minute; a whole office behind one address stays below it. */
    private static final int SESSIONS_A_MINUTE = 600;

    private final ShopperSessions sessions;
    private final Cache<String, AtomicInteger> opened = Caffeine.newBuilder()
            .maximumSize(50_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    SessionController(ShopperSessions sessions) {
        this.sessions = sessions;
    }

    @PostMapping("/api/v1/shops/{shop}/sessions")
    @ResponseStatus(HttpStatus.CREATED)
    Session open(
            @PathVariable ShopId shop,
            @RequestBody(required = false) @Nullable Arrival arrival,
            HttpServletRequest request) {
        if (opened.get(request.getRemoteAddr(), address -> new AtomicInteger()).incrementAndGet() > SESSIONS_A_MINUTE) {
            throw new Problem(
                    HttpStatus.TOO_MANY_REQUESTS, "rate_limited", "Too many sessions were opened; wait a minute");
        }
        return sessions.open(shop, arrival == null ? new Arrival(null, null, null) : arrival);
    }
}
