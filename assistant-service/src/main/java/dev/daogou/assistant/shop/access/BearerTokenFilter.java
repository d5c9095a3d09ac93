package dev.daogou.assistant.shop.access;

import dev.daogou.assistant.shop.TokenHolders;
import dev.daogou.assistant.shop.TokenHolders.TokenAnswer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who calls by the bearer token of the {@code Authorization} header. */
class BearerTokenFilter extends OncePerRequestFilter {

    /** Why a token was not good, for whoever must refuse the call. */
    static final String TROUBLE = BearerTokenFilter.class.getName() + ".trouble";

    private static final String SCHEME = "Bearer ";

    private final List<TokenHolders> rooms;
    private final RequestAttributeSecurityContextRepository forThisRequest =
            new RequestAttributeSecurityContextRepository();

    BearerTokenFilter(List<TokenHolders> rooms) {
        this.rooms = rooms;
    }

    static @Nullable String token(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        String token = header.substring(SCHEME.length()).strip();
        return token.isEmpty() ? null : token;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String token = token(request);
        if (token != null) {
            // A call with a token is judged by the token alone, never by a cookie that came along.
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            switch (ask(token)) {
                case TokenAnswer.Holder holder ->
                    context.setAuthentication(SignedIn.as(holder.principal(), holder.roles()));
                case TokenAnswer.Expired ignored -> request.setAttribute(TROUBLE, "session_expired");
                case TokenAnswer.Unknown ignored -> request.setAttribute(TROUBLE, "token_invalid");
            }
            SecurityContextHolder.setContext(context);
            // An answer that streams comes back in another dispatch, which must know the caller too.
            forThisRequest.saveContext(context, request, response);
        }
        chain.doFilter(request, response);
    }

    private TokenAnswer ask(String token) {
        for (TokenHolders room : rooms) {
            TokenAnswer answer = room.holderOf(token);
            if (!(answer instanceof TokenAnswer.Unknown)) {
                return answer;
            }
        }
        return new TokenAnswer.Unknown();
    }
}
