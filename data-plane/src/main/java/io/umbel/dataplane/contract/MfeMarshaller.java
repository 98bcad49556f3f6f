package io.umbel.dataplane.contract;

import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.hash.serialization.SizedReader;
import net.openhft.chronicle.hash.serialization.SizedWriter;
import org.jspecify.annotations.Nullable;

/**
 * The layout of an {@link Mfe} in the table, little-endian: {@code docs/shared-memory.md} has the picture. Has no state,
 * so all threads share it. Its name is part of the file: Chronicle Map writes it into the header.
 */
final class MfeMarshaller implements SizedReader<Mfe>, SizedWriter<Mfe> {
    /** Octets before the outgoing list. */
    private static final int FIXED_LENGTH = 56;

    private static final int OIF_LENGTH = Short.BYTES;

    /** Octets of an entry with so many branches. */
    static int length(int oifCount) {
        return FIXED_LENGTH + oifCount * OIF_LENGTH;
    }

    @Override
    public long size(Mfe mfe) {
        return length(mfe.oifCount());
    }

    @Override
    public void write(Bytes<?> out, long size, Mfe mfe) {
        out.writeInt(mfe.source());
        out.writeInt(mfe.group());
        out.writeInt(mfe.iif());
        out.writeInt(mfe.upstream());
        out.writeInt(mfe.flags());
        out.writeInt(mfe.oifCount());
        out.writeInt(mfe.counters());
        out.writeInt(0);
        out.writeLong(mfe.version());
        out.writeLong(mfe.created());
        out.writeLong(mfe.expires());
        for (int branch = 0; branch < mfe.oifCount(); branch++) {
            out.writeUnsignedShort(mfe.oif(branch));
        }
    }

    @Override
    public Mfe read(Bytes<?> in, long size, @Nullable Mfe using) {
        Mfe.Builder mfe = Mfe.builder(in.readInt(), in.readInt());
        mfe.iif(in.readInt());
        mfe.upstream(in.readInt());
        mfe.flags(in.readInt());
        int oifCount = in.readInt();
        if (oifCount < 0 || length(oifCount) != size) {
            throw new IllegalStateException(
                    "an entry of the table has " + size + " octets and says that it has " + oifCount + " branches");
        }
        mfe.counters(in.readInt());
        in.readInt();
        mfe.version(in.readLong());
        mfe.created(in.readLong());
        mfe.expires(in.readLong());
        int[] oifs = new int[oifCount];
        for (int branch = 0; branch < oifCount; branch++) {
            oifs[branch] = in.readUnsignedShort();
        }
        return mfe.oifs(oifs).build();
    }
}
