package io.umbel.igmp;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * The tables of RFC 3376 §6.4.1 and §6.4.2, row by row, on lists that overlap, contain or miss each other. Timers are named: GMI;
 * LMQT; OLD, what the source had; GROUP, what the group had.
 */
class GroupStateTablesTest {

    private static final Map<String, RecordType> TYPES = Map.of(
            "IS_IN", RecordType.MODE_IS_INCLUDE,
            "IS_EX", RecordType.MODE_IS_EXCLUDE,
            "TO_IN", RecordType.CHANGE_TO_INCLUDE_MODE,
            "TO_EX", RecordType.CHANGE_TO_EXCLUDE_MODE,
            "ALLOW", RecordType.ALLOW_NEW_SOURCES,
            "BLOCK", RecordType.BLOCK_OLD_SOURCES);

    @ParameterizedTest(name = "{0} {1}({2}) becomes {3}")
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            emptyValue = "",
            nullValues = "null",
            value = {
                // 6.4.1, router state INCLUDE (A)
                "INCLUDE(1,2) | IS_IN | 2,3   | INCLUDE(1,2,3)   | 1=OLD 2=GMI 3=GMI | ''   | ''",
                "INCLUDE(1,2) | IS_IN | ''    | INCLUDE(1,2)     | 1=OLD 2=OLD       | ''   | ''",
                "INCLUDE(1,2) | IS_EX | 2,3   | EXCLUDE(2;3)     | 2=OLD             | GMI  | ''",
                "INCLUDE(1,2) | IS_EX | ''    | EXCLUDE(;)       | ''                | GMI  | ''",
                "INCLUDE(1,2) | IS_EX | 1,2   | EXCLUDE(1,2;)    | 1=OLD 2=OLD       | GMI  | ''",
                // 6.4.1, router state EXCLUDE (X,Y)
                "EXCLUDE(1,2;3,4) | IS_IN | 2,3,5 | EXCLUDE(1,2,3,5;4) | 1=OLD 2=GMI 3=GMI 5=GMI | GROUP | ''",
                "EXCLUDE(1,2;3,4) | IS_EX | 2,3,5 | EXCLUDE(2,5;3)     | 2=OLD 5=GMI             | GMI   | ''",
                "EXCLUDE(1,2;3,4) | IS_EX | ''    | EXCLUDE(;)         | ''                      | GMI   | ''",
                // 6.4.2, router state INCLUDE (A)
                "INCLUDE(1,2) | ALLOW | 2,3   | INCLUDE(1,2,3)   | 1=OLD 2=GMI 3=GMI  | ''  | ''",
                "INCLUDE(1,2) | BLOCK | 2,3   | INCLUDE(1,2)     | 1=OLD 2=LMQT       | ''  | Q(G,2)",
                "INCLUDE(1,2) | BLOCK | 3     | INCLUDE(1,2)     | 1=OLD 2=OLD        | ''  | ''",
                "INCLUDE(1,2) | TO_EX | 2,3   | EXCLUDE(2;3)     | 2=LMQT             | GMI | Q(G,2)",
                "INCLUDE(1,2) | TO_EX | 3     | EXCLUDE(;3)      | ''                 | GMI | ''",
                "INCLUDE(1,2) | TO_IN | 2,3   | INCLUDE(1,2,3)   | 1=LMQT 2=GMI 3=GMI | ''  | Q(G,1)",
                "INCLUDE(1,2) | TO_IN | ''    | INCLUDE(1,2)     | 1=LMQT 2=LMQT      | ''  | Q(G,1,2)",
                // 6.4.2, router state EXCLUDE (X,Y)
                "EXCLUDE(1,2;3,4) | ALLOW | 2,3,5 | EXCLUDE(1,2,3,5;4) | 1=OLD 2=GMI 3=GMI 5=GMI | GROUP | ''",
                "EXCLUDE(1,2;3,4) | BLOCK | 2,3,5 | EXCLUDE(1,2,5;3,4) | 1=OLD 2=LMQT 5=LMQT | GROUP | Q(G,2,5)",
                "EXCLUDE(1,2;3,4) | BLOCK | 3     | EXCLUDE(1,2;3,4)   | 1=OLD 2=OLD         | GROUP | ''",
                "EXCLUDE(1,2;3,4) | TO_EX | 2,3,5 | EXCLUDE(2,5;3)     | 2=LMQT 5=LMQT       | GMI   | Q(G,2,5)",
                "EXCLUDE(1,2;3,4) | TO_EX | ''    | EXCLUDE(;)         | ''                  | GMI   | ''",
                "EXCLUDE(1,2;3,4) | TO_IN | 2,3,5 | EXCLUDE(1,2,3,5;4) | 1=LMQT 2=GMI 3=GMI 5=GMI | LMQT | Q(G) Q(G,1)",
                "EXCLUDE(1,2;3,4) | TO_IN | ''    | EXCLUDE(1,2;3,4)   | 1=LMQT 2=LMQT       | LMQT  | Q(G) Q(G,1,2)",
            })
    void row(String before, String type, String listed, String after, String sources, String group, String queries) {
        TestLink link = TestLink.settled(IgmpConfig.DEFAULTS);
        String[] oldSources = before.replaceAll(".*\\(|\\)", "").split(";", -1);
        if (before.startsWith("EXCLUDE")) {
            link.report(RecordType.CHANGE_TO_EXCLUDE_MODE, numbers(oldSources[1]));
        }
        link.passMs(5_000); // so that group and sources differ
        link.report(RecordType.ALLOW_NEW_SOURCES, numbers(oldSources[0]));
        link.passMs(10_000);
        assertEquals(before, link.wanted());
        link.forget();

        link.report(TYPES.getOrDefault(type, RecordType.ALLOW_NEW_SOURCES), numbers(listed));

        assertEquals(after + " / " + sources + " / " + group + " / " + queries, outcome(link));
    }

    private static int[] numbers(String list) {
        return Arrays.stream(list.split(",", -1))
                .filter(each -> !each.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private static String outcome(TestLink link) {
        GroupView view = link.group();
        String sources = view.sources().stream()
                .filter(source -> source.expireMs() > 0)
                .map(source -> (source.sourceAddress().bits() - TestLink.s(0).bits()) + "=" + name(source.expireMs()))
                .collect(Collectors.joining(" "));
        String group = view.expireMs() == 0 ? "" : name(view.expireMs());
        return link.wanted() + " / " + sources + " / " + group + " / " + link.queries();
    }

    private static String name(long remainingMs) {
        if (remainingMs == TestLink.GMI) {
            return "GMI";
        }
        if (remainingMs == TestLink.LMQT) {
            return "LMQT";
        }
        if (remainingMs == TestLink.GMI - 10_000) {
            return "OLD";
        }
        return remainingMs == TestLink.GMI - 15_000 ? "GROUP" : remainingMs + " ms";
    }
}
