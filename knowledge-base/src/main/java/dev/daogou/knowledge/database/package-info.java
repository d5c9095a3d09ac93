/** Where all data lives: the installation's own PostgreSQL, or one that is carried along. */
@NullMarked
package dev.daogou.knowledge.database;

import org.jspecify.annotations.NullMarked;
