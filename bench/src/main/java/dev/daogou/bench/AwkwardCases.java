package dev.daogou.bench;

import dev.daogou.bench.AwkwardFile.Held;
import dev.daogou.bench.AwkwardFile.Held.Found;
import dev.daogou.bench.AwkwardFile.Held.Nowhere;
import dev.daogou.bench.AwkwardFile.Held.Says;
import java.util.List;

/** The files that are handed in, and how each should end. */
final class AwkwardCases {
    /** More bytes than a document may have. */
    static final int LARGEST = 50 << 20;

    private static final Held WORK_COAT = new Found("冲锋衣的价格", "名称：冲锋衣.*一百九十九元|冲锋衣.*一百九十九元");

    static final List<AwkwardFile> ALL = List.of(
            new AwkwardFile("nothing.txt", "empty", () -> new byte[0]),
            new AwkwardFile("blank.txt", "empty", () -> AwkwardFiles.repeated("", " \n", 10_000, "")),
            new AwkwardFile(
                    "table-named.pdf",
                    "live",
                    List.of(new Says("Anorak.*199")),
                    () -> AwkwardFiles.text("name,price\nAnorak,199\nParka,299\n")),
            new AwkwardFile(
                    "pdf-named.txt", "live", List.of(new Says("Q-100002 fits drawer 9")), () -> AwkwardPdfs.pages(2)),
            new AwkwardFile(
                    "word-named.xlsx",
                    "live",
                    List.of(new Says("kettle is descaled once")),
                    () -> AwkwardFiles.docx("The kettle is descaled once a month.")),
            new AwkwardFile(
                    "columns.pdf",
                    "live",
                    List.of(
                            new Says("every second week, because lime settles in it sooner than one would think"),
                            new Says("handle after it has cooled down for at least forty minutes"),
                            new Says("Pump.*P-7731.*18 months"),
                            new Nowhere("every\\s+Store"),
                            new Found("when is the lime filter P-7802 replaced", "Replace after.*4 months")),
                    AwkwardPdfs::columnsAndTable),
            new AwkwardFile(
                    "two-thousand-pages.pdf",
                    "live",
                    List.of(new Found("Q-101987", "Q-101987 fits drawer 1994")),
                    () -> AwkwardPdfs.pages(2_000)),
            new AwkwardFile("six-thousand-pages.pdf", "6,?000 pages", () -> AwkwardPdfs.pages(6_000)),
            new AwkwardFile("locked.pdf", "password", AwkwardPdfs::encrypted),
            new AwkwardFile("scan.pdf", "pictures", () -> AwkwardPdfs.pictures(6)),
            new AwkwardFile("cut.pdf", "live|damaged", () -> AwkwardFiles.cut(AwkwardPdfs.pages(50))),
            new AwkwardFile("nested.pdf", "nested|damaged|[Nn]o words", () -> AwkwardFiles.nestedPdf(200_000)),
            new AwkwardFile("round.pdf", "live", AwkwardFiles::pdfThatPaintsItself),
            new AwkwardFile("unfolding.pdf", "memory|longer than|more text", () -> AwkwardFiles.unfoldingPdf(3_000)),
            new AwkwardFile(
                    "merged.docx",
                    "live",
                    List.of(
                            new Says("Mahlkern 7.*30 months.*9 months"),
                            new Found("service interval in a bar Mahlkern 7", "in a bar")),
                    AwkwardOffice::mergedCells),
            new AwkwardFile(
                    "tracked.docx",
                    "live",
                    List.of(
                            new Says("within thirty-one days"),
                            new Says("Postage is repaid"),
                            new Nowhere("seventeen|unopened only"),
                            new Found("How long are parcels taken back?", "thirty-one")),
                    AwkwardOffice::trackedChanges),
            new AwkwardFile("cut.docx", "damaged", () -> AwkwardFiles.cut(AwkwardFiles.docxOfManyParts(40))),
            new AwkwardFile("bomb.docx", "unpacks", () -> AwkwardFiles.unfoldingDocx(1_500)),
            new AwkwardFile("parts.docx", "unpacks|harm", () -> AwkwardFiles.docxOfManyParts(20_000)),
            new AwkwardFile("laughs.docx", "damaged|harm|entit", AwkwardFiles::billionLaughs),
            new AwkwardFile("curious.docx", "damaged|harm|entit", AwkwardFiles::curiousDocx),
            new AwkwardFile("old.doc", "\\.doc or", AwkwardOffice::oldWord),
            new AwkwardFile("old.xls", "\\.xls or", AwkwardOffice::oldWorkbook),
            new AwkwardFile("locked.xlsx", "password", AwkwardOffice::lockedWorkbook),
            new AwkwardFile(
                    "merged.xlsx",
                    "live",
                    List.of(
                            new Says("Size\\W+M\\b.*166.*169"),
                            new Found("sleeve of size L for a height of 176 cm", "176.*181.*67")),
                    AwkwardOffice::mergedSheet),
            new AwkwardFile(
                    "macro.xlsm",
                    "live",
                    List.of(new Says("Column A\\W+v7\\b"), new Nowhere("Shell|Auto_Open")),
                    () -> AwkwardFiles.workbook(20, true)),
            new AwkwardFile("rows.xlsx", "cells", () -> AwkwardFiles.workbook(150_000, false)),
            new AwkwardFile("bomb.xlsx", "unpacks", () -> AwkwardFiles.unfoldingWorkbook(1_500)),
            new AwkwardFile(
                    "mail.eml",
                    "live",
                    List.of(
                            new Says("warranty of thirty-nine months"),
                            new Says("contract\\.docx"),
                            new Nowhere("enclosed contract"),
                            new Found("warranty of kettle K-77", "thirty-nine months")),
                    AwkwardOffice::mailWithFile),
            new AwkwardFile(
                    "gbk.csv",
                    "live",
                    List.of(WORK_COAT),
                    () -> AwkwardFiles.text("名称,价格\n冲锋衣,一百九十九元\n羽绒服,五百九十九元\n", "GB18030")),
            new AwkwardFile(
                    "big5.csv",
                    "live",
                    List.of(new Says("紅色長褲.*二百九十九元")),
                    () -> AwkwardFiles.text("名稱,價格\n藍色外套,一百九十九元\n紅色長褲,二百九十九元\n", "Big5")),
            new AwkwardFile(
                    "utf16.csv", "live", List.of(WORK_COAT), () -> AwkwardFiles.text("名称,价格\n冲锋衣,一百九十九元\n", "UTF-16")),
            new AwkwardFile(
                    "utf16-without-mark.txt",
                    "live",
                    List.of(new Says("zip is waxed twice a year")),
                    () -> AwkwardFiles.text("The zip is waxed twice a year, or it sticks.\n", "UTF-16LE")),
            new AwkwardFile("nested.html", "live|nested", () -> AwkwardFiles.repeated("", "<div>", 200_000, "The end")),
            new AwkwardFile(
                    "lists.html",
                    "live|nested|more text",
                    () -> AwkwardFiles.repeated("", "<ul><li>", 200_000, "The end")),
            new AwkwardFile("quotes.md", "live|nested", () -> AwkwardFiles.repeated("", ">", 200_000, " The end")),
            new AwkwardFile("lists.md", "live|nested", () -> AwkwardFiles.repeated("", "- ", 200_000, "The end")),
            new AwkwardFile(
                    "one-cell.csv", "more text than", () -> AwkwardFiles.repeated("a,b\n1,", "word ", 8 << 20, "\n")),
            new AwkwardFile("lines.txt", "more text than", () -> AwkwardFiles.repeated("", "line\n\n", 8 << 20, "")),
            new AwkwardFile("large.txt", "larger|太大", () -> AwkwardFiles.repeated("", "w", LARGEST + 1, "")));

    private AwkwardCases() {}
}
