package dev.atlasgateway.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atlasgateway.simulator.fault.Effect;
import dev.atlasgateway.simulator.fault.OrderWriter;
import dev.atlasgateway.simulator.fault.PendingFaults;
import dev.atlasgateway.simulator.journal.RequestLog;
import dev.atlasgateway.simulator.reply.Renderer;
import dev.atlasgateway.simulator.reply.Reply;
import dev.atlasgateway.simulator.token.TokenLimits;
import dev.atlasgateway.simulator.wire.Delivery;
import dev.atlasgateway.simulator.wire.RequestHandler;
import dev.atlasgateway.simulator.wire.WireRequest;

/** Answers as Atlas does, unless a fault is pending, and records each request with its outcome. */
final class FaultInjectingHandler implements RequestHandler {

    private final AtlasApi api;
    private final PendingFaults faults;
    private final RequestLog log;
    private final Renderer renderer;
    private final TokenLimits limits;

    FaultInjectingHandler(AtlasApi api, PendingFaults faults, RequestLog log, Renderer renderer, TokenLimits limits) {
        this.api = api;
        this.faults = faults;
        this.log = log;
        this.renderer = renderer;
        this.limits = limits;
    }

    @Override
    public Delivery answer(WireRequest request) throws InterruptedException {
        var entry = log.record(request);
        var effects = faults.take(request);
        for (var effect : effects) {
            if (effect instanceof Effect.Delay delay) {
                Thread.sleep(delay.pause());
            }
        }
        var applies = effects.stream().allMatch(Effect::applies);
        var truth = applies ? api.answer(request, entry.sequence()) : SampleReplies.NOT_APPLIED;
        var delivery = effects.isEmpty()
                ? new Delivery.Complete(renderer.render(request, truth))
                : delivery(request, effects.getLast(), truth);
        var named = effects.isEmpty() ? null : OrderWriter.describe(effects);
        entry.complete(status(delivery), named, truth.change());
        return delivery;
    }

    private Delivery delivery(WireRequest request, Effect effect, Reply truth) {
        return switch (effect) {
            case Effect.Delay key -> new Delivery.Complete(renderer.render(request, truth));
            case Effect.Reset key -> new Delivery.ConnectionReset();
            case Effect.Status status -> {
                var response = renderer.render(request, SampleReplies.of(status, request));
                yield status.body() == Effect.Body.CUT
                        ? new Delivery.Partial(response, false)
                        : new Delivery.Complete(response);
            }
            case Effect.Garbage garbage ->
                garbage.nonsense() == Effect.Nonsense.BYTES
                        ? new Delivery.RawBytes("\u0016\u0003\u0001 this is not HTTP\r\n\r\n".getBytes(UTF_8))
                        : whole(request, SampleReplies.of(garbage.nonsense()));
            case Effect.Truncation truncated ->
                new Delivery.Partial(renderer.render(request, truth), truncated.within() == Effect.Part.HEAD);
            case Effect.SlowBody slow -> new Delivery.Slow(renderer.render(request, truth), slow.perByte());
            case Effect.HangUp hangUp -> new Delivery.DeadConnection(renderer.render(request, truth));
            case Effect.TokenRefusal refusal -> whole(request, SampleReplies.of(refusal, limits));
        };
    }

    private Delivery whole(WireRequest request, Reply reply) {
        return new Delivery.Complete(renderer.render(request, reply));
    }

    private static int status(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Complete whole -> whole.response().status();
            case Delivery.Slow dripped -> dripped.response().status();
            case Delivery.Partial truncated -> truncated.response().status();
            case Delivery.DeadConnection hungUp -> hungUp.response().status();
            case Delivery.RawBytes raw -> 0;
            case Delivery.ConnectionReset reset -> 0;
        };
    }
}
