package io.umbel.igmp;

import io.umbel.mgm.InterfaceId;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** The protocol on one interface: what arrives is admitted, and goes to the election or to the groups. */
final class RouterInterface implements LinkState {

    private final InterfaceId id;
    private final IgmpLink link;
    private IgmpConfig config;
    private final Timers timers;
    private final QuerySender sender;
    private final IgmpCounters counters = new IgmpCounters();
    private Admission admission;
    private final Querier querier;
    private final GroupTable groups;
    private final Consumer<RouterInterface> onTouched;
    private final long completeFromMs;

    /** @param onTouched told when a group is touched, so that {@link #settle} is called before the current call ends */
    RouterInterface(
            InterfaceId id,
            IgmpLink link,
            IgmpConfig config,
            Timers timers,
            QuerySender sender,
            MembershipListener listener,
            Consumer<RouterInterface> onTouched,
            long nowMs) {
        this.id = id;
        this.link = link;
        this.config = config;
        this.timers = timers;
        this.sender = sender;
        this.onTouched = onTouched;
        completeFromMs = nowMs + config.timers().startupMs();
        admission = new Admission(link, config);
        querier = new Querier(link, config, timers, this::send);
        groups = new GroupTable(id, this, listener);
    }

    void start(long nowMs) {
        querier.start(nowMs);
        groups.start();
    }

    /** The settings are others from now on; groups that may be here stay. */
    void reconfigure(IgmpConfig other, long nowMs) {
        config = other;
        admission = new Admission(link, other);
        querier.reconfigure(other, nowMs);
        groups.reconfigure();
    }

    void stop() {
        querier.stop();
        groups.discard();
    }

    void onDatagram(ByteBuffer datagram, long nowMs) {
        switch (DatagramReader.read(datagram)) {
            case DatagramReader.Rejected(Rejection reason) -> counters.rejected(reason);
            case DatagramReader.Read(IgmpDatagram read, int unknownRecords) -> {
                counters.rejected(Rejection.UNKNOWN_RECORD_TYPE, unknownRecords);
                Rejection reason = admission.judge(read);
                if (reason != null) {
                    counters.rejected(reason);
                } else {
                    counters.received(read.message());
                    dispatch(read, nowMs);
                }
            }
        }
    }

    private void dispatch(IgmpDatagram datagram, long nowMs) {
        switch (datagram.message()) {
            case IgmpMessage.Query query -> onQuery(datagram, query, nowMs);
            case IgmpMessage.ReportV1(var group) -> groups.onReport(IgmpVersion.V1, group, datagram.source(), nowMs);
            case IgmpMessage.ReportV2(var group) -> groups.onReport(IgmpVersion.V2, group, datagram.source(), nowMs);
            case IgmpMessage.Leave(var group) -> groups.onLeave(group, nowMs);
            case IgmpMessage.ReportV3 report -> groups.onReport(report, datagram.source(), nowMs);
        }
    }

    private void onQuery(IgmpDatagram datagram, IgmpMessage.Query query, long nowMs) {
        if (query.isGeneral() ? !query.sources().isEmpty() : !query.group().isGroup()) {
            counters.rejected(Rejection.NOT_A_GROUP);
            return;
        }
        if (query.version() != config.version()) {
            counters.wrongVersionQuery();
        }
        querier.heard(datagram.source(), query, nowMs);
        if (!query.isGeneral()) {
            groups.onQuery(query, nowMs);
        }
    }

    @Override
    public void send(IgmpMessage.Query query) {
        IgmpDatagram datagram = IgmpDatagram.from(link.address(), query);
        counters.sent(query);
        sender.send(id, DatagramWriter.write(datagram), datagram.destination());
    }

    @Override
    public void touch(GroupState group) {
        groups.touch(group);
        onTouched.accept(this);
    }

    void settle() {
        groups.settle();
    }

    @Override
    public IgmpConfig config() {
        return config;
    }

    @Override
    public IgmpTimers effectiveTimers() {
        return querier.effectiveTimers();
    }

    @Override
    public Timers timers() {
        return timers;
    }

    @Override
    public IgmpCounters counters() {
        return counters;
    }

    @Override
    public boolean isQuerier() {
        return querier.isSelf();
    }

    @Override
    public long completeFromMs() {
        return completeFromMs;
    }

    GroupTable groups() {
        return groups;
    }

    InterfaceView view(long nowMs) {
        return new InterfaceView(
                id,
                link,
                config,
                querier.address(),
                querier.isSelf(),
                querier.otherQuerierExpireMs(nowMs),
                querier.effectiveTimers(),
                groups.size(),
                counters.snapshot());
    }
}
