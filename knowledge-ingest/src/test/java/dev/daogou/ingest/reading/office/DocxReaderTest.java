package dev.daogou.ingest.reading.office;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daogou.ingest.reading.Told;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocxReaderTest {

    private static final String STYLES = """
            <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>
            <w:style w:type="paragraph" w:styleId="2"><w:name w:val="标题 2"/></w:style>
            <w:style w:type="paragraph" w:styleId="a"><w:name w:val="条款"/><w:basedOn w:val="2"/></w:style>
            <w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>
            <w:style w:type="paragraph" w:styleId="c"><w:name w:val="toc 1"/></w:style>""";

    @Test
    void heading_styles_of_any_language_are_titles_and_the_contents_are_left_out() {
        String body = p("t", "退换货规则")
                + p("c", "一般规则\t1")
                + p("1", "一般规则")
                + p("", "七天内可以退货。")
                + p("2", "运费")
                + p("", "由我们承担。")
                + p("a", "例外")
                + p("", "贴身衣物不退。");

        assertThat(told(WrittenZip.word(body).styles(STYLES)))
                .containsExactly(
                        "# 退换货规则 > 一般规则",
                        "p 七天内可以退货。",
                        "# 退换货规则 > 一般规则 > 运费",
                        "p 由我们承担。",
                        "# 退换货规则 > 一般规则 > 例外",
                        "p 贴身衣物不退。");
    }

    @Test
    void bold_lines_are_headings_where_nobody_used_heading_styles() {
        String body = bold("退换货规则") + p("", "七天内可以退货。") + bold("运费") + p("", "由我们承担。");

        assertThat(told(WrittenZip.word(body))).containsExactly("# 退换货规则", "p 七天内可以退货。", "# 退换货规则 > 运费", "p 由我们承担。");
    }

    @Test
    void list_items_keep_their_numbers_and_deeper_ones_stand_below() {
        String numbering = """
                <w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
                <w:lvlText w:val="第%1步"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>
                <w:lvlText w:val="%2)"/></w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>""";
        String body = item(0, "填写申请") + item(0, "寄回商品") + item(1, "用原包装") + item(1, "附上清单") + item(0, "等待退款");

        assertThat(told(WrittenZip.word(body).numbering(numbering)))
                .containsExactly("# ", "第一步 填写申请", "第二步 寄回商品\n  a) 用原包装\n  b) 附上清单", "第三步 等待退款");
    }

    @Test
    void what_was_inserted_is_read_and_what_was_deleted_or_moved_away_is_not() {
        String body = "<w:p><w:r><w:t xml:space=\"preserve\">退货期限为</w:t></w:r>"
                + "<w:del><w:r><w:delText>七</w:delText></w:r></w:del><w:ins><w:r><w:t>十五</w:t></w:r></w:ins>"
                + "<w:moveFrom><w:r><w:t>工作</w:t></w:r></w:moveFrom><w:r><w:t>天。</w:t></w:r>"
                + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部：可放宽</w:t></w:r></w:p>";

        assertThat(told(WrittenZip.word(body))).containsExactly("# ", "p 退货期限为十五天。");
    }

    @Test
    void cells_that_go_over_rows_and_columns_stand_in_each_row_they_cover() {
        String body = "<w:tbl>"
                + row(cell("", "尺码"), cell("<w:gridSpan w:val=\"2\"/>", "身高"))
                + row(cell("", ""), cell("", "最低"), cell("", "最高"))
                + row(cell("<w:vMerge w:val=\"restart\"/>", "M"), cell("", "160"), cell("", "165"))
                + row(cell("<w:vMerge/>", ""), cell("", "166"), cell("", "168"))
                + "</w:tbl>";

        assertThat(told(WrittenZip.word(body)))
                .containsExactly("# ", "|| 尺码 | 身高 最低 | 身高 最高", "| M | 160 | 165", "| M | 166 | 168");
    }

    @Test
    void a_table_in_a_cell_stays_in_its_cell() {
        String inner = "<w:tbl>" + row(cell("", "红"), cell("", "蓝")) + "</w:tbl>";
        String body = "<w:tbl>" + row(cell("", "商品"), cell("", "颜色"), cell("", "价格"))
                + row(cell("", "杯子"), "<w:tc>" + inner + "<w:p/></w:tc>", cell("", "29"))
                + row(cell("", "盘子"), cell("", "白"), cell("", "19")) + "</w:tbl>";

        assertThat(told(WrittenZip.word(body)))
                .containsExactly("# ", "|| 商品 | 颜色 | 价格", "| 杯子 | 红 | 蓝 | 29", "| 盘子 | 白 | 19");
    }

    @Test
    void footnotes_follow_their_paragraph_and_text_boxes_are_read_once() {
        String box =
                "<mc:AlternateContent xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><mc:Choice>"
                        + "<w:drawing><x><w:txbxContent>" + p("", "框里的字")
                        + "</w:txbxContent></x></w:drawing></mc:Choice>"
                        + "<mc:Fallback><w:pict><w:txbxContent>" + p("", "框里的字")
                        + "</w:txbxContent></w:pict></mc:Fallback>"
                        + "</mc:AlternateContent>";
        String body = "<w:p><w:r><w:t>保修两年</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r>" + box
                + "</w:r></w:p>" + p("", "完。");

        assertThat(told(WrittenZip.word(body).footnotes("<w:footnote w:id=\"2\">" + p("", "电池一年") + "</w:footnote>")))
                .containsExactly("# ", "p 保修两年[1]", "p [1] 电池一年", "p 框里的字", "p 完。");
    }

    @Test
    void a_field_shows_its_result_and_not_its_code() {
        String body = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>HYPERLINK"
                + " \"https://example.com/size\"</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
                + "<w:r><w:t>尺码表</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>";

        assertThat(told(WrittenZip.word(body))).containsExactly("# ", "p 尺码表 (https://example.com/size)");
    }

    @Test
    void entities_are_not_unfolded_and_no_file_is_read_through_them() {
        String laughs = "<!DOCTYPE l [<!ENTITY a \"haha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
                + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>";
        String document =
                laughs + "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
                        + "<w:body><w:p><w:r><w:t>&c;&f;</w:t></w:r></w:p></w:body></w:document>";

        assertThat(Told.refusal(WrittenZip.wordPart(document).bytes(), "a.docx"))
                .isEqualTo("document_damaged");
    }

    @Test
    void a_document_with_many_escaped_signs_is_read() {
        String body = p("", "&amp;&lt;".repeat(100_000)) + p("", "end");

        assertThat(told(WrittenZip.word(body))).hasSize(3).last().isEqualTo("p end");
    }

    @Test
    void a_truncated_file_and_one_that_unfolds_to_too_much_are_refused() {
        byte[] whole = WrittenZip.word(p("", "words")).bytes();
        byte[] bomb = WrittenZip.word(p("", "a".repeat(60_000_000))).bytes();

        assertThat(Told.refusal(Arrays.copyOf(whole, whole.length / 2), "a.docx"))
                .isEqualTo("document_damaged");
        assertThat(Told.refusal(bomb, "a.docx")).isEqualTo("document_expands_too_much");
    }

    private static String p(String style, String text) {
        return "<w:p><w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr><w:r><w:t>" + text + "</w:t></w:r></w:p>";
    }

    private static String bold(String text) {
        return "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>" + text + "</w:t></w:r></w:p>";
    }

    private static String item(int level, String text) {
        return "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" + level
                + "\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr><w:r><w:t>" + text + "</w:t></w:r></w:p>";
    }

    private static String row(String... cells) {
        return "<w:tr>" + String.join("", cells) + "</w:tr>";
    }

    private static String cell(String properties, String text) {
        return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + p("", text) + "</w:tc>";
    }

    private static List<String> told(WrittenZip document) {
        return Told.by(Told.read(document.bytes(), "a.docx"));
    }
}
