package dev.daogou.ingest.apart;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * Values as bytes. Their types tell their shape: records by their components in order, sealed interfaces by the place of
 * the record among those permitted, lists by their length. Nothing but these types can come out, and no more of it than was
 * agreed, whatever is sent.
 */
final class ValueFormat {

    private ValueFormat() {}

    static void write(DataOutputStream out, Type type, Object value) throws IOException {
        switch (value) {
            case String text -> {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
            case byte[] bytes -> {
                out.writeInt(bytes.length);
                out.write(bytes);
            }
            case Integer number -> out.writeInt(number);
            case Long number -> out.writeLong(number);
            case Boolean yes -> out.writeBoolean(yes);
            case DataSize size -> out.writeLong(size.toBytes());
            case List<?> list -> {
                out.writeInt(list.size());
                Type element = elementOf(type);
                for (Object each : list) {
                    write(out, element, each);
                }
            }
            case Record each -> writeRecord(out, (Class<?>) type, each);
            default -> throw new IllegalArgumentException("No format for " + value.getClass());
        }
    }

    private static void writeRecord(DataOutputStream out, Class<?> type, Record value) throws IOException {
        if (type.isSealed()) {
            int place = Arrays.asList(type.getPermittedSubclasses()).indexOf(value.getClass());
            out.writeByte(place);
        }
        for (RecordShape.Component component : RecordShape.of(value.getClass()).components()) {
            Object part = component.of(value);
            if (component.mayBeAbsent()) {
                out.writeBoolean(part != null);
            }
            if (part != null) {
                write(out, component.type(), part);
            } else if (!component.mayBeAbsent()) {
                throw new IllegalArgumentException("Absent in " + value.getClass() + ": " + component);
            }
        }
    }

    /**
     * Reads a value.
     *
     * @param mostBytes how many bytes it may have
     * @param mostObjects of how many objects it may consist
     * @throws IOException when it has more, or is no such value
     */
    static <T> T read(DataInputStream in, Class<T> type, long mostBytes, long mostObjects) throws IOException {
        try {
            return type.cast(new Reading(in, mostBytes, mostObjects).value(type));
        } catch (RuntimeException e) {
            throw new IOException("What came is no " + type.getSimpleName(), e);
        }
    }

    private static Type elementOf(Type list) {
        return ((ParameterizedType) list).getActualTypeArguments()[0];
    }

    private static final class Reading {

        private final DataInputStream in;
        private long bytesLeft;
        private long objectsLeft;

        private Reading(DataInputStream in, long bytesLeft, long objectsLeft) {
            this.in = in;
            this.bytesLeft = bytesLeft;
            this.objectsLeft = objectsLeft;
        }

        private Object value(Type type) throws IOException {
            if (--objectsLeft < 0) {
                throw new IOException("More came than a document within the limits can have");
            }
            if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
                return list(elementOf(type));
            }
            Class<?> known = (Class<?>) type;
            if (known == String.class) {
                int length = length();
                return length == 0 ? "" : new String(bytes(length), StandardCharsets.UTF_8);
            }
            if (known == byte[].class) {
                return bytes(length());
            }
            if (known == int.class || known == Integer.class) {
                return number();
            }
            if (known == long.class || known == Long.class) {
                return longNumber();
            }
            if (known == boolean.class || known == Boolean.class) {
                return yes();
            }
            if (known == DataSize.class) {
                return DataSize.ofBytes(longNumber());
            }
            if (known.isSealed()) {
                spend(1);
                return value(known.getPermittedSubclasses()[in.readByte()]);
            }
            return recordOf(RecordShape.of(known));
        }

        private List<Object> list(Type element) throws IOException {
            int length = number();
            // Not made as long as is claimed: it grows with what really comes.
            List<Object> list = new ArrayList<>(Math.clamp(length, 0, 16));
            for (int i = 0; i < length; i++) {
                list.add(value(element));
            }
            return list;
        }

        private Object recordOf(RecordShape shape) throws IOException {
            List<RecordShape.Component> components = shape.components();
            @Nullable Object[] parts = new @Nullable Object[components.size()];
            for (int i = 0; i < parts.length; i++) {
                RecordShape.Component component = components.get(i);
                parts[i] = !component.mayBeAbsent() || yes() ? value(component.type()) : null;
            }
            return shape.make(parts);
        }

        private int length() throws IOException {
            int length = number();
            if (length < 0 || length > bytesLeft) {
                throw new IOException("More came than a document within the limits can have");
            }
            return length;
        }

        private byte[] bytes(int length) throws IOException {
            spend(length);
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException();
            }
            return bytes;
        }

        private int number() throws IOException {
            spend(Integer.BYTES);
            return in.readInt();
        }

        private long longNumber() throws IOException {
            spend(Long.BYTES);
            return in.readLong();
        }

        private boolean yes() throws IOException {
            spend(1);
            return in.readBoolean();
        }

        private void spend(int bytes) throws IOException {
            bytesLeft -= bytes;
            if (bytesLeft < 0) {
                throw new IOException("More came than a document within the limits can have");
            }
        }
    }
}
