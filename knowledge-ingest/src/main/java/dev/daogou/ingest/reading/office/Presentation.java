package dev.daogou.ingest.reading.office;

import dev.daogou.ingest.reading.ReadDocument;
import dev.daogou.ingest.reading.ReadingLimits;
import dev.daogou.ingest.reading.SectionBuilder;
import java.io.IOException;
import java.util.List;
import org.apache.poi.sl.usermodel.Placeholder;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFNotes;
import org.apache.poi.xslf.usermodel.XSLFSlide;
import org.apache.poi.xslf.usermodel.XSLFTextShape;
import org.jspecify.annotations.Nullable;

/** Reads the slides that are shown, each below its title, with what the speaker's notes say. */
final class Presentation {

    private Presentation() {}

    static ReadDocument read(OfficePackage document, ReadingLimits limits) throws IOException {
        SectionBuilder sections = new SectionBuilder();
        // Not closed: the package closes its parts itself.
        XMLSlideShow show = new XMLSlideShow(document.parts());
        List<XSLFSlide> slides = show.getSlides();
        limits.requirePages(slides.size());
        String title = null;
        int number = 0;
        for (XSLFSlide slide : slides) {
            number++;
            if (slide.isHidden()) {
                continue;
            }
            sections.page(number);
            String heading = titleOf(slide);
            if (title == null) {
                title = heading.isEmpty() ? null : heading;
            }
            // A slide without a title is no part of the one before it.
            sections.below(heading, () -> {
                new SlideText(sections).read(slide);
                notes(slide, sections);
            });
        }
        return new ReadDocument(titleOf(document, title), sections.build());
    }

    private static String titleOf(XSLFSlide slide) {
        String title = slide.getTitle();
        return title == null ? "" : title.replaceAll("[\\s\\u000b]+", " ").strip();
    }

    private static void notes(XSLFSlide slide, SectionBuilder sections) {
        XSLFNotes notes = slide.getNotes();
        if (notes == null) {
            return;
        }
        for (XSLFTextShape shape : notes.getPlaceholders()) {
            if (shape.getTextType() == Placeholder.BODY) {
                sections.paragraph(SlideText.plain(shape));
            }
        }
    }

    private static @Nullable String titleOf(OfficePackage document, @Nullable String firstSlide) {
        try {
            String given = document.parts()
                    .getPackageProperties()
                    .getTitleProperty()
                    .orElse("")
                    .strip();
            boolean telling = given.length() > 1
                    && given.length() <= 120
                    && !given.matches(
                            "(?i).*\\.(?:pptx?|dps|potx?)$|(?:microsoft )?powerpoint.*|ppt.*|presentation\\d*|幻灯片.*|演示文稿.*|untitled.*");
            return telling ? given : firstSlide;
        } catch (org.apache.poi.openxml4j.exceptions.InvalidFormatException e) {
            return firstSlide;
        }
    }
}
