package dev.daogou.ingest.apart;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The components of a record, and how to make one. */
final class RecordShape {

    private static final ClassValue<RecordShape> KNOWN = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return new RecordShape(type);
        }
    };

    /** One component; {@code mayBeAbsent} when it is marked nullable. */
    record Component(Type type, boolean mayBeAbsent, Method accessor) {

        @Nullable
        Object of(Record value) {
            try {
                return accessor.invoke(value);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final Constructor<?> constructor;
    private final List<Component> components = new ArrayList<>();

    private RecordShape(Class<?> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException("No format for " + type);
        }
        RecordComponent[] parts = type.getRecordComponents();
        try {
            constructor = type.getDeclaredConstructor(
                    Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("A record without its constructor: " + type, e);
        }
        for (RecordComponent part : parts) {
            part.getAccessor().setAccessible(true);
            components.add(new Component(
                    part.getGenericType(),
                    part.getAnnotatedType().isAnnotationPresent(Nullable.class),
                    part.getAccessor()));
        }
    }

    static RecordShape of(Class<?> type) {
        return KNOWN.get(type);
    }

    List<Component> components() {
        return components;
    }

    /** @throws IllegalArgumentException when the record refuses these parts */
    Object make(@Nullable Object[] parts) {
        try {
            return constructor.newInstance(parts);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
