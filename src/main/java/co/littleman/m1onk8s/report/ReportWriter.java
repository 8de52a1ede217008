// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.report;

import co.littleman.m1onk8s.result.Result;
import java.io.IOException;
import java.io.OutputStream;

/** Writes the result of a run in one format. */
public interface ReportWriter {
    /**
     * Writes the whole result.
     *
     * @param out left open
     * @throws IOException if the stream does not take it
     */
    void write(Result result, OutputStream out) throws IOException;
}
