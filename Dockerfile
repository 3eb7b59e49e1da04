# Atlas Gateway for Linux on the builder's platform, amd64 or arm64: the build trains the cache there, with the embedded
# PostgreSQL of the tests.
#   docker build --tag atlas-gateway .        (or podman build, or buildah build)
#   docker run --read-only --tmpfs /tmp --publish 8080:8080 --env-file gateway.env atlas-gateway

# A JDK with binutils and glibc, and a base of glibc, certificates and time zones without a shell. Pinned by
# digest; a release renews both (docs/releasing.md).
ARG BUILD_BASE=eclipse-temurin:25.0.4.1_1-jdk-noble@sha256:0d623ea18d7b0fe1e12a2c0a920f7e950cad433387e5a49d3611e1507fa07602
ARG BASE=gcr.io/distroless/base-nossl-debian13:nonroot@sha256:8c563c1fb5e120606f0d85733049775faed6192e2bd2223ef283a5393eec22b9

FROM ${BUILD_BASE} AS build
# further options of Maven, for example a mirror
ARG MAVEN_ARGS
RUN install --directory --owner=1000 /source /opt/gateway
# PostgreSQL, which the training of the cache needs, does not run as root
USER 1000
WORKDIR /source
COPY --chown=1000 . .
RUN --mount=type=cache,target=/home/ubuntu/.m2,uid=1000 \
    ./mvnw -B -ntp -DskipTests package && src/image/layout.sh /opt/gateway

# The simulated Atlas of compose.yaml: docker build --target simulator. Nothing of it is in the gateway's image.
FROM ${BASE} AS simulator
WORKDIR /opt/gateway
COPY --from=build /opt/gateway/runtime runtime
COPY --from=build /opt/gateway/layers/dependencies application
COPY --from=build /opt/gateway/simulator simulator
USER 65532:65532
EXPOSE 8090
ENTRYPOINT ["/opt/gateway/runtime/bin/java", "-Xmx128m", "-cp", "/opt/gateway/simulator:/opt/gateway/application/lib/*", "dev.atlasgateway.simulator.AtlasSimulatorApplication", "0.0.0.0:8090"]

FROM ${BASE} AS gateway
ARG VERSION=unknown
ARG REVISION=unknown
# the address of the repository: .ci/address prints it
ARG SOURCE=unknown
ARG BASE
LABEL org.opencontainers.image.title="Atlas Gateway" \
    org.opencontainers.image.description="One internal URL through which teams update MongoDB Atlas serverless instances." \
    org.opencontainers.image.licenses="Apache-2.0" \
    org.opencontainers.image.version=${VERSION} \
    org.opencontainers.image.revision=${REVISION} \
    org.opencontainers.image.url=${SOURCE} \
    org.opencontainers.image.source=${SOURCE} \
    org.opencontainers.image.base.name=${BASE}
# Without it, glibc keeps up to eight arenas for each processor of the node, whatever memory the container has.
ENV MALLOC_ARENA_MAX=2
WORKDIR /opt/gateway
# In the order in which they change, and at the paths of the training, because the cache records each jar's path and time.
COPY --from=build /opt/gateway/runtime runtime
COPY --from=build /opt/gateway/layers/dependencies application
COPY --from=build /opt/gateway/layers/spring-boot-loader application
COPY --from=build /opt/gateway/layers/snapshot-dependencies application
COPY --from=build /opt/gateway/layers/application application
COPY --from=build /opt/gateway/java.options /opt/gateway/gateway.aot ./
USER 65532:65532
EXPOSE 8080 8081
ENTRYPOINT ["/opt/gateway/runtime/bin/java", "@/opt/gateway/java.options", "-XX:AOTCache=/opt/gateway/gateway.aot", "-jar", "/opt/gateway/application/atlas-gateway.jar"]
