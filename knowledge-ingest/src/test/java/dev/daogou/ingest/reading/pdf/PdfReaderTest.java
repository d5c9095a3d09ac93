package dev.daogou.ingest.reading.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daogou.ingest.reading.Pages;
import dev.daogou.ingest.reading.ReadDocument;
import dev.daogou.ingest.reading.Section;
import dev.daogou.ingest.reading.Told;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;
import org.junit.jupiter.api.Test;

class PdfReaderTest {

    private static final String[] LEFT = {
        "The kettle has to be filled with fresh",
        "water before it is switched on. Never",
        "lift the lid while the water is boil-",
        "ing, as hot steam will come out of it.",
        "Wait until it has switched itself off.",
    };

    private static final String[] RIGHT = {
        "Limescale builds up in every kettle in",
        "the course of time. Fill it with water",
        "and a spoon of citric acid once every",
        "month, let it stand for half an hour,",
        "and rinse it twice with clear water.",
    };

    @Test
    void two_columns_are_read_one_after_the_other_below_the_title_above_both() {
        byte[] pdf = new WrittenPdf()
                .bold(72, 80, 22, "Kettle K2")
                .lines(72, 130, 10, LEFT)
                .lines(320, 130, 10, RIGHT)
                .bytes();

        assertThat(told(pdf))
                .containsExactly(
                        "# Kettle K2",
                        "p The kettle has to be filled with fresh water before it is switched on. Never lift the lid while"
                                + " the water is boiling, as hot steam will come out of it. Wait until it has switched itself"
                                + " off.",
                        "p Limescale builds up in every kettle in the course of time. Fill it with water and a spoon of"
                                + " citric acid once every month, let it stand for half an hour, and rinse it twice with clear"
                                + " water.");
        assertThat(Told.read(pdf, "a.pdf").title()).isEqualTo("Kettle K2");
    }

    @Test
    void three_columns_are_read_one_after_the_other() {
        String[] first = {
            "alpha alpha alpha alph", "alpha alpha alpha alph", "alpha alpha alpha alph", "alpha ends here, yes."
        };
        String[] second = {
            "betas betas betas beta", "betas betas betas beta", "betas betas betas beta", "betas end here, okay."
        };
        String[] third = {
            "gamma gamma gamma gamm", "gamma gamma gamma gamm", "gamma gamma gamma gamm", "gamma ends here, done."
        };

        byte[] pdf = new WrittenPdf()
                .lines(60, 100, 10, first)
                .lines(220, 100, 10, second)
                .lines(380, 100, 10, third)
                .bytes();

        assertThat(String.join("\n", told(pdf)))
                .containsSubsequence(
                        "alpha ends here", "betas betas", "betas end here", "gamma gamma", "gamma ends here");
    }

    @Test
    void chinese_lines_are_joined_without_spaces_and_headings_found_by_their_height() {
        byte[] pdf = new WrittenPdf()
                .write(72, 80, 20, "电热水壶使用说明")
                .write(72, 120, 14, "一、首次使用")
                .lines(72, 150, 10.5f, "首次使用前请加满清水烧开两次并倒掉，以除去生产过程中留", "下的气味。之后即可正常使用。")
                .write(72, 220, 14, "二、清洁")
                .lines(72, 250, 10.5f, "每月用柠檬酸除垢一次。")
                .bytes();

        assertThat(told(pdf))
                .containsExactly(
                        "# 电热水壶使用说明 > 一、首次使用",
                        "p 首次使用前请加满清水烧开两次并倒掉，以除去生产过程中留下的气味。之后即可正常使用。",
                        "# 电热水壶使用说明 > 二、清洁",
                        "p 每月用柠檬酸除垢一次。");
    }

    @Test
    void a_ruled_table_keeps_its_rows_and_a_cell_over_two_rows_stands_in_both() {
        WrittenPdf pdf = new WrittenPdf().write(72, 80, 10, "Sizes and weights of all kettles are below.");
        float[] x = {72, 172, 272, 372};
        pdf.line(72, 100, 372, 100)
                .line(72, 120, 372, 120)
                .line(72, 140, 372, 140)
                // The last column's cell goes on below.
                .line(72, 160, 272, 160)
                .line(72, 180, 372, 180);
        for (float at : x) {
            pdf.line(at, 100, at, 180);
        }
        pdf.write(76, 114, 10, "Model").write(176, 114, 10, "Litres").write(276, 114, 10, "Warranty");
        pdf.write(76, 134, 10, "K1").write(176, 134, 10, "1.0").write(276, 134, 10, "1 year");
        pdf.write(76, 154, 10, "K2").write(176, 154, 10, "1.7").write(276, 164, 10, "2 years");
        pdf.write(76, 174, 10, "K3").write(176, 174, 10, "2.0");

        assertThat(told(pdf.bytes()))
                .contains(
                        "|| Model | Litres | Warranty",
                        "| K1 | 1.0 | 1 year",
                        "| K2 | 1.7 | 2 years",
                        "| K3 | 2.0 | 2 years");
    }

    @Test
    void words_in_aligned_columns_are_a_table_without_lines() {
        WrittenPdf pdf = new WrittenPdf().write(72, 80, 10, "What the parts cost, with delivery in the whole country:");
        String[][] rows = {
            {"Part", "Price", "Delivery"},
            {"Lid", "29.00", "2 days"},
            {"Filter", "9.50", "2 days"},
            {"Base", "49.00", "1 week"}
        };
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < 3; column++) {
                pdf.write(72 + column * 110, 110 + row * 16, 10, rows[row][column]);
            }
        }

        assertThat(told(pdf.bytes()))
                .contains("|| Part | Price | Delivery", "| Lid | 29.00 | 2 days", "| Base | 49.00 | 1 week");
    }

    @Test
    void a_table_that_goes_on_on_the_next_page_keeps_its_columns_names_and_each_part_its_page() {
        float[] x = {72, 172, 272, 372};
        WrittenPdf pdf = new WrittenPdf();
        pdf.grid(x, new float[] {700, 720, 740});
        pdf.write(76, 714, 10, "Model").write(176, 714, 10, "Litres").write(276, 714, 10, "Colour");
        pdf.write(76, 734, 10, "K1").write(176, 734, 10, "1.0").write(276, 734, 10, "red");
        pdf.page();
        pdf.grid(x, new float[] {120, 140, 160});
        pdf.write(76, 134, 10, "K2").write(176, 134, 10, "1.7").write(276, 134, 10, "blue");
        pdf.write(76, 154, 10, "K3").write(176, 154, 10, "2.0").write(276, 154, 10, "green");

        assertThat(told(pdf.bytes()))
                .containsExactly(
                        "# ",
                        "|| Model | Litres | Colour",
                        "| K1 | 1.0 | red",
                        "|| Model | Litres | Colour",
                        "| K2 | 1.7 | blue",
                        "| K3 | 2.0 | green");
    }

    @Test
    void running_heads_and_page_numbers_are_left_out_and_every_section_knows_its_pages() {
        WrittenPdf pdf = new WrittenPdf();
        for (int page = 1; page <= 4; page++) {
            if (page > 1) {
                pdf.page();
            }
            pdf.write(72, 40, 8, "Kettle manual, chapter " + page)
                    .bold(72, 100, 16, "Heading " + page)
                    .lines(72, 140, 10, "What is said on this page is said here only, number " + page + ".")
                    .write(290, 810, 8, "- " + page + " -");
        }

        List<Section> sections = Told.read(pdf.bytes(), "a.pdf").sections();

        assertThat(sections)
                .extracting(Section::pages)
                .containsExactly(new Pages(1, 1), new Pages(2, 2), new Pages(3, 3), new Pages(4, 4));
        assertThat(sections.toString()).doesNotContain("manual").doesNotContain("- 1 -");
    }

    @Test
    void a_sentence_goes_on_over_the_end_of_a_page() {
        byte[] pdf = new WrittenPdf()
                .lines(
                        72,
                        700,
                        10,
                        "Before the first use the kettle must be filled with water",
                        "and boiled twice, and this water is then to be poured")
                .page()
                .lines(72, 100, 10, "away because it may taste of the factory.")
                .bytes();

        assertThat(told(pdf))
                .contains(
                        "p Before the first use the kettle must be filled with water and boiled twice, and this water is"
                                + " then to be poured away because it may taste of the factory.");
    }

    @Test
    void bookmarks_say_which_lines_are_headings() {
        WrittenPdf pdf = new WrittenPdf()
                .lines(72, 100, 10, "Warranty", "We repair every kettle within two years of the day it was bought on.")
                .lines(72, 160, 10, "Repairs", "Send it to us with the bill, and we will send it back to you.");
        PDDocumentOutline outline = new PDDocumentOutline();
        PDOutlineItem first = new PDOutlineItem();
        first.setTitle("Warranty");
        outline.addLast(first);
        PDOutlineItem second = new PDOutlineItem();
        second.setTitle("Repairs");
        first.addLast(second);
        pdf.document().getDocumentCatalog().setDocumentOutline(outline);

        assertThat(told(pdf.bytes())).contains("# Warranty", "# Warranty > Repairs");
    }

    @Test
    void numbered_lines_are_a_list_with_their_numbers() {
        byte[] pdf = new WrittenPdf()
                .write(72, 100, 10, "To open it:")
                .lines(
                        72,
                        120,
                        10,
                        "1. Press the button on the handle until you hear",
                        "    a click.",
                        "2. Lift the lid.")
                .bytes();

        assertThat(told(pdf)).contains("1. Press the button on the handle until you hear a click.", "2. Lift the lid.");
    }

    @Test
    void what_was_filled_into_a_form_stands_beside_its_label() throws IOException {
        WrittenPdf pdf = new WrittenPdf().write(72, 100, 10, "Name:").write(72, 130, 10, "Order:");
        var document = pdf.document();
        PDAcroForm form = new PDAcroForm(document);
        document.getDocumentCatalog().setAcroForm(form);
        PDTextField field = new PDTextField(form);
        field.setPartialName("order");
        field.getCOSObject().setString(org.apache.pdfbox.cos.COSName.V, "A-1024");
        PDAnnotationWidget widget = field.getWidgets().getFirst();
        widget.setRectangle(new PDRectangle(104, WrittenPdf.HEIGHT - 134, 120, 14));
        widget.setPage(document.getPage(0));
        document.getPage(0).getAnnotations().add(widget);
        form.getFields().add(field);

        assertThat(String.join("\n", told(pdf.bytes()))).contains("Order: A-1024");
    }

    @Test
    void a_file_that_needs_a_password_is_refused_and_one_that_only_forbids_changes_is_read() {
        assertThat(Told.refusal(words().protectedBy("owner", "secret"), "a.pdf"))
                .isEqualTo("document_locked");
        assertThat(told(words().protectedBy("owner", ""))).contains("p Kettles are delivered within two days.");
    }

    @Test
    void pages_that_are_pictures_are_refused_with_what_to_do() {
        byte[] pdf = new WrittenPdf().picture().page().picture().bytes();

        assertThat(Told.refusal(pdf, "a.pdf")).isEqualTo("document_only_pictures");
    }

    @Test
    void a_damaged_file_is_refused() {
        byte[] whole = words().bytes();

        assertThat(Told.refusal("%PDF-1.7\nnothing".getBytes(java.nio.charset.StandardCharsets.UTF_8), "a.pdf"))
                .isEqualTo("document_damaged");
        assertThat(Told.refusal(Arrays.copyOf(whole, 200), "a.pdf")).isEqualTo("document_damaged");
    }

    @Test
    void two_thousand_pages_are_read_one_by_one() {
        WrittenPdf pdf = new WrittenPdf();
        for (int page = 1; page <= 2_000; page++) {
            if (page > 1) {
                pdf.page();
            }
            pdf.bold(72, 80, 14, "Part " + page);
            for (int line = 0; line < 30; line++) {
                pdf.write(
                        72,
                        110 + line * 14,
                        10,
                        "Line " + line + " tells what there is to know of part number " + page);
            }
        }

        ReadDocument document = Told.read(pdf.bytes(), "a.pdf");

        assertThat(document.sections()).hasSizeGreaterThanOrEqualTo(2_000);
        assertThat(document.sections().getLast().pages()).isEqualTo(new Pages(2_000, 2_000));
        assertThat(document.sections().getLast().titles()).containsExactly("Part 2000");
    }

    @Test
    void a_line_at_the_top_of_every_page_is_the_text_where_the_pages_say_nothing_else() {
        WrittenPdf labels = new WrittenPdf();
        for (int drawer = 1; drawer <= 4; drawer++) {
            labels.write(60, 50, 10, "Part Q-10" + drawer + " fits drawer " + drawer + ".");
            if (drawer < 4) {
                labels.page();
            }
        }

        assertThat(String.join(" ", told(labels.bytes())))
                .contains("Part Q-101 fits drawer 1.", "Part Q-104 fits drawer 4.");
    }

    @Test
    void a_drawing_that_contains_itself_is_painted_once() {
        String content = "/X Do /X Do BT /F1 9 Tf 50 700 Td (round) Tj ET";
        String pdf = """
                %%PDF-1.7
                1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
                2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
                3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 6 0 R /Resources << /XObject << /X 4 0 R >> >> >> endobj
                5 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj
                6 0 obj << /Length 5 >> stream
                /X Do
                endstream endobj
                4 0 obj << /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X 4 0 R >> /Font << /F1 5 0 R >> >> /Length %d >>
                stream
                %s
                endstream endobj
                trailer << /Root 1 0 R /Size 7 >>
                %%%%EOF
                """.formatted(content.length(), content);

        assertThat(told(pdf.getBytes(StandardCharsets.US_ASCII))).containsExactly("# ", "p round");
    }

    private static WrittenPdf words() {
        return new WrittenPdf().write(72, 100, 10, "Kettles are delivered within two days.");
    }

    private static List<String> told(byte[] pdf) {
        return Told.by(Told.read(pdf, "a.pdf"));
    }
}
