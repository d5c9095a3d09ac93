package dev.daogou.ingest.intake;

/**
 * The bytes of a version as they were handed in.
 *
 * @param fileName the name they came with; a stranger's words
 * @param mediaType what they were told to be
 * @param content the bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Original(String fileName, String mediaType, byte[] content) {}
