package dev.daogou.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.daogou.knowledge.dense.DenseStores;
import dev.daogou.knowledge.dense.StoreKind;
import dev.daogou.knowledge.embedding.BuiltInModel;
import dev.daogou.knowledge.embedding.Embedders;
import dev.daogou.knowledge.embedding.EmbeddingChoice;
import dev.daogou.knowledge.embedding.EmbeddingUnusable;
import dev.daogou.knowledge.lexical.PassageWords;
import dev.langchain4j.data.embedding.Embedding;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a knowledge base does, with the real models and a real database. */
abstract class KnowledgeBaseContract {

    private static final Embedders EMBEDDERS = new Embedders(new EmbeddingChoice.ByLanguage());

    private final String shop = "shop-" + UUID.randomUUID();
    private Instant now = Instant.parse("2026-05-01T08:00:00Z");
    private KnowledgeBase knowledge;
    private Reindexing reindexing;
    private TransactionTemplate transaction;

    abstract DataSource dataSource();

    abstract StoreKind kind();

    @BeforeEach
    void begin() {
        DataSource dataSource = dataSource();
        Flyway.configure().dataSource(dataSource).load().migrate();
        JdbcTransactionManager transactions = new JdbcTransactionManager(dataSource);
        transaction = new TransactionTemplate(transactions);
        InstantSource time = () -> now;
        DenseStores stores = new DenseStores(dataSource, kind());
        NamedParameterJdbcTemplate template = new NamedParameterJdbcTemplate(dataSource);
        reindexing = new MoveToOtherVectors(
                new ShopRooms(template, transaction, EMBEDDERS, stores),
                JdbcClient.create(dataSource),
                transaction,
                EMBEDDERS,
                stores);
        knowledge = new PostgresKnowledgeBase(
                dataSource, transactions, EMBEDDERS, stores, new PassageWords(dataSource), new Clock() {
                    @Override
                    public ZoneOffset getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(java.time.ZoneId zone) {
                        return this;
                    }

                    @Override
                    public Instant instant() {
                        return time.instant();
                    }
                });
        knowledge.openShop(shop, Language.ZH);
    }

    @Test
    void a_question_finds_the_passage_that_answers_it_with_where_it_comes_from() {
        publishPolicies();

        SearchResult result = knowledge.search(SearchQuery.of(shop, "衣服不合适可以退吗", 3));

        Hit best = result.hits().getFirst();
        assertThat(result.nothingRelevant()).isFalse();
        assertThat(best.passage().text()).isEqualTo("签收后七天内,商品不影响二次销售的,可以无理由退货。");
        assertThat(best.passage().titlePath()).isEqualTo("售后服务 > 退货");
        assertThat(best.passage().source().title()).isEqualTo("售后政策");
        assertThat(best.passage().source().url()).isEqualTo("https://shop.example/policy");
        assertThat(best.passage().ordinal()).isZero();
        assertThat(best.denseRank()).isEqualTo(1);
        assertThat(best.cosine()).isBetween(0.4, 1.0);
        assertThat(result.hits()).extracting(Hit::score).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void what_the_shop_does_not_speak_of_is_not_relevant() {
        publishPolicies();

        assertThat(knowledge.search(SearchQuery.of(shop, "量子纠缠的贝尔不等式怎么推导", 3)).nothingRelevant())
                .isTrue();
        assertThat(knowledge
                        .search(SearchQuery.of("nobody".equals(shop) ? "" : shop, "???", 3))
                        .hits())
                .isNotEmpty();
    }

    @Test
    void an_empty_shop_knows_nothing() {
        SearchResult result = knowledge.search(SearchQuery.of(shop, "什么时候发货", 5));

        assertThat(result.hits()).isEmpty();
        assertThat(result.nothingRelevant()).isTrue();
        assertThat(knowledge.status(shop))
                .isEqualTo(new KnowledgeStatus(0, 0, new EmbeddingSignature("bge-small-zh-v1.5-q", 512)));
    }

    @Test
    void a_fault_code_is_found_however_it_is_written() {
        List<SourceContent> manuals = new ArrayList<>();
        for (int code = 1; code <= 12; code++) {
            manuals.add(content(
                    source("manual-" + code, PassageKind.GUIDE, "扫地机器人故障 " + code),
                    "显示 E-%02d 时,请先关机,清理%s,再重新开机。".formatted(code, "左轮右轮滚刷边刷尘盒".substring(code % 8, code % 8 + 2))));
        }
        knowledge.replace(shop, manuals);

        for (String asked : List.of("机器人报E-07怎么办", "E07 是什么意思", "e-07")) {
            Hit best = knowledge.search(SearchQuery.of(shop, asked, 5)).hits().getFirst();
            assertThat(best.passage().source().sourceId()).as(asked).isEqualTo("manual-7");
            assertThat(best.lexicalRank()).isEqualTo(1);
        }
    }

    @Test
    void a_code_that_exists_nowhere_is_not_answered_by_another_one() {
        knowledge.replace(
                shop,
                List.of(
                        content(source("e1", PassageKind.GUIDE, "洗碗机故障"), "显示 E01 时请检查进水阀。", "显示 E02 时请清洗滤网。"),
                        content(source("jq", PassageKind.GUIDE, "JQ902 说明"), "JQ902 净饮机每半年换一次滤芯。")));

        assertThat(knowledge.search(SearchQuery.of(shop, "洗碗机显示 E99 怎么办", 5)).nothingRelevant())
                .isTrue();
        for (String asked : List.of("洗碗机显示 E-01 怎么办", "Ｅ０１ 是什么故障", "JQ 902 多久换滤芯", "jq-902 滤芯")) {
            SearchResult result = knowledge.search(SearchQuery.of(shop, asked, 5));
            assertThat(result.nothingRelevant()).as(asked).isFalse();
            assertThat(result.hits().getFirst().passage().text()).as(asked).containsAnyOf("E01", "JQ902");
        }
    }

    @Test
    void misspelt_and_compound_words_are_found() {
        String english = "shop-en-" + UUID.randomUUID();
        knowledge.openShop(english, Language.EN);
        List<SourceContent> tools = new ArrayList<>();
        List<String> names = List.of("screwdriver set", "claw hammer", "garden hose", "light bulb", "paint brush");
        for (String name : names) {
            tools.add(content(
                    new Source(english, name, PassageKind.PRODUCT, name, name, null, null, null),
                    "A good " + name + "."));
        }
        knowledge.replace(english, tools);

        assertThat(bestOf(english, "claw hamer")).isEqualTo("claw hammer");
        assertThat(bestOf(english, "screw driver")).isEqualTo("screwdriver set");
        assertThat(bestOf(english, "lightbulb")).isEqualTo("light bulb");
    }

    private String bestOf(String english, String asked) {
        Hit best = knowledge.search(SearchQuery.of(english, asked, 3)).hits().getFirst();
        assertThat(best.lexicalRank()).as(asked).isEqualTo(1);
        return best.passage().source().sourceId();
    }

    @Test
    void what_two_sources_say_in_the_same_words_is_found_once_and_a_like_question_is_another() {
        Instant older = Instant.parse("2026-01-01T00:00:00Z");
        Instant newer = Instant.parse("2026-04-01T00:00:00Z");
        knowledge.replace(
                shop,
                List.of(
                        content(
                                new Source(shop, "old", PassageKind.POLICY, "旧文件", null, null, older, null),
                                "下单后  48 小时内发货。"),
                        content(
                                new Source(shop, "new", PassageKind.POLICY, "新文件", null, null, newer, null),
                                "下单后 48 小时内发货。"),
                        content(source("like", PassageKind.POLICY, "相近"), "下单后48小时内发货!")));

        List<String> sources = sourcesOf(SearchQuery.of(shop, "多久发货", 10));

        assertThat(sources).containsExactlyInAnyOrder("like", "new");
    }

    @Test
    void of_what_says_the_same_the_one_published_last_stays_and_the_manual_of_the_model_asked_for() {
        String same = "清洗前请先断电,再用湿布擦拭外壳。";
        for (String model : List.of("JQ902", "JQ905", "JQ908")) {
            knowledge.replace(shop, List.of(content(source(model, PassageKind.GUIDE, model + " 说明书"), same)));
        }

        assertThat(sourcesOf(SearchQuery.of(shop, "怎么清洗外壳", 5))).containsExactly("JQ908");
        assertThat(sourcesOf(SearchQuery.of(shop, "JQ905 怎么清洗外壳", 5))).containsExactly("JQ905");

        knowledge.replace(shop, List.of(content(source("JQ902", PassageKind.GUIDE, "JQ902 说明书"), same)));
        assertThat(sourcesOf(SearchQuery.of(shop, "怎么清洗外壳", 5))).containsExactly("JQ902");
    }

    @Test
    void pieces_of_one_text_that_are_both_found_come_as_one_as_they_stand() {
        String first = "滤芯用久了出水会变慢,先关闭进水阀再换滤芯。";
        String second = "换滤芯时逆时针旋出旧滤芯,再把新滤芯旋紧。";
        String third = "换好滤芯后放水五分钟冲洗新滤芯。";
        String path = "说明书 > 换滤芯";
        knowledge.replace(
                shop,
                List.of(
                        new SourceContent(
                                source("manual", PassageKind.GUIDE, "说明书"),
                                List.of(
                                        draft("说明书 > 安全", "请勿在无人时使用。"),
                                        new PassageDraft(path, first, path + "\n" + first),
                                        new PassageDraft(path, second, path + "\n" + second, ""),
                                        new PassageDraft(path, third, path + "\n" + third, "\n"),
                                        draft(path, "另外请每月清洗滤芯外壳。"))),
                        content(source("other", PassageKind.POLICY, "运费"), "满九十九元包邮。")));

        List<Hit> hits = knowledge.search(SearchQuery.of(shop, "怎么换滤芯", 10)).hits();

        assertThat(hits)
                .extracting(hit -> hit.passage().text())
                .contains(first + second + "\n" + third, "另外请每月清洗滤芯外壳。")
                .doesNotContain(first, second, third);
        assertThat(hits.getFirst().passage().text()).startsWith(first);
        assertThat(knowledge.passagesOf(shop, "manual"))
                .extracting(Passage::passageId)
                .contains(hits.getFirst().passage().passageId());
        assertThat(knowledge.search(SearchQuery.of(shop, "怎么换滤芯", 1)).hits())
                .singleElement()
                .satisfies(hit -> assertThat(hit.passage().text()).isIn(first, second, third));
    }

    @Test
    void a_name_of_the_shop_is_one_word_and_older_passages_are_found_without_it() {
        knowledge.replace(
                shop,
                List.of(
                        content(source("older", PassageKind.GUIDE, "联网"), "云鲸连不上网时,请重启路由器。"),
                        content(source("clouds", PassageKind.GUIDE, "贴画"), "云朵和鲸鱼的贴画,连网格纸一起送。")));
        knowledge.replace(
                shop,
                List.of(new SourceContent(
                        new Source(shop, "p1", PassageKind.PRODUCT, "扫地机器人 J3", "p1", null, null, null),
                        List.of(draft("扫地机器人 J3", "云鲸出品,自动集尘。")),
                        List.of("云鲸"))));
        knowledge.replace(shop, List.of(content(source("newer", PassageKind.GUIDE, "保养"), "云鲸的滚刷每周清洗一次。")));

        assertThat(passagesWith("云鲸")).isEqualTo(2);
        assertThat(sourcesOf(SearchQuery.of(shop, "云鲸", 3))).contains("older").doesNotContain("clouds");
        assertThat(sourcesOf(SearchQuery.of(shop, "云鲸连不上网", 1))).containsExactly("older");

        knowledge.remove(shop, List.of("p1"));
        knowledge.replace(shop, List.of(content(source("last", PassageKind.GUIDE, "售后"), "云鲸整机保修两年。")));
        assertThat(passagesWith("云鲸")).isEqualTo(1);
        assertThat(sourcesOf(SearchQuery.of(shop, "云鲸", 10))).contains("older", "newer", "last");

        String neighbour = "shop-" + UUID.randomUUID();
        knowledge.openShop(neighbour, Language.ZH);
        knowledge.replace(
                neighbour,
                List.of(content(
                        new Source(neighbour, "n", PassageKind.GUIDE, "联网", null, null, null, null), "云鲸怎么连网。")));
        assertThat(jdbc().sql("select count(*) from shop_words where shop_id = :shop and word = '云鲸'")
                        .param("shop", neighbour)
                        .query(Integer.class)
                        .single())
                .isZero();
        knowledge.dropShop(neighbour);
        knowledge.remove(shop, List.of("older", "clouds", "newer", "last"));
        assertThat(jdbc().sql("select count(*) from shop_names where shop_id = :shop")
                        .param("shop", shop)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private int passagesWith(String word) {
        return jdbc().sql("select passages from shop_words where shop_id = :shop and word = :word")
                .param("shop", shop)
                .param("word", word)
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    @Test
    void a_model_number_typed_in_part_is_found_and_an_unrelated_one_is_not() {
        knowledge.replace(
                shop,
                List.of(
                        content(source("jq", PassageKind.GUIDE, "净饮机"), "JQ-902 净饮机每半年换一次滤芯。"),
                        content(source("xk", PassageKind.GUIDE, "蒸烤箱"), "XK-417 蒸烤箱每月换一次水。"),
                        content(source("e12", PassageKind.GUIDE, "故障"), "显示 E12 时请换新的滤芯。"),
                        content(source("coupon", PassageKind.PROMOTION, "优惠"), "结算时输入 SPRING20 立减二十元。")));

        for (String asked : List.of("JQ-90 多久换", "902 多久换", "ＪＱ９０ 多久换", "jq — 902 多久换", "JQ９０２多久换")) {
            SearchResult result = knowledge.search(SearchQuery.of(shop, asked, 4));
            assertThat(result.hits().getFirst().passage().source().sourceId())
                    .as(asked)
                    .isEqualTo("jq");
            assertThat(result.hits().getFirst().lexicalRank()).as(asked).isEqualTo(1);
        }
        for (String asked : List.of("spring20", "ＳＰＲＩＮＧ２０ 能用吗", "SPRING 20", "spring-20")) {
            assertThat(sourcesOf(SearchQuery.of(shop, asked, 1))).as(asked).containsExactly("coupon");
        }
        for (String asked : List.of("E1 是什么故障", "JQ-777 多久换滤芯", "XJ-90 多久换滤芯", "JQ-9021 多久换滤芯")) {
            assertThat(knowledge.search(SearchQuery.of(shop, asked, 4)).nothingRelevant())
                    .as(asked)
                    .isTrue();
        }
    }

    @Test
    void a_search_can_be_put_as_of_another_day() {
        Instant start = Instant.parse("2026-06-01T00:00:00Z");
        knowledge.replace(
                shop,
                List.of(content(
                        new Source(shop, "june", PassageKind.PROMOTION, "六月促销", null, null, start, null),
                        "六月全场满 300 减 50。")));
        SearchQuery asked = SearchQuery.of(shop, "满减优惠", 5);

        assertThat(sourcesOf(asked)).isEmpty();
        assertThat(sourcesOf(asked.validAt(start))).containsExactly("june");
        assertThat(sourcesOf(asked.validAt(start.minusSeconds(1)))).isEmpty();
    }

    @Test
    void what_says_when_comes_before_what_only_speaks_of_it() {
        knowledge.replace(
                shop,
                List.of(
                        content(source("speaks", PassageKind.GUIDE, "新店消息"), "新店开业的时间请留意店铺公告,新店开业有礼。"),
                        content(source("says", PassageKind.GUIDE, "门店消息"), "我们的新店定在9月12日开业,欢迎光临。")));

        assertThat(knowledge
                        .search(SearchQuery.of(shop, "新店什么时候开业", 5))
                        .hits()
                        .getFirst()
                        .passage()
                        .source()
                        .sourceId())
                .isEqualTo("says");
    }

    @Test
    void an_ended_promotion_is_never_found_and_neither_is_one_to_come() {
        Instant start = Instant.parse("2026-05-10T00:00:00Z");
        Instant end = Instant.parse("2026-05-20T00:00:00Z");
        knowledge.replace(
                shop,
                List.of(content(
                        new Source(shop, "sale", PassageKind.PROMOTION, "五月促销", null, null, start, end),
                        "全场满 300 减 50。")));

        assertThat(hitsAt("2026-05-09T23:59:59Z")).isEmpty();
        assertThat(hitsAt("2026-05-10T00:00:00Z")).hasSize(1);
        assertThat(hitsAt("2026-05-19T23:59:59Z")).hasSize(1);
        assertThat(hitsAt("2026-05-20T00:00:00Z")).isEmpty();

        Source read = knowledge.passagesOf(shop, "sale").getFirst().source();
        assertThat(read.validFrom()).isEqualTo(start);
        assertThat(read.validUntil()).isEqualTo(end);
    }

    private List<Hit> hitsAt(String instant) {
        now = Instant.parse(instant);
        return knowledge.search(SearchQuery.of(shop, "满减优惠", 5)).hits();
    }

    @Test
    void a_search_can_be_narrowed_to_kinds_and_to_a_product() {
        publishPolicies();
        knowledge.replace(
                shop,
                List.of(
                        content(about("spec-1", "P-1"), "钓椅净重 3.2 公斤,承重 150 公斤。"),
                        content(about("spec-2", "P-2"), "帐篷净重 5 公斤,可住四人。")));

        assertThat(sourcesOf(SearchQuery.of(shop, "多重", 10).about("P-2"))).containsExactly("spec-2");
        assertThat(sourcesOf(SearchQuery.of(shop, "净重多少公斤", 10).ofKinds(PassageKind.SPEC)))
                .containsExactlyInAnyOrder("spec-1", "spec-2");
        assertThat(sourcesOf(SearchQuery.of(shop, "净重多少公斤", 10).ofKinds(PassageKind.POLICY)))
                .containsOnly("policy");
        assertThat(sourcesOf(SearchQuery.of(shop, "净重多少公斤", 10).about("P-9"))).isEmpty();
    }

    @Test
    void replacing_a_source_replaces_it_wholly() {
        publishPolicies();
        knowledge.replace(shop, List.of(content(source("policy", PassageKind.POLICY, "新政策"), "签收后三十天内可以无理由退货。")));

        assertThat(knowledge.passagesOf(shop, "policy"))
                .extracting(Passage::text)
                .containsExactly("签收后三十天内可以无理由退货。");
        assertThat(knowledge.search(SearchQuery.of(shop, "七天无理由退货", 10)).hits())
                .extracting(hit -> hit.passage().text())
                .containsExactly("签收后三十天内可以无理由退货。");
        assertThat(knowledge.status(shop).sources()).isEqualTo(1);
        assertThat(knowledge.status(shop).passages()).isEqualTo(1);
    }

    @Test
    void a_removed_source_is_not_found_any_more_and_leaves_nothing_behind() {
        publishPolicies();
        knowledge.remove(shop, List.of("policy", "never-there"));

        assertThat(knowledge.search(SearchQuery.of(shop, "退货", 10)).hits()).isEmpty();
        assertThat(knowledge.passagesOf(shop, "policy")).isEmpty();
        assertThat(knowledge.status(shop).passages()).isZero();
        assertThat(jdbc().sql("select passages + words from knowledge_shops where shop_id = :shop")
                        .param("shop", shop)
                        .query(Long.class)
                        .single())
                .isZero();
        for (String table : List.of("passage_words", "shop_words")) {
            assertThat(jdbc().sql("select count(*) from " + table + " where shop_id = :shop")
                            .param("shop", shop)
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void it_is_known_exactly_in_how_many_passages_a_word_is() {
        publishPolicies();
        knowledge.replace(
                shop, List.of(content(source("policy", PassageKind.POLICY, "新政策"), "退货三十天,退货免运费。", "换货三十天。")));

        List<String> counted =
                jdbc().sql("""
                        select word || ' ' || count(*) from passage_words
                        where shop_id = :shop group by word order by 1
                        """).param("shop", shop).query(String.class).list();
        assertThat(jdbc().sql("select word || ' ' || passages from shop_words where shop_id = :shop order by 1")
                        .param("shop", shop)
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .isEqualTo(counted);
        assertThat(jdbc().sql("select passages from shop_words where shop_id = :shop and word = '退货'")
                        .param("shop", shop)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void a_replacement_that_fails_changes_nothing() {
        publishPolicies();
        transaction.executeWithoutResult(status -> {
            knowledge.replace(shop, List.of(content(source("policy", PassageKind.POLICY, "半份"), "半份新政策")));
            status.setRollbackOnly();
        });

        assertThat(knowledge.passagesOf(shop, "policy")).hasSize(3);
        assertThat(knowledge.search(SearchQuery.of(shop, "无理由退货", 10)).hits()).hasSize(3);
    }

    @Test
    void every_search_sees_the_old_passages_or_the_new_ones() throws Exception {
        publish("甲", 6);
        try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
            Future<?> writing = writer.submit(() -> {
                for (int round = 0; round < 10; round++) {
                    publish(round % 2 == 0 ? "乙" : "甲", 6);
                }
            });
            while (!writing.isDone()) {
                List<String> versions = knowledge.search(SearchQuery.of(shop, "版本第几条", 20)).hits().stream()
                        .map(hit -> hit.passage().text().substring(0, 1))
                        .toList();
                assertThat(versions).hasSize(6);
                assertThat(versions.stream().distinct()).hasSize(1);
            }
            writing.get();
        }
    }

    private void publish(String version, int passages) {
        String[] texts = new String[passages];
        Arrays.setAll(texts, number -> version + "版第" + number + "条");
        knowledge.replace(shop, List.of(content(source("versioned", PassageKind.GUIDE, "版本"), texts)));
    }

    @Test
    void two_shops_know_nothing_of_each_other_and_each_speaks_its_language() {
        String english = "shop-en-" + UUID.randomUUID();
        knowledge.openShop(english, Language.EN);
        publishPolicies();
        knowledge.replace(
                english,
                List.of(content(
                        new Source(english, "returns", PassageKind.POLICY, "Returns", null, null, null, null),
                        "You can send unworn items back within 30 days for a full refund.",
                        "Orders placed before noon ship the same day.")));

        SearchResult found = knowledge.search(SearchQuery.of(english, "how do I return a jacket?", 5));

        assertThat(knowledge.status(english).signature()).isEqualTo(new EmbeddingSignature("bge-small-en-v1.5-q", 384));
        assertThat(found.hits()).hasSize(2);
        assertThat(found.hits().getFirst().passage().text()).startsWith("You can send unworn items back");
        assertThat(found.nothingRelevant()).isFalse();
        assertThat(knowledge
                        .search(SearchQuery.of(shop, "refund within 30 days", 10))
                        .hits())
                .allSatisfy(hit -> assertThat(hit.passage().source().shop()).isEqualTo(shop));
        assertThat(knowledge
                        .search(SearchQuery.of(english, "how do I write a sonnet about black holes", 5))
                        .nothingRelevant())
                .isTrue();
    }

    @Test
    void a_dropped_shop_leaves_no_table_behind() {
        publishPolicies();
        String tables = jdbc().sql("select own_tables from knowledge_shops where shop_id = :shop")
                .param("shop", shop)
                .query(String.class)
                .single();
        knowledge.dropShop(shop);
        knowledge.dropShop(shop);

        assertThat(jdbc().sql("select count(*) from pg_class where relname like '%' || :tables || '%'")
                        .param("tables", tables)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThatThrownBy(() -> knowledge.search(SearchQuery.of(shop, "退货", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("open it first");
        knowledge.openShop(shop, Language.ZH);
        assertThat(knowledge.status(shop).passages()).isZero();
    }

    @Test
    void opening_a_shop_twice_or_at_once_does_nothing_more() throws Exception {
        publishPolicies();
        knowledge.openShop(shop, Language.EN);
        assertThat(knowledge.status(shop).passages()).isEqualTo(3);
        assertThat(knowledge.status(shop).signature().dimension()).isEqualTo(512);

        String contested = "shop-" + UUID.randomUUID();
        try (ExecutorService openers = Executors.newFixedThreadPool(4)) {
            List<Future<?>> opened = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                opened.add(openers.submit(() -> knowledge.openShop(contested, Language.ZH)));
            }
            for (Future<?> one : opened) {
                one.get();
            }
        }
        assertThat(knowledge.status(contested).passages()).isZero();
    }

    @Test
    void vectors_are_of_unit_length_and_those_of_like_texts_are_near() {
        List<Embedding> vectors = knowledge.embed(shop, List.of("怎么退货", "我想把东西退掉", "充电宝容量多大"));

        assertThat(vectors).allSatisfy(vector -> {
            double length = 0;
            for (float part : vector.vector()) {
                length += part * part;
            }
            assertThat(length).isCloseTo(1, within(1e-4));
        });
        assertThat(dot(vectors.get(0), vectors.get(1))).isGreaterThan(dot(vectors.get(0), vectors.get(2)));
        assertThat(knowledge.embed(Language.EN, List.of("hello")).getFirst().dimension())
                .isEqualTo(384);
    }

    @Test
    void the_same_source_twice_or_of_another_shop_is_refused() {
        SourceContent one = content(source("one", PassageKind.GUIDE, "一"), "内容");
        assertThatThrownBy(() -> knowledge.replace(shop, List.of(one, one)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> knowledge.replace(
                        shop,
                        List.of(content(
                                new Source("other", "x", PassageKind.GUIDE, "x", null, null, null, null), "内容"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void odd_characters_neither_break_a_passage_nor_a_question() {
        String odd = "价格\u0000 100% 'quoted' \"double\" \\back ; -- 注释 :name ? $1 😀 " + "x".repeat(3_000);
        knowledge.replace(shop, List.of(content(source("odd", PassageKind.GUIDE, "奇怪"), odd)));

        assertThat(knowledge.passagesOf(shop, "odd").getFirst().text()).isEqualTo(odd.replace("\u0000", ""));
        for (String asked : List.of("'; drop table passages; --", "%", ":name", "😀", "\\", "y".repeat(5_000))) {
            assertThat(knowledge.search(SearchQuery.of(shop, asked, 1)).hits())
                    .as(asked)
                    .hasSize(1);
        }
    }

    @Test
    void a_shop_moves_to_another_model_and_is_searchable_all_the_while() throws Exception {
        publishPolicies();
        publish("filler", 300);
        knowledge.replace(shop, List.of(content(source("old", PassageKind.GUIDE, "旧说明"), "旧说明:请用旧方法清洗。")));
        long passages = knowledge.status(shop).passages();
        EmbeddingSignature other = other();

        assertThat(reindexing.plan(shop, other)).isTrue();
        assertThat(reindexing.progress(shop).orElseThrow().moved()).isZero();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> move = threads.submit(() -> reindexing.carryOut(shop));
            Future<Integer> searches = threads.submit(() -> {
                int found = 0;
                do {
                    assertThat(knowledge
                                    .search(SearchQuery.of(shop, "下午四点前付款什么时候发出", 5))
                                    .hits())
                            .isNotEmpty();
                    found++;
                } while (!move.isDone());
                return found;
            });
            knowledge.replace(shop, List.of(content(source("new", PassageKind.GUIDE, "新说明"), "新说明:请用新方法清洗滤网。")));
            knowledge.remove(shop, List.of("old"));
            move.get();
            assertThat(searches.get()).isPositive();
        }

        assertThat(knowledge.status(shop).signature()).isEqualTo(other);
        assertThat(knowledge.status(shop).passages()).isEqualTo(passages);
        assertThat(reindexing.progress(shop)).isEmpty();
        assertThat(knowledge.embed(shop, List.of("几号发货")).getFirst().dimension())
                .isEqualTo(other.dimension());
        assertThat(sourcesOf(SearchQuery.of(shop, "滤网用什么方法清洗", 3)))
                .contains("new")
                .doesNotContain("old");
        List<Hit> all =
                knowledge.search(SearchQuery.of(shop, "旧说明 请用旧方法清洗", 100)).hits();
        assertThat(all)
                .hasSize(100)
                .noneMatch(hit -> hit.passage().source().sourceId().equals("old"));
    }

    @Test
    void a_move_that_was_interrupted_goes_on_and_one_that_is_unwanted_leaves_nothing_behind() {
        publishPolicies();
        EmbeddingSignature before = knowledge.status(shop).signature();
        long tables = tablesOfVectors();

        assertThat(reindexing.plan(shop, other())).isTrue();
        assertThat(tablesOfVectors()).isEqualTo(tables + 1);
        assertThat(reindexing.plan(shop, before)).isFalse();
        assertThat(tablesOfVectors()).isEqualTo(tables);
        reindexing.carryOut(shop);
        assertThat(knowledge.status(shop).signature()).isEqualTo(before);

        assertThat(reindexing.plan(shop, other())).isTrue();
        assertThat(reindexing.plan(shop, other())).isTrue();
        reindexing.carryOut(shop);
        reindexing.carryOut(shop);
        assertThat(knowledge.status(shop).signature()).isEqualTo(other());
        assertThat(tablesOfVectors()).isEqualTo(tables);
        assertThat(sourcesOf(SearchQuery.of(shop, "下午四点前付款什么时候发出", 3))).containsExactly("policy");
    }

    @Test
    void a_shop_cannot_move_to_a_model_that_is_not_there() {
        assertThatThrownBy(() -> reindexing.plan(shop, new EmbeddingSignature("no-such-model", 8)))
                .isInstanceOf(EmbeddingUnusable.class);
        assertThat(reindexing.progress(shop)).isEmpty();
    }

    private EmbeddingSignature other() {
        return reindexing.models().stream()
                .filter(model -> !model.equals(BuiltInModel.of(Language.ZH).signature()))
                .findFirst()
                .orElseThrow();
    }

    private long tablesOfVectors() {
        return jdbc().sql("""
                select count(*) from pg_class where relkind = 'r' and relname like 'vectors_of_shop_%'
                """).query(Long.class).single();
    }

    private void publishPolicies() {
        knowledge.replace(
                shop,
                List.of(new SourceContent(
                        new Source(
                                shop,
                                "policy",
                                PassageKind.POLICY,
                                "售后政策",
                                null,
                                "https://shop.example/policy",
                                null,
                                null),
                        List.of(
                                draft("售后服务 > 退货", "签收后七天内,商品不影响二次销售的,可以无理由退货。"),
                                draft("售后服务 > 换货", "尺码或颜色不满意,可以免费换货一次。"),
                                draft("物流 > 发货时间", "下午四点前付款的订单,当天从杭州仓发出。")))));
    }

    private static PassageDraft draft(String titlePath, String text) {
        return new PassageDraft(titlePath, text, titlePath + "\n" + text);
    }

    private static SourceContent content(Source source, String... texts) {
        return new SourceContent(
                source,
                Arrays.stream(texts)
                        .map(text -> new PassageDraft("", text, source.title() + "\n" + text))
                        .toList());
    }

    private Source source(String id, PassageKind kind, String title) {
        return new Source(shop, id, kind, title, null, null, null, null);
    }

    private Source about(String id, @Nullable String product) {
        return new Source(shop, id, PassageKind.SPEC, "参数 " + product, product, null, null, null);
    }

    private List<String> sourcesOf(SearchQuery query) {
        return knowledge.search(query).hits().stream()
                .map(hit -> hit.passage().source().sourceId())
                .distinct()
                .toList();
    }

    private JdbcClient jdbc() {
        return JdbcClient.create(dataSource());
    }

    private static double dot(Embedding one, Embedding other) {
        double sum = 0;
        for (int i = 0; i < one.dimension(); i++) {
            sum += one.vector()[i] * other.vector()[i];
        }
        return sum;
    }
}
