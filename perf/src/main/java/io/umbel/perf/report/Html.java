package io.umbel.perf.report;

/** Text in HTML. */
final class Html {
    private Html() {}

    /** What may stand in a text or in an attribute's quotes. */
    static String text(String any) {
        return any.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
