package dev.daogou.knowledge;

import dev.daogou.knowledge.dense.DenseStores;
import dev.daogou.knowledge.embedding.Embedders;
import dev.daogou.knowledge.lexical.PassageWords;
import dev.langchain4j.data.embedding.Embedding;
import java.time.Clock;
import java.util.List;
import java.util.function.IntConsumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The knowledge of all shops in PostgreSQL: passages and their words in its own tables, vectors in a {@link
 * dev.daogou.knowledge.dense.DenseStore}.
 */
class PostgresKnowledgeBase implements KnowledgeBase {

    private final JdbcClient jdbc;
    private final Embedders embedders;
    private final ShopRooms rooms;
    private final PassageRows rows;
    private final Publishing publishing;
    private final HybridSearch search;

    PostgresKnowledgeBase(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            Embedders embedders,
            DenseStores stores,
            PassageWords words,
            Clock clock) {
        NamedParameterJdbcTemplate template = new NamedParameterJdbcTemplate(dataSource);
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        this.jdbc = JdbcClient.create(template);
        this.embedders = embedders;
        this.rooms = new ShopRooms(template, transaction, embedders, stores);
        this.rows = new PassageRows(jdbc);
        this.publishing = new Publishing(rooms, template, transaction, embedders, words);
        this.search = new HybridSearch(rooms, rows, transactions, embedders, words, clock);
    }

    @Override
    public void openShop(String shop, Language language) {
        rooms.open(shop, language);
    }

    @Override
    public void dropShop(String shop) {
        rooms.drop(shop);
    }

    @Override
    public EmbeddedSources prepare(String shop, List<SourceContent> contents, IntConsumer embedded) {
        return publishing.prepare(shop, contents, embedded);
    }

    @Override
    public void publish(EmbeddedSources sources) {
        publishing.publish(sources);
    }

    @Override
    public void remove(String shop, List<String> sourceIds) {
        publishing.remove(shop, sourceIds);
    }

    @Override
    public SearchResult search(SearchQuery query) {
        return search.search(query);
    }

    @Override
    public List<Passage> passagesOf(String shop, String sourceId) {
        return rows.ofSource(shop, sourceId);
    }

    @Override
    public KnowledgeStatus status(String shop) {
        ShopRoom room = rooms.room(shop);
        long sources = jdbc.sql("select count(*) from knowledge_sources where shop_id = :shop")
                .param("shop", shop)
                .query(Long.class)
                .single();
        return new KnowledgeStatus(
                sources, room.size().passages(), room.vectors().signature());
    }

    @Override
    public List<Embedding> embed(String shop, List<String> texts) {
        return embedders.forSignature(rooms.room(shop).vectors().signature()).embed(texts);
    }

    @Override
    public TextMeasure measure(String shop) {
        return embedders.forSignature(rooms.room(shop).vectors().signature()).measure();
    }

    @Override
    public List<Embedding> embed(Language language, List<String> texts) {
        return embedders.forNewShop(language).embed(texts);
    }
}
