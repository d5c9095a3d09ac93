package dev.daogou.bench;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;

/** PDFs as programs write them: many pages, columns, drawn tables, a password, nothing but pictures. */
final class AwkwardPdfs {
    private static final List<String> LEFT = List.of(
            "Rinse the filter of the steam iron every",
            "second week, because lime settles in it",
            "sooner than one would think. Use cold",
            "water and no vinegar whatever, since the",
            "seal is made of a rubber that swells.",
            "Let it dry before it is put back again.");
    private static final List<String> RIGHT = List.of(
            "Store the iron upright on its heel in a",
            "room that never freezes. The cable is",
            "wound loosely round the handle after it",
            "has cooled down for at least forty",
            "minutes. Never hang it up by the cable,",
            "and keep it away from small children.");
    private static final String[][] PARTS = {
        {"Part", "Number", "Replace after"},
        {"Pump", "P-7731", "18 months"},
        {"Heel seal", "P-7745", "11 months"},
        {"Lime filter", "P-7802", "4 months"}
    };

    private static final PDType1Font FONT = new PDType1Font(Standard14Fonts.FontName.HELVETICA);

    private AwkwardPdfs() {}

    /** Two columns of running text, written line by line across both, and below them a table with drawn lines. */
    static byte[] columnsAndTable() {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream out = new PDPageContentStream(document, page)) {
                show(out, 18, 60, 740, "Care of the steam iron");
                for (int i = 0; i < LEFT.size(); i++) {
                    show(out, 10, 60, 700 - i * 14, LEFT.get(i));
                    show(out, 10, 320, 700 - i * 14, RIGHT.get(i));
                }
                for (int i = 0; i <= PARTS.length; i++) {
                    line(out, 60, 580 - i * 20, 510, 580 - i * 20);
                }
                for (int i = 0; i <= 3; i++) {
                    line(out, 60 + i * 150, 580, 60 + i * 150, 580 - PARTS.length * 20);
                }
                for (int row = 0; row < PARTS.length; row++) {
                    for (int column = 0; column < 3; column++) {
                        show(out, 10, 65 + column * 150, 566 - row * 20, PARTS[row][column]);
                    }
                }
            }
            return saved(document);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Pages of a short line, each with its number. */
    static byte[] pages(int pages) {
        try (PDDocument document = documentOf(pages)) {
            return saved(document);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static byte[] encrypted() {
        try (PDDocument document = documentOf(3)) {
            StandardProtectionPolicy policy = new StandardProtectionPolicy("owner", "user", new AccessPermission());
            policy.setEncryptionKeyLength(128);
            document.protect(policy);
            return saved(document);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Scanned pages: a picture each, no letter. */
    static byte[] pictures(int pages) {
        try (PDDocument document = new PDDocument()) {
            for (int number = 0; number < pages; number++) {
                BufferedImage scan = new BufferedImage(200, 280, BufferedImage.TYPE_BYTE_GRAY);
                for (int i = 0; i < 150; i++) {
                    scan.setRGB(20 + i, 40 + (i * 7 + number) % 200, 0xFFFFFF);
                }
                PDPage page = new PDPage();
                document.addPage(page);
                try (PDPageContentStream out = new PDPageContentStream(document, page)) {
                    out.drawImage(LosslessFactory.createFromImage(document, scan), 0, 0, 612, 792);
                }
            }
            return saved(document);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static PDDocument documentOf(int pages) throws IOException {
        PDDocument document = new PDDocument();
        for (int number = 1; number <= pages; number++) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream out = new PDPageContentStream(document, page)) {
                show(out, 10, 60, 720, "Part Q-" + (100_000 + number) + " fits drawer " + (number + 7) + ".");
            }
        }
        return document;
    }

    private static void show(PDPageContentStream out, int size, int x, int y, String text) throws IOException {
        out.beginText();
        out.setFont(FONT, size);
        out.newLineAtOffset(x, y);
        out.showText(text);
        out.endText();
    }

    private static void line(PDPageContentStream out, int fromX, int fromY, int toX, int toY) throws IOException {
        out.moveTo(fromX, fromY);
        out.lineTo(toX, toY);
        out.stroke();
    }

    private static byte[] saved(PDDocument document) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        document.save(out);
        return out.toByteArray();
    }
}
