package dev.atlasgateway.history;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** How PostgreSQL finds what a search asks for: the statements of one search, each explained while it runs. */
final class Plans {

    private final DataSource dataSource;

    Plans(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    List<String> of(Filter filter, int limit) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            var statements = statements(connection, filter, limit);
            connection.rollback();
            var lines = new ArrayList<String>();
            var jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            for (var sql : statements) {
                lines.add(
                        "-- " + String.join(" ", sql.lines().map(String::strip).toList()));
                var isSetting = sql.contains("set_config(");
                lines.addAll(jdbc.sql(isSetting ? sql : "explain (analyze, buffers, costs off) " + sql)
                        .query(String.class)
                        .list());
            }
            connection.rollback();
            return lines;
        }
    }

    /** What the search says to PostgreSQL, its parameters in their places, as pgjdbc shows a statement. */
    private static List<String> statements(Connection connection, Filter filter, int limit) {
        var said = new ArrayList<String>();
        var listening = listening(Connection.class, connection, (method, result) -> {
            return result instanceof PreparedStatement statement
                    ? listening(PreparedStatement.class, statement, (call, answer) -> {
                        if (call.getName().startsWith("execute")) {
                            said.add(statement.toString());
                        }
                        return answer;
                    })
                    : result;
        });
        var jdbc = JdbcClient.create(new SingleConnectionDataSource(listening, true));
        new Sweep(jdbc, new Conditions(filter), limit).page(null);
        return said;
    }

    private static <T> T listening(Class<T> type, T target, Ear ear) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return ear.hears(method, method.invoke(target, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private interface Ear {
        Object hears(Method method, Object result);
    }
}
