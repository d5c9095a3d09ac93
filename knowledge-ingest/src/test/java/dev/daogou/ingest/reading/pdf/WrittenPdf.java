package dev.daogou.ingest.reading.pdf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;

/**
 * A PDF written operator by operator, with fonts that need not be there: Latin ones every reader has, a Chinese one whose
 * characters are known by a predefined encoding. Places are in points from the upper left corner of an A4 page.
 */
final class WrittenPdf {

    static final float HEIGHT = PDRectangle.A4.getHeight();

    private final PDDocument document = new PDDocument();
    private final PDResources resources = new PDResources();
    private StringBuilder operators = new StringBuilder();
    private PDPage page = new PDPage();

    WrittenPdf() {
        resources.put(COSName.getPDFName("plain"), latin("Helvetica"));
        resources.put(COSName.getPDFName("bold"), latin("Helvetica-Bold"));
        resources.put(COSName.getPDFName("song"), chinese());
        page();
    }

    PDDocument document() {
        return document;
    }

    /** Begins the next page. */
    WrittenPdf page() {
        finishPage();
        operators = new StringBuilder();
        page = new PDPage(PDRectangle.A4);
        page.setResources(resources);
        document.addPage(page);
        return this;
    }

    WrittenPdf write(float x, float y, float size, String text) {
        return write(x, y, size, "plain", text);
    }

    WrittenPdf bold(float x, float y, float size, String text) {
        return write(x, y, size, "bold", text);
    }

    private WrittenPdf write(float x, float y, float size, String font, String text) {
        boolean han = text.codePoints().anyMatch(at -> at > 0xff);
        byte[] bytes = han ? text.getBytes(StandardCharsets.UTF_16BE) : text.getBytes(StandardCharsets.ISO_8859_1);
        operators.append(String.format(
                Locale.ROOT,
                "BT /%s %.1f Tf 1 0 0 1 %.1f %.1f Tm <%s> Tj ET%n",
                han ? "song" : font,
                size,
                x,
                HEIGHT - y,
                HexFormat.of().formatHex(bytes)));
        return this;
    }

    /** Lines of text below one another. */
    WrittenPdf lines(float x, float y, float size, String... texts) {
        for (int i = 0; i < texts.length; i++) {
            write(x, y + i * size * 1.4f, size, texts[i]);
        }
        return this;
    }

    WrittenPdf line(float x1, float y1, float x2, float y2) {
        operators.append(String.format(Locale.ROOT, "%.1f %.1f m %.1f %.1f l S%n", x1, HEIGHT - y1, x2, HEIGHT - y2));
        return this;
    }

    /** Lines of a table at these places. */
    WrittenPdf grid(float[] xs, float[] ys) {
        for (float x : xs) {
            line(x, ys[0], x, ys[ys.length - 1]);
        }
        for (float y : ys) {
            line(xs[0], y, xs[xs.length - 1], y);
        }
        return this;
    }

    /** A picture that fills the page. */
    WrittenPdf picture() {
        operators.append("q 500 0 0 700 40 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u0000 EI Q\n");
        return this;
    }

    byte[] bytes() {
        finishPage();
        return saved();
    }

    /** The file as one who must know {@code userPassword} to open it and {@code ownerPassword} to change it gets it. */
    byte[] protectedBy(String ownerPassword, String userPassword) {
        finishPage();
        AccessPermission nothing = new AccessPermission();
        nothing.setCanExtractContent(false);
        StandardProtectionPolicy policy = new StandardProtectionPolicy(ownerPassword, userPassword, nothing);
        policy.setEncryptionKeyLength(256);
        try {
            document.protect(policy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return saved();
    }

    private byte[] saved() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            document.save(bytes);
            document.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void finishPage() {
        if (operators.isEmpty()) {
            return;
        }
        PDStream stream = new PDStream(document);
        try (OutputStream content = stream.createOutputStream(COSName.FLATE_DECODE)) {
            content.write(operators.toString().getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        page.setContents(stream);
    }

    private static org.apache.pdfbox.pdmodel.font.PDFont latin(String name) {
        return new org.apache.pdfbox.pdmodel.font.PDType1Font(
                org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName.valueOf(
                        name.replace('-', '_').toUpperCase(Locale.ROOT)));
    }

    private static org.apache.pdfbox.pdmodel.font.PDFont chinese() {
        FontsUnused.install();
        COSDictionary system = new COSDictionary();
        system.setItem(COSName.REGISTRY, new COSString("Adobe"));
        system.setItem(COSName.ORDERING, new COSString("GB1"));
        system.setItem(COSName.SUPPLEMENT, COSInteger.get(4));
        COSDictionary descriptor = new COSDictionary();
        descriptor.setItem(COSName.TYPE, COSName.FONT_DESC);
        descriptor.setName(COSName.FONT_NAME, "STSong-Light");
        descriptor.setInt(COSName.FLAGS, 4);
        COSDictionary descendant = new COSDictionary();
        descendant.setItem(COSName.TYPE, COSName.FONT);
        descendant.setItem(COSName.SUBTYPE, COSName.CID_FONT_TYPE0);
        descendant.setName(COSName.BASE_FONT, "STSong-Light");
        descendant.setItem(COSName.CIDSYSTEMINFO, system);
        descendant.setItem(COSName.FONT_DESC, descriptor);
        descendant.setInt(COSName.DW, 1000);
        COSArray descendants = new COSArray();
        descendants.add(descendant);
        COSDictionary font = new COSDictionary();
        font.setItem(COSName.TYPE, COSName.FONT);
        font.setItem(COSName.SUBTYPE, COSName.TYPE0);
        font.setName(COSName.BASE_FONT, "STSong-Light-UniGB-UCS2-H");
        font.setName(COSName.ENCODING, "UniGB-UCS2-H");
        font.setItem(COSName.DESCENDANT_FONTS, descendants);
        try {
            return org.apache.pdfbox.pdmodel.font.PDFontFactory.createFont(font);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
