/** Finds passages by their vectors, with pgvector where the database has it and with plain PostgreSQL where it has not. */
@NullMarked
package dev.daogou.knowledge.dense;

import org.jspecify.annotations.NullMarked;
