package dev.atlasgateway.simulator;

import dev.atlasgateway.simulator.cluster.World;
import dev.atlasgateway.simulator.fault.OrderReader;
import dev.atlasgateway.simulator.fault.OrderWriter;
import dev.atlasgateway.simulator.fault.PendingFaults;
import dev.atlasgateway.simulator.journal.RequestLog;
import dev.atlasgateway.simulator.reply.Reply;
import dev.atlasgateway.simulator.token.ServiceAccounts;
import dev.atlasgateway.simulator.wire.WireRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code /simulator}: received requests, stored instances and pending faults. Its own requests are not recorded
 * and never fail.
 */
final class ControlApi {

    private static final String JSON = "application/json";

    static final String ROOT = "/simulator";

    private final RequestLog log;
    private final PendingFaults faults;
    private final World world;
    private final ServiceAccounts accounts;

    ControlApi(RequestLog log, PendingFaults faults, World world, ServiceAccounts accounts) {
        this.log = log;
        this.faults = faults;
        this.world = world;
        this.accounts = accounts;
    }

    Reply answer(WireRequest request) {
        try {
            return switch (request.method() + " " + request.path()) {
                case "GET /simulator", "GET /simulator/" -> Reply.ok(JSON, index());
                case "GET /simulator/requests" -> Reply.ok(JSON, received(request));
                case "DELETE /simulator/requests" -> {
                    log.clear();
                    yield done();
                }
                case "GET /simulator/instances" -> Reply.ok(JSON, Map.of("instances", instances()));
                case "GET /simulator/faults" -> Reply.ok(JSON, pending());
                case "POST /simulator/faults" -> order(request);
                case "DELETE /simulator/faults" -> {
                    faults.clear();
                    yield done();
                }
                default -> error(404, "There is no " + request.method() + " " + request.path() + "; see GET " + ROOT);
            };
        } catch (IllegalArgumentException e) {
            return error(400, String.valueOf(e.getMessage()));
        }
    }

    private Reply order(WireRequest request) {
        var orders = OrderReader.read(request.body());
        if (orders.revokeTokens()) {
            accounts.revokeAll();
        }
        faults.add(orders.faults());
        return Reply.ok(JSON, pending());
    }

    private Map<String, Object> received(WireRequest request) {
        return Map.of("requests", log.since(since(request.query())));
    }

    private static long since(@Nullable String query) {
        if (query == null) {
            return 0;
        }
        if (!query.matches("since=\\d{1,18}")) {
            throw new IllegalArgumentException("the only parameter is since, a sequence number");
        }
        return Long.parseLong(query.substring("since=".length()));
    }

    private Map<String, Object> pending() {
        return Map.of(
                "faults", faults.remaining().stream().map(OrderWriter::order).toList());
    }

    private List<Map<String, Object>> instances() {
        var now = world.now();
        return world.instances().stream()
                .map(instance -> {
                    var shown = new LinkedHashMap<String, Object>();
                    shown.put("groupId", instance.groupId());
                    shown.put("name", instance.name());
                    shown.put("kind", instance.kind());
                    shown.put("stateName", instance.stateName(now));
                    shown.put("settings", instance.settings());
                    shown.put("changes", instance.changes());
                    shown.put("lastRequest", instance.lastRequest());
                    return (Map<String, Object>) shown;
                })
                .toList();
    }

    private static Map<String, Object> index() {
        var index = new LinkedHashMap<String, Object>();
        index.put("what", "A simulated MongoDB Atlas Administration API");
        index.put("GET /simulator/requests?since=0", "what was received");
        index.put("DELETE /simulator/requests", "forget it");
        index.put("GET /simulator/instances", "what is stored");
        index.put("GET /simulator/faults", "what is to go wrong");
        index.put(
                "POST /simulator/faults",
                "order failures, e.g. {\"status\":503,\"retryAfter\":2} or [{\"delay\":200},{\"reset\":\"after\"}]");
        index.put("DELETE /simulator/faults", "order none");
        return index;
    }

    private static Reply done() {
        return new Reply(204, JSON, null);
    }

    private static Reply error(int status, String message) {
        return new Reply(status, JSON, Map.of("error", message));
    }
}
