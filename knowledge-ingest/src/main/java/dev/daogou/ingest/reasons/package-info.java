/** Says in a merchant's words why a document was refused or could not be made searchable. Uses no other room. */
@NullMarked
package dev.daogou.ingest.reasons;

import org.jspecify.annotations.NullMarked;
