// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.network;

import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One shell in a pod that stays open and runs scripts one after another. To start a process in a pod costs the API
 * server, the kubelet and the runtime more than most scripts do themselves.
 */
final class PodShell implements AutoCloseable {
    private final ExecWatch exec;
    private final Output output = new Output();
    private volatile long lastUsedNanos = System.nanoTime();

    /** Opens a shell; what is wrong with it shows at the first script. */
    PodShell(PodResource pod, String container) {
        exec = pod.inContainer(container)
                .redirectingInput()
                .writingOutput(output)
                // Nobody reads it, but fabric8 blocks on a stream that nobody drains.
                .writingError(OutputStream.nullOutputStream())
                .exec("sh", "-s");
        Future<?> unused = exec.exitCode().whenComplete((code, failure) -> output.wake());
    }

    /** True if the next script can be sent: the shell has not ended, and was used a moment ago. */
    boolean isFresh(Duration idle) {
        return !exec.exitCode().isDone() && System.nanoTime() - lastUsedNanos < idle.toNanos();
    }

    /**
     * Runs a script in a subshell and returns what it printed. The script goes over standard input: neither the API
     * server's audit log nor ps shows it. Its own standard input is empty.
     *
     * @return what it printed; null if the shell, or the connection to it, ended before the script did
     * @throws ExecutionException if the shell could not be started, or the connection to it broke
     * @throws TimeoutException if the script did not end in time; the message is what it had printed
     * @throws EndedException if the shell ended with another exit code
     */
    @Nullable
    String run(String script, Duration budget)
            throws InterruptedException, ExecutionException, TimeoutException, EndedException, IOException {
        String end = "end of script " + UUID.randomUUID();
        output.clear();
        // A new line first: the script's last line may have none.
        String framed = "(\n%s\n) < /dev/null\nprintf '\\n%s\\n'\n".formatted(script, end);
        exec.getInput().write(framed.getBytes(StandardCharsets.UTF_8));
        exec.getInput().flush();
        String printed = output.until("\n" + end + "\n", budget, exec);
        lastUsedNanos = System.nanoTime();
        return printed;
    }

    @Override
    public void close() {
        exec.close();
    }

    /** The shell itself ended, with a code that says that it failed. */
    static final class EndedException extends Exception {
        private static final long serialVersionUID = 1L;

        EndedException(int code) {
            super("exit code " + code);
        }
    }

    /** What the shell prints, as it comes. */
    private static final class Output extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int one) {
            bytes.write(one);
            notifyAll();
        }

        @Override
        public synchronized void write(byte[] many, int from, int length) {
            bytes.write(many, from, length);
            notifyAll();
        }

        synchronized void clear() {
            bytes.reset();
        }

        synchronized void wake() {
            notifyAll();
        }

        synchronized @Nullable String until(String end, Duration budget, ExecWatch exec)
                throws InterruptedException, ExecutionException, TimeoutException, EndedException {
            long deadline = System.nanoTime() + budget.toNanos();
            while (true) {
                String text = bytes.toString(StandardCharsets.UTF_8);
                int at = text.indexOf(end);
                if (at >= 0) {
                    return text.substring(0, at);
                }
                if (exec.exitCode().isDone()) {
                    // Null if the connection ended without a word about the shell.
                    Integer code = exec.exitCode().get();
                    if (code == null || code == 0) {
                        return null;
                    }
                    throw new EndedException(code);
                }
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new TimeoutException(text);
                }
                wait(left);
            }
        }
    }
}
