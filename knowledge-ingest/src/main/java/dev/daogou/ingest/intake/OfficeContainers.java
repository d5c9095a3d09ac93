package dev.daogou.ingest.intake;

import dev.daogou.ingest.intake.FileTypes.Told;
import dev.daogou.ingest.reasons.Reason;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Tells what is inside a container: a zip is a document of Word, Excel or PowerPoint, another office's, or an archive; a compound
 * file is a document of the old kinds, or a new one behind a password. Only names are looked at, nothing is unpacked.
 */
final class OfficeContainers {

    private static final int MOST_NAMES = 20_000;
    private static final int END_OF_DIRECTORY = 22;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final int DIRECTORY_ENTRY = 128;
    private static final int NAME_BYTES = 64;

    private OfficeContainers() {}

    /** What a zip is, by the names of what is in it; {@code type} is what the file would be called otherwise. */
    static Told zip(byte[] content, String type) {
        Set<String> names = zipNames(content);
        if (has(names, "EncryptedPackage")) {
            return refused("document_locked");
        }
        if (has(names, "word/")) {
            return new Told.OfType("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
        }
        if (has(names, "xl/workbook.bin")) {
            return refused("document_excel_binary");
        }
        if (has(names, "xl/")) {
            return new Told.OfType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        }
        if (has(names, "ppt/")) {
            return new Told.OfType("application/vnd.openxmlformats-officedocument.presentationml.presentation");
        }
        if (has(names, "Index/Document.iwa") || has(names, "Index.zip") || has(names, "index.apxl")) {
            return refused("document_apple");
        }
        if (names.contains("mimetype") && names.contains("content.xml")) {
            return refused("document_open_document", type);
        }
        return refused("document_archive", type);
    }

    /** What a compound file of Microsoft's is, by the names of its streams. */
    static Told compound(byte[] content, String fileName) {
        Set<String> names = streamNames(content);
        if (names.contains("EncryptedPackage") || names.contains("EncryptionInfo")) {
            return refused("document_locked");
        }
        if (names.contains("WordDocument")) {
            return refused("document_old_word");
        }
        if (names.contains("Workbook") || names.contains("Book")) {
            return refused("document_old_excel");
        }
        if (names.contains("PowerPoint Document")) {
            return refused("document_old_powerpoint");
        }
        if (names.stream().anyMatch(name -> name.startsWith("__properties_version"))) {
            return refused("document_outlook");
        }
        String ending = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "doc", "dot", "wps", "docx" -> refused("document_old_word");
            case "xls", "xlt", "et", "xlsx" -> refused("document_old_excel");
            case "ppt", "pps", "dps", "pptx" -> refused("document_old_powerpoint");
            default -> refused("document_type_unsupported", ending.toUpperCase(Locale.ROOT));
        };
    }

    private static Told refused(String code, String... details) {
        return new Told.Refused(Reason.of(code, details));
    }

    private static boolean has(Set<String> names, String beginning) {
        return names.stream().anyMatch(name -> name.startsWith(beginning));
    }

    /** By the directory at its end; when that was cut off, by the heads of the entries that are left. */
    private static Set<String> zipNames(byte[] content) {
        Set<String> names = new HashSet<>();
        for (int at = content.length - END_OF_DIRECTORY;
                at >= Math.max(0, content.length - END_OF_DIRECTORY - LONGEST_COMMENT);
                at--) {
            if (isSignature(content, at, 5, 6)) {
                directory(content, number(content, at + 16, 4), names);
                if (!names.isEmpty()) {
                    return names;
                }
            }
        }
        for (int at = 0; at + 30 < content.length && names.size() < MOST_NAMES; at++) {
            if (isSignature(content, at, 3, 4)) {
                add(content, at + 30, (int) number(content, at + 26, 2), names);
            }
        }
        return names;
    }

    private static void directory(byte[] content, long start, Set<String> names) {
        long at = start;
        while (at >= 0
                && at + 46 < content.length
                && names.size() < MOST_NAMES
                && isSignature(content, (int) at, 1, 2)) {
            int name = (int) number(content, (int) at + 28, 2);
            add(content, (int) at + 46, name, names);
            at += 46L + name + number(content, (int) at + 30, 2) + number(content, (int) at + 32, 2);
        }
    }

    private static void add(byte[] content, int from, int length, Set<String> names) {
        if (length > 0 && from + length <= content.length) {
            names.add(new String(content, from, length, StandardCharsets.UTF_8).replace('\\', '/'));
        }
    }

    private static boolean isSignature(byte[] content, int at, int third, int fourth) {
        return at >= 0
                && at + 4 <= content.length
                && content[at] == 'P'
                && content[at + 1] == 'K'
                && content[at + 2] == third
                && content[at + 3] == fourth;
    }

    private static long number(byte[] content, int at, int bytes) {
        long number = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            number = number << 8 | (at + i < content.length ? content[at + i] & 0xFF : 0);
        }
        return number;
    }

    /** The names of streams: directory entries stand at multiples of their own length, each with its name's length behind the name. */
    private static Set<String> streamNames(byte[] content) {
        Set<String> names = new HashSet<>();
        for (int at = 512; at + DIRECTORY_ENTRY <= content.length && names.size() < MOST_NAMES; at += DIRECTORY_ENTRY) {
            int length = (int) number(content, at + NAME_BYTES, 2);
            int kind = content[at + NAME_BYTES + 2];
            if (length >= 4 && length <= NAME_BYTES && length % 2 == 0 && (kind == 1 || kind == 2)) {
                names.add(new String(content, at, length - 2, StandardCharsets.UTF_16LE));
            }
        }
        return names;
    }
}
