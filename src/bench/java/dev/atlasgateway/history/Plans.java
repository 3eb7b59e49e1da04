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

/** How PostgreSQL finds what a search asks for: the statements of one search, each explained while it runs again. */
final class Plans {

    private final DataSource dataSource;

    Plans(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    List<String> of(CallFilter filter, int limit) throws SQLException, ReflectiveOperationException {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            var said = statements(connection, filter, limit);
            connection.rollback();
            var lines = new ArrayList<String>();
            for (var statement : said) {
                lines.add("-- "
                        + String.join(
                                " ", statement.sql().lines().map(String::strip).toList()));
                lines.addAll(statement.explain(connection));
            }
            connection.rollback();
            return lines;
        }
    }

    private static List<Said> statements(Connection connection, CallFilter filter, int limit) {
        var said = new ArrayList<Said>();
        var listening = (Connection) listening(Connection.class, connection, (method, arguments, result) -> {
            if (!(result instanceof PreparedStatement)) {
                return result;
            }
            var statement = new Said(arguments[0].toString(), new ArrayList<>());
            said.add(statement);
            return listening(PreparedStatement.class, result, (setter, values, answer) -> {
                if (setter.getName().startsWith("set") && values.length > 1) {
                    statement.parameters().add(new Parameter(setter, values));
                }
                return answer;
            });
        });
        var jdbc = JdbcClient.create(new SingleConnectionDataSource(listening, true));
        new BackwardScan(jdbc, new FilterSql(filter), limit).page(null);
        return said;
    }

    private static Object listening(Class<?> type, Object target, Ear ear) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            try {
                return ear.hears(
                        method, arguments == null ? new Object[0] : arguments, method.invoke(target, arguments));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private interface Ear {
        Object hears(Method method, Object[] arguments, Object result);
    }

    private record Parameter(Method setter, Object[] values) {}

    private record Said(String sql, List<Parameter> parameters) {

        private List<String> explain(Connection connection) throws SQLException, ReflectiveOperationException {
            var isSetting = sql.contains("set_config(");
            var lines = new ArrayList<String>();
            try (var again =
                    connection.prepareStatement(isSetting ? sql : "explain (analyze, buffers, costs off) " + sql)) {
                for (var parameter : parameters) {
                    parameter.setter().invoke(again, parameter.values());
                }
                try (var rows = again.executeQuery()) {
                    while (rows.next()) {
                        lines.add(rows.getString(1));
                    }
                }
            }
            return lines;
        }
    }
}
