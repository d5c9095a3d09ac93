package dev.daogou.ingest.reading.mail;

import dev.daogou.ingest.reading.Block.Paragraph;
import dev.daogou.ingest.reading.DocumentUnreadable;
import dev.daogou.ingest.reading.ReadDocument;
import dev.daogou.ingest.reading.Section;
import dev.daogou.ingest.reading.SourceFile;
import dev.daogou.ingest.reasons.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.dom.Body;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;

/**
 * One message: its subject is the title, below it stand who wrote it when, what it says, what messages it carries, and the
 * names of the files attached, which are documents of their own and are not read with it.
 */
final class MailMessage {

    private static final MimeConfig LENIENT = new MimeConfig.Builder()
            .setMaxLineLen(-1)
            .setMaxHeaderCount(5_000)
            .setMaxHeaderLen(200_000)
            .setMaxContentLen(-1)
            .build();

    private static final int DEEPEST = 10;
    private static final int MOST_PARTS = 2_000;

    private final SourceFile file;
    private final Function<SourceFile, ReadDocument> bodies;
    private final List<Section> sections = new ArrayList<>();
    private int parts;

    MailMessage(SourceFile file, Function<SourceFile, ReadDocument> bodies) {
        this.file = file;
        this.bodies = bodies;
    }

    ReadDocument read() {
        DefaultMessageBuilder builder = new DefaultMessageBuilder();
        builder.setMimeEntityConfig(LENIENT);
        builder.setDecodeMonitor(DecodeMonitor.SILENT);
        try {
            Message message = builder.parseMessage(new ByteArrayInputStream(file.content()));
            try {
                message(message, List.of(), 0);
            } finally {
                message.dispose();
            }
            return new ReadDocument(subject(message).isEmpty() ? null : subject(message), sections);
        } catch (IOException e) {
            throw new DocumentUnreadable(Reason.of("document_damaged"));
        }
    }

    private void message(Message message, List<String> above, int depth) throws IOException {
        List<String> titles = new ArrayList<>(above);
        String subject = subject(message);
        if (!subject.isEmpty()) {
            titles.add(subject);
        }
        List<Section> before = List.copyOf(sections);
        sections.clear();
        List<String> attached = new ArrayList<>();
        entity(message, titles, attached, depth);
        boolean chinese = isChinese(subject) || sections.stream().anyMatch(section -> isChinese(section.toString()));
        List<Section> own = List.copyOf(sections);
        sections.clear();
        sections.addAll(before);
        String head = head(message, chinese);
        if (!own.isEmpty() && !head.isEmpty()) {
            sections.add(new Section(titles, List.of(new Paragraph(head))));
        }
        sections.addAll(own);
        if (!attached.isEmpty()) {
            String names = chinese
                    ? "附件（未读取）：" + String.join("、", attached)
                    : "Attached, not read: " + String.join(", ", attached);
            sections.add(new Section(titles, List.of(new Paragraph(names))));
        }
    }

    private void entity(Entity entity, List<String> titles, List<String> attached, int depth) throws IOException {
        if (depth > DEEPEST || ++parts > MOST_PARTS) {
            return;
        }
        Body body = entity.getBody();
        if (body == null) {
            return;
        }
        switch (body) {
            case Message inner -> message(inner, titles, depth + 1);
            case Multipart several -> several(several, titles, attached, depth);
            case SingleBody single -> single(entity, single, titles, attached);
            default -> {}
        }
    }

    private void several(Multipart several, List<String> titles, List<String> attached, int depth) throws IOException {
        List<Entity> all = several.getBodyParts();
        if (!several.getSubType().equalsIgnoreCase("alternative")) {
            for (Entity each : all) {
                entity(each, titles, attached, depth + 1);
            }
            return;
        }
        // The last form that says something is the fullest one; the others say the same.
        for (int i = all.size() - 1; i >= 0; i--) {
            int before = sections.size();
            if (!isCalendar(all.get(i))) {
                entity(all.get(i), titles, attached, depth + 1);
            }
            if (sections.size() > before) {
                return;
            }
        }
    }

    private static boolean isCalendar(Entity entity) {
        return entity.getMimeType().equals("text/calendar");
    }

    private void single(Entity entity, SingleBody body, List<String> titles, List<String> attached) throws IOException {
        String type = entity.getMimeType().toLowerCase(Locale.ROOT);
        String name = entity.getFilename();
        boolean isFile = "attachment".equalsIgnoreCase(entity.getDispositionType())
                || (name != null && !type.startsWith("text/"));
        boolean readable = type.equals("text/plain") || type.equals("text/html");
        if (isFile || !readable) {
            boolean shownInside =
                    type.startsWith("image/") && entity.getHeader().getField("Content-ID") != null;
            if (name != null && !name.isBlank() && !shownInside) {
                attached.add(name.strip());
            }
            return;
        }
        byte[] content;
        try (var stream = body.getInputStream()) {
            content = stream.readAllBytes();
        }
        String text = MailCharset.decode(content, declaredCharset(entity));
        MailBody said = type.equals("text/html") ? MailBody.ofPage(text) : MailBody.ofText(text);
        add(said.own(), said.mediaType(), titles);
        if (!said.earlier().isBlank()) {
            List<String> below = new ArrayList<>(titles);
            below.add(isChinese(text) ? "之前的邮件" : "Earlier message");
            add(said.earlier(), said.mediaType(), below);
        }
    }

    private void add(String text, String mediaType, List<String> titles) {
        if (text.isBlank()) {
            return;
        }
        ReadDocument read =
                bodies.apply(new SourceFile(text.getBytes(StandardCharsets.UTF_8), mediaType, null, file.limits()));
        for (Section section : read.sections()) {
            List<String> path = new ArrayList<>(titles);
            path.addAll(section.titles());
            sections.add(new Section(path, section.blocks()));
        }
    }

    private static String declaredCharset(Entity entity) {
        return entity.getHeader().getField("Content-Type") != null && entity.getCharset() != null
                ? entity.getCharset()
                : "";
    }

    private static String subject(Message message) {
        String subject = message.getSubject();
        return subject == null ? "" : subject.replaceAll("\\s+", " ").strip();
    }

    private static String head(Message message, boolean chinese) {
        List<String> lines = new ArrayList<>();
        if (message.getFrom() != null && !message.getFrom().isEmpty()) {
            Mailbox from = message.getFrom().get(0);
            String name = from.getName() == null || from.getName().isBlank() ? from.getAddress() : from.getName();
            lines.add((chinese ? "发件人：" : "From: ") + name);
        }
        if (message.getDate() != null) {
            String date = DateTimeFormatter.ISO_LOCAL_DATE.format(
                    message.getDate().toInstant().atOffset(ZoneOffset.UTC));
            lines.add((chinese ? "日期：" : "Date: ") + date);
        }
        return String.join("\n", lines);
    }

    private static boolean isChinese(String text) {
        return text.codePoints().anyMatch(at -> Character.UnicodeScript.of(at) == Character.UnicodeScript.HAN);
    }
}
