package dev.atlasgateway.audit.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Types of the audit's columns, with their numbers in PostgreSQL ({@code pg_type.dat}) and their binary format. */
enum ColumnType {
    TEXT(25) {
        @Override
        void write(String value, DataOutputStream out) throws IOException {
            var bytes = value.getBytes(UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    },
    JSON(3802) {
        @Override
        void write(String value, DataOutputStream out) throws IOException {
            var bytes = value.getBytes(UTF_8);
            out.writeInt(1 + bytes.length);
            out.writeByte(1); // version of the format
            out.write(bytes);
        }
    },
    UUID_TYPE(2950) {
        @Override
        void write(String value, DataOutputStream out) throws IOException {
            var uuid = UUID.fromString(value);
            out.writeInt(2 * Long.BYTES);
            out.writeLong(uuid.getMostSignificantBits());
            out.writeLong(uuid.getLeastSignificantBits());
        }
    },
    TIME(1184) {
        @Override
        void write(String value, DataOutputStream out) throws IOException {
            out.writeInt(Long.BYTES);
            out.writeLong(ChronoUnit.MICROS.between(EPOCH, Instant.parse(value)));
        }
    },
    BIGINT(20) {
        @Override
        void write(String value, DataOutputStream out) throws IOException {
            out.writeInt(Long.BYTES);
            out.writeLong(Long.parseLong(value));
        }
    },
    INTEGER(23) {
        @Override
        void write(String value, DataOutputStream out) throws IOException {
            out.writeInt(Integer.BYTES);
            out.writeInt(Integer.parseInt(value));
        }
    };

    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private final int oid;

    ColumnType(int oid) {
        this.oid = oid;
    }

    int oid() {
        return oid;
    }

    /** Writes the length of the value and the value. */
    abstract void write(String value, DataOutputStream out) throws IOException;
}
