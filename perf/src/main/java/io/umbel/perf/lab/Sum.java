package io.umbel.perf.lab;

import java.util.Locale;

/** Two counts, made in different places, that must be equal. */
record Sum(String one, long ofOne, String other, long ofOther) {
    boolean agrees() {
        return ofOne == ofOther;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s  %s %,d %s %s %,d",
                agrees() ? "ok   " : "WRONG",
                one,
                ofOne,
                agrees() ? "=" : "is not",
                other,
                ofOther);
    }
}
