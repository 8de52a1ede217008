package co.littleman.m1onk8s.cli;

import picocli.CommandLine;

/** What scripts/verify starts. */
public final class Main {
    private Main() {}

    /** Runs the verification and ends the JVM with its exit code. */
    public static void main(String[] args) {
        // A library must not choose its user's logging; a program may.
        System.setProperty("logback.configurationFile", "co/littleman/m1onk8s/cli/logback.xml");
        CommandLine command = VerifyCommand.commandLine();
        System.exit(command.execute(args));
    }
}
