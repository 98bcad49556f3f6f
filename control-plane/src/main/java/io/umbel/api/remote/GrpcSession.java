package io.umbel.api.remote;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.umbel.api.remote.v1.ClientMessage;
import io.umbel.api.remote.v1.ManagerMessage;
import io.umbel.controlplane.ControlPlane;
import io.umbel.mgm.CreationAlert;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.PacketHeader;
import io.umbel.mgm.PruneAlert;
import io.umbel.mgm.RpfQuery;
import io.umbel.mgm.SourceGroup;
import io.umbel.remote.RemoteClient;
import io.umbel.remote.RemoteLimits;
import io.umbel.remote.RemoteSession;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One stream. Its requests go to the control plane's thread one after the other, not too many at a time; what that has to say
 * waits in a queue for a thread of the stream's own, which may be as slow as the client.
 */
final class GrpcSession implements StreamObserver<ClientMessage>, RemoteClient {
    /** What may wait for a client that reads slowly. */
    private static final int QUEUE = 10_000;

    /** How many requests may wait to be done, or their responses to be read. While there are more the stream is not read. */
    private static final int REQUESTS = 256;

    /** The last in the queue; it is not sent. */
    private static final ManagerMessage END = ManagerMessage.getDefaultInstance();

    private final ControlPlane controlPlane;
    private final ServerCallStreamObserver<ManagerMessage> client;
    private final BlockingQueue<ManagerMessage> outgoing = new LinkedBlockingQueue<>(QUEUE);
    private final Semaphore requests = new Semaphore(REQUESTS);
    private final AtomicReference<@Nullable Status> ending = new AtomicReference<>();
    private final Requests calls;
    /** Of the control plane's thread. */
    private @Nullable RemoteSession session;

    private GrpcSession(ControlPlane controlPlane, RemoteLimits limits, StreamObserver<ManagerMessage> client) {
        this.controlPlane = controlPlane;
        this.client = (ServerCallStreamObserver<ManagerMessage>) client;
        this.client.setOnReadyHandler(this::wake);
        this.client.setOnCancelHandler(this::cancelled);
        this.calls = new Requests(controlPlane.groupManager(), limits);
    }

    /** A session with a client that has connected. */
    static StreamObserver<ClientMessage> open(
            ControlPlane controlPlane, RemoteLimits limits, StreamObserver<ManagerMessage> client) {
        GrpcSession opened = new GrpcSession(controlPlane, limits, client);
        Thread.ofVirtual().name("umbel-remote-client").start(opened::write);
        opened.onControlPlane(
                () -> opened.session = controlPlane.remoteProtocols().connect(opened));
        return opened;
    }

    private void onControlPlane(Runnable command) {
        var _ = controlPlane
                .submit(_ -> {
                    command.run();
                    return true;
                })
                .exceptionally(failure -> {
                    disconnect(Status.INTERNAL.withDescription("the group manager failed: " + failure));
                    return false;
                });
    }

    @Override
    public void onNext(ClientMessage message) {
        requests.acquireUninterruptibly();
        onControlPlane(() -> {
            RemoteSession present = session;
            Optional<ManagerMessage> response =
                    present == null || ending.get() != null ? Optional.empty() : calls.handle(message, present);
            response.ifPresentOrElse(this::send, requests::release);
        });
    }

    @Override
    public void onError(Throwable broken) {
        disconnect(Status.CANCELLED);
    }

    @Override
    public void onCompleted() {
        // After the requests that came before.
        onControlPlane(() -> disconnect(Status.OK));
    }

    /** Sends what is there, and then the status; after a failure only that. */
    private void write() {
        try {
            while (!hasFailed() && (!outgoing.isEmpty() || ending.get() == null)) {
                ManagerMessage next = outgoing.take();
                if (next.getMessageCase() == ManagerMessage.MessageCase.MESSAGE_NOT_SET) {
                    continue;
                }
                awaitReady(this::hasFailed);
                if (!hasFailed()) {
                    client.onNext(next);
                    if (next.hasResponse()) {
                        requests.release();
                    }
                }
            }
            // A status that is sent while more waits than the client lets through does not reach it.
            awaitReady(client::isCancelled);
            Status status = ending.get();
            if (status == null || status.isOk()) {
                client.onCompleted();
            } else {
                client.onError(status.asRuntimeException());
            }
        } catch (InterruptedException | RuntimeException broken) {
            disconnect(Status.CANCELLED);
        }
    }

    /** Waits until the client has read enough of what it was sent, or there is no point in it any more. */
    private synchronized void awaitReady(BooleanSupplier isPointless) throws InterruptedException {
        while (!client.isReady() && !isPointless.getAsBoolean()) {
            wait();
        }
    }

    private boolean hasFailed() {
        Status status = ending.get();
        return status != null && !status.isOk();
    }

    private synchronized void wake() {
        notifyAll();
    }

    private void cancelled() {
        disconnect(Status.CANCELLED);
        // Also where the session was about to end well: nobody reads that any more.
        ending.set(Status.CANCELLED);
        wake();
    }

    private void send(ManagerMessage message) {
        if (ending.get() == null && !outgoing.offer(message)) {
            disconnect(Status.RESOURCE_EXHAUSTED.withDescription(
                    "the client does not read, and " + QUEUE + " messages wait for it"));
        }
    }

    private void disconnect(Status status) {
        if (end(status)) {
            onControlPlane(() -> {
                RemoteSession present = session;
                if (present != null) {
                    present.disconnected();
                }
            });
        }
    }

    private boolean end(Status status) {
        boolean first = ending.compareAndSet(null, status);
        if (first) {
            // Nobody is to wait any more: who reads requests, and who writes. Where the queue is full, the latter
            // does not wait for it.
            requests.release(REQUESTS);
            var _ = outgoing.offer(END);
            wake();
        }
        return first;
    }

    @Override
    public void rpf(long question, RpfQuery query) {
        send(ToWire.rpf(question, query));
    }

    @Override
    public void creationAlert(long question, CreationAlert alert) {
        send(ToWire.creationAlert(question, alert));
    }

    @Override
    public void joinAlert(SourceGroup entry, boolean memberUpdate) {
        send(ToWire.joinAlert(entry, memberUpdate));
    }

    @Override
    public void pruneAlert(PruneAlert alert) {
        send(ToWire.pruneAlert(alert));
    }

    @Override
    public void localJoin(SourceGroup entry, InterfaceId receivers) {
        send(ToWire.localJoin(entry, receivers));
    }

    @Override
    public void localLeave(SourceGroup entry, InterfaceId receivers) {
        send(ToWire.localLeave(entry, receivers));
    }

    @Override
    public void wrongInterface(Ipv4 source, Ipv4 group, InterfaceId arrivedOn, PacketHeader header) {
        send(ToWire.wrongInterface(source, group, arrivedOn, header));
    }

    @Override
    public void disableIgmp(InterfaceId changing) {
        send(ToWire.disableIgmp(changing));
    }

    @Override
    public void enableIgmp(InterfaceId changed) {
        send(ToWire.enableIgmp(changed));
    }

    @Override
    public void tooLate(long question) {
        send(ToWire.tooLate(question));
    }

    @Override
    public void ping() {
        send(ToWire.PING);
    }

    @Override
    public void ended(String reason) {
        end(Status.DEADLINE_EXCEEDED.withDescription(reason));
    }
}
