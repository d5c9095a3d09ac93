package dev.daogou.assistant.shop.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daogou.assistant.Http;
import dev.daogou.assistant.Http.Answer;
import dev.daogou.assistant.ServiceTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever nonsense comes in, a program gets problem+json with a code it can rely on. */
@ServiceTest
class BadInputTest {

    private final int port;
    private final Http http;
    private final JdbcClient jdbc;
    private final Clock clock;

    BadInputTest(@LocalServerPort int port, @Autowired JdbcClient jdbc, @Autowired Clock clock) {
        this.port = port;
        this.http = new Http(port);
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("detail").asString("")).isNotBlank();
        assertThat(answer.response().body()).doesNotContain("Exception", "dev.daogou", "\tat ");
    }

    @Test
    void an_unknown_shop_is_a_problem_to_shoppers_and_to_staff() {
        assertProblem(http.post("/api/v1/shops/no-such-shop/sessions", null, "{}"), 404, "shop_unknown");
        assertProblem(http.post("/api/v1/shops/NO_SHOP_IS_CALLED_SO/sessions", null, "{}"), 404, "shop_unknown");
        assertProblem(http.get("/api/v1/shops/no-such-shop/knowledge", ServiceTest.OWNER_TOKEN), 404, "shop_unknown");
    }

    @Test
    void a_session_that_ended_is_told_from_a_token_that_never_was() {
        String shop = http.newShop("en");
        String token = http.newSession(shop);
        jdbc.sql("UPDATE shopper_session SET expires_at = :ago WHERE shop_id = :shop")
                .param(
                        "ago",
                        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                                .minusSeconds(1))
                .param("shop", shop)
                .update();

        assertProblem(http.post("/api/v1/conversations", token, "{}"), 401, "session_expired");
        assertProblem(http.post("/api/v1/conversations", "dgs_" + shop + "_nonsense", "{}"), 401, "token_invalid");
        assertProblem(http.post("/api/v1/conversations", "nonsense", "{}"), 401, "token_invalid");
        assertProblem(http.post("/api/v1/conversations", null, "{}"), 401, "token_missing");
    }

    @Test
    void json_that_is_none_or_not_what_was_asked_for_names_the_fault() {
        String sessions = "/api/v1/shops/" + http.newShop("en") + "/sessions";

        assertProblem(http.post(sessions, null, "{\"locale\":"), 400, "malformed_json");
        assertProblem(http.post(sessions, null, "not json"), 400, "malformed_json");
        Answer unknown = http.post(sessions, null, "{\"lokale\":\"en\"}");
        assertProblem(unknown, 400, "field_unknown");
        assertThat(unknown.json().path("errors").get(0).path("field").asString())
                .isEqualTo("lokale");
        Answer ofAnotherKind = http.post(sessions, null, "{\"visitorId\":{\"a\":1}}");
        assertProblem(ofAnotherKind, 400, "field_invalid");
        assertThat(ofAnotherKind.json().path("errors").get(0).path("field").asString())
                .isEqualTo("visitorId");
        assertProblem(http.post(sessions, null, "{\"visitorId\":\"short\"}"), 400, "field_invalid");
        assertProblem(http.post(sessions, null, "[]"), 400, "invalid_request");
    }

    @Test
    void a_shop_that_cannot_be_opened_says_every_reason_at_once() {
        Answer answer = http.post("/api/v1/shops", ServiceTest.OWNER_TOKEN, """
                {"id":"No Good","language":"fr","currency":"XXX","timeZone":"Mars/North"}""");

        assertProblem(answer, 400, "invalid_request");
        assertThat(answer.json()
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("field").asString()))
                .containsExactlyInAnyOrder("id", "name", "language", "currency", "timeZone");
    }

    @Test
    void a_shop_cannot_be_opened_twice() {
        String shop = http.newShop("en");

        assertProblem(
                http.post(
                        "/api/v1/shops",
                        ServiceTest.OWNER_TOKEN,
                        "{\"id\":\"" + shop + "\",\"name\":\"Again\",\"language\":\"en\",\"currency\":\"GBP\"}"),
                409,
                "shop_exists");
    }

    @Test
    void wrong_method_wrong_content_and_unknown_address_are_problems() {
        String shop = http.newShop("en");

        assertProblem(http.get("/api/v1/shops/" + shop + "/sessions", null), 405, "method_not_allowed");
        assertProblem(
                http.send(http.request("/api/v1/shops")
                        .header("Authorization", "Bearer " + ServiceTest.OWNER_TOKEN)
                        .method("PATCH", BodyPublishers.ofString("{}"))),
                405,
                "method_not_allowed");
        assertProblem(
                http.post("/api/v1/shops/" + shop + "/sessions", null, "text/plain", "{}"),
                415,
                "unsupported_media_type");
        assertProblem(http.get("/api/v1/nonsense", null), 404, "not_found");
        assertProblem(http.get("/api/nonsense", null), 404, "not_found");
        assertProblem(http.get("/api/v1/shops/" + shop + "/nonsense", ServiceTest.OWNER_TOKEN), 404, "not_found");
        assertProblem(
                http.send(http.request("/api/v1/shops")
                        .header("Authorization", "Bearer " + ServiceTest.OWNER_TOKEN)
                        .header("Accept", "image/png")),
                406,
                "not_acceptable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/shops/%zz/sessions",
                "/api/v1/sh[ops",
                "/api/v1/shops/a%2Fb/knowledge",
                "/api/v1/shops/..;/knowledge",
                "/api/v1//shops",
                "/api/v1/shops/%00/knowledge"
            })
    void a_malformed_address_is_a_problem_whoever_refuses_it(String address) throws IOException {
        String answer = raw("GET " + address + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(answer.toLowerCase(java.util.Locale.ROOT)).contains("content-type: application/problem+json");
        assertThat(answer).contains("\"code\":\"malformed_uri\"").doesNotContain("<html", "Tomcat", "Exception");
    }

    @Test
    void a_problem_speaks_the_callers_language() {
        Answer chinese = http.send(http.request("/api/v1/nonsense").header("Accept-Language", "zh-CN,zh;q=0.9"));
        Answer english = http.send(http.request("/api/v1/nonsense").header("Accept-Language", "en-GB"));

        assertThat(chinese.json().path("detail").asString()).isEqualTo("这个地址下没有内容。");
        assertThat(english.json().path("detail").asString()).isEqualTo("There is nothing at this address.");
    }

    @Test
    void an_upload_without_its_file_or_with_an_unknown_kind_names_the_field() {
        String documents = "/api/v1/shops/" + http.newShop("en") + "/documents";
        String multipart = "multipart/form-data; boundary=b";

        Answer withoutFile = http.post(
                documents,
                ServiceTest.OWNER_TOKEN,
                multipart,
                "--b\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\nguide\r\n--b--\r\n");
        assertProblem(withoutFile, 400, "field_missing");
        assertThat(withoutFile.json().path("errors").get(0).path("field").asString())
                .isEqualTo("file");
        Answer unknownKind = http.post(
                documents,
                ServiceTest.OWNER_TOKEN,
                multipart,
                "--b\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\nnovel\r\n"
                        + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.md\"\r\n\r\n# A\r\n--b--\r\n");
        assertProblem(unknownKind, 400, "field_invalid");
        assertProblem(
                http.post(documents, ServiceTest.OWNER_TOKEN, "multipart/form-data", "nonsense"),
                400,
                "malformed_multipart");
        assertProblem(http.get(documents + "/no-such-document", ServiceTest.OWNER_TOKEN), 404, "document_unknown");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream answer = socket.getInputStream();
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
