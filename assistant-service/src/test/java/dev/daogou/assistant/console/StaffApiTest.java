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

/** A merchant's walk from a file to an answer, by the public calls alone. */
@ServiceTest
class StaffApiTest {

    private static final String OWNER = ServiceTest.OWNER_TOKEN;

    private final Http http;

    StaffApiTest(@LocalServerPort int port) {
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

    private JsonNode search(String shop, String query) {
        Answer answer =
                http.post("/api/v1/shops/" + shop + "/knowledge/search", OWNER, "{\"query\":\"" + query + "\"}");
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void a_search_as_of_another_day_needs_an_instant() throws Exception {
        String shop = http.newShop("en");
        upload(shop, "kettle.md", "guide", "# Kettle\n\nDescale the kettle with vinegar once a month.");
        waitUntilNothingIsPending(shop);
        String path = "/api/v1/shops/" + shop + "/knowledge/search";

        Answer found =
                http.post(path, OWNER, "{\"query\":\"descale the kettle\",\"at\":\"2031-01-01T00:00:00+08:00\"}");
        assertThat(found.status()).as(found.response().body()).isEqualTo(200);
        assertThat(found.json().path("hits").size()).isEqualTo(1);

        Answer refused = http.post(path, OWNER, "{\"query\":\"descale the kettle\",\"at\":\"tomorrow\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("errors").get(0).path("field").asString())
                .isEqualTo("at");
    }

    @Test
    void a_shop_moves_to_another_model_by_its_name_and_a_name_that_is_none_says_which_there_are() throws Exception {
        String shop = http.newShop("en");
        upload(shop, "kettle.md", "guide", "# Kettle\n\nDescale the kettle with vinegar once a month.");
        JsonNode before = waitUntilNothingIsPending(shop);
        String other = http.get("/api/v1/shops/" + shop + "/knowledge/models", OWNER)
                .json()
                .path("items")
                .valueStream()
                .map(model -> model.path("model").asString())
                .filter(model ->
                        !model.equals(before.path("signature").path("model").asString()))
                .findFirst()
                .orElseThrow();

        Answer refused = http.post("/api/v1/shops/" + shop + "/knowledge/reindex", OWNER, "{\"model\":\"word2vec\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("errors").get(0).path("reason").asString())
                .contains(other);

        Answer begun =
                http.post("/api/v1/shops/" + shop + "/knowledge/reindex", OWNER, "{\"model\":\"" + other + "\"}");
        assertThat(begun.status()).as(begun.response().body()).isEqualTo(202);
        Instant patience = Instant.now().plusSeconds(60);
        JsonNode knowledge = begun.json();
        while (!knowledge.path("signature").path("model").asString().equals(other)) {
            assertThat(Instant.now()).as("still moving: %s", knowledge).isBefore(patience);
            assertThat(search(shop, "How do I descale the kettle?").path("hits").size())
                    .isEqualTo(1);
            knowledge = http.get("/api/v1/shops/" + shop + "/knowledge", OWNER).json();
        }
        assertThat(knowledge.path("reindexing").isMissingNode()
                        || knowledge.path("reindexing").isNull())
                .isTrue();
        assertThat(search(shop, "How do I descale the kettle?").path("hits").size())
                .isEqualTo(1);
    }

    @Test
    void a_document_that_is_handed_in_is_found_and_one_that_is_taken_away_is_not() throws Exception {
        String shop = http.newShop("en");

        Answer accepted = upload(shop, "frost.md", "guide", """
                # Looking after the kettle

                ## Frost
                Empty the copper kettle before a night of frost, or its seam will split.
                """);
        assertThat(accepted.status()).as(accepted.response().body()).isEqualTo(202);
        String id = accepted.json().path("id").asString();
        assertThat(accepted.json().path("status").asString())
                .isIn("queued", "reading", "chunking", "embedding", "live");

        JsonNode knowledge = waitUntilNothingIsPending(shop);
        assertThat(knowledge.path("documents").asInt()).isEqualTo(1);
        assertThat(knowledge.path("passages").asInt()).isPositive();
        assertThat(knowledge.path("signature").path("dimension").asInt()).isPositive();
        JsonNode document =
                http.get("/api/v1/shops/" + shop + "/documents/" + id, OWNER).json();
        assertThat(document.path("status").asString()).isEqualTo("live");
        assertThat(http.get("/api/v1/shops/" + shop + "/documents", OWNER)
                        .json()
                        .path("items")
                        .valueStream())
                .extracting(one -> one.path("id").asString())
                .containsExactly(id);
        assertThat(http.get("/api/v1/shops/" + shop + "/documents/" + id + "/passages", OWNER)
                        .json()
                        .path("items")
                        .valueStream())
                .anySatisfy(
                        passage -> assertThat(passage.path("text").asString()).contains("before a night of frost"));

        JsonNode hit = search(shop, "What must I do with the kettle in frost?")
                .path("hits")
                .get(0);
        assertThat(hit.path("documentId").asString()).isEqualTo(id);
        assertThat(hit.path("kind").asString()).isEqualTo("guide");
        assertThat(hit.path("text").asString()).contains("Empty the copper kettle");

        Answer removed = http.send(http.request("/api/v1/shops/" + shop + "/documents/" + id)
                .header("Authorization", "Bearer " + OWNER)
                .method("DELETE", BodyPublishers.noBody()));
        assertThat(removed.status()).isEqualTo(204);
        assertThat(search(shop, "kettle frost").path("hits").valueStream()).isEmpty();
    }

    @Test
    void questions_and_answers_are_imported_and_found() throws Exception {
        String shop = http.newShop("en");
        String rows = "question,answer,productId\nDoes the ferry bell ring at noon?,It rings at noon and at six.,\n";

        Answer imported = http.post("/api/v1/shops/" + shop + "/imports/qa", OWNER, "text/csv", rows);
        Answer again = http.post("/api/v1/shops/" + shop + "/imports/qa", OWNER, "text/csv", rows);

        assertThat(imported.status()).as(imported.response().body()).isEqualTo(200);
        assertThat(imported.json().path("created").asInt()).isEqualTo(1);
        assertThat(again.json().path("unchanged").asInt()).isEqualTo(1);
        waitUntilNothingIsPending(shop);
        assertThat(search(shop, "When does the ferry bell ring?")
                        .path("hits")
                        .get(0)
                        .path("text")
                        .asString())
                .contains("noon and at six");
    }

    @Test
    void one_bad_row_and_nothing_is_taken_unless_the_right_ones_are_asked_for() {
        String shop = http.newShop("en");
        String rows = "question,answer\nIs it open?,Yes\nIs it far?,\n";
        String imports = "/api/v1/shops/" + shop + "/imports/qa";

        Answer refused = http.post(imports, OWNER, "text/csv", rows);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("rows_rejected");
        assertThat(refused.json().path("errors").get(0).path("line").asInt()).isEqualTo(3);
        assertThat(refused.json().path("rejected").get(0).path("field").asString())
                .isEqualTo("answer");
        assertThat(http.get("/api/v1/shops/" + shop + "/documents", OWNER)
                        .json()
                        .path("items")
                        .valueStream())
                .isEmpty();

        Answer tried = http.post(imports + "?dryRun=true", OWNER, "text/csv", rows);
        assertThat(tried.status()).isEqualTo(200);
        assertThat(tried.json().path("rejected").size()).isEqualTo(1);
        assertThat(http.get("/api/v1/shops/" + shop + "/documents", OWNER)
                        .json()
                        .path("items")
                        .valueStream())
                .isEmpty();

        Answer partly = http.post(imports + "?partial=true", OWNER, "text/csv", rows);
        assertThat(partly.status()).isEqualTo(200);
        assertThat(partly.json().path("accepted").asInt()).isEqualTo(1);
        assertThat(partly.json().path("rejected").size()).isEqualTo(1);
    }

    @Test
    void an_import_of_nothing_known_or_of_unknown_columns_says_what_there_is() {
        String shop = http.newShop("en");

        Answer kind = http.post("/api/v1/shops/" + shop + "/imports/wishes", OWNER, "text/csv", "a\n1\n");
        assertThat(kind.status()).isEqualTo(404);
        assertThat(kind.code()).isEqualTo("import_unknown");
        Answer column = http.post("/api/v1/shops/" + shop + "/imports/qa", OWNER, "text/csv", "question,reply\na,b\n");
        assertThat(column.status()).isEqualTo(422);
        assertThat(column.code()).isEqualTo("column_unknown");
        assertThat(column.json().path("errors").get(0).path("field").asString()).isEqualTo("reply");
        assertThat(http.post("/api/v1/shops/" + shop + "/imports/qa", OWNER, "application/pdf", "%PDF")
                        .code())
                .isEqualTo("unsupported_media_type");
    }

    @Test
    void a_crawl_is_taken_on_at_once_and_refuses_what_is_no_page() throws Exception {
        String shop = http.newShop("en");
        String crawls = "/api/v1/shops/" + shop + "/crawls";

        Answer nowhere = http.post(crawls, OWNER, "{\"url\":\"gopher://old.example\",\"depth\":0,\"maxPages\":1}");
        assertThat(nowhere.status()).isEqualTo(422);
        assertThat(nowhere.code()).isEqualTo("address_invalid");
        assertThat(http.post(crawls, OWNER, "{}").code()).isEqualTo("field_invalid");
        assertThat(http.get(crawls + "/none", OWNER).code()).isEqualTo("crawl_unknown");

        // An address inside the house is taken on like any other, and never fetched.
        Answer inside = http.post(crawls, OWNER, "{\"url\":\"http://127.0.0.1:1/\",\"depth\":0,\"maxPages\":1}");
        assertThat(inside.status()).as(inside.response().body()).isEqualTo(202);
        String id = inside.json().path("id").asString();
        Instant patience = Instant.now().plus(Duration.ofMinutes(3));
        JsonNode crawl = http.get(crawls + "/" + id, OWNER).json();
        while (!crawl.path("status").asString().equals("failed")) {
            assertThat(Instant.now()).as(crawl.toString()).isBefore(patience);
            Thread.sleep(200);
            crawl = http.get(crawls + "/" + id, OWNER).json();
        }
        assertThat(crawl.path("reason").asString()).isNotBlank();
    }
}
