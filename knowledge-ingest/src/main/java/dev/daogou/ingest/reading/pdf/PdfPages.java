package dev.daogou.ingest.reading.pdf;

import dev.daogou.ingest.reading.DocumentUnreadable;
import dev.daogou.ingest.reading.ReadDocument;
import dev.daogou.ingest.reading.ReadingLimits;
import dev.daogou.ingest.reasons.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a PDF page by page: letters, then lines and tables of each page, then what the whole says. */
final class PdfPages {

    private static final Logger log = LoggerFactory.getLogger(PdfPages.class);

    /** Fewer letters than this on a page with pictures: the page is a picture. */
    private static final int FEW_LETTERS = 12;

    private static final Pattern NO_TITLE = Pattern.compile(
            "(?i).*\\.(?:docx?|xlsx?|pptx?|wps|pdf|indd|ai|cdr|html?|txt|tmp)$|microsoft .*|untitled.*|无标题.*|未命名.*|文档\\d*|document\\d*|幻灯片.*|powerpoint.*|工作表.*|https?:.*");

    static {
        FontsUnused.install();
    }

    private final ReadingLimits limits;
    private final List<Piece> pieces = new ArrayList<>();
    private int letters;
    private int unreadable;
    private int picturePages;

    private PdfPages(ReadingLimits limits) {
        this.limits = limits;
    }

    static ReadDocument read(byte[] content, ReadingLimits limits) {
        try (PDDocument document = Loader.loadPDF(content, "", null, null, IOUtils.createTempFileOnlyStreamCache())) {
            return new PdfPages(limits).read(document);
        } catch (InvalidPasswordException e) {
            throw new DocumentUnreadable(Reason.of("document_locked"));
        } catch (IOException e) {
            throw new DocumentUnreadable(Reason.of("document_damaged"));
        } catch (DocumentUnreadable e) {
            throw e;
        } catch (RuntimeException e) {
            // The library meets a damaged file with all kinds of exceptions.
            log.warn("A PDF cannot be read", e);
            throw new DocumentUnreadable(Reason.of("document_damaged"));
        }
    }

    private ReadDocument read(PDDocument document) throws IOException {
        int count = document.getNumberOfPages();
        limits.requirePages(count);
        FormFields fields = FormFields.of(document);
        int number = 0;
        for (PDPage page : document.getPages()) {
            page(++number, page, fields);
            limits.requireCharacters(letters);
        }
        boolean onlyPictures = picturePages > 0 && letters < FEW_LETTERS * count;
        if (pieces.isEmpty() || onlyPictures || unreadable > letters) {
            throw new DocumentUnreadable(whyNothing(count));
        }
        return new PdfStructure(pieces, count, Bookmarks.of(document)).document(titleOf(document));
    }

    private Reason whyNothing(int count) {
        if (unreadable > letters) {
            return Reason.of("document_letters_unknown");
        }
        return Reason.of(
                picturePages > 0 ? "document_only_pictures" : "document_says_nothing", Integer.toString(count));
    }

    private void page(int number, PDPage page, FormFields fields) throws IOException {
        PageContent content = new PageContent(page);
        content.processPage(page);
        letters += content.letters();
        unreadable += content.unreadable();
        if (content.letters() < FEW_LETTERS && content.pictures() > 0) {
            picturePages++;
        }
        List<Layer> layers = content.layers();
        if (layers.isEmpty()) {
            layers = List.of(new Layer(List.of(), List.of(), 0, 0, new Turn(page.getCropBox(), 0)));
        }
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            List<Glyph> filled = i == 0 ? fields.on(page, layer.turn()) : List.of();
            if (!filled.isEmpty()) {
                List<Glyph> all = new ArrayList<>(layer.glyphs());
                all.addAll(filled);
                layer = new Layer(
                        all, layer.lines(), layer.turn().width(), layer.turn().height(), layer.turn());
            }
            pieces.addAll(PageText.of(number, layer));
        }
    }

    private static @Nullable String titleOf(PDDocument document) {
        String title = document.getDocumentInformation().getTitle();
        if (title == null) {
            return null;
        }
        String clean = title.replaceAll("[\\s\\u0000]+", " ").strip();
        return clean.length() < 2
                        || clean.length() > 120
                        || NO_TITLE.matcher(clean).matches()
                ? null
                : clean;
    }
}
