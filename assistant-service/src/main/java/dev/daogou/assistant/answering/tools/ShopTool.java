package dev.daogou.assistant.answering.tools;

/**
 * Something a model may ask the shop to do. A tool is one class, found as a bean, and one prompt file
 * {@code prompts/tools/<name>.yaml} that tells models what it is for, tells the built-in assistant when to call it, and
 * holds the sentences the built-in assistant says with its result.
 *
 * @param <A> a record of what a shopper could say: {@code String}, {@code Integer}, {@code Double}, {@code Boolean}, an enum
 *     or a {@code List<String>} each, nullable where it may be left out. Never who is asking, for which shop, or a price.
 */
public interface ShopTool<A extends Record> {

    /** The name models call it by, in snake case, e.g. {@code find_products}. */
    String name();

    Class<A> arguments();

    /**
     * Does it. Identity and shop come from {@code context}.
     *
     * @throws ToolMistake when the arguments cannot be used; its message tells a model how to mend the call
     */
    ToolResult call(A arguments, ToolContext context);
}
