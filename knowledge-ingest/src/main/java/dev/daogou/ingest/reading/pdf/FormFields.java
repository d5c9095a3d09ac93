package dev.daogou.ingest.reading.pdf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDButton;
import org.apache.pdfbox.pdmodel.interactive.form.PDField;
import org.apache.pdfbox.pdmodel.interactive.form.PDPushButton;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;

/** What was filled into a form's fields, as letters where each field stands. */
final class FormFields {

    private static final int MOST = 10_000;
    private static final float HEIGHT = 10;

    private final IdentityHashMap<COSDictionary, String> valueOf = new IdentityHashMap<>();

    static FormFields of(PDDocument document) {
        FormFields fields = new FormFields();
        PDAcroForm form = document.getDocumentCatalog().getAcroForm(null);
        if (form != null) {
            int count = 0;
            for (PDField field : form.getFieldTree()) {
                if (++count > MOST) {
                    break;
                }
                fields.take(field);
            }
        }
        return fields;
    }

    private void take(PDField field) {
        if (field instanceof PDPushButton || field instanceof PDSignatureField) {
            return;
        }
        for (PDAnnotationWidget widget : field.getWidgets()) {
            String value;
            if (field instanceof PDButton) {
                var state = widget.getAppearanceState();
                value = state == null || state.getName().equals("Off") ? "☐" : "☑";
            } else {
                value = field.getValueAsString();
            }
            if (value != null && !value.isBlank()) {
                valueOf.put(widget.getCOSObject(), value.strip());
            }
        }
    }

    /** The values on this page, to stand among the page's own letters. */
    List<Glyph> on(PDPage page, Turn turn) throws IOException {
        if (valueOf.isEmpty()) {
            return List.of();
        }
        List<Glyph> glyphs = new ArrayList<>();
        for (PDAnnotation annotation : page.getAnnotations()) {
            String value = valueOf.get(annotation.getCOSObject());
            PDRectangle place = annotation.getRectangle();
            if (value != null && place != null && !annotation.isHidden()) {
                write(value, place, turn, glyphs);
            }
        }
        return glyphs;
    }

    private static void write(String value, PDRectangle place, Turn turn, List<Glyph> glyphs) {
        float left = turn.x(place.getLowerLeftX(), place.getLowerLeftY());
        float other = turn.x(place.getUpperRightX(), place.getUpperRightY());
        float low = turn.y(place.getLowerLeftX(), place.getLowerLeftY());
        float high = turn.y(place.getUpperRightX(), place.getUpperRightY());
        float bottom = Math.max(low, high);
        float top = Math.min(low, high);
        float x = Math.min(left, other) + 1;
        List<String> lines = value.lines().toList();
        // A field of one line has its words in the middle, as the label beside it.
        float baseline =
                lines.size() == 1 && bottom - top < 3 * HEIGHT ? (bottom + top) / 2 + HEIGHT * 0.35f : top + HEIGHT;
        for (String line : lines) {
            float width = Math.min(HEIGHT / 2 * line.length(), Math.max(2, turn.width() - x));
            glyphs.add(new Glyph(line, x, x + width, baseline, HEIGHT, false));
            baseline += HEIGHT * 1.2f;
        }
    }
}
