package dev.daogou.assistant.shopper;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.daogou.assistant.Http;
import dev.daogou.assistant.Http.Answer;
import dev.daogou.assistant.ServiceTest;
import dev.daogou.assistant.shop.ShopId;
import dev.daogou.assistant.shop.Shops;
import dev.daogou.assistant.shop.TokenHolders.TokenAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
class ShopperSessionsTest {

    private final Http http;
    private final Shops shops;
    private final ShopperSessions sessions;

    @Autowired
    ShopperSessionsTest(@LocalServerPort int port, Shops shops, ShopperSessions sessions) {
        this.http = new Http(port);
        this.shops = shops;
        this.sessions = sessions;
    }

    private Answer arrive(String shop, String body) {
        return http.post("/api/v1/shops/" + shop + "/sessions", null, body);
    }

    private Answer identified(String shop, String identity) {
        return arrive(shop, "{\"identity\":\"" + identity + "\"}");
    }

    private static String signed(String secret, JWTClaimsSet.Builder claims) throws Exception {
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
        token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
        return token.serialize();
    }

    private String secretOf(String shop) {
        return new String(shops.identitySecret(new ShopId(shop)), StandardCharsets.UTF_8);
    }

    private static JWTClaimsSet.Builder wang() {
        return new JWTClaimsSet.Builder()
                .subject("wang-17")
                .claim("name", "王")
                .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(5))));
    }

    @Test
    void a_visitor_is_the_same_shopper_as_long_as_their_browser_keeps_its_id() {
        String shop = http.newShop("zh");

        Answer first = arrive(shop, "{\"visitorId\":\"0f1e2d3c4b5a\",\"locale\":\"zh-CN\"}");
        Answer again = arrive(shop, "{\"visitorId\":\"0f1e2d3c4b5a\"}");
        Answer another = arrive(shop, "{\"visitorId\":\"ffffffffffff\"}");
        Answer elsewhere = arrive(http.newShop("zh"), "{\"visitorId\":\"0f1e2d3c4b5a\"}");

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.json().path("verified").asBoolean()).isFalse();
        assertThat(Instant.parse(first.json().path("expiresAt").asString())).isAfter(Instant.now());
        assertThat(again.json().path("shopperId")).isEqualTo(first.json().path("shopperId"));
        assertThat(again.json().path("token")).isNotEqualTo(first.json().path("token"));
        assertThat(another.json().path("shopperId")).isNotEqualTo(first.json().path("shopperId"));
        assertThat(elsewhere.json().path("shopperId")).isNotEqualTo(first.json().path("shopperId"));
    }

    @Test
    void a_shopper_the_shop_vouches_for_is_the_same_in_every_session() throws Exception {
        String shop = http.newShop("zh");

        Answer first = identified(shop, signed(secretOf(shop), wang()));
        Answer again = identified(shop, signed(secretOf(shop), wang()));

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.json().path("verified").asBoolean()).isTrue();
        assertThat(again.json().path("shopperId")).isEqualTo(first.json().path("shopperId"));
        TokenAnswer answer = sessions.holderOf(first.json().path("token").asString());
        assertThat(answer).isInstanceOf(TokenAnswer.Holder.class);
        ShopperContext shopper = (ShopperContext) ((TokenAnswer.Holder) answer).principal();
        assertThat(shopper.shopperKey()).isEqualTo("wang-17");
        assertThat(shopper.name()).isEqualTo("王");
        assertThat(shopper.shop().id()).isEqualTo(new ShopId(shop));
    }

    @Test
    void an_identity_signed_by_another_shop_is_refused() throws Exception {
        String shop = http.newShop("zh");
        String anothers = secretOf(http.newShop("zh"));

        Answer answer = identified(shop, signed(anothers, wang()));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("identity_invalid");
    }

    @Test
    void an_identity_without_signature_or_end_or_name_or_past_its_end_is_refused() throws Exception {
        String shop = http.newShop("zh");
        String secret = secretOf(shop);
        Date anHourAndMoreAgo = Date.from(Instant.now().minus(Duration.ofMinutes(70)));

        for (String token : new String[] {
            new PlainJWT(wang().build()).serialize(),
            signed(secret, wang().expirationTime(anHourAndMoreAgo)),
            signed(secret, wang().expirationTime(null)),
            signed(secret, wang().expirationTime(null).issueTime(anHourAndMoreAgo)),
            signed(secret, wang().subject(" ")),
            "not.a.jwt",
            "x".repeat(5_000)
        }) {
            Answer answer = identified(shop, token);
            assertThat(answer.status()).as(token).isEqualTo(401);
            assertThat(answer.code()).isEqualTo("identity_invalid");
        }
    }

    @Test
    void an_identity_without_an_end_is_good_for_an_hour() throws Exception {
        String shop = http.newShop("zh");
        JWTClaimsSet.Builder young =
                wang().expirationTime(null).issueTime(Date.from(Instant.now().minus(Duration.ofMinutes(50))));

        assertThat(identified(shop, signed(secretOf(shop), young)).status()).isEqualTo(201);
    }

    @Test
    void no_other_shop_signs_whoever_asks() {
        String shop = http.newShop("zh");

        Answer answer = http.post("/demo/" + shop + "/identity", null, "{\"shopperKey\":\"lin\"}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("shop_unknown");
        assertThat(http.get("/api/v1/shops/" + shop, ServiceTest.OWNER_TOKEN).status())
                .isEqualTo(200);
    }
}
