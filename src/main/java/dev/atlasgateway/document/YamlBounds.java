package dev.atlasgateway.document;

/**
 * The largest document that fits into the heap.
 *
 * <p>Reading a document of grants takes 32 times its length, and one of single letters a hundred times. So its values
 * are counted too: each takes some 300 bytes. Because one document is read at a time, it takes at most half of the
 * heap.
 *
 * @param bytes the most bytes
 * @param values the most values; lists and mappings count twice
 */
record YamlBounds(int bytes, long values) {

    /** The bounds of this JVM. */
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
