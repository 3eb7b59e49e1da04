package dev.atlasgateway.bench.stock;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.server.mvc.common.MvcUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Filter that stores a row before a call is forwarded and one after, and logs a line. */
class CallRecorder implements HandlerFilterFunction<ServerResponse, ServerResponse> {

    private static final Logger CALLS = LoggerFactory.getLogger("stock.calls");

    private static final String TABLE = """
            create table if not exists stock_call (
                id uuid, stage text, recorded_at timestamptz default now(), team text, client text, address text,
                method text, path text, project text, instance text, change jsonb, status int, total_us bigint,
                primary key (id, stage))""";
    private static final String INTENT = """
            insert into stock_call (id, stage, team, client, address, method, path, project, instance, change)
            values (?, 'intent', ?, ?, ?, ?, ?, ?, ?, ?::jsonb)""";
    private static final String OUTCOME = """
            insert into stock_call (id, stage, team, client, address, method, path, project, instance, status, total_us)
            values (?, 'outcome', ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final JdbcTemplate jdbc;
    private final Grants grants;

    CallRecorder(JdbcTemplate jdbc, Grants grants) {
        this.jdbc = jdbc;
        this.grants = grants;
        jdbc.execute(TABLE);
    }

    @Override
    public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next) throws Exception {
        var started = System.nanoTime();
        var call = Call.of(request, grants);
        var change = new String(MvcUtils.getOrCacheBody(request).readAllBytes(), StandardCharsets.UTF_8);
        jdbc.update(
                INTENT,
                call.id,
                call.team,
                call.client,
                call.address,
                call.method,
                call.path,
                call.project,
                call.instance,
                change);
        var status = 500;
        try {
            var response = next.handle(request);
            status = response.statusCode().value();
            return response;
        } finally {
            var nanos = System.nanoTime() - started;
            jdbc.update(
                    OUTCOME,
                    call.id,
                    call.team,
                    call.client,
                    call.address,
                    call.method,
                    call.path,
                    call.project,
                    call.instance,
                    status,
                    nanos / 1_000);
            call.log(status, nanos);
        }
    }

    private record Call(
            UUID id,
            String team,
            String client,
            String address,
            String method,
            String path,
            String project,
            String instance) {

        static Call of(ServerRequest request, Grants grants) {
            var client = request.servletRequest().getUserPrincipal().getName();
            return new Call(
                    UUID.randomUUID(),
                    grants.team(client),
                    client,
                    request.remoteAddress()
                            .map(InetSocketAddress::getHostString)
                            .orElse(""),
                    request.method().name(),
                    request.path(),
                    request.pathVariable("group"),
                    request.pathVariable("name"));
        }

        void log(int status, long nanos) {
            CALLS.atInfo()
                    .addKeyValue("event.id", id)
                    .addKeyValue("event.action", "updateServerlessInstance")
                    .addKeyValue("event.outcome", status < 400 ? "success" : "failure")
                    .addKeyValue("event.duration", nanos)
                    .addKeyValue("client.ip", address)
                    .addKeyValue("client.user.id", client)
                    .addKeyValue("http.request.method", method)
                    .addKeyValue("http.response.status_code", status)
                    .addKeyValue("url.path", path)
                    .addKeyValue("gateway.team", team)
                    .addKeyValue("gateway.project", project)
                    .addKeyValue("gateway.instance", instance)
                    .log("call");
        }
    }
}
