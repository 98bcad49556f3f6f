package io.umbel.config;

/** The {@code igmp} of an interface. */
final class IgmpReader {
    private static final int MAX_VERSION = 3;

    private enum Switch {
        ON,
        OFF
    }

    private IgmpReader() {}

    static IgmpInterfaceConfig read(YamlField field) {
        YamlSection section = field.section("version", "immediate-leave", "explicit-tracking", "require-router-alert");
        IgmpInterfaceConfig byDefault = IgmpInterfaceConfig.DEFAULT;
        return new IgmpInterfaceConfig(
                section.optional("version")
                        .map(version -> version.integer(1, MAX_VERSION))
                        .orElse(byDefault.version()),
                isOn(section, "immediate-leave", byDefault.immediateLeave()),
                isOn(section, "explicit-tracking", byDefault.explicitTracking()),
                isOn(section, "require-router-alert", byDefault.requireRouterAlert()));
    }

    private static boolean isOn(YamlSection section, String key, boolean byDefault) {
        return section.optional(key)
                .map(field -> field.oneOf(Switch.values()) == Switch.ON)
                .orElse(byDefault);
    }
}
