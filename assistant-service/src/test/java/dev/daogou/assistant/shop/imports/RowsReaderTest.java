package dev.daogou.assistant.shop.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daogou.assistant.shop.Problem;
import dev.daogou.assistant.shop.Problem.Mistake;
import dev.daogou.assistant.shop.Shop;
import dev.daogou.knowledge.Language;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RowsReaderTest {

    private static final ImportKind LAMPS = new ImportKind() {
        @Override
        public String name() {
            return "lamps";
        }

        @Override
        public List<String> columns() {
            return List.of("lampId", "title", "price", "soldFrom");
        }

        @Override
        public List<String> requiredColumns() {
            return List.of("lampId");
        }

        @Override
        public ImportOutcome take(Shop shop, List<ImportRow> rows, boolean store, boolean partial) {
            return new ImportOutcome(rows.size(), 0, 0, List.of());
        }
    };

    private final RowsReader reader = new RowsReader(LAMPS, Language.EN, new JsonMapper());

    private RowsRead csv(String text) {
        return reader.read(ImportFormat.CSV, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_table_gives_rows_with_their_line_in_the_file_and_without_empty_cells() {
        RowsRead read = csv("price,lampId,title\n19.90,L1,\"Two\nlines\"\n\n,L2,\n");

        assertThat(read.rejected()).isEmpty();
        assertThat(read.rows())
                .containsExactly(
                        new ImportRow(2, Map.of("price", "19.90", "lampId", "L1", "title", "Two\nlines")),
                        new ImportRow(5, Map.of("lampId", "L2")));
    }

    @Test
    void text_saved_by_a_chinese_spreadsheet_is_read() {
        String text = "lampId,title\nL1,落地灯\n";

        for (Charset charset : List.of(Charset.forName("GB18030"), Charset.forName("GBK"), StandardCharsets.UTF_8)) {
            assertThat(reader.read(ImportFormat.CSV, text.getBytes(charset)).rows())
                    .extracting(row -> row.text("title"))
                    .containsExactly("落地灯");
        }
        byte[] marked = ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
        assertThat(reader.read(ImportFormat.CSV, marked).rows())
                .extracting(row -> row.text("lampId"))
                .containsExactly("L1");
    }

    @Test
    void a_column_nobody_knows_is_refused_by_its_name() {
        assertThatThrownBy(() -> csv("lampId,colour,watt\nL1,red,7\n"))
                .asInstanceOf(InstanceOfAssertFactories.type(Problem.class))
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("column_unknown");
                    assertThat(problem.mistakes()).extracting(Mistake::field).containsExactly("colour", "watt");
                    assertThat(problem.mistakes()).extracting(Mistake::line).containsOnly(1);
                });
    }

    @Test
    void a_column_that_is_needed_is_missed_by_its_name_and_one_given_twice_is_refused() {
        assertThatThrownBy(() -> csv("title\nLamp\n"))
                .asInstanceOf(InstanceOfAssertFactories.type(Problem.class))
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("column_missing");
                    assertThat(problem.mistakes()).extracting(Mistake::field).containsExactly("lampId");
                });
        assertThatThrownBy(() -> csv("lampId,title,title\nL1,a,b\n"))
                .asInstanceOf(InstanceOfAssertFactories.type(Problem.class))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("column_repeated"));
    }

    @Test
    void a_row_wider_than_its_header_is_named_and_the_others_are_read() {
        RowsRead read = csv("lampId,title\nL1,a,b\nL2,c\n");

        assertThat(read.rejected()).extracting(ImportOutcome.RejectedRow::line).containsExactly(2);
        assertThat(read.rows()).extracting(ImportRow::line).containsExactly(3);
    }

    @Test
    void an_empty_file_and_one_that_is_no_text_are_refused() {
        assertThatThrownBy(() -> csv(""))
                .asInstanceOf(InstanceOfAssertFactories.type(Problem.class))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("file_empty"));
        assertThatThrownBy(() -> reader.read(ImportFormat.XLSX, new byte[] {1, 2, 3}))
                .asInstanceOf(InstanceOfAssertFactories.type(Problem.class))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("file_malformed"));
    }

    @Test
    void json_lines_keep_numbers_exact_and_name_lines_that_are_none() {
        RowsRead read = reader.read(ImportFormat.NDJSON, """
                {"lampId":"L1","price":19.90,"title":null}

                nonsense
                {"lampId":"L2","watt":7}
                [1]
                """.getBytes(StandardCharsets.UTF_8));

        assertThat(read.rows())
                .containsExactly(new ImportRow(1, Map.of("lampId", "L1", "price", new BigDecimal("19.90"))));
        assertThat(read.rejected())
                .extracting(ImportOutcome.RejectedRow::line, ImportOutcome.RejectedRow::field)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(3, ""),
                        org.assertj.core.groups.Tuple.tuple(4, "watt"),
                        org.assertj.core.groups.Tuple.tuple(5, ""));
    }

    @Test
    void a_workbook_gives_numbers_as_written_and_dates_as_dates() throws IOException {
        RowsRead read = reader.read(ImportFormat.XLSX, workbook("""
                <row r="1"><c r="A1" t="inlineStr"><is><t>lampId</t></is></c>\
                <c r="B1" t="inlineStr"><is><t>price</t></is></c><c r="C1" t="inlineStr"><is><t>soldFrom</t></is></c></row>
                <row r="2"><c r="A2"><v>1001</v></c><c r="B2"><v>19.9</v></c><c r="C2" s="1"><v>46000</v></c></row>
                <row r="4"><c r="A4" t="inlineStr"><is><t>L2</t></is></c><c r="C4" s="1"><v>46000.5</v></c></row>
                """));

        assertThat(read.rejected()).isEmpty();
        assertThat(read.rows())
                .containsExactly(
                        new ImportRow(2, Map.of("lampId", "1001", "price", "19.9", "soldFrom", "2025-12-09")),
                        new ImportRow(4, Map.of("lampId", "L2", "soldFrom", "2025-12-09T12:00")));
    }

    private static byte[] workbook(String rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            part(zip, "[Content_Types].xml", """
                    <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
                    <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
                    <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>\
                    <Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>\
                    <Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>\
                    </Types>""");
            part(zip, "_rels/.rels", """
                    <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
                    <Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>\
                    </Relationships>""");
            part(zip, "xl/workbook.xml", """
                    <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" \
                    xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">\
                    <sheets><sheet name="Lamps" sheetId="1" r:id="r1"/></sheets></workbook>""");
            part(zip, "xl/_rels/workbook.xml.rels", """
                    <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
                    <Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>\
                    <Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>\
                    </Relationships>""");
            part(zip, "xl/styles.xml", """
                    <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">\
                    <cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>""");
            part(
                    zip,
                    "xl/worksheets/sheet1.xml",
                    "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>" + rows
                            + "</sheetData></worksheet>");
        }
        return bytes.toByteArray();
    }

    private static void part(ZipOutputStream zip, String name, String xml) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(xml.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
