package dev.daogou.assistant.shop.imports;

import dev.daogou.assistant.shop.Problem;
import dev.daogou.assistant.shop.Problem.Mistake;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.assistant.shop.imports.ImportOutcome.RejectedRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Takes a merchant's file of rows: reads it, checks its columns, and gives the rows to the room that owns them. */
@Service
public class Imports {

    private final Map<String, ImportKind> kinds = new TreeMap<>();
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    Imports(List<ImportKind> kinds, TransactionTemplate transaction, JdbcClient jdbc, JsonMapper json) {
        for (ImportKind kind : kinds) {
            ImportKind other = this.kinds.put(kind.name(), kind);
            if (other != null) {
                throw new IllegalStateException("Two rooms import '" + kind.name() + "': " + kind + ", " + other);
            }
        }
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.json = json;
    }

    /** What is asked of an import. */
    public enum Manner {
        /** One bad row and nothing is taken. */
        ALL_OR_NOTHING(true, false),
        /** The right rows are taken, the others named. */
        WHAT_IS_RIGHT(true, true),
        /** Everything is checked as for {@link #ALL_OR_NOTHING}, nothing is taken. */
        TRY_ALL(false, false),
        /** Everything is checked as for {@link #WHAT_IS_RIGHT}, nothing is taken. */
        TRY_WHAT_IS_RIGHT(false, true);

        private final boolean store;
        private final boolean partial;

        Manner(boolean store, boolean partial) {
            this.store = store;
            this.partial = partial;
        }

        /** The manner two switches of the call ask for. */
        public static Manner of(boolean dryRun, boolean partial) {
            if (dryRun) {
                return partial ? TRY_WHAT_IS_RIGHT : TRY_ALL;
            }
            return partial ? WHAT_IS_RIGHT : ALL_OR_NOTHING;
        }
    }

    /** The kinds of rows that can be imported. */
    public SortedSet<String> kinds() {
        return new TreeSet<>(kinds.keySet());
    }

    /** The columns a kind knows, those it cannot do without first. */
    public Map<String, Boolean> columns(String kindName) {
        ImportKind kind = kind(kindName);
        Map<String, Boolean> columns = new LinkedHashMap<>();
        kind.requiredColumns().forEach(column -> columns.put(column, true));
        kind.columns().forEach(column -> columns.putIfAbsent(column, false));
        return columns;
    }

    /**
     * Takes a file.
     *
     * @throws Problem {@code import_unknown} (404); {@code file_empty}, {@code file_malformed}, {@code column_unknown},
     *     {@code column_missing}, {@code column_repeated} (422) when the file cannot be read as rows of this kind;
     *     {@code rows_rejected} (422) when one row is wrong and not just what is right was to be taken
     */
    public ImportOutcome take(Shop shop, String kindName, ImportFormat format, byte[] content, Manner manner) {
        ImportKind kind = kind(kindName);
        RowsRead read = new RowsReader(kind, shop.language(), json).read(format, content);
        boolean store = manner.store && (manner.partial || read.rejected().isEmpty());
        ImportOutcome outcome = Objects.requireNonNull(transaction.execute(status -> {
            if (store) {
                oneImportAtATime(shop, kind);
            }
            ImportOutcome taken = kind.take(shop, read.rows(), store, manner.partial);
            if (store && !manner.partial && !taken.rejected().isEmpty()) {
                status.setRollbackOnly();
            }
            return taken;
        }));
        List<RejectedRow> rejected = new ArrayList<>(read.rejected());
        rejected.addAll(outcome.rejected());
        rejected.sort(Comparator.comparingInt(RejectedRow::line));
        if (manner == Manner.ALL_OR_NOTHING && !rejected.isEmpty()) {
            throw nothingTaken(rejected);
        }
        return new ImportOutcome(outcome.created(), outcome.updated(), outcome.unchanged(), rejected);
    }

    private ImportKind kind(String name) {
        ImportKind kind = kinds.get(name);
        if (kind == null) {
            throw new Problem(
                    HttpStatus.NOT_FOUND,
                    "import_unknown",
                    "'" + name + "' cannot be imported; use one of " + String.join(", ", kinds.keySet()));
        }
        return kind;
    }

    /** Two files of one kind at once would meet in the middle of each other's rows. */
    private void oneImportAtATime(Shop shop, ImportKind kind) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:what, 0))::text")
                .param("what", "import/" + shop.id().value() + "/" + kind.name())
                .query(String.class)
                .list();
    }

    private static Problem nothingTaken(List<RejectedRow> rejected) {
        return new Problem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "rows_rejected",
                "Some rows are wrong, so nothing was taken; mend them, or ask for partial=true to take the others",
                rejected.stream()
                        .map(row -> new Mistake(row.field(), row.line(), row.reason()))
                        .toList(),
                Map.of("accepted", 0, "created", 0, "updated", 0, "unchanged", 0, "rejected", rejected));
    }
}
