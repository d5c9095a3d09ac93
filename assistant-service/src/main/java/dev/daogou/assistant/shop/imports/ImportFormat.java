package dev.daogou.assistant.shop.imports;

/** The formats rows may come in. */
public enum ImportFormat {
    /** Comma separated, a header row first; UTF-8, UTF-16 with a mark, or GB 18030. */
    CSV("text/csv"),
    /** One JSON object a line. */
    NDJSON("application/x-ndjson"),
    /** The first sheet of a workbook, a header row first. */
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final String mediaType;

    ImportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }
}
