// SPDX-License-Identifier: Apache-2.0
package co.littleman.m1onk8s.report;

import co.littleman.m1onk8s.result.Result;
import java.io.IOException;
import java.io.OutputStream;

/** Writes the result of a run in one format. */
public interface ReportWriter {
    /** The word for it in {@code --report-format}, such as {@code junit}. */
    String format();

    /** The name of its file in the report directory, such as {@code junit.xml}. */
    String fileName();

    /**
     * Writes the whole result.
     *
     * @param out left open
     * @throws IOException if the stream does not take it
     */
    void write(Result result, OutputStream out) throws IOException;
}
