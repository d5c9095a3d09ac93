package dev.daogou.knowledge.dense;

import dev.daogou.knowledge.EmbeddingSignature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables of vectors: one for each embedding signature and {@link StoreKind}, made when it is first needed, in it one
 * partition for each shop. Names of tables are made here and hold nothing but {@code a-z}, {@code 0-9} and {@code _}.
 */
public final class DenseStores {

    private static final Logger log = LoggerFactory.getLogger(DenseStores.class);
    private static final Pattern VERSION = Pattern.compile("^(\\d+)\\.(\\d+)");
    private static final Pattern STATEMENT_END = Pattern.compile(";\\s*\\R");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{1,57}");

    /** From this many vectors on an index pays for itself: before, comparing all of them takes a few milliseconds. */
    static final int INDEXED_FROM = 10_000;

    /** A vector up to this length is kept in the row itself, so that an exact scan need not look elsewhere. */
    private static final int LONGEST_IN_ROW = 2_048;

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final @Nullable StoreKind wanted;
    private final Map<String, DenseStore> opened = new ConcurrentHashMap<>();
    private volatile @Nullable StoreKind usable;

    /**
     * @param wanted which kind new shops get; null for pgvector where the database has it, plain otherwise
     */
    public DenseStores(DataSource dataSource, @Nullable StoreKind wanted) {
        this.dataSource = dataSource;
        this.jdbc = JdbcClient.create(dataSource);
        this.wanted = wanted;
    }

    /** The kind a new shop gets. To be asked outside of a transaction, as it may try to make the extension. */
    public StoreKind forNewShop() {
        StoreKind known = usable;
        if (known == null) {
            known = wanted == null ? whatTheDatabaseHas() : wanted;
            usable = known;
            log.debug("New shops keep their vectors in a store of the kind {}", known);
        }
        return known;
    }

    /** Makes a shop's own table, and the table of its signature when it is the first of its kind. Returns its name. */
    public String makeRoom(StoreKind kind, EmbeddingSignature signature, String shop) {
        String table = tableName(kind, signature);
        String partition = partitionName(table, shop);
        String shopLiteral = jdbc.sql("select quote_literal(:shop)")
                .param("shop", shop)
                .query(String.class)
                .single();
        Map<String, String> names = Map.of(
                "table", table,
                "partition", partition,
                "shop", shopLiteral,
                "dimension", String.valueOf(signature.dimension()),
                "storage", signature.dimension() <= LONGEST_IN_ROW ? "plain" : "external");
        String prefix = kind.storedName();
        boolean isNew = jdbc.sql("select to_regclass(:table) is null")
                .param("table", table)
                .query(Boolean.class)
                .single();
        if (isNew) {
            execute(prefix + "-table.sql", names);
        }
        execute(prefix + "-partition.sql", names);
        return partition;
    }

    /** Drops a shop's own table. */
    public void drop(String partition) {
        opened.remove(partition);
        jdbc.sql("drop table if exists %s".formatted(checked(partition))).update();
    }

    /** The vectors of a shop. */
    public DenseStore of(StoreKind kind, String partition, int dimension) {
        return opened.computeIfAbsent(checked(partition), name -> switch (kind) {
            case PGVECTOR -> new PgVectorDenseStore(dataSource, name, dimension, INDEXED_FROM);
            case PLAIN -> new PlainPostgresEmbeddingStore(dataSource, name, dimension);
        });
    }

    private StoreKind whatTheDatabaseHas() {
        String version = jdbc.sql("""
                        select coalesce(installed_version, default_version)
                        from pg_available_extensions
                        where name = 'vector'
                        """).query(String.class).optional().orElse("");
        if (version.isEmpty()) {
            return StoreKind.PLAIN;
        }
        if (!scansIteratively(version)) {
            log.info(
                    "The extension vector is {}; from 0.8 on it would be used, so vectors are kept without it",
                    version);
            return StoreKind.PLAIN;
        }
        try {
            jdbc.sql("create extension if not exists vector").update();
            return StoreKind.PGVECTOR;
        } catch (DataAccessException e) {
            log.info("The extension vector could be installed but this role may not: run CREATE EXTENSION vector as"
                    + " superuser to use it for new shops");
            log.debug("The database said", e);
            return StoreKind.PLAIN;
        }
    }

    private static boolean scansIteratively(String version) {
        Matcher parts = VERSION.matcher(version);
        return parts.find() && (Integer.parseInt(parts.group(1)) > 0 || Integer.parseInt(parts.group(2)) >= 8);
    }

    private void execute(String resource, Map<String, String> names) {
        String sql = read(resource);
        for (Map.Entry<String, String> name : names.entrySet()) {
            sql = sql.replace("{" + name.getKey() + "}", name.getValue());
        }
        for (String statement : STATEMENT_END.splitAsStream(sql).toList()) {
            if (!statement.isBlank()) {
                // Without parameters, as a quoted shop id may hold what looks like one.
                new JdbcTemplate(dataSource).execute(statement);
            }
        }
    }

    private static String read(String resource) {
        try (InputStream stream = Objects.requireNonNull(DenseStores.class.getResourceAsStream(resource), resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tableName(StoreKind kind, EmbeddingSignature signature) {
        String exact = kind.storedName() + " " + signature.model() + " " + signature.dimension();
        return checked("vectors_" + readable(signature.model()) + "_" + digest(exact));
    }

    private static String partitionName(String table, String shop) {
        return checked("vectors_of_" + readable(shop) + "_" + digest(table + " " + shop));
    }

    private static String readable(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        return plain.substring(0, Math.min(plain.length(), 24));
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a table of vectors: " + name);
        }
        return name;
    }
}
