package dev.daogou.assistant.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daogou.assistant.Http;
import dev.daogou.assistant.Http.Answer;
import dev.daogou.assistant.ServiceTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What a merchant does with a document after it was handed in, by the public calls alone. */
@ServiceTest
class DocumentHistoryApiTest {

    private static final String OWNER = ServiceTest.OWNER_TOKEN;

    private final Http http;

    DocumentHistoryApiTest(@LocalServerPort int port) {
        this.http = new Http(port);
    }

    private Answer upload(String shop, String fileName, String kind, String text) {
        return http.post(
                "/api/v1/shops/" + shop + "/documents", OWNER, "multipart/form-data; boundary=b", """
                --b\r
                Content-Disposition: form-data; name="kind"\r
                \r
                %s\r
                --b\r
                Content-Disposition: form-data; name="file"; filename="%s"\r
                Content-Type: application/octet-stream\r
                \r
                %s\r
                --b--\r
                """.formatted(
                                kind, fileName, text));
    }

    private JsonNode waitUntilNothingIsPending(String shop) throws InterruptedException {
        Instant patience = Instant.now().plus(Duration.ofMinutes(3));
        while (true) {
            JsonNode knowledge =
                    http.get("/api/v1/shops/" + shop + "/knowledge", OWNER).json();
            if (knowledge.path("pending").asInt(-1) == 0) {
                return knowledge;
            }
            assertThat(Instant.now()).as("still pending: %s", knowledge).isBefore(patience);
            Thread.sleep(100);
        }
    }

    private String documents(String shop) {
        return "/api/v1/shops/" + shop + "/documents/";
    }

    @Test
    void versions_are_listed_compared_restored_and_given_back_as_files() throws Exception {
        String shop = http.newShop("en");
        String id = upload(shop, "hours.html", "guide", "<h1>Hours</h1><p>We open in the morning.</p>")
                .json()
                .path("id")
                .asString();
        waitUntilNothingIsPending(shop);

        Answer patched = http.send(http.request(documents(shop) + id)
                .header("Authorization", "Bearer " + OWNER)
                .header("Content-Type", "application/json")
                .method(
                        "PATCH",
                        BodyPublishers.ofString("{\"title\":\"When we open\",\"validUntil\":\"2040-01-31\"}")));
        assertThat(patched.status()).as(patched.response().body()).isEqualTo(202);
        assertThat(patched.json().path("version").asInt()).isEqualTo(2);
        waitUntilNothingIsPending(shop);

        JsonNode versions =
                http.get(documents(shop) + id + "/versions", OWNER).json().path("items");
        assertThat(versions.valueStream())
                .extracting(version -> version.path("status").asString())
                .containsExactly("live", "superseded");
        assertThat(versions.get(0).path("givenBy").asString()).isNotBlank();
        Answer content = http.get(documents(shop) + id + "/versions/1/content", OWNER);
        assertThat(content.header("Content-Disposition")).startsWith("attachment");
        assertThat(content.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(content.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(content.response().body()).contains("We open in the morning");
        assertThat(http.get(documents(shop) + id + "/versions/1/compare/2", OWNER)
                        .json()
                        .path("sections")
                        .size())
                .isPositive();
        Answer restored = http.post(documents(shop) + id + "/versions/1/restore", OWNER, "{}");
        assertThat(restored.status()).as(restored.response().body()).isEqualTo(202);
        assertThat(restored.json().path("version").asInt()).isEqualTo(3);
        assertThat(http.get(documents(shop) + id + "/versions/9", OWNER).status())
                .isEqualTo(404);
    }

    @Test
    void a_document_that_contradicts_a_live_one_waits_and_goes_live_when_it_is_decided() throws Exception {
        String shop = http.newShop("zh");
        String old = upload(shop, "old.md", "policy", "# 退换货政策\n\n签收后7天内可无理由退货。")
                .json()
                .path("id")
                .asString();
        waitUntilNothingIsPending(shop);
        String id = upload(shop, "new.md", "policy", "# 售后须知\n\n我们支持30天无理由退货。")
                .json()
                .path("id")
                .asString();
        waitUntilNothingIsPending(shop);

        JsonNode blocked = http.get(documents(shop) + id, OWNER).json();
        assertThat(blocked.path("status").asString()).isEqualTo("blocked");
        assertThat(blocked.path("reason").asString()).contains("30天", "7天");
        JsonNode conflict = blocked.path("conflicts").get(0);
        assertThat(conflict.path("passage").asString()).contains("30天");
        assertThat(conflict.path("otherDocumentId").asString()).isEqualTo(old);
        assertThat(conflict.path("otherTitle").asString()).isEqualTo("退换货政策");
        assertThat(conflict.path("otherPassage").asString()).contains("7天");

        Answer nonsense = http.post(documents(shop) + id + "/decision", OWNER, "{\"decision\":\"maybe\"}");
        assertThat(nonsense.status()).isEqualTo(400);
        Answer decided = http.post(documents(shop) + id + "/decision", OWNER, "{\"decision\":\"takeNew\"}");
        assertThat(decided.status()).as(decided.response().body()).isEqualTo(202);
        waitUntilNothingIsPending(shop);

        assertThat(http.get(documents(shop) + id, OWNER).json().path("status").asString())
                .isEqualTo("live");
        assertThat(http.get(documents(shop) + old, OWNER).json().path("status").asString())
                .isEqualTo("withdrawn");
    }
}
