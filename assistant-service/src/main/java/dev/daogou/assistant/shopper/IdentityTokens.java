package dev.daogou.assistant.shopper;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.daogou.assistant.shop.Problem;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shop.Shops;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * A shop's word for who a shopper is: a JWT (RFC 7519) signed by HS256 with the shop's identity secret. {@code sub} is the
 * shop's own name for the shopper, {@code name} and {@code email} may come along. It says when it ends ({@code exp}) or, when
 * it does not, is no older than an hour ({@code iat}).
 */
@Component
public class IdentityTokens {

    private static final Duration CLOCKS_MAY_DIFFER = Duration.ofMinutes(1);
    private static final Duration WITHOUT_END_GOOD_FOR = Duration.ofHours(1);
    private static final int LONGEST = 4_096;
    private static final int LONGEST_FIELD = 200;

    private final Shops shops;
    private final Clock clock;

    IdentityTokens(Shops shops, Clock clock) {
        this.shops = shops;
        this.clock = clock;
    }

    record Identity(
            String shopperKey,
            @Nullable String name,
            @Nullable String email) {}

    /** Signs a token the way a shop's own server would; good for an hour. */
    public String sign(ShopId shop, String shopperKey, @Nullable String name) {
        Instant now = clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .subject(shopperKey)
                .claim("name", name)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))))
                .build();
        try {
            SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            token.sign(new MACSigner(shops.identitySecret(shop)));
            return token.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("An identity secret is long enough for HS256", impossible);
        }
    }

    /**
     * Reads and checks a token.
     *
     * @throws Problem {@code identity_invalid} (401)
     */
    Identity read(ShopId shop, String token) {
        if (token.length() > LONGEST) {
            throw invalid("it is too long");
        }
        try {
            SignedJWT signed = SignedJWT.parse(token);
            if (!JWSAlgorithm.HS256.equals(signed.getHeader().getAlgorithm())) {
                throw invalid("it must be signed by HS256");
            }
            if (!signed.verify(new MACVerifier(shops.identitySecret(shop)))) {
                throw invalid("its signature is not this shop's");
            }
            JWTClaimsSet claims = signed.getJWTClaimsSet();
            checkTimes(claims);
            String key = claims.getSubject();
            if (key == null || key.isBlank() || key.length() > LONGEST_FIELD) {
                throw invalid("'sub' must say who the shopper is, in at most 200 characters");
            }
            return new Identity(
                    key, shortened(claims.getStringClaim("name")), shortened(claims.getStringClaim("email")));
        } catch (ParseException | JOSEException | IllegalArgumentException unreadable) {
            throw invalid("it cannot be read");
        }
    }

    private void checkTimes(JWTClaimsSet claims) {
        Instant now = clock.instant();
        Date expires = claims.getExpirationTime();
        if (expires != null) {
            if (!now.isBefore(expires.toInstant().plus(CLOCKS_MAY_DIFFER))) {
                throw invalid("it has ended ('exp')");
            }
        } else if (claims.getIssueTime() == null) {
            throw invalid("it needs 'exp' or 'iat'");
        } else if (!now.isBefore(
                claims.getIssueTime().toInstant().plus(WITHOUT_END_GOOD_FOR).plus(CLOCKS_MAY_DIFFER))) {
            throw invalid("it is older than an hour and has no 'exp'");
        }
        Date notBefore = claims.getNotBeforeTime();
        if (notBefore != null && now.isBefore(notBefore.toInstant().minus(CLOCKS_MAY_DIFFER))) {
            throw invalid("it does not begin yet ('nbf')");
        }
    }

    private static @Nullable String shortened(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String stripped = text.strip();
        return stripped.length() > LONGEST_FIELD
                ? stripped.substring(0, stripped.offsetByCodePoints(0, stripped.codePointCount(0, LONGEST_FIELD)))
                : stripped;
    }

    private static Problem invalid(String why) {
        return new Problem(HttpStatus.UNAUTHORIZED, "identity_invalid", "The identity token cannot be used: " + why);
    }
}
