package io.umbel.dataplane.contract;

import java.util.stream.IntStream;

/** Entries of which every field follows from key and version, so that half of one and half of another is noticed. */
final class VersionedMfe {
    private static final int GROUP = Ipv4Address.parse("239.1.1.1");
    private static final int FIRST_SOURCE = Ipv4Address.parse("10.0.0.1");

    private VersionedMfe() {}

    static long key(int number) {
        return Mfe.key(FIRST_SOURCE + number, GROUP);
    }

    /** With 0 to 200 branches. */
    static Mfe of(long key, long version) {
        int firstOif = 3 + (int) (version % 3800);
        return Mfe.builder(Mfe.sourceOf(key), Mfe.groupOf(key))
                .iif(1 + (int) (version % 2))
                .upstream(0x0a00_0000 + (int) version)
                .oifs(IntStream.range(0, (int) (version % 201))
                        .map(branch -> firstOif + branch)
                        .toArray())
                .flags((int) (version % 2))
                .version(version)
                .created(version * 3)
                .expires(version * 7)
                .build();
    }

    static boolean isWhole(Mfe mfe) {
        return mfe.equals(of(mfe.key(), mfe.version()));
    }
}
