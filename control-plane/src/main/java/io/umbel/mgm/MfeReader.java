package io.umbel.mgm;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Reads MFEs and their statistics, by the original's buffer rules (§6.1). */
final class MfeReader {

    private final ForwardingCache cache;
    private final Forwarder forwarder;
    private final MgmClock clock;

    MfeReader(ForwardingCache cache, Forwarder forwarder, MgmClock clock) {
        this.cache = cache;
        this.forwarder = forwarder;
        this.clock = clock;
    }

    Page<Mfe> page(Iterator<CachedMfe> from, int bufferBytes) {
        return page(from, this::read, Mfe::sizeInBytes, bufferBytes);
    }

    <T extends MfeStatistics> Page<T> statsPage(Iterator<CachedMfe> from, int bufferBytes, StatsLevel<T> level) {
        return page(from, mfe -> readStats(mfe, level), MfeStatistics::sizeInBytes, bufferBytes);
    }

    Page<Mfe> single(MfeKey key, int bufferBytes) {
        Mfe mfe = read(require(key));
        return Page.single(mfe, mfe.sizeInBytes(), bufferBytes);
    }

    <T extends MfeStatistics> Page<T> singleStats(MfeKey key, int bufferBytes, StatsLevel<T> level) {
        T stats = readStats(require(key), level);
        return Page.single(stats, stats.sizeInBytes(), bufferBytes);
    }

    CachedMfe require(MfeKey key) {
        CachedMfe found = cache.find(key);
        if (found == null) {
            throw new MgmException(
                    MgmStatus.NOT_FOUND, "There is no MFE " + key + "; the key of an existing one is allowed.");
        }
        return found;
    }

    private static <T> Page<T> page(
            Iterator<CachedMfe> from, Function<CachedMfe, T> read, ToIntFunction<T> size, int bufferBytes) {
        Iterator<T> records = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return from.hasNext();
            }

            @Override
            public T next() {
                return read.apply(from.next());
            }
        };
        return Page.fill(records, size, bufferBytes);
    }

    private Mfe read(CachedMfe mfe) {
        long upSeconds = mfe.upTimeMs(clock.milliseconds()) / 1000;
        return new Mfe(
                mfe.key,
                mfe.upstreamNeighbor,
                mfe.incoming.id,
                incomingProtocol(mfe),
                mfe.route,
                upSeconds,
                mfe.timeOutSeconds() - upSeconds,
                mfe.timeOutSeconds(),
                List.copyOf(mfe.outgoing.ids()));
    }

    private <T extends MfeStatistics> T readStats(CachedMfe mfe, StatsLevel<T> level) {
        long upHundredths = mfe.upTimeMs(clock.milliseconds()) / 10;
        MfeCounters counters = forwarder.counters(mfe.key);
        MfeStats stats = new MfeStats(
                mfe.key,
                mfe.upstreamNeighbor,
                mfe.incoming.id,
                incomingProtocol(mfe),
                mfe.route,
                upHundredths,
                mfe.timeOutSeconds() * 100L - upHundredths,
                counters.inPackets(),
                counters.inOctets(),
                counters.packetsDifferentIf(),
                counters.queueOverflow(),
                mfe.outgoing.ids().stream()
                        .map(id -> new MfeStats.OifStats(id, counters.outgoing().getOrDefault(id, OifCounters.NONE)))
                        .toList());
        return level.form(stats, counters);
    }

    private static int incomingProtocol(CachedMfe mfe) {
        Client component = mfe.incoming.component();
        return component == null ? 0 : component.id().protocolId();
    }
}
