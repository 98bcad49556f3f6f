package io.umbel.perf;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** The arrows and rooms of the house: which package may use which. A new package gets its room here first. */
class HouseTest {
    /** The packages, with those that each may use; those above it in this list at most, so that arrows run one way. */
    enum Room {
        BINDINGS("org.dpdk"),
        DPDK("io.umbel.dpdk", BINDINGS),
        CONTRACT("io.umbel.dataplane.contract"),
        PACKET("io.umbel.dataplane.packet"),
        FIB("io.umbel.dataplane.fib", CONTRACT),
        FORWARD("io.umbel.dataplane.forward", DPDK, CONTRACT, PACKET, FIB),
        MGM("io.umbel.mgm"),
        IGMP("io.umbel.igmp", MGM),
        /** Protocol clients beyond a connection; knows nothing of what that is made of. */
        REMOTE("io.umbel.remote", MGM),
        CONFIG("io.umbel.config", CONTRACT, MGM, IGMP, REMOTE),
        CONTROL_PLANE("io.umbel.controlplane", CONTRACT, MGM, IGMP, REMOTE, CONFIG),
        API("io.umbel.api", CONTRACT, MGM, IGMP, REMOTE, CONFIG, CONTROL_PLANE),
        /** It starts the planes, so it alone among those outside the data plane knows the loop, and DPDK. */
        CLI("io.umbel.cli", DPDK, CONTRACT, FORWARD, MGM, CONFIG, CONTROL_PLANE, API),
        /** Knows everything; nobody knows it. */
        PERF(
                "io.umbel.perf",
                BINDINGS,
                DPDK,
                CONTRACT,
                PACKET,
                FIB,
                FORWARD,
                MGM,
                IGMP,
                REMOTE,
                CONFIG,
                CONTROL_PLANE,
                API,
                CLI);

        private final String name;

        @SuppressWarnings("ImmutableEnumChecker") // Set.of makes it so.
        private final Set<Room> mayUse;

        Room(String name, Room... mayUse) {
            this.name = name;
            this.mayUse = Set.of(mayUse);
        }

        /** The package and those within it. */
        String packages() {
            return name + "..";
        }

        String[] mayNotUse() {
            return Stream.of(values())
                    .filter(other -> other != this && !mayUse.contains(other))
                    .map(Room::packages)
                    .toArray(String[]::new);
        }
    }

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.umbel", "org.dpdk");

    @ParameterizedTest
    @EnumSource
    void aRoomUsesOnlyTheRoomsItMay(Room room) {
        noClasses()
                .that()
                .resideInAPackage(room.packages())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(room.mayNotUse())
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    @Test
    void everyClassHasARoom() {
        noClasses()
                .should()
                .resideOutsideOfPackages(
                        Arrays.stream(Room.values()).map(Room::packages).toArray(String[]::new))
                .check(HOUSE);
    }

    @Test
    void noTwoRoomsUseEachOther() {
        SlicesRuleDefinition.slices()
                .matching("io.umbel.(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.umbel.mgm..", "io.umbel.igmp..", "io.umbel.remote.."})
    void groupManagerIgmpAndRemoteClientsAreReproducible_noThreadsNoInputNoOutputNoClock(String pure) {
        noClasses()
                .that()
                .resideInAPackage(pure)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..",
                        "java.net..",
                        // Buffers are memory; these are not.
                        "java.nio.channels..",
                        "java.nio.file..",
                        "java.lang.foreign..",
                        "java.util.concurrent..",
                        "org.agrona..",
                        "net.openhft..",
                        "org.slf4j..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class, Runtime.class, ProcessBuilder.class, Clock.class, Random.class)
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    @Test
    void onlyTheContractKnowsChronicle() {
        noClasses()
                .that()
                .resideOutsideOfPackage(Room.CONTRACT.packages())
                .should()
                .dependOnClassesThat()
                .resideInAPackage("net.openhft..")
                .check(HOUSE);
    }
}
