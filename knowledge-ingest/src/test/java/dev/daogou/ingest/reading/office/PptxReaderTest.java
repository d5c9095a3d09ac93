package dev.daogou.ingest.reading.office;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daogou.ingest.reading.Pages;
import dev.daogou.ingest.reading.ReadDocument;
import dev.daogou.ingest.reading.Told;
import java.awt.Rectangle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.poi.sl.usermodel.Placeholder;
import org.apache.poi.xslf.usermodel.SlideLayout;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFGroupShape;
import org.apache.poi.xslf.usermodel.XSLFSlide;
import org.apache.poi.xslf.usermodel.XSLFTable;
import org.apache.poi.xslf.usermodel.XSLFTextBox;
import org.apache.poi.xslf.usermodel.XSLFTextParagraph;
import org.apache.poi.xslf.usermodel.XSLFTextShape;
import org.junit.jupiter.api.Test;

class PptxReaderTest {

    @Test
    void slides_are_read_below_their_titles_from_the_top_left_to_the_bottom_right() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (XMLSlideShow show = new XMLSlideShow()) {
            XSLFSlide slide = titled(show, "夏季新品");
            box(slide, "右边", 400, 200);
            box(slide, "左边", 50, 203);
            XSLFGroupShape group = slide.createGroup();
            group.setAnchor(new Rectangle(50, 120, 300, 40));
            group.setInteriorAnchor(new Rectangle(0, 0, 300, 40));
            XSLFTextBox grouped = group.createTextBox();
            grouped.setText("最上");
            grouped.setAnchor(new Rectangle(0, 0, 100, 20));
            XSLFTextBox list = box(slide, "", 50, 300);
            list.clearText();
            for (String item : new String[] {"透气", "速干"}) {
                XSLFTextParagraph paragraph = list.addNewTextParagraph();
                paragraph.setBullet(true);
                paragraph.addNewTextRun().setText(item);
            }
            XSLFTable table = slide.createTable(2, 3);
            table.setAnchor(new Rectangle(50, 400, 300, 60));
            String[][] cells = {{"款式", "颜色", "价格"}, {"短袖", "白", "89 元"}};
            for (int row = 0; row < 2; row++) {
                for (int column = 0; column < 3; column++) {
                    table.getCell(row, column).setText(cells[row][column]);
                }
            }
            for (XSLFTextShape note : show.getNotesSlide(slide).getPlaceholders()) {
                if (note.getTextType() == Placeholder.BODY) {
                    note.setText("月底前包邮");
                }
            }
            XSLFSlide hidden = titled(show, "内部");
            hidden.setHidden(true);
            box(titled(show, "洗涤"), "冷水手洗。", 50, 200);
            show.write(bytes);
        }

        ReadDocument document = Told.read(bytes.toByteArray(), "a.pptx");

        assertThat(Told.by(document))
                .containsExactly(
                        "# 夏季新品",
                        "p 最上",
                        "p 左边",
                        "p 右边",
                        "- 透气",
                        "- 速干",
                        "|| 款式 | 颜色 | 价格",
                        "| 短袖 | 白 | 89 元",
                        "p 月底前包邮",
                        "# 洗涤",
                        "p 冷水手洗。");
        assertThat(document.sections().getLast().pages()).isEqualTo(new Pages(3, 3));
        assertThat(document.title()).isEqualTo("夏季新品");
    }

    private static XSLFSlide titled(XMLSlideShow show, String title) {
        XSLFSlide slide = show.createSlide(show.getSlideMasters().getFirst().getLayout(SlideLayout.TITLE_ONLY));
        slide.getPlaceholder(0).setText(title);
        return slide;
    }

    private static XSLFTextBox box(XSLFSlide slide, String text, int left, int top) {
        XSLFTextBox box = slide.createTextBox();
        box.setText(text);
        box.setAnchor(new Rectangle(left, top, 200, 40));
        return box;
    }
}
