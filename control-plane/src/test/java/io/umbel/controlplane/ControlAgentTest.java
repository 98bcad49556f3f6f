package io.umbel.controlplane;

import io.umbel.config.ApplianceConfig;
import io.umbel.config.DataPlaneConfig;
import io.umbel.config.StaticMroute;
import io.umbel.dataplane.contract.Ipv4Address;
import io.umbel.dataplane.contract.Mfe;
import io.umbel.dataplane.contract.MfeTable;
import io.umbel.dataplane.contract.TemporarySharedDirectory;
import io.umbel.mgm.Callback;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.MgmException;
import io.umbel.mgm.MgmStatus;
import io.umbel.mgm.MulticastGroupManager;
import io.umbel.mgm.ProtocolHandle;
import io.umbel.mgm.ProtocolId;
import io.umbel.mgm.RoutingProtocolCallbacks;
import io.umbel.mgm.SourceGroup;
import io.umbel.mgm.StateFlags;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The control plane's own thread, with clients that behave badly beside the static one. */
class ControlAgentTest {
    private static final int SOURCE = Ipv4Address.parse("10.0.1.2");
    private static final int GROUP = Ipv4Address.parse("239.1.1.1");
    private static final SourceGroup STREAM = SourceGroup.of(new Ipv4(SOURCE), new Ipv4(GROUP));
    private static final ProtocolId PIM = new ProtocolId(8, 1);
    private static final int WEST = 1;
    private static final int EAST = 2;
    private static final int NORTH = 5;

    @RegisterExtension
    final TemporarySharedDirectory directory = new TemporarySharedDirectory();

    private ControlPlane controlPlane;

    @BeforeEach
    void start() {
        controlPlane = ControlPlane.start(new ApplianceConfig(
                directory.get(),
                DataPlaneConfig.DEFAULT,
                List.of(),
                List.of(new StaticMroute(SOURCE, GROUP, WEST, List.of(EAST)))));
    }

    @AfterEach
    void close() {
        controlPlane.close();
    }

    @Test
    void joinOfAnotherProtocolReachesTheStaticStreamsEntry() throws Exception {
        join(new RoutingProtocolCallbacks() {});
        assertEquals(List.of(EAST, NORTH), oifs());
    }

    @Test
    void commandThatFailsGivesItsFailureAndTheAgentGoesOn() throws Exception {
        ExecutionException failure = assertThrows(
                ExecutionException.class,
                () -> controlPlane
                        .submit(manager -> {
                            manager.protocolOnInterface(InterfaceId.of(77));
                            return true;
                        })
                        .get());
        MgmException cause = assertInstanceOf(MgmException.class, failure.getCause());
        assertEquals(MgmStatus.NOT_FOUND, cause.status());
        assertTrue(controlPlane.submit(_ -> true).get());
    }

    @Test
    void commandsThatNeverEndLeaveTheOthersTheirTurn() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try {
            submitUntil(over);
            assertTrue(controlPlane.submit(_ -> true).get(10, TimeUnit.SECONDS));
        } finally {
            over.set(true);
        }
    }

    /** A command that gives the next, until it is over. */
    private void submitUntil(AtomicBoolean over) {
        var _ = controlPlane.submit(_ -> {
            if (!over.get()) {
                submitUntil(over);
            }
            return true;
        });
    }

    @Test
    void clientWhoseCallbackThrowsHarmsNobody() throws Exception {
        register(
                new RoutingProtocolCallbacks() {
                    @Override
                    public void onJoinAlert(SourceGroup entry, boolean memberUpdate) {
                        throw new IllegalStateException("on purpose");
                    }
                },
                new ProtocolId(9, 1));
        join(new RoutingProtocolCallbacks() {});
        assertEquals(List.of(EAST, NORTH), oifs());
    }

    @Test
    void clientThatDeregistersInItsCallbackIsToldThatItMayNot() throws Exception {
        AtomicReference<ProtocolHandle> own = new AtomicReference<>();
        BlockingQueue<MgmStatus> answers = new LinkedBlockingQueue<>();
        MulticastGroupManager manager = controlPlane.groupManager();
        own.set(register(
                new RoutingProtocolCallbacks() {
                    @Override
                    public void onJoinAlert(SourceGroup entry, boolean memberUpdate) {
                        try {
                            manager.deregister(own.get());
                        } catch (MgmException refusal) {
                            answers.add(refusal.status());
                        }
                    }
                },
                new ProtocolId(9, 1)));
        controlPlane
                .submit(commanded -> {
                    ProtocolHandle handle = commanded.register(new RoutingProtocolCallbacks() {}, PIM);
                    commanded.takeInterfaceOwnership(handle, InterfaceId.of(NORTH));
                    commanded.addGroupMembership(
                            handle, SourceGroup.anySource(new Ipv4(GROUP)), InterfaceId.of(NORTH), StateFlags.JOIN);
                    return true;
                })
                .get();
        assertEquals(MgmStatus.CAN_NOT_COMPLETE, answers.take());
        assertTrue(controlPlane.submit(_ -> true).get());
    }

    @Test
    void callbackThatBlocksIsReportedByName() throws Exception {
        BlockingQueue<String> reports = new LinkedBlockingQueue<>();
        CountDownLatch release = new CountDownLatch(1);
        try (CallbackWatch watch = new CallbackWatch(SystemNanoClock.INSTANCE, 20, reports::add)) {
            Thread blocked = new Thread(() -> watch.run(PIM, Callback.JOIN_ALERT, () -> await(release)));
            blocked.start();
            String report = reports.take();
            release.countDown();
            blocked.join();
            assertTrue(
                    report.matches("protocol .*8.*: its JOIN_ALERT callback has not returned for \\d+ ms; "
                            + "the group manager waits for it"),
                    report);
        }
    }

    @Test
    void callbackThatReturnsInTimeIsNotReported() throws Exception {
        BlockingQueue<String> reports = new LinkedBlockingQueue<>();
        CountDownLatch release = new CountDownLatch(1);
        try (CallbackWatch watch = new CallbackWatch(SystemNanoClock.INSTANCE, 20, reports::add)) {
            watch.run(new ProtocolId(9, 1), Callback.RPF, () -> {});
            Thread blocked = new Thread(() -> watch.run(PIM, Callback.JOIN_ALERT, () -> await(release)));
            blocked.start();
            assertFalse(reports.take().contains("9"));
            release.countDown();
            blocked.join();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A protocol with a member of the stream on the interface {@link #NORTH}. */
    private void join(RoutingProtocolCallbacks callbacks) throws Exception {
        controlPlane
                .submit(manager -> {
                    ProtocolHandle handle = manager.register(callbacks, PIM);
                    manager.takeInterfaceOwnership(handle, InterfaceId.of(NORTH));
                    manager.addGroupMembership(handle, STREAM, InterfaceId.of(NORTH), StateFlags.JOIN);
                    return true;
                })
                .get();
    }

    private ProtocolHandle register(RoutingProtocolCallbacks callbacks, ProtocolId id) throws Exception {
        return controlPlane.submit(manager -> manager.register(callbacks, id)).get();
    }

    private List<Integer> oifs() {
        try (MfeTable table = MfeTable.open(directory.get())) {
            Mfe mfe = table.get(Mfe.key(SOURCE, GROUP));
            return mfe == null ? List.of() : Arrays.stream(mfe.oifs()).boxed().toList();
        }
    }
}
