package dev.daogou.assistant.shop.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daogou.assistant.Http;
import dev.daogou.assistant.Http.Answer;
import dev.daogou.assistant.ServiceTest;
import dev.daogou.assistant.shop.StaffId;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@ServiceTest
class DoorsTest {

    private final int port;
    private final Http http;
    private final Staff staff;
    private final StaffSignIn signIn;
    private final PasswordEncoder passwords;
    private final JdbcClient jdbc;
    private final RequestMappingHandlerMapping calls;

    @Autowired
    DoorsTest(
            @LocalServerPort int port,
            Staff staff,
            StaffSignIn signIn,
            PasswordEncoder passwords,
            JdbcClient jdbc,
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping calls) {
        this.port = port;
        this.http = new Http(port);
        this.staff = staff;
        this.signIn = signIn;
        this.passwords = passwords;
        this.jdbc = jdbc;
        this.calls = calls;
    }

    /** A member of one shop's staff; returns their API token. */
    private String merchantOf(String shop) {
        StaffId id = new StaffId(UUID.randomUUID());
        String token = "token-" + id;
        staff.add(id, id + "@example.com", "Merchant", Objects.requireNonNull(passwords.encode("secret")), false);
        staff.addToken(id, token, "test");
        jdbc.sql("INSERT INTO shop_member (shop_id, staff_id, role) VALUES (:shop, :staff, 'merchant')")
                .param("shop", shop)
                .param("staff", id.value())
                .update();
        return token;
    }

    @Test
    void every_call_but_opening_a_session_asks_who_calls() {
        List<String> open = calls.getHandlerMethods().keySet().stream()
                .flatMap(call -> call.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/"))
                        .flatMap(path -> call.getMethodsCondition().getMethods().stream()
                                .map(RequestMethod::name)
                                .filter(method -> answersAStranger(method, path))
                                .map(method -> method + " " + path)))
                .toList();

        assertThat(open).containsExactly("POST /api/v1/shops/{shop}/sessions");
    }

    private boolean answersAStranger(String method, String path) {
        String address = path.replaceAll("\\{[^}]*}", "x1");
        return http.send(http.request(address).method(method, BodyPublishers.ofString("{}")))
                        .status()
                != 401;
    }

    @Test
    void a_shopper_reaches_no_staff_call_and_staff_no_shoppers_call() {
        String shop = http.newShop("en");
        String shopper = http.newSession(shop);

        Answer asShopper = http.get("/api/v1/shops/" + shop + "/knowledge", shopper);
        assertThat(asShopper.status()).isEqualTo(403);
        assertThat(asShopper.code()).isEqualTo("forbidden");
        assertThat(http.get("/api/v1/shops", shopper).status()).isEqualTo(403);
        assertThat(http.post("/api/v1/shops", shopper, "{}").status()).isEqualTo(403);
        assertThat(http.get("/api/v1/desk/queue", shopper).status()).isEqualTo(403);

        assertThat(http.post("/api/v1/conversations", merchantOf(shop), "{}").status())
                .isEqualTo(403);
        assertThat(http.post("/api/v1/conversations", ServiceTest.OWNER_TOKEN, "{}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void staff_work_for_their_own_shop_only() {
        String own = http.newShop("en");
        String anothers = http.newShop("en");
        String token = merchantOf(own);

        assertThat(http.get("/api/v1/shops/" + own, token).status()).isEqualTo(200);
        assertThat(http.get("/api/v1/shops/" + anothers, token).status()).isEqualTo(403);
        assertThat(http.get("/api/v1/shops", token).json().path("items").valueStream())
                .extracting(shop -> shop.path("id").asString())
                .containsExactly(own);
        assertThat(http.post("/api/v1/shops", token, "{}").status()).isEqualTo(403);
    }

    @Test
    void the_identity_secret_is_the_owners() {
        String shop = http.newShop("en");

        assertThat(http.get("/api/v1/shops/" + shop + "/identity-secret", merchantOf(shop))
                        .status())
                .isEqualTo(403);
        assertThat(http.get("/api/v1/shops/" + shop + "/identity-secret", ServiceTest.OWNER_TOKEN)
                        .json()
                        .path("identitySecret")
                        .asString())
                .hasSizeGreaterThan(40);
    }

    @Test
    void an_api_token_is_kept_only_as_a_hash() {
        String token = merchantOf(http.newShop("en"));

        List<Long> found = jdbc.sql("""
                        SELECT position(convert_to(:token, 'UTF8') IN token_hash) + 32 - octet_length(token_hash)
                        FROM staff_token
                        """).param("token", token).query(Long.class).list();
        assertThat(found).isNotEmpty().containsOnly(0L);
    }

    @Test
    void the_widget_may_call_from_any_page_and_staff_calls_from_none() {
        String shop = http.newShop("en");
        Answer shoppers = http.send(http.request("/api/v1/shops/" + shop + "/sessions")
                .header("Origin", "https://merchant.example")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
        Answer staffs = http.send(http.request("/api/v1/shops")
                .header("Origin", "https://merchant.example")
                .header("Authorization", "Bearer " + ServiceTest.OWNER_TOKEN));

        assertThat(shoppers.status()).isEqualTo(201);
        assertThat(shoppers.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(shoppers.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(staffs.header("Access-Control-Allow-Origin")).isEmpty();
        Answer asked = http.send(http.request("/api/v1/conversations/00000000-0000-0000-0000-000000000000/messages")
                .header("Origin", "https://merchant.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,idempotency-key,prefer")
                .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.header("Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @Test
    void a_page_signs_in_by_cookie_and_changes_something_only_with_its_csrf_token() throws Exception {
        String shop = http.newShop("en");
        CookieManager cookies = new CookieManager();
        try (HttpClient browser = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(cookies)
                .build()) {
            assertThat(location(browser, page("/console"))).endsWith("/login");
            String csrf = csrfToken(browser, cookies);
            HttpResponse<String> signedIn = browser.send(
                    form(
                            "/login",
                            "email=owner%40example.com&password="
                                    + URLEncoder.encode(ServiceTest.OWNER_PASSWORD, StandardCharsets.UTF_8),
                            csrf),
                    BodyHandlers.ofString());
            assertThat(signedIn.headers().firstValue("Location").orElse("")).contains("/console");

            HttpRequest.Builder read = HttpRequest.newBuilder(address("/api/v1/shops/" + shop));
            assertThat(browser.send(read.build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);

            HttpRequest.Builder search = HttpRequest.newBuilder(address("/api/v1/shops/" + shop + "/documents/none"))
                    .DELETE();
            HttpResponse<String> without = browser.send(search.build(), BodyHandlers.ofString());
            assertThat(without.statusCode()).isEqualTo(403);
            assertThat(without.body()).contains("\"csrf_missing\"");
            HttpResponse<String> with = browser.send(
                    search.header("X-XSRF-TOKEN", csrfToken(browser, cookies)).build(), BodyHandlers.ofString());
            assertThat(with.statusCode()).isEqualTo(404);
            assertThat(with.body()).contains("\"document_unknown\"");
        }
    }

    private static String location(HttpClient browser, HttpRequest request) throws IOException, InterruptedException {
        return browser.send(request, BodyHandlers.ofString())
                .headers()
                .firstValue("Location")
                .orElse("");
    }

    private String csrfToken(HttpClient browser, CookieManager cookies) throws IOException, InterruptedException {
        browser.send(page("/login"), BodyHandlers.ofString());
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    private HttpRequest page(String path) {
        return HttpRequest.newBuilder(address(path))
                .header("Accept", "text/html")
                .build();
    }

    private HttpRequest form(String path, String body, String csrf) {
        return HttpRequest.newBuilder(address(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-XSRF-TOKEN", csrf)
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @Test
    void the_console_of_another_shop_stays_shut() throws Exception {
        String own = http.newShop("en");
        String anothers = http.newShop("en");
        merchantOf(own);
        String email = jdbc.sql("""
                        SELECT email FROM staff JOIN shop_member ON staff_id = id WHERE shop_id = :shop
                        """).param("shop", own).query(String.class).single();
        CookieManager cookies = new CookieManager();
        try (HttpClient browser = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(cookies)
                .build()) {
            String csrf = csrfToken(browser, cookies);
            browser.send(
                    form(
                            "/login",
                            "email=" + URLEncoder.encode(email, StandardCharsets.UTF_8) + "&password=secret",
                            csrf),
                    BodyHandlers.ofString());

            assertThat(browser.send(page("/console/" + own), BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(browser.send(page("/console/" + anothers), BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(403);
            assertThat(browser.send(page("/console/" + anothers + "/documents"), BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void guessing_passwords_ends_after_ten_tries_even_with_the_right_one() {
        StaffId id = new StaffId(UUID.randomUUID());
        String email = id + "@example.com";
        staff.add(id, email, "Guessed", Objects.requireNonNull(passwords.encode("right")), false);
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() ->
                            signIn.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(email, "wrong")))
                    .isInstanceOf(AuthenticationException.class);
        }

        assertThatThrownBy(
                        () -> signIn.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(email, "right")))
                .isInstanceOf(LockedException.class);
    }

    @Test
    void pages_and_answers_carry_their_guards() {
        Answer page = http.send(http.request("/nothing-here").header("Accept", "text/html"));
        Answer answer = http.get("/api/v1/nonsense", null);

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'self'", "frame-ancestors 'self'")
                .doesNotContain("unsafe-inline");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Referrer-Policy")).isEqualTo("strict-origin-when-cross-origin");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void what_any_cache_may_keep_carries_no_cookie_and_cannot_run() {
        Answer picture = http.get("/demo/demo-en/pictures/TC-01.svg", null);

        assertThat(picture.status()).isEqualTo(200);
        assertThat(picture.header("Set-Cookie")).isEmpty();
        assertThat(picture.header("Cache-Control")).contains("public");
        assertThat(picture.header("Content-Security-Policy"))
                .startsWith("sandbox")
                .doesNotContain("script");
        assertThat(picture.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(http.get("/demo/demo-en/orders.ndjson", null).status()).isEqualTo(404);
        assertThat(http.get("/demo/demo-en/pictures/../orders.ndjson", null).status())
                .isNotEqualTo(200);
        assertThat(http.get("/demo/demo-en/pictures/%2e%2e/orders.ndjson", null).status())
                .isNotEqualTo(200);
    }

    @Test
    void health_metrics_and_the_description_of_the_calls_are_open_and_nothing_else_of_the_machinery() {
        assertThat(http.get("/actuator/health", null).json().path("status").asString())
                .isEqualTo("UP");
        assertThat(http.get("/actuator/prometheus", null).response().body()).contains("jvm_memory_used_bytes");
        assertThat(http.get("/actuator/env", null).status()).isEqualTo(401);
        Answer docs = http.get("/v3/api-docs", null);
        assertThat(docs.status()).isEqualTo(200);
        assertThat(docs.json()
                        .path("paths")
                        .path("/api/v1/shops/{shop}/knowledge")
                        .path("get")
                        .path("parameters")
                        .valueStream())
                .extracting(parameter -> parameter.path("name").asString())
                .containsExactly("shop");
        assertThat(docs.json().path("paths").propertyNames())
                .contains(
                        "/api/v1/shops",
                        "/api/v1/shops/{shop}/sessions",
                        "/api/v1/shops/{shop}/documents",
                        "/api/v1/shops/{shop}/knowledge/search",
                        "/api/v1/shops/{shop}/imports/{kind}");
    }
}
