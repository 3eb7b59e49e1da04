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

/** Query plans of one search: records its statements, then runs each again with {@code explain}. */
final class SearchPlans {

    private final DataSource dataSource;

    SearchPlans(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    List<String> of(CallFilter filter, int limit) throws SQLException, ReflectiveOperationException {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            var statements = executed(connection, filter, limit);
            connection.rollback();
            var lines = new ArrayList<String>();
            for (var statement : statements) {
                lines.add("-- "
                        + String.join(
                                " ", statement.sql().lines().map(String::strip).toList()));
                lines.addAll(statement.explain(connection));
            }
            connection.rollback();
            return lines;
        }
    }

    private static List<ExecutedStatement> executed(Connection connection, CallFilter filter, int limit) {
        var statements = new ArrayList<ExecutedStatement>();
        var recording = (Connection) listeningProxy(Connection.class, connection, (method, arguments, result) -> {
            if (!(result instanceof PreparedStatement)) {
                return result;
            }
            var statement = new ExecutedStatement(arguments[0].toString(), new ArrayList<>());
            statements.add(statement);
            return listeningProxy(PreparedStatement.class, result, (setter, values, answer) -> {
                if (setter.getName().startsWith("set") && values.length > 1) {
                    statement.parameters().add(new Parameter(setter, values));
                }
                return answer;
            });
        });
        var jdbc = JdbcClient.create(new SingleConnectionDataSource(recording, true));
        new BackwardScan(jdbc, new FilterSql(filter), limit).page(null);
        return statements;
    }

    private static Object listeningProxy(Class<?> type, Object target, CallListener listener) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            try {
                return listener.onCall(
                        method, arguments == null ? new Object[0] : arguments, method.invoke(target, arguments));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private interface CallListener {
        Object onCall(Method method, Object[] arguments, Object result);
    }

    private record Parameter(Method setter, Object[] values) {}

    private record ExecutedStatement(String sql, List<Parameter> parameters) {

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
