package dev.atlasgateway.simulator.cluster;

/** The addresses of an instance, in the form that Atlas gives them. */
final class Addresses {

    static final String MONGODB_VERSION = "8.0.27";

    private Addresses() {}

    static String srv(Instance instance) {
        return "mongodb+srv://" + instance.name() + "." + domain(instance);
    }

    static String standard(Instance instance) {
        var host = "ac-" + instance.id().substring(0, 7) + "-shard-00-0";
        return "mongodb://" + host + "0." + domain(instance) + ":27017," + host + "1." + domain(instance) + ":27017,"
                + host + "2." + domain(instance) + ":27017/?ssl=true&authSource=admin&replicaSet=atlas-"
                + instance.id().substring(7, 13) + "-shard-0";
    }

    private static String domain(Instance instance) {
        return instance.id().substring(13, 20) + ".mongodb.net";
    }
}
