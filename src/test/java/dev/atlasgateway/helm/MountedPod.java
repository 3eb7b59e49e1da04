package dev.atlasgateway.helm;

import dev.atlasgateway.testing.KubeletMount;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.api.model.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The variables and the mounted files that the chart gives to the container of the gateway, below another folder. */
public final class MountedPod {

    private static final String ROOT = "/etc/gateway";

    private final Path folder;
    private final Rendered chart;
    private final Map<String, Map<String, String>> secrets;

    /**
     * Writes the files.
     *
     * @param secrets the entries of each Secret that the values name
     * @param values values beyond those of the smallest installation ({@code key=value})
     */
    public MountedPod(Path folder, Map<String, Map<String, String>> secrets, String... values) throws IOException {
        this.folder = folder;
        this.secrets = secrets;
        this.chart = Rendered.of(Chart.scenario("one-replica"), values);
        for (var volume : chart.pod().getVolumes()) {
            var files = files(volume);
            if (!files.isEmpty()) {
                KubeletMount.write(path(volume.getName()), files);
            }
        }
    }

    /** Returns the variables of the container. */
    public Map<String, String> variables() {
        var variables = new HashMap<String, String>();
        for (var variable : chart.pod().getContainers().getFirst().getEnv()) {
            variables.put(variable.getName(), below(variable.getValue()));
        }
        return variables;
    }

    private Map<String, String> files(Volume volume) {
        var files = new TreeMap<String, String>();
        if (volume.getConfigMap() != null) {
            chart.the(ConfigMap.class).getData().forEach((name, text) -> files.put(name, below(text)));
        }
        if (volume.getSecret() != null) {
            add(files, volume.getSecret().getSecretName(), volume.getSecret().getItems());
        }
        if (volume.getProjected() != null) {
            for (var source : volume.getProjected().getSources()) {
                SecretProjection secret = source.getSecret();
                add(files, secret.getName(), secret.getItems());
            }
        }
        return files;
    }

    private void add(Map<String, String> files, String secret, List<KeyToPath> items) {
        for (var item : items) {
            files.put(item.getPath(), secrets.get(secret).get(item.getKey()));
        }
    }

    private Path path(String volume) {
        return chart.pod().getContainers().getFirst().getVolumeMounts().stream()
                .filter(mount -> mount.getName().equals(volume))
                .map(mount -> Path.of(below(mount.getMountPath())))
                .findFirst()
                .orElseThrow();
    }

    private String below(String text) {
        return text.replace(ROOT, folder.toString());
    }
}
