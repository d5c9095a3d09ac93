/**
 * The assistant that needs no provider: understands by nearest examples, fills tool calls from what was said, words its
 * answers from {@code prompts/}. It never pretends to be a language model.
 */
@NullMarked
package dev.daogou.assistant.llm.builtin;

import org.jspecify.annotations.NullMarked;
