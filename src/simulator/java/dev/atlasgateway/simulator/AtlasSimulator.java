package dev.atlasgateway.simulator;

import dev.atlasgateway.simulator.cluster.ClusterResources;
import dev.atlasgateway.simulator.cluster.Instance;
import dev.atlasgateway.simulator.cluster.World;
import dev.atlasgateway.simulator.fault.Fault;
import dev.atlasgateway.simulator.fault.PendingFaults;
import dev.atlasgateway.simulator.journal.ReceivedRequest;
import dev.atlasgateway.simulator.journal.RequestLog;
import dev.atlasgateway.simulator.reply.Renderer;
import dev.atlasgateway.simulator.token.ServiceAccounts;
import dev.atlasgateway.simulator.token.TokenEndpoint;
import dev.atlasgateway.simulator.wire.Delivery;
import dev.atlasgateway.simulator.wire.WireRequest;
import dev.atlasgateway.simulator.wire.WireServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * A simulated MongoDB Atlas with the demo project and its instances, by default on the loopback address.
 *
 * <p>Its own API over HTTP is at {@code /simulator}.
 */
public final class AtlasSimulator implements AutoCloseable {

    /** The demo project, with the flex instances orders-dev and orders-prod and the dedicated cluster orders-m10. */
    public static final String PROJECT = "32b6e34b3d91647abb20e7b8";

    /** The service account that exists from the start. It is a member of every project without members of its own. */
    public static final String CLIENT_ID = "mdb_sa_id_0123456789abcdef01234567";

    /** The secret of {@link #CLIENT_ID}. */
    public static final String CLIENT_SECRET = "mdb_sa_sk_simulator";

    private final World world;
    private final ServiceAccounts accounts;
    private final PendingFaults faults = new PendingFaults();
    private final RequestLog log;
    private final ControlApi control;
    private final Renderer renderer;
    private final WireServer server;
    private final FaultInjectingHandler atlas;

    private AtlasSimulator(InetSocketAddress at, SimulatorSettings settings) {
        this.world = new World(settings.rateLimit(), settings.updating(), settings.anyName(), settings.clock());
        this.accounts = new ServiceAccounts(settings.tokens(), settings.clock());
        this.log = new RequestLog(settings.kept(), settings.clock());
        this.control = new ControlApi(log, faults, world, accounts);
        this.renderer = new Renderer(settings.clock(), settings.gzip());
        this.server = WireServer.listen(at);
        var api = new AtlasApi(
                accounts,
                new TokenEndpoint(accounts, settings.tokens()),
                new ClusterResources(world, baseUrl().toString()));
        this.atlas = new FaultInjectingHandler(api, faults, log, renderer, settings.tokens());
        addProject(PROJECT);
        addInstance(PROJECT, "orders-dev");
        addInstance(PROJECT, "orders-prod");
        addDedicatedCluster(PROJECT, "orders-m10");
        addServiceAccount(CLIENT_ID, CLIENT_SECRET);
        server.serve(this::answer);
    }

    /** Starts a simulator with the limits recorded from Atlas. Port 0 takes any free port. */
    public static AtlasSimulator start(int port) {
        return start(port, SimulatorSettings.defaults());
    }

    /** Starts a simulator. Port 0 takes any free port. */
    public static AtlasSimulator start(int port, SimulatorSettings settings) {
        return start(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), settings);
    }

    /** Starts a simulator on an address that other machines may reach. */
    static AtlasSimulator start(InetSocketAddress at, SimulatorSettings settings) {
        return new AtlasSimulator(at, settings);
    }

    /** Returns the URL by which this machine reaches it, without a trailing slash. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** Adds faults after the pending ones. */
    public void orders(Fault... faults) {
        this.faults.add(List.of(faults));
    }

    /** Returns the pending faults, in order. */
    public List<Fault> pendingFaults() {
        return faults.remaining();
    }

    /** Removes all pending faults. */
    public void clearFaults() {
        faults.clear();
    }

    /** Returns the received requests that are kept, oldest first, without those to {@code /simulator}. */
    public List<ReceivedRequest> received() {
        return log.since(0);
    }

    /** Returns the kept requests after the given sequence number. */
    public List<ReceivedRequest> received(long since) {
        return log.since(since);
    }

    /** Drops the received requests. The sequence continues. */
    public void clearReceived() {
        log.clear();
    }

    /** Adds a project; if client ids are given, only these service accounts are members. */
    public void addProject(String groupId, String... clientIds) {
        world.addProject(groupId, Set.of(clientIds));
    }

    /** Adds a flex instance to a project that exists. */
    public Instance addInstance(String groupId, String name) {
        return world.addInstance(groupId, name, Instance.Kind.FLEX);
    }

    /** Adds a cluster that neither the flex nor the serverless API changes. */
    public Instance addDedicatedCluster(String groupId, String name) {
        return world.addInstance(groupId, name, Instance.Kind.DEDICATED);
    }

    /** Returns all instances, by project and name. */
    public List<Instance> instances() {
        return world.instances();
    }

    /** Returns the stored state of an instance that must exist. */
    public Instance instance(String groupId, String name) {
        var instance = world.instance(groupId, name);
        if (instance == null) {
            throw new IllegalArgumentException("There is no " + name + " in " + groupId);
        }
        return instance;
    }

    /** Adds a service account, or to an existing one its second secret. */
    public void addServiceAccount(String clientId, String secret) {
        accounts.addSecret(clientId, secret);
    }

    /** Removes a secret; tokens obtained with it stay valid until they expire. */
    public void removeSecret(String clientId, String secret) {
        accounts.removeSecret(clientId, secret);
    }

    /** Revokes every token at once. */
    public void revokeTokens() {
        accounts.revokeAll();
    }

    /** Returns how many tokens of the account are valid now. */
    public int liveTokens(String clientId) {
        return accounts.liveTokens(clientId);
    }

    /** Returns how many tokens were issued since the start. */
    public long mintedTokens() {
        return accounts.mintedTokens();
    }

    /** Returns how many connections are open. */
    public int openConnections() {
        return server.openConnections();
    }

    /** Stops listening and closes every connection. */
    @Override
    public void close() {
        server.close();
    }

    private Delivery answer(WireRequest request) throws InterruptedException {
        if (request.path().equals(ControlApi.ROOT) || request.path().startsWith(ControlApi.ROOT + "/")) {
            return new Delivery.Complete(renderer.render(request, control.answer(request)));
        }
        return atlas.answer(request);
    }
}
