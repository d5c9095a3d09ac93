/**
 * How a document becomes knowledge.
 *
 * <p>The rooms, and which may use which (a test holds them to it):
 *
 * <pre>
 * intake   -> contradictions, indexing, reading, reasons     takes documents and addresses in, tells where they stand
 * indexing -> contradictions, apart, reading, chunking, reasons  carries a document to searchable
 * apart    -> reading, reasons               has documents read where they can do no harm
 * contradictions -> reasons                  tells when documents state different amounts of the same thing
 * chunking -> reading                        cuts sections into passages
 * reading  -> reasons                        turns a format into sections
 * reasons  -> nothing                        says in a merchant's words what went wrong
 * </pre>
 *
 * {@link dev.daogou.ingest.IngestCommand} stands above them all. Everything may use knowledge-base; nothing here knows the
 * assistant.
 */
@NullMarked
package dev.daogou.ingest;

import org.jspecify.annotations.NullMarked;
