package dev.daogou.ingest.reading.office;

import dev.daogou.ingest.reading.DocumentUnreadable;
import dev.daogou.ingest.reasons.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;
import org.apache.poi.UnsupportedFileFormatException;
import org.apache.poi.ooxml.POIXMLException;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.openxml4j.opc.PackageRelationship;
import org.apache.poi.openxml4j.opc.TargetMode;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An office document: a zip of XML parts. It lies in a file of its own while it is read, so that only the parts that are asked
 * for are unpacked, and never whole. XML is read without document types and entities.
 */
final class OfficePackage implements AutoCloseable {

    /** What is done with an opened document. */
    interface Use<T> {
        T of(OfficePackage document) throws IOException, XMLStreamException, OpenXML4JException;
    }

    private static final Logger log = LoggerFactory.getLogger(OfficePackage.class);

    /** Of one part, unpacked; a part that is read as a stream does not stay in memory. */
    private static final long LARGEST_PART = 512L << 20;

    /** The whole was found to unfold within limits before; this holds for each part. A sheet of empty cells packs 500 : 1. */
    private static final double MOST_PACKED = 0.001;

    private static final XMLInputFactory XML = xml();

    static {
        ZipSecureFile.setMinInflateRatio(MOST_PACKED);
        ZipSecureFile.setMaxEntrySize(LARGEST_PART);
        ZipSecureFile.setMaxTextSize(LARGEST_PART);
    }

    private final OPCPackage parts;

    private OfficePackage(OPCPackage parts) {
        this.parts = parts;
    }

    /**
     * Opens a document and closes it again.
     *
     * @throws DocumentUnreadable when it is damaged
     */
    static <T> T read(byte[] content, Use<T> use) {
        try {
            Path copy = Files.createTempFile("document", ".zip");
            try {
                Files.write(copy, content);
                try (OfficePackage document = new OfficePackage(OPCPackage.open(copy.toFile(), PackageAccess.READ))) {
                    return use.of(document);
                }
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (IOException
                | XMLStreamException
                | OpenXML4JException
                | POIXMLException
                | UnsupportedFileFormatException e) {
            throw damaged(e);
        } catch (DocumentUnreadable | UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            // The library meets a damaged file with all kinds of exceptions.
            log.warn("An office document cannot be read", e);
            throw damaged(e);
        }
    }

    private static DocumentUnreadable damaged(Exception cause) {
        log.debug("Damaged: {}", cause.toString());
        return new DocumentUnreadable(Reason.of("document_damaged"));
    }

    OPCPackage parts() {
        return parts;
    }

    /** The part that is the document itself. */
    PackagePart main() throws InvalidFormatException {
        for (PackageRelationship each : parts.getRelationships()) {
            if (each.getRelationshipType().endsWith("/officeDocument")) {
                PackagePart part = parts.getPart(each);
                if (part != null) {
                    return part;
                }
            }
        }
        throw new InvalidFormatException("No main part");
    }

    /** The first part that {@code from} has in this role, e.g. {@code styles}. */
    Optional<PackagePart> related(PackagePart from, String role) throws InvalidFormatException {
        for (PackageRelationship each : from.getRelationships()) {
            if (each.getTargetMode() == TargetMode.INTERNAL
                    && each.getRelationshipType().endsWith("/" + role)) {
                return Optional.ofNullable(from.getRelatedPart(each));
            }
        }
        return Optional.empty();
    }

    Optional<PackagePart> byId(PackagePart from, String relationshipId) throws InvalidFormatException {
        PackageRelationship each = from.getRelationship(relationshipId);
        return each == null || each.getTargetMode() == TargetMode.EXTERNAL
                ? Optional.empty()
                : Optional.ofNullable(from.getRelatedPart(each));
    }

    /** The web address a relationship leads to; it is written down, never fetched. */
    static Optional<String> address(PackagePart from, String relationshipId) {
        PackageRelationship each = from.getRelationship(relationshipId);
        if (each == null || each.getTargetMode() != TargetMode.EXTERNAL) {
            return Optional.empty();
        }
        URI target = each.getTargetURI();
        String text = target.toString();
        return text.startsWith("https://") || text.startsWith("http://") ? Optional.of(text) : Optional.empty();
    }

    /** The part's XML; the caller closes the stream. */
    static XMLStreamReader xml(InputStream part) throws XMLStreamException {
        return new StreamReaderDelegate(XML.createXMLStreamReader(part)) {
            @Override
            public int next() throws XMLStreamException {
                int event = super.next();
                if (event == XMLStreamConstants.DTD) {
                    // No office program writes one; those who do mean harm.
                    throw new XMLStreamException("A document type");
                }
                return event;
            }
        };
    }

    private static XMLInputFactory xml() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        // Without document types no entities are left but those of XML itself, and a long text has many an ampersand.
        factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
        factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
        factory.setProperty("jdk.xml.entityExpansionLimit", "0");
        factory.setProperty("jdk.xml.entityReplacementLimit", "0");
        return factory;
    }

    @Override
    public void close() {
        parts.revert();
    }
}
