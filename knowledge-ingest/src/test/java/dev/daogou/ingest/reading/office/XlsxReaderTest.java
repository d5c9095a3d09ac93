package dev.daogou.ingest.reading.office;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daogou.ingest.reading.Told;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

class XlsxReaderTest {

    @Test
    void values_are_written_as_the_sheet_shows_them() {
        byte[] file = workbook(book -> {
            XSSFSheet sheet = book.createSheet("活动");
            row(sheet, 0, "名称", "开始", "折扣", "价格", "条码");
            Row row = row(sheet, 1, "夏季特卖");
            number(book, row, 1, 0, "yyyy\"年\"m\"月\"d\"日\"").setCellValue(LocalDate.of(2026, 6, 18));
            number(book, row, 2, 0.15, "0%");
            number(book, row, 3, 1299.5, "¥#,##0.00");
            number(book, row, 4, 6901234567892.0, "General");
        });

        assertThat(told(file))
                .containsExactly(
                        "# 活动", "|| 名称 | 开始 | 折扣 | 价格 | 条码", "| 夏季特卖 | 2026年6月18日 | 15% | ¥1,299.50 | 6901234567892");
    }

    @Test
    void tables_parted_by_blank_rows_stand_alone_below_the_titles_above_them() {
        byte[] file = workbook(book -> {
            XSSFSheet sheet = book.createSheet("尺码");
            row(sheet, 0, "女装尺码表");
            sheet.addMergedRegion(new CellRangeAddress(0, 0, 0, 2));
            row(sheet, 1, "尺码", "身高", "胸围");
            row(sheet, 2, "S", "155-160", "80-84");
            row(sheet, 4, "男装尺码表");
            row(sheet, 5, "尺码", "身高", "胸围");
            row(sheet, 6, "M", "170-175", "92-96");
        });

        assertThat(told(file))
                .containsExactly(
                        "# 尺码 > 女装尺码表",
                        "|| 尺码 | 身高 | 胸围",
                        "| S | 155-160 | 80-84",
                        "# 尺码 > 男装尺码表",
                        "|| 尺码 | 身高 | 胸围",
                        "| M | 170-175 | 92-96");
    }

    @Test
    void merged_cells_stand_in_each_row_they_cover() {
        byte[] file = workbook(book -> {
            XSSFSheet sheet = book.createSheet("运费");
            row(sheet, 0, "地区", "重量", "运费");
            row(sheet, 1, "华东", "1 公斤内", "免费");
            row(sheet, 2, "", "每加 1 公斤", "2 元");
            sheet.addMergedRegion(new CellRangeAddress(1, 2, 0, 0));
        });

        assertThat(told(file)).contains("| 华东 | 1 公斤内 | 免费", "| 华东 | 每加 1 公斤 | 2 元");
    }

    @Test
    void columns_of_questions_and_answers_are_questions_and_answers() {
        byte[] file = workbook(book -> {
            XSSFSheet sheet = book.createSheet("Sheet1");
            row(sheet, 0, "问题", "回答");
            row(sheet, 1, "能开发票吗？", "可以，下单时填写抬头。");
        });

        assertThat(told(file)).containsExactly("# ", "? 能开发票吗？ ! 可以，下单时填写抬头。");
    }

    @Test
    void what_is_hidden_is_not_read_and_formulas_say_what_was_worked_out() {
        byte[] file = workbook(book -> {
            XSSFSheet sheet = book.createSheet("价格");
            row(sheet, 0, "商品", "进价", "售价", "合计");
            Row row = row(sheet, 1, "杯子", "11 元", "29 元");
            row.createCell(3).setCellFormula("1+1");
            book.getCreationHelper().createFormulaEvaluator().evaluateAll();
            row(sheet, 2, "内部样品", "1 元", "2 元", "3").setZeroHeight(true);
            sheet.setColumnHidden(1, true);
            row(book.createSheet("内部"), 0, "secret");
            book.setSheetVisibility(1, SheetVisibility.HIDDEN);
        });

        assertThat(told(file)).containsExactly("# 价格", "|| 商品 | 售价 | 合计", "| 杯子 | 29 元 | 2");
    }

    @Test
    void a_workbook_without_styles_is_read() {
        byte[] file = new WrittenZip()
                .part("[Content_Types].xml", """
                        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                        <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                        <Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
                        <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
                        </Types>""")
                .part("_rels/.rels", """
                        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
                        Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""")
                .part("xl/workbook.xml", """
                        <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
                        xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
                        <sheets><sheet name="运费" sheetId="1" r:id="r1"/></sheets></workbook>""")
                .part("xl/_rels/workbook.xml.rels", """
                        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
                        Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="sheet.xml"/></Relationships>""")
                .part("xl/sheet.xml", """
                        <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
                        <row r="1"><c r="A1" t="inlineStr"><is><t>地区</t></is></c><c r="B1" t="inlineStr"><is><t>运费</t></is></c></row>
                        <row r="2"><c r="A2" t="inlineStr"><is><t>华东</t></is></c><c r="B2"><v>12.5</v></c></row>
                        </sheetData></worksheet>""")
                .bytes();

        assertThat(told(file)).containsExactly("# 运费", "|| 地区 | 运费", "| 华东 | 12.5");
    }

    private static Row row(XSSFSheet sheet, int number, String... values) {
        Row row = sheet.createRow(number);
        for (int i = 0; i < values.length; i++) {
            row.createCell(i).setCellValue(values[i]);
        }
        return row;
    }

    private static Cell number(XSSFWorkbook book, Row row, int column, double value, String format) {
        CellStyle style = book.createCellStyle();
        style.setDataFormat(book.createDataFormat().getFormat(format));
        Cell cell = row.createCell(column);
        cell.setCellValue(value);
        cell.setCellStyle(style);
        return cell;
    }

    static byte[] workbook(Consumer<XSSFWorkbook> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (XSSFWorkbook book = new XSSFWorkbook()) {
            content.accept(book);
            book.write(bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static List<String> told(byte[] file) {
        return Told.by(Told.read(file, "a.xlsx"));
    }
}
