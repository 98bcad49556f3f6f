package io.umbel.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command's manual page, in the macros of man(7): what picocli knows of the command and nothing else, so that the page and
 * {@code --help} cannot differ. It has no date, so that the same program gives the same page.
 */
final class ManualPage {
    private static final String INDENT = "  ";

    private final CommandSpec command;
    private final StringBuilder page = new StringBuilder();

    ManualPage(CommandSpec command) {
        this.command = command;
    }

    /** What the page is called, without its section: {@code umbel-config-check}. */
    String name() {
        return command.qualifiedName("-");
    }

    /** The page. */
    String text() {
        page.setLength(0);
        macro("TH \"" + name().toUpperCase(Locale.ROOT) + "\" \"1\" \"\" \"Umbel\" \"Umbel\"");
        section("NAME");
        line(name() + " - " + joined(command.usageMessage().header()));
        section("SYNOPSIS");
        macro("nf");
        new CommandLine.Help(command, CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .synopsis(0)
                .lines()
                .forEach(this::line);
        macro("fi");
        description();
        arguments();
        subcommands();
        exitStatus();
        seeAlso();
        return page.toString();
    }

    private void description() {
        if (command.usageMessage().description().length == 0) {
            return;
        }
        section("DESCRIPTION");
        for (String paragraph : command.usageMessage().description()) {
            if (paragraph.isEmpty()) {
                macro("PP");
            } else {
                paragraph(paragraph);
            }
        }
    }

    private void arguments() {
        section("OPTIONS");
        command.positionalParameters().stream()
                .filter(each -> !each.hidden())
                .forEach(each -> item(each.paramLabel(), each));
        command.options().stream().filter(each -> !each.hidden()).forEach(each -> item(names(each), each));
    }

    private static String names(OptionSpec option) {
        return String.join(", ", option.names()) + (option.arity().max() == 0 ? "" : "=" + option.paramLabel());
    }

    private void item(String term, ArgSpec argument) {
        term(term);
        for (String line : argument.description()) {
            paragraph(line);
            macro("br");
        }
    }

    private void subcommands() {
        if (command.subcommands().isEmpty()) {
            return;
        }
        section("COMMANDS");
        command.subcommands().values().forEach(each -> {
            CommandSpec subcommand = each.getCommandSpec();
            term(subcommand.qualifiedName("-") + "(1)");
            line(joined(subcommand.usageMessage().header()));
        });
    }

    /** That of all commands is alike, so it stands at the root. */
    private void exitStatus() {
        section("EXIT STATUS");
        for (Map.Entry<String, String> status :
                command.root().usageMessage().exitCodeList().entrySet()) {
            term(status.getKey().strip());
            line(status.getValue());
        }
    }

    private void seeAlso() {
        section("SEE ALSO");
        if (command.parent() != null) {
            line(command.parent().qualifiedName("-") + "(1)");
            macro("br");
        }
        line("The configuration file: /usr/share/doc/umbel/configuration.md, and operating: operators.md beside it.");
    }

    private static String joined(String[] lines) {
        return Arrays.stream(lines).map(String::strip).collect(Collectors.joining(" "));
    }

    /** Text of picocli, whose {@code %n} and {@code %%} are those of a format string. */
    private void paragraph(String text) {
        String plain = Ansi.OFF.string(text);
        (plain.contains("%") ? String.format(plain) : plain).lines().forEach(this::indentedLine);
    }

    /** Lines that begin with spaces are examples, and stay as they are. */
    private void indentedLine(String line) {
        if (line.startsWith(INDENT)) {
            macro("nf");
            line(line);
            macro("fi");
        } else {
            line(line);
        }
    }

    private void section(String name) {
        macro("SH " + name);
    }

    private void term(String term) {
        macro("TP");
        line("\\fB", term, "\\fR");
    }

    private void macro(String macro) {
        page.append('.').append(macro).append('\n');
    }

    private void line(String text) {
        line("", text, "");
    }

    /** Nothing in the text is roff's: neither backslashes, nor hyphens, nor a dot or quote that begins the line. */
    private void line(String before, String text, String after) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-");
        boolean control = before.isEmpty() && (escaped.startsWith(".") || escaped.startsWith("'"));
        page.append(before)
                .append(control ? "\\&" : "")
                .append(escaped)
                .append(after)
                .append('\n');
    }
}
