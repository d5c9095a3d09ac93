package dev.daogou.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Office documents as merchants have them: merged cells, tracked changes, passwords, kinds of long ago, mail. */
final class AwkwardOffice {

    private AwkwardOffice() {}

    /** Sizes in a table whose head has two rows and whose first column has cells over two rows. */
    static byte[] mergedSheet() {
        try (XSSFWorkbook book = new XSSFWorkbook()) {
            XSSFSheet sheet = book.createSheet("Parkas");
            row(sheet, 0, "Size", "Height in cm", "", "Sleeve");
            row(sheet, 1, "", "at least", "at most", "");
            row(sheet, 2, "M", "160", "165", "61");
            row(sheet, 3, "", "166", "169", "63");
            row(sheet, 4, "L", "170", "175", "65");
            row(sheet, 5, "", "176", "181", "67");
            for (String region : new String[] {"A1:A2", "B1:C1", "D1:D2", "A3:A4", "A5:A6"}) {
                sheet.addMergedRegion(CellRangeAddress.valueOf(region));
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            book.write(out);
            return out.toByteArray();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The same kind of table in a text document. */
    static byte[] mergedCells() {
        return AwkwardFiles.docxWithBody("<w:p><w:r><w:t>Service intervals of our grinders.</w:t></w:r></w:p><w:tbl>"
                + line(cell("", "Grinder"), cell("<w:gridSpan w:val=\"2\"/>", "Interval"))
                + line(cell("", ""), cell("", "at home"), cell("", "in a bar"))
                + line(cell("<w:vMerge w:val=\"restart\"/>", "Mahlkern 7"), cell("", "24 months"), cell("", "6 months"))
                + line(cell("<w:vMerge/>", ""), cell("", "30 months"), cell("", "9 months"))
                + "</w:tbl><w:p/>");
    }

    /** What was deleted and what was moved away still stands in the file. */
    static byte[] trackedChanges() {
        return AwkwardFiles.docxWithBody(
                "<w:p><w:r><w:t xml:space=\"preserve\">Parcels are taken back within </w:t></w:r>"
                        + "<w:del w:id=\"1\" w:author=\"a\"><w:r><w:delText>seventeen</w:delText></w:r></w:del>"
                        + "<w:ins w:id=\"2\" w:author=\"a\"><w:r><w:t>thirty-one</w:t></w:r></w:ins>"
                        + "<w:r><w:t xml:space=\"preserve\"> days</w:t></w:r>"
                        + "<w:moveFrom w:id=\"3\" w:author=\"a\"><w:r><w:t>, unopened only</w:t></w:r></w:moveFrom>"
                        + "<w:r><w:t>.</w:t></w:r></w:p><w:p><w:ins w:id=\"4\" w:author=\"a\"><w:r>"
                        + "<w:t>Postage is repaid.</w:t></w:r></w:ins></w:p>");
    }

    /** A workbook that opens with a password only. */
    static byte[] lockedWorkbook() {
        try (POIFSFileSystem container = new POIFSFileSystem()) {
            Encryptor lock = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
            lock.confirmPassword("secret");
            try (OutputStream out = lock.getDataStream(container)) {
                out.write(AwkwardFiles.workbook(20, false));
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            container.writeFilesystem(out);
            return out.toByteArray();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    static byte[] oldWorkbook() {
        try (HSSFWorkbook book = new HSSFWorkbook()) {
            book.createSheet("Prices").createRow(0).createCell(0).setCellValue("Anorak");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            book.write(out);
            return out.toByteArray();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The container of an old text document with the stream that tells it. */
    static byte[] oldWord() {
        try (POIFSFileSystem container = new POIFSFileSystem()) {
            byte[] begin = new byte[4096];
            begin[0] = (byte) 0xEC;
            begin[1] = (byte) 0xA5;
            container.createDocument(new ByteArrayInputStream(begin), "WordDocument");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            container.writeFilesystem(out);
            return out.toByteArray();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A message that says something and has a file with it. */
    static byte[] mailWithFile() {
        String file = Base64.getMimeEncoder().encodeToString(AwkwardFiles.docx("The enclosed contract is secret."));
        String mail = """
                Return-Path: <service@example.org>
                Message-ID: <1@example.org>
                Date: Tue, 3 Mar 2026 09:00:00 +0000
                From: Service <service@example.org>
                To: Shop <shop@example.org>
                Subject: =?UTF-8?B?5L+d5L+u6K+05piO?= warranty of kettles
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary="b1"

                --b1
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                The kettle K-77 has a warranty of thirty-=
                nine months from the day of delivery.
                --b1
                Content-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document
                Content-Disposition: attachment; filename="contract.docx"
                Content-Transfer-Encoding: base64

                %s
                --b1--
                """.formatted(file);
        return AwkwardFiles.text(mail.replace("\r\n", "\n").replace("\n", "\r\n"));
    }

    private static void row(XSSFSheet sheet, int number, String... values) {
        Row row = sheet.createRow(number);
        for (int column = 0; column < values.length; column++) {
            row.createCell(column).setCellValue(values[column]);
        }
    }

    private static String line(String... cells) {
        return "<w:tr>" + String.join("", cells) + "</w:tr>";
    }

    private static String cell(String over, String text) {
        return "<w:tc><w:tcPr>" + over + "</w:tcPr><w:p><w:r><w:t>" + text + "</w:t></w:r></w:p></w:tc>";
    }
}
