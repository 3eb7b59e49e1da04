package dev.atlasgateway.document;

/**
 * How large a document may be for the heap that is there to read it.
 *
 * <p>While it is read, one of grants takes 32 times its length; one of nothing but single letters a hundred times, so what
 * is counted besides are its values, each of which takes some 300 bytes. Half of the heap is thus the most that a document
 * has, one being read at a time.
 *
 * @param bytes the most that it may be long
 * @param values the most that may be in it, lists and mappings counted twice
 */
record YamlBounds(int bytes, long values) {

    /** Of this JVM. */
    static final YamlBounds HERE = of(Runtime.getRuntime().maxMemory());

    private static final int LARGEST = 64 << 20;
    private static final int HEAP_PER_BYTE = 64;
    private static final int HEAP_PER_VALUE = 640;

    static YamlBounds of(long heap) {
        return new YamlBounds((int) Math.min(LARGEST, heap / HEAP_PER_BYTE), heap / HEAP_PER_VALUE);
    }

    String tooLong() {
        return bytes == LARGEST
                ? "is larger than 64 MiB"
                : "is larger than %,d bytes, a %dth of this replica's heap; give it more memory"
                        .formatted(bytes, HEAP_PER_BYTE);
    }

    String tooMany() {
        return "more than %,d values are more than this replica's heap has room for; give it more memory"
                .formatted(values);
    }
}
