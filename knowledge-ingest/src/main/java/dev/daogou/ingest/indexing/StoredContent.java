package dev.daogou.ingest.indexing;

import java.util.Arrays;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The bytes of a version, fetched part by part: as one value the driver would hold them three times over, because it
 * receives them as hexadecimal text.
 */
final class StoredContent {

    private static final int PART = 1 << 20;

    private final JdbcClient jdbc;

    StoredContent(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    byte[] of(VersionId id, int size) {
        byte[] whole = new byte[size];
        int at = 0;
        while (at < size) {
            byte[] part = jdbc.sql("""
                    SELECT substring(content FROM :from FOR :length) FROM document_versions
                     WHERE shop_id = :shop AND document_id = :document AND version = :version
                    """)
                    .param("from", at + 1)
                    .param("length", PART)
                    .param("shop", id.shop())
                    .param("document", id.documentId())
                    .param("version", id.version())
                    .query(byte[].class)
                    .single();
            if (part.length == 0) {
                return Arrays.copyOf(whole, at);
            }
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }
}
