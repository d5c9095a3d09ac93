package dev.daogou.knowledge;

import dev.daogou.knowledge.dense.StoreKind;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.RegisterExtension;

class KnowledgeBaseOnPgVectorTest extends KnowledgeBaseContract {

    @RegisterExtension
    static final PgVectorDatabase database = new PgVectorDatabase();

    @Override
    DataSource dataSource() {
        return database.dataSource();
    }

    @Override
    StoreKind kind() {
        return StoreKind.PGVECTOR;
    }
}
