package dev.atlasgateway.audit;

import dev.atlasgateway.audit.store.AuditColumn;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the rows of the audit. */
record StoredRows(JdbcClient sql) {

    static StoredRows in(DataSource database) {
        return new StoredRows(JdbcClient.create(database));
    }

    /** Returns all rows in the order of their insertion. */
    List<Map<String, Object>> rows() {
        return sql.sql("select * from audit order by seq").query().listOfRows();
    }

    List<String> column(AuditColumn column) {
        return sql.sql("select " + column.sql() + " from audit order by seq")
                .query(String.class)
                .list();
    }

    /** Returns stage and outcome of each row, such as {@code intent}, {@code outcome:applied}. */
    List<String> stages() {
        return sql.sql("select concat_ws(':', stage, outcome) from audit order by seq")
                .query(String.class)
                .list();
    }

    /** Returns the partitions, oldest first. */
    List<String> partitions() {
        return sql.sql(
                        "select inhrelid::regclass::text from pg_inherits where inhparent = 'audit'::regclass order by 1")
                .query(String.class)
                .list();
    }

    /** Returns the partition of the first row. */
    String partition() {
        return sql.sql("select tableoid::regclass::text from audit order by seq limit 1")
                .query(String.class)
                .single();
    }

    long count(String condition) {
        return sql.sql("select count(*) from audit where " + condition)
                .query(Long.class)
                .single();
    }
}
