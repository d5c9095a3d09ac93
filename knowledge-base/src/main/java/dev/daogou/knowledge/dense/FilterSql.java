package dev.daogou.knowledge.dense;

import dev.langchain4j.store.embedding.filter.Filter;
import dev.langchain4j.store.embedding.filter.comparison.ContainsString;
import dev.langchain4j.store.embedding.filter.comparison.IsEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsGreaterThan;
import dev.langchain4j.store.embedding.filter.comparison.IsGreaterThanOrEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsIn;
import dev.langchain4j.store.embedding.filter.comparison.IsLessThan;
import dev.langchain4j.store.embedding.filter.comparison.IsLessThanOrEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsNotEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsNotIn;
import dev.langchain4j.store.embedding.filter.logical.And;
import dev.langchain4j.store.embedding.filter.logical.Not;
import dev.langchain4j.store.embedding.filter.logical.Or;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A LangChain4j filter as a condition with named parameters. A key that a row does not have behaves as LangChain4j says:
 * it is equal to nothing and in no list.
 *
 * @param condition for a {@code where}, never empty
 * @param parameters the values of its parameters
 * @param selective whether more is asked for than to be valid, so that it may leave few rows
 */
record FilterSql(String condition, Map<String, Object> parameters, boolean selective) {

    static FilterSql of(@Nullable Filter filter) {
        Map<String, Object> parameters = new HashMap<>();
        return filter == null
                ? new FilterSql("true", parameters, false)
                : new FilterSql(write(filter, parameters), parameters, asksForTexts(filter));
    }

    private static boolean asksForTexts(Filter filter) {
        return switch (filter) {
            case IsEqualTo is -> PassageFacts.TEXTS.contains(is.key());
            case IsIn is -> PassageFacts.TEXTS.contains(is.key());
            case ContainsString is -> PassageFacts.TEXTS.contains(is.key());
            case And and -> asksForTexts(and.left()) || asksForTexts(and.right());
            case Or or -> asksForTexts(or.left()) && asksForTexts(or.right());
            default -> false;
        };
    }

    private static String write(Filter filter, Map<String, Object> parameters) {
        return switch (filter) {
            case IsEqualTo is -> present(is.key(), "= " + value(is.key(), is.comparisonValue(), parameters));
            case IsNotEqualTo is -> absentOr(is.key(), "<> " + value(is.key(), is.comparisonValue(), parameters));
            case IsGreaterThan is -> present(is.key(), "> " + value(is.key(), is.comparisonValue(), parameters));
            case IsGreaterThanOrEqualTo is ->
                present(is.key(), ">= " + value(is.key(), is.comparisonValue(), parameters));
            case IsLessThan is -> present(is.key(), "< " + value(is.key(), is.comparisonValue(), parameters));
            case IsLessThanOrEqualTo is -> present(is.key(), "<= " + value(is.key(), is.comparisonValue(), parameters));
            case IsIn is -> present(is.key(), "= any (" + values(is.key(), is.comparisonValues(), parameters) + ")");
            case IsNotIn is ->
                absentOr(is.key(), "<> all (" + values(is.key(), is.comparisonValues(), parameters) + ")");
            case ContainsString is -> {
                String parameter = value(is.key(), is.comparisonValue(), parameters);
                yield "(" + column(is.key()) + " is not null and position(" + parameter + " in " + column(is.key())
                        + ") > 0)";
            }
            case And and -> "(" + write(and.left(), parameters) + " and " + write(and.right(), parameters) + ")";
            case Or or -> "(" + write(or.left(), parameters) + " or " + write(or.right(), parameters) + ")";
            case Not not -> "not (" + write(not.expression(), parameters) + ")";
            default ->
                throw new UnsupportedOperationException(
                        "No such filter here: " + filter.getClass().getSimpleName());
        };
    }

    private static String present(String key, String comparison) {
        return "(" + column(key) + " is not null and " + column(key) + " " + comparison + ")";
    }

    private static String absentOr(String key, String comparison) {
        return "(" + column(key) + " is null or " + column(key) + " " + comparison + ")";
    }

    private static String column(String key) {
        if (PassageFacts.TEXTS.contains(key) || PassageFacts.NUMBERS.contains(key)) {
            return key;
        }
        throw new IllegalArgumentException("Vectors are not kept with '" + key + "'");
    }

    private static String value(String key, Object value, Map<String, Object> parameters) {
        return named(typed(column(key), value), parameters);
    }

    private static String values(String key, Collection<?> values, Map<String, Object> parameters) {
        String column = column(key);
        return PassageFacts.NUMBERS.contains(column)
                ? named(
                        values.stream()
                                .map(value -> (Long) typed(column, value))
                                .toArray(Long[]::new),
                        parameters)
                : named(
                        values.stream()
                                .map(value -> (String) typed(column, value))
                                .toArray(String[]::new),
                        parameters);
    }

    private static Object typed(String column, Object value) {
        return PassageFacts.NUMBERS.contains(column) ? (Object) ((Number) value).longValue() : value.toString();
    }

    private static String named(Object value, Map<String, Object> parameters) {
        String name = "filter" + parameters.size();
        parameters.put(name, value);
        return ":" + name;
    }
}
