package dev.daogou.ingest.reading;

import dev.daogou.ingest.reasons.Reason;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much of everything one document may have. A reader asks as early as it can, best before it holds what it counts; what
 * was read is counted once more when a reader is done.
 *
 * @param pages pages or slides
 * @param cells cells of all its tables
 * @param characters characters of text
 * @param archiveEntries files inside a document that is an archive, as DOCX, XLSX and PPTX are
 * @param unfolded bytes of all these files together when they are unpacked
 * @param unfolding how many times larger than packed they may become; asked only from {@link #WORTH_ASKING} on, because
 *     small files of one repeated character are harmless
 */
@ConfigurationProperties("daogou.ingest.reading")
public record ReadingLimits(
        @DefaultValue("" + ReadingLimits.PAGES) int pages,
        @DefaultValue("" + ReadingLimits.CELLS) int cells,
        @DefaultValue("" + ReadingLimits.CHARACTERS) int characters,
        @DefaultValue("" + ReadingLimits.ENTRIES) int archiveEntries,
        @DefaultValue(ReadingLimits.UNFOLDED_MB + "MB") DataSize unfolded,
        @DefaultValue("" + ReadingLimits.UNFOLDING) int unfolding) {

    static final int PAGES = 5_000;
    static final int CELLS = 1_000_000;
    static final int CHARACTERS = 10_000_000;
    static final int ENTRIES = 10_000;
    static final int UNFOLDED_MB = 500;
    static final int UNFOLDING = 200;

    /** Bytes. */
    static final long WORTH_ASKING = 10L << 20;

    /** What holds unless the operator says otherwise. */
    public static final ReadingLimits USUAL =
            new ReadingLimits(PAGES, CELLS, CHARACTERS, ENTRIES, DataSize.ofMegabytes(UNFOLDED_MB), UNFOLDING);

    /**
     * Lets pass what is within the limit.
     *
     * @throws DocumentUnreadable when there are more pages than allowed
     */
    public void requirePages(long number) {
        if (number > pages) {
            throw new DocumentUnreadable(Reason.of("document_too_many_pages", number(number), number(pages)));
        }
    }

    /**
     * Lets pass what is within the limit.
     *
     * @throws DocumentUnreadable when there are more cells than allowed
     */
    public void requireCells(long number) {
        if (number > cells) {
            throw new DocumentUnreadable(Reason.of("document_too_many_cells", number(cells)));
        }
    }

    /**
     * Lets pass what is within the limit.
     *
     * @throws DocumentUnreadable when there is more text than allowed
     */
    public void requireCharacters(long number) {
        if (number > characters) {
            throw new DocumentUnreadable(Reason.of("document_too_much_text", number(characters)));
        }
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
